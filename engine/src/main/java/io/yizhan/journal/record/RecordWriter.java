package io.yizhan.journal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.yizhan.journal.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** Puts one event behind the other into a buffer. Makes no garbage as long as texts are ASCII. */
final class RecordWriter {
    private static final int TEXT_BYTES_MAX = 65_534;
    private static final int UTF_8_BYTES_PER_CHAR_MAX = 3;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private MutableDirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int offset;
    private int at;

    void begin(MutableDirectBuffer to, int index) {
        buffer = to;
        offset = index;
        at = index;
    }

    /** Puts the message's header; the generated writer then puts the fixed fields and groups. */
    <W extends MessageEncoderFlyweight> W fixed(W writer) {
        header.wrap(buffer, offset)
                .blockLength(writer.sbeBlockLength())
                .templateId(writer.sbeTemplateId())
                .schemaId(writer.sbeSchemaId())
                .version(writer.sbeSchemaVersion());
        writer.wrap(buffer, offset + BODY);
        at = writer.limit();
        return writer;
    }

    /** Goes on where the generated writer has come to. */
    void at(int limit) {
        at = limit;
    }

    int at() {
        return at;
    }

    static short flag(boolean value) {
        return (short) (value ? 1 : 0);
    }

    /** What a text takes at most, but for its length. */
    static long textBytesMax(String text) {
        return (long) UTF_8_BYTES_PER_CHAR_MAX * text.length();
    }

    /** Puts length and bytes of a text. Lone surrogates become '?'. */
    void text(String text) {
        int length = text.length();
        if (length > TEXT_BYTES_MAX) throw textTooLong(length);
        int to = at + Short.BYTES;
        if (isAscii(text)) {
            buffer.putStringWithoutLengthAscii(to, text);
        } else {
            byte[] bytes = text.getBytes(UTF_8);
            length = bytes.length;
            if (length > TEXT_BYTES_MAX) throw textTooLong(length);
            buffer.putBytes(to, bytes);
        }
        buffer.putShort(at, (short) length, ByteOrder.LITTLE_ENDIAN);
        at = to + length;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    private static IllegalArgumentException textTooLong(int length) {
        return new IllegalArgumentException("a text of " + length + " bytes; at most " + TEXT_BYTES_MAX);
    }

    /** How many bytes were put. */
    int length() {
        return at - offset;
    }
}
