package io.yizhan.mqtt;

import io.netty.buffer.ByteBuf;

/** One packet, read from its first byte behind the fixed header to its last one. Whatever goes beyond it is a {@link PacketFault}. */
final class PacketBytes {
    private final ByteBuf bytes;
    private int at;
    private final int end;
    /** Of the text that was read last. */
    private int textFrom;

    private int textEnd;

    PacketBytes(ByteBuf bytes, int from, int length) {
        this.bytes = bytes;
        at = from;
        end = from + length;
    }

    boolean isDone() {
        return at == end;
    }

    void expectDone() {
        if (at != end) throw PacketFault.malformed((end - at) + " bytes too many");
    }

    private int passed(int length) {
        if (length > end - at) throw PacketFault.malformed("it ends too early");
        int from = at;
        at += length;
        return from;
    }

    int oneByte() {
        return bytes.getUnsignedByte(passed(1));
    }

    int twoBytes() {
        return bytes.getUnsignedShort(passed(2));
    }

    long fourBytes() {
        return bytes.getUnsignedInt(passed(4));
    }

    /** A number in as many bytes as it needs, and no more [MQTT-1.5.5-1]. */
    int variable() {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int next = oneByte();
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) != 0) continue;
            if (next == 0 && shift > 0) throw PacketFault.malformed("a number of more bytes than it needs");
            return value;
        }
        throw PacketFault.malformed("a number of more than four bytes");
    }

    void binary() {
        passed(twoBytes());
    }

    /** What is left, up to where a part of so many bytes ends. */
    PacketBytes part(int length) {
        return new PacketBytes(bytes, passed(length), length);
    }

    /** 0 is no id [MQTT-2.3.1-1; 5: MQTT-2.2.1-3]. */
    void packetId() {
        if (twoBytes() == 0) throw PacketFault.malformed("a packet id of 0");
    }

    /** A text that is UTF-8: without overlong forms, surrogates, or the character 0 [MQTT-1.5.3-1, -2; 5: MQTT-1.5.4-1, -2]. */
    void text() {
        int length = twoBytes();
        textFrom = passed(length);
        textEnd = at;
        int i = textFrom;
        while (i < textEnd) {
            int first = bytes.getUnsignedByte(i++);
            if (first == 0) throw PacketFault.malformed("a text with the character 0");
            if (first < 0x80) continue;
            int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
            if (first < 0xC2 || first > 0xF4 || more > textEnd - i) throw notUtf8();
            int second = bytes.getUnsignedByte(i);
            int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (second < lowest || second > highest) throw notUtf8();
            for (int k = 1; k < more; k++) if ((bytes.getByte(i + k) & 0xC0) != 0x80) throw notUtf8();
            i += more;
        }
    }

    private static PacketFault notUtf8() {
        return PacketFault.malformed("a text that is not UTF-8");
    }

    boolean isTextEmpty() {
        return textFrom == textEnd;
    }

    private char charAt(int index) {
        return (char) bytes.getUnsignedByte(index);
    }

    /** A topic that something is published to has no wildcard [MQTT-3.3.2-2] and is not empty [MQTT-4.7.3-1]. */
    void topic() {
        text();
        if (isTextEmpty()) throw PacketFault.malformed("an empty topic");
        expectNoWildcard();
    }

    void expectNoWildcard() {
        for (int i = textFrom; i < textEnd; i++)
            if (charAt(i) == '+' || charAt(i) == '#') throw PacketFault.malformed("a topic with a wildcard");
    }

    /**
     * A topic filter: not empty [MQTT-4.7.3-1], with wildcards that stand for whole levels, and {@code #} for the last [MQTT-4.7.1-2, -3].
     *
     * @return whether it is a shared subscription's, which MQTT 5 alone has
     */
    boolean filter(boolean isV5) {
        text();
        int from = textFrom;
        boolean shared = isV5 && startsWithShare();
        if (shared) from = behindShareName(textFrom + "$share/".length());
        if (from == textEnd) throw PacketFault.malformed("an empty topic filter");
        for (int i = from; i < textEnd; i++) {
            char c = charAt(i);
            if (c != '+' && c != '#') continue;
            boolean begins = i == from || charAt(i - 1) == '/';
            boolean ends = i + 1 == textEnd || (c == '+' && charAt(i + 1) == '/');
            if (!begins || !ends) throw PacketFault.malformed("a wildcard that is no level of its topic filter");
        }
        return shared;
    }

    private boolean startsWithShare() {
        String share = "$share/";
        if (textEnd - textFrom < share.length()) return false;
        for (int i = 0; i < share.length(); i++) if (charAt(textFrom + i) != share.charAt(i)) return false;
        return true;
    }

    /** A name of at least one character without wildcards, and a filter behind it [MQTT-4.8.2-1, -2]. */
    private int behindShareName(int nameFrom) {
        for (int i = nameFrom; i < textEnd; i++) {
            char c = charAt(i);
            if (c == '+' || c == '#') break;
            if (c == '/' && i > nameFrom) return i + 1;
            if (c == '/') break;
        }
        throw PacketFault.malformed("a shared subscription without a name");
    }
}
