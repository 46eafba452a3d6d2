package io.yizhan.http.client;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.yizhan.http.head.HeaderList;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of this node: where a request comes from is what they say, in {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239);
 * where a connection comes from is what they begin it with, if they {@linkplain #announce announce} that ({@link ProxyHeaders}).
 * Each adds who has connected to it behind what it was told; so the last that is no proxy of ours is the client, and whatever stands before
 * that is the client's own invention.
 */
public final class TrustedProxies {
    /** Nobody is believed. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    private static final CharSequence X_FORWARDED_FOR = new AsciiString("x-forwarded-for");
    private static final CharSequence FORWARDED = new AsciiString("forwarded");
    private static final String FOR = "for=";

    private final List<IpSubnetFilterRule> networks;
    private final boolean announce;

    private TrustedProxies(List<IpSubnetFilterRule> networks, boolean announce) {
        this.networks = networks;
        this.announce = announce;
    }

    /**
     * @param networks addresses, or networks as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException one of them is neither; its message is that one
     */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream().map(TrustedProxies::rule).toList(), false);
    }

    /** The same, where each begins its connections with a header of the PROXY protocol. */
    public TrustedProxies announcing() {
        return new TrustedProxies(networks, true);
    }

    boolean announce() {
        return announce;
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? network : network.substring(0, slash));
        if (address == null) throw new IllegalArgumentException(network);
        try {
            int bits = slash < 0 ? 8 * address.length : Integer.parseInt(network.substring(slash + 1));
            if (bits < 0 || bits > 8 * address.length) throw new IllegalArgumentException(network);
            return new IpSubnetFilterRule(InetAddress.getByAddress(address), bits, IpFilterRuleType.ACCEPT);
        } catch (NumberFormatException | UnknownHostException nonsense) {
            throw new IllegalArgumentException(network, nonsense);
        }
    }

    /** Whether whoever has connected from there is one. */
    public boolean trusts(@Nullable SocketAddress remote) {
        return !networks.isEmpty() && remote != null && remote.hostAddress() != null && trusts(remote.hostAddress());
    }

    private boolean trusts(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) return false;
        try {
            // An address of IPv4 that is shown as one of IPv6 becomes one of IPv4 again.
            InetSocketAddress remote = new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
            for (IpSubnetFilterRule network : networks) if (network.matches(remote)) return true;
            return false;
        } catch (UnknownHostException neverOfSuchALength) {
            throw new IllegalStateException(neverOfSuchALength);
        }
    }

    /** The client's address as it was written; null where nothing sensible is said. */
    @Nullable
    String clientOf(HttpServerRequest request) {
        String list = HeaderList.of(request, X_FORWARDED_FOR);
        boolean standard = list == null;
        if (standard) list = HeaderList.of(request, FORWARDED);
        if (list == null) return null;
        List<String> hops = HeaderList.elements(list);
        for (int i = hops.size() - 1; i >= 0; i--) {
            String address = address(standard ? named(hops.get(i)) : hops.get(i));
            if (address == null) return null;
            if (!trusts(address)) return address;
        }
        return null;
    }

    /** Of an element of {@code Forwarded}: whom it was sent for. */
    private static @Nullable String named(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.toLowerCase(Locale.ROOT).startsWith(FOR)) return stripped.substring(FOR.length());
        }
        return null;
    }

    /** Without quotes, brackets and port; null where it is no address. */
    private static @Nullable String address(@Nullable String node) {
        if (node == null) return null;
        String text = node.strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\""))
            text = text.substring(1, text.length() - 1);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            text = text.substring(0, text.indexOf(':'));
        }
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text) ? text : null;
    }
}
