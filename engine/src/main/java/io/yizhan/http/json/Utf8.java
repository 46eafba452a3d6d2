package io.yizhan.http.json;

/** What is UTF-8 (RFC 3629), and what only looks so: no overlong forms, no halves of pairs, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes a byte order mark takes at the start: RFC 8259 lets it be ignored. */
    static int markLength(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /** Where the first character begins that is none; -1 where all are. */
    static int firstMalformed(byte[] text) {
        int at = 0;
        while (at < text.length) {
            if (text[at] >= 0) {
                at++;
                continue;
            }
            int length = length(text, at);
            if (length == 0) return at;
            at += length;
        }
        return -1;
    }

    /** Of a character beyond ASCII; 0 where it is malformed or cut off. */
    private static int length(byte[] text, int at) {
        int first = text[at] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > text.length) return 0;
        for (int i = 1; i < length; i++) if ((text[at + i] & 0xC0) != 0x80) return 0;
        int second = text[at + 1] & 0xFF;
        boolean beyond = switch (first) {
            case 0xE0 -> second < 0xA0;
            case 0xED -> second > 0x9F;
            case 0xF0 -> second < 0x90;
            case 0xF4 -> second > 0x8F;
            default -> false;
        };
        return beyond ? 0 : length;
    }
}
