package io.yizhan.http.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who is at the other end of connections to one port. Where {@linkplain TrustedProxies#announce() proxies announce} their clients, that is
 * whom the header names with which each of a proxy's connections begins (the PROXY protocol, versions 1 and 2); from anybody else no such
 * header is taken. Any thread.
 *
 * @see <a href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
public final class ProxyHeaders {
    /** Nobody announces anybody. */
    public static final ProxyHeaders NONE = new ProxyHeaders(TrustedProxies.NONE, false, Map.of());

    /** Who may speak on a connection. */
    public enum Speaker {
        /** Whoever is at the other end, as its address now says. */
        ANYBODY,
        /** Nodes of ours alone: it comes from a proxy's address and begins without a header. */
        NODE
    }

    /** What became of a header. */
    enum Result {
        /** It names who is at the other end. */
        NAMED,
        /** The proxy speaks for itself, or can't say for whom: it stays the other end. */
        OWN,
        /** It was no trusted proxy's. */
        UNTRUSTED,
        /** A trusted proxy sent none. */
        MISSING,
        MALFORMED,
        /** It was not there in time. */
        LATE
    }

    final boolean nodesCome;
    private final TrustedProxies proxies;
    private final Map<Result, Counter> counters;

    private ProxyHeaders(TrustedProxies proxies, boolean nodesCome, Map<Result, Counter> counters) {
        this.proxies = proxies;
        this.nodesCome = nodesCome;
        this.counters = counters;
    }

    /** Of a port to which nodes of ours come as well, from whatever address and without a header. */
    public static ProxyHeaders ofHttp(TrustedProxies proxies, MeterRegistry meters) {
        return of(proxies, true, "http", meters);
    }

    /** Of the port of gates by MQTT. */
    public static ProxyHeaders ofMqtt(TrustedProxies proxies, MeterRegistry meters) {
        return of(proxies, false, "mqtt", meters);
    }

    private static ProxyHeaders of(TrustedProxies proxies, boolean nodesCome, String port, MeterRegistry meters) {
        if (!proxies.announce()) return NONE;
        Map<Result, Counter> counters = new EnumMap<>(Result.class);
        for (Result each : Result.values()) {
            Counter counter = Counter.builder("yizhan.proxy.headers")
                    .description("Headers of the PROXY protocol, and their lack, by what became of them")
                    .tag("port", port)
                    .tag("result", each.name().toLowerCase(Locale.ROOT))
                    .register(meters);
            counters.put(each, counter);
        }
        return new ProxyHeaders(proxies, nodesCome, counters);
    }

    /**
     * Says who may speak on a new connection once its other end is known: now, or on its event loop when its header was read. Before that
     * nobody may look at its address. Never where it has to be closed.
     *
     * @param connection of which nothing was read yet; called on its event loop
     */
    public void read(Channel connection, Consumer<Speaker> known) {
        if (!proxies.announce()) {
            known.accept(Speaker.ANYBODY);
            return;
        }
        boolean trusted = connection.remoteAddress() instanceof InetSocketAddress remote
                && proxies.trusts(SocketAddress.inetSocketAddress(remote));
        if (!trusted) known.accept(Speaker.ANYBODY);
        connection.pipeline().addFirst(new ProxyHeader(this, trusted, known));
    }

    /** On a connection for nodes somebody else has spoken. */
    public void missing() {
        count(Result.MISSING);
    }

    void count(Result result) {
        Counter counter = counters.get(result);
        if (counter != null) counter.increment();
    }
}
