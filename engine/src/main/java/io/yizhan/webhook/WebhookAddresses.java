package io.yizhan.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Where webhooks may go. An admin gives an address, and this engine is in a network that the admin may not be in: so nothing goes to addresses that are
 * not everybody's, whatever name stands for them, unless whoever runs the engine has named their network. Any thread.
 */
public final class WebhookAddresses {
    private static final int URL_LENGTH_MAX = 500;

    /** What the JDK does not tell of: by RFC 6890 and what has been registered since. */
    private static final Networks NOT_PUBLIC = Networks.of(List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Of IPv6 only what is given out is anybody's; and in that, what stands for addresses of IPv4 is not.
            "::/3",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "4000::/2",
            "8000::/1"));

    private final Networks allowed;

    /** @param allowed networks that are not everybody's and may be told all the same, by http, too */
    public WebhookAddresses(Networks allowed) {
        this.allowed = allowed;
    }

    /** Nothing goes there; the message says why, for the admin. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why, null, false, false);
        }
    }

    /** What is asked for, if it looks like an address; its host was not looked up. */
    public static URI parse(String url) throws Refused {
        if (url.length() > URL_LENGTH_MAX) throw new Refused("longer than " + URL_LENGTH_MAX);
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            if (scheme == null || !List.of("https", "http").contains(scheme.toLowerCase(Locale.ROOT)))
                throw new Refused("https://…");
            if (uri.getHost() == null || uri.getHost().isEmpty()) throw new Refused("no host");
            if (uri.getRawUserInfo() != null) throw new Refused("a name or password before the host");
            if (uri.getRawFragment() != null) throw new Refused("#");
            if (uri.getPort() == 0 || uri.getPort() > 65_535) throw new Refused("port");
            return uri;
        } catch (URISyntaxException nonsense) {
            throw new Refused("no address");
        }
    }

    /**
     * Where its host is now, by the name service. What is found is to be connected to, and not the name: that may be another place a moment later.
     *
     * @throws Refused nothing may go there, or to one of the places that share the name
     */
    public InetAddress locate(URI uri) throws Refused {
        String host = uri.getHost();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(name);
        } catch (UnknownHostException unknown) {
            throw new Refused("host not found");
        }
        for (InetAddress each : found) {
            boolean ours = allowed.have(each);
            if (!ours && !isPublic(each)) throw new Refused("not an address of the public internet");
            if (!ours && !uri.getScheme().equalsIgnoreCase("https")) throw new Refused("https://…");
        }
        return found[0];
    }

    private static boolean isPublic(InetAddress address) {
        return !NOT_PUBLIC.have(address)
                && !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress();
    }
}
