package io.yizhan.http.equipment;

import com.fasterxml.jackson.core.JsonParser;
import io.yizhan.equipment.FrameWords;
import io.yizhan.equipment.ftms.Characteristic;
import io.yizhan.equipment.ftms.Decoded;
import io.yizhan.equipment.ftms.FrameDecoder;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a Bluetooth gateway has received of a machine, as the schema {@code MachineFrame} describes it. */
final class FrameReader extends ReportReader {
    /** The longest record has 44 bytes. */
    static final int VALUE_BYTES_MAX = 64;

    private static final String CHARACTERISTICS =
            Arrays.stream(Characteristic.values()).map(each -> each.code).collect(Collectors.joining(", "));
    private static final String VALUE = "hexadecimal, 1–" + VALUE_BYTES_MAX + " bytes";

    private long atMs;
    private @Nullable Characteristic characteristic;
    private byte @Nullable [] value;

    FrameReader(long nowMs) {
        super(nowMs, "at", "characteristic", "value");
    }

    @Override
    void begin() {
        atMs = Long.MIN_VALUE;
        characteristic = null;
        value = null;
    }

    @Override
    void field(JsonParser json, String name) throws IOException, JsonIn.Invalid {
        switch (name) {
            case "at" -> atMs = time(json);
            case "characteristic" -> characteristic = characteristic(json);
            default -> value = value(json);
        }
    }

    @Override
    Word end() throws JsonIn.Invalid {
        Characteristic of = characteristic;
        byte[] bytes = value;
        if (atMs == Long.MIN_VALUE) throw new JsonIn.Invalid("at", "RFC 3339");
        if (of == null) throw new JsonIn.Invalid("characteristic", CHARACTERISTICS);
        if (bytes == null) throw new JsonIn.Invalid("value", VALUE);
        return switch (FrameDecoder.decode(of, bytes)) {
            case Decoded.Part part -> new Word.Framed(part, atMs);
            case Decoded.Changed changed -> new Word.Said(FrameWords.of(changed.word(), atMs));
            case Decoded.Refused refused -> throw new JsonIn.Invalid("value", expected(of, refused.fault()));
        };
    }

    private static String expected(Characteristic of, Decoded.Fault fault) {
        return switch (fault) {
            case TOO_SHORT -> "flags of " + of.code;
            case LENGTH_UNFIT -> "as many bytes as its flags say, of " + of.code;
        };
    }

    private static Characteristic characteristic(JsonParser json) throws IOException, JsonIn.Invalid {
        Characteristic known = Characteristic.of(JsonIn.text(json, "characteristic", 4, 4));
        if (known == null) throw new JsonIn.Invalid("characteristic", CHARACTERISTICS);
        return known;
    }

    private static byte[] value(JsonParser json) throws IOException, JsonIn.Invalid {
        String text = JsonIn.text(json, "value", 2, 2 * VALUE_BYTES_MAX);
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException notHexadecimal) {
            throw new JsonIn.Invalid("value", VALUE);
        }
    }
}
