package io.yizhan.http.head;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * By which names somebody on this machine calls what listens on loopback. A page of any site gets through to it as well, once the site's own
 * name leads to a loopback address (DNS rebinding); its browser then takes what is answered for that site's. But it still says that name, and
 * nothing that a page may do changes it. Any thread.
 */
public final class LoopbackHosts {
    private static final String LOCALHOST = "localhost";

    private final String own;

    /** @param own what was configured to listen on, by whatever name */
    public LoopbackHosts(String own) {
        this.own = own.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a request is for one of them.
     *
     * @param host as its header {@code Host} has it. An empty one is let in, as is a request of HTTP/1.0 without any: every browser names one,
     *     and who is no browser could as well name the right one
     */
    public boolean have(String host) {
        return host.isEmpty() || isOne(name(host));
    }

    private boolean isOne(String name) {
        return name.equals(LOCALHOST) || name.endsWith('.' + LOCALHOST) || name.equals(own) || isLoopback(name);
    }

    /** Whether a text is an address of this machine for itself. */
    public static boolean isLoopback(String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        if (address == null) return false;
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException neverOfSuchALength) {
            throw new IllegalStateException(neverOfSuchALength);
        }
    }

    /** Without brackets, port, and the dot at the end that a whole name may have. */
    private static String name(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') : host.indexOf(':');
        String name = host.substring(host.startsWith("[") ? 1 : 0, end < 0 ? host.length() : end);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        return name.toLowerCase(Locale.ROOT);
    }
}
