package io.yizhan.http.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;

/** Headers of the PROXY protocol, byte by byte as its description has them: what proxies begin their connections with. */
public final class Announced {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final byte LOCAL = 0x20;
    private static final byte PROXY = 0x21;

    private Announced() {}

    /** In version 1. */
    public static byte[] inText(String from) {
        boolean six = from.indexOf(':') >= 0;
        return text("PROXY " + (six ? "TCP6 " : "TCP4 ") + from + (six ? " ::1" : " 127.0.0.1") + " 40000 443\r\n");
    }

    /** In version 2. */
    public static byte[] inBytes(String from) {
        return inBytes(from, 0);
    }

    /** @param extras bytes of something that nobody here asks for */
    public static byte[] inBytes(String from, int extras) {
        byte[] address = requireNonNull(NetUtil.createByteArrayFromIpAddressString(from));
        ByteBuffer body = ByteBuffer.allocate(2 * address.length + 4 + (extras > 0 ? 3 + extras : 0))
                .put(address)
                .put(address)
                .putShort((short) 40_000)
                .putShort((short) 443);
        if (extras > 0) body.put((byte) 0xE0).putShort((short) extras);
        return v2(PROXY, address.length == 4 ? 0x11 : 0x21, body.array());
    }

    /** A check of the proxy's own, in version 2. */
    public static byte[] ofItself() {
        return v2(LOCAL, 0, new byte[0]);
    }

    /** For somebody whom version 1 has no words for. */
    public static byte[] ofNobody() {
        return text("PROXY UNKNOWN\r\n");
    }

    /** For somebody on the proxy's own machine, in version 2. */
    public static byte[] ofASocketFile() {
        return v2(PROXY, 0x31, new byte[216]);
    }

    /** What no header may look like. */
    public static byte[][] malformed() {
        return new byte[][] {
            text("PROXY TCP4 nonsense\r\n"),
            text("PROXY TCP4 203.0.113.1 127.0.0.1 40000\r\n"),
            text("PROXY TCP4 203.0.113.1 127.0.0.1 40000 65536\r\n"),
            text("PROXY TCP4 2001:db8::1 ::1 40000 443\r\n"),
            text("PROXY TCP6 203.0.113.1 127.0.0.1 40000 443\r\n"),
            text("PROXY TCP4 203.0.113.256 127.0.0.1 40000 443\r\n"),
            text("PROXY TCP4 proxy.example 127.0.0.1 40000 443\r\n"),
            text("PROXYTCP4 203.0.113.1 127.0.0.1 40000 443\r\n"),
            text("PROXY TCP4 " + "1".repeat(200)),
            text("PROXY UDP4 203.0.113.1 127.0.0.1 40000 443\r\n"),
            v2((byte) 0x11, 0x11, new byte[12]),
            v2((byte) 0x22, 0x11, new byte[12]),
            v2(PROXY, 0x11, new byte[4]),
            v2(PROXY, 0x21, new byte[12]),
            v2(PROXY, 0x31, new byte[12]),
            v2(PROXY, 0x55, new byte[12]),
            v2(PROXY, 0x12, new byte[12]),
            overrun(),
            inBytes("203.0.113.1", 8 * 1_024)
        };
    }

    /** Something in it says that it is longer than all. */
    private static byte[] overrun() {
        byte[] header = inBytes("203.0.113.1", 8);
        header[header.length - 9] = 127;
        return header;
    }

    private static byte[] v2(byte command, int family, byte[] body) {
        return ByteBuffer.allocate(SIGNATURE.length + 4 + body.length)
                .put(SIGNATURE)
                .put(command)
                .put((byte) family)
                .putShort((short) body.length)
                .put(body)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }
}
