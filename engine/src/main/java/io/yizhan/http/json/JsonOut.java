package io.yizhan.http.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.yizhan.core.NumberRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one JSON text into memory, from the outside in. For one thread and one text. */
public final class JsonOut {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayOutputStream bytes;
    private final JsonGenerator json;
    private final ZoneId zone;
    /** Null before the first time: refusals mostly have none. */
    private @Nullable TimeTexts times;

    /** @param zone whose offset times are written with */
    public JsonOut(ZoneId zone, int bytesExpected) {
        this.zone = zone;
        bytes = new ByteArrayOutputStream(bytesExpected);
        try {
            json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    public JsonOut object() {
        return write(JsonGenerator::writeStartObject);
    }

    public JsonOut object(String name) {
        return name(name).object();
    }

    public JsonOut end() {
        return write(JsonGenerator::writeEndObject);
    }

    public JsonOut array(String name) {
        return name(name).write(JsonGenerator::writeStartArray);
    }

    public JsonOut endArray() {
        return write(JsonGenerator::writeEndArray);
    }

    /** Each as {@code [from, to]}. */
    public JsonOut ranges(String name, List<NumberRange> ranges) {
        array(name);
        for (NumberRange range : ranges) {
            write(JsonGenerator::writeStartArray);
            write(it -> it.writeNumber(range.from()));
            write(it -> it.writeNumber(range.to()));
            endArray();
        }
        return endArray();
    }

    public JsonOut name(String name) {
        try {
            json.writeFieldName(name);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    public JsonOut value(String value) {
        try {
            json.writeString(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    public JsonOut value(double value) {
        try {
            json.writeNumber(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    public JsonOut field(String name, String value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, long value) {
        try {
            json.writeFieldName(name);
            json.writeNumber(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    public JsonOut field(String name, double value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, boolean value) {
        try {
            json.writeFieldName(name);
            json.writeBoolean(value);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    public JsonOut fieldNull(String name) {
        return name(name).write(JsonGenerator::writeNull);
    }

    /** More fields of an object that is open and has one. */
    public JsonOut fields(JsonFragment fragment) {
        try {
            json.writeRaw(fragment.fields);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    public JsonOut time(String name, long atMs) {
        TimeTexts texts = times;
        if (texts == null) times = texts = new TimeTexts(zone);
        TimeTexts.Text time = texts.of(atMs);
        try {
            json.writeFieldName(name);
            json.writeString(time.chars, 0, time.length());
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    /** The text, in memory of its own: it may be sent any number of times. */
    public Buffer done() {
        return Buffer.buffer(bytes());
    }

    public byte[] bytes() {
        write(JsonGenerator::close);
        return bytes.toByteArray();
    }

    private interface Step {
        void on(JsonGenerator json) throws IOException;
    }

    private JsonOut write(Step step) {
        try {
            step.on(json);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return this;
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("writing to memory failed", e);
    }
}
