package io.yizhan.http.json;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one JSON text as they are written, in UTF-8: what RFC 8259, section 7 wants escaped is. For one thread. */
final class JsonBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** What stands behind the backslash; 0 where none is wanted. */
    private static final byte[] ESCAPES = new byte[128];

    private static final byte[] LONG_MIN = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final int LONG_DIGITS_MAX = 19;
    /** Of one character: a backslash, a u, four digits. */
    private static final int CHAR_BYTES_MAX = 6;

    static {
        Arrays.fill(ESCAPES, 0, ' ', (byte) 'u');
        ESCAPES['\b'] = 'b';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\f'] = 'f';
        ESCAPES['\r'] = 'r';
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
    }

    private byte[] bytes;
    private int length;

    JsonBytes(int bytesExpected) {
        bytes = new byte[Math.max(16, bytesExpected)];
    }

    private void need(int more) {
        if (bytes.length - length < more) bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
    }

    JsonBytes add(char ascii) {
        need(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    JsonBytes add(byte[] raw, int count) {
        need(count);
        System.arraycopy(raw, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** A word of JSON, or a number. */
    void ascii(String text) {
        need(text.length());
        for (int i = 0; i < text.length(); i++) bytes[length++] = (byte) text.charAt(i);
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            add(LONG_MIN, LONG_MIN.length);
            return;
        }
        need(1 + LONG_DIGITS_MAX);
        long rest = Math.abs(value);
        if (value < 0) bytes[length++] = '-';
        int end = length + digits(rest);
        for (int at = end - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length = end;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) digits++;
        return digits;
    }

    JsonBytes quoted(String text) {
        int count = text.length();
        need(count + 2);
        byte[] to = bytes;
        int at = length;
        to[at++] = '"';
        int i = 0;
        // Nearly all is ASCII that needs no escape.
        for (; i < count; i++) {
            char c = text.charAt(i);
            if (c >= ESCAPES.length || ESCAPES[c] != 0) break;
            to[at++] = (byte) c;
        }
        length = at;
        if (i < count) rest(text, i);
        return add('"');
    }

    private void rest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            need(CHAR_BYTES_MAX);
            char c = text.charAt(i);
            if (c < ESCAPES.length) {
                ascii(c);
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xc0 | c >> 6);
                last(c);
            } else if (!Character.isSurrogate(c)) {
                three(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                four(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                // Half a character is none: no bytes stand for it.
                three('\ufffd');
            }
        }
    }

    private void ascii(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            bytes[length++] = (byte) c;
            return;
        }
        bytes[length++] = '\\';
        bytes[length++] = escape;
        if (escape != 'u') return;
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[c >> 4];
        bytes[length++] = HEX[c & 15];
    }

    private void three(char c) {
        bytes[length++] = (byte) (0xe0 | c >> 12);
        bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
        last(c);
    }

    private void four(int codePoint) {
        bytes[length++] = (byte) (0xf0 | codePoint >> 18);
        bytes[length++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
        bytes[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        last(codePoint);
    }

    private void last(int codePoint) {
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    Buffer toBuffer() {
        return Buffer.buffer(length).appendBytes(bytes, 0, length);
    }
}
