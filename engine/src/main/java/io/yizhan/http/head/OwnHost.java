package io.yizhan.http.head;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where this process reaches what it listens on itself. */
public final class OwnHost {
    private OwnHost() {}

    /**
     * An address to connect to for what listens on a host: loopback where it listens on all.
     *
     * @throws IllegalArgumentException the host is unknown
     */
    public static String reachable(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isAnyLocalAddress()) return address.getHostAddress();
            return address instanceof Inet6Address ? "::1" : "127.0.0.1";
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("unknown host " + host, unknown);
        }
    }
}
