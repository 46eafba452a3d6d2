package io.yizhan.http.client;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a connection comes from, for limits: an address of IPv4, or the /64 of IPv6, all of which one host may use. */
public final class ClientAddress {
    private static final int IPV4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;
    private static final String UNKNOWN = "";

    private ClientAddress() {}

    public static String of(@Nullable SocketAddress remote) {
        String address = remote == null ? null : remote.hostAddress();
        return address == null ? UNKNOWN : in(address);
    }

    /** @param address of IPv4 or IPv6, as text */
    static String in(String address) {
        if (address.indexOf(':') < 0) return address;
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) return UNKNOWN;
        if (isIpV4(bytes))
            return NetUtil.bytesToIpAddress(Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
        return HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }

    /** As itself, or as IPv6 shows it where a socket takes both (RFC 4291, section 2.5.5.2). */
    private static boolean isIpV4(byte[] address) {
        if (address.length == IPV4_BYTES) return true;
        for (int i = 0; i < 10; i++) if (address[i] != 0) return false;
        return address[10] == -1 && address[11] == -1;
    }
}
