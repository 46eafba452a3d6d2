package io.yizhan.http.json;

import io.vertx.core.buffer.Buffer;
import io.yizhan.core.NumberRange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes one JSON text into memory, from the outside in. By hand, since each answer to a booking is written so: with a library's generator it took
 * three times the time and twice the memory (bench/results/parts.md). For one thread and one text.
 */
public final class JsonOut {
    private final JsonBytes bytes;
    private final TimeTexts times;
    /** Whether what follows is not the first of its object or array. */
    private boolean follows;
    /** How many objects and arrays have not ended. */
    private int open;

    /** @param times of the thread that writes */
    public JsonOut(TimeTexts times, int bytesExpected) {
        this.times = times;
        bytes = new JsonBytes(bytesExpected);
    }

    public JsonOut object() {
        return begin('{');
    }

    public JsonOut object(String name) {
        return name(name).object();
    }

    public JsonOut end() {
        return end('}');
    }

    public JsonOut array(String name) {
        return name(name).begin('[');
    }

    public JsonOut endArray() {
        return end(']');
    }

    private JsonOut begin(char bracket) {
        separate();
        bytes.add(bracket);
        follows = false;
        open++;
        return this;
    }

    private JsonOut end(char bracket) {
        bytes.add(bracket);
        follows = true;
        open--;
        return this;
    }

    private void separate() {
        if (follows) bytes.add(',');
        follows = true;
    }

    /** Each as {@code [from, to]}. */
    public JsonOut ranges(String name, List<NumberRange> ranges) {
        array(name);
        for (NumberRange range : ranges) {
            begin('[').value(range.from()).value(range.to()).endArray();
        }
        return endArray();
    }

    public JsonOut name(String name) {
        separate();
        bytes.quoted(name).add(':');
        follows = false;
        return this;
    }

    public JsonOut value(String value) {
        separate();
        bytes.quoted(value);
        return this;
    }

    public JsonOut value(long value) {
        separate();
        bytes.number(value);
        return this;
    }

    /** @throws IllegalArgumentException JSON has no number for it */
    public JsonOut value(double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException("no number: " + value);
        return word(Double.toString(value));
    }

    private JsonOut word(String word) {
        separate();
        bytes.ascii(word);
        return this;
    }

    public JsonOut field(String name, String value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, long value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, double value) {
        return name(name).value(value);
    }

    public JsonOut field(String name, boolean value) {
        return name(name).word(value ? "true" : "false");
    }

    /** @param json a value that is written as JSON already */
    public JsonOut json(String name, String json) {
        name(name).separate();
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        bytes.add(text, text.length);
        return this;
    }

    public JsonOut fieldNull(String name) {
        return name(name).word("null");
    }

    /** More fields of an object that is open. */
    public JsonOut fields(JsonFragment fragment) {
        separate();
        bytes.add(fragment.fields, fragment.fields.length);
        return this;
    }

    public JsonOut time(String name, long atMs) {
        TimeTexts.Text time = times.of(atMs);
        name(name).separate();
        bytes.add('"').add(time.ascii, time.length()).add('"');
        return this;
    }

    /** The text, in memory of its own: it may be sent any number of times. */
    public Buffer done() {
        ended();
        return bytes.toBuffer();
    }

    public byte[] bytes() {
        ended();
        return bytes.copy();
    }

    private void ended() {
        if (open != 0) throw new IllegalStateException("not ended: " + open);
    }
}
