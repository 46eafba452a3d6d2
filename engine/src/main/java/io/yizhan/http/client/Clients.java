package io.yizhan.http.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.yizhan.http.head.Hops;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All clients of this node, by their addresses. Any thread. */
public final class Clients {
    /** Who has so many addresses is not held back by limits for one. */
    private static final int KEPT_MAX = 100_000;

    private final ClientLimits limits;
    private final NodeSeal seal;
    private final InstantSource clock;
    /** How their addresses are found. */
    public final ProxyHeaders headers;

    private final AtomicInteger connections = new AtomicInteger();
    private final Cache<String, Client> known =
            Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

    /** @param seal of the nodes that send requests on for others */
    public Clients(ClientLimits limits, NodeSeal seal, InstantSource clock) {
        this(limits, seal, clock, ProxyHeaders.NONE);
    }

    /** The same where connections may come through proxies that announce them. */
    public Clients(ClientLimits limits, NodeSeal seal, InstantSource clock, ProxyHeaders headers) {
        this.limits = limits;
        this.seal = seal;
        this.clock = clock;
        this.headers = headers;
    }

    /** Whoever is at the other end of a connection. */
    public Client of(SocketAddress remote) {
        return of(ClientAddress.of(remote));
    }

    private Client of(String address) {
        return Objects.requireNonNull(known.get(address, it -> {
            var requests = limits.requests();
            return new Client(it, requests == null ? null : requests.bucket());
        }));
    }

    /**
     * Who has sent a request: the other end of its connection, or whom that one speaks for.
     *
     * @param proxy whether the connection is one of a proxy's
     */
    public Client of(HttpServerRequest request, Client connected, boolean proxy) {
        if (!proxy && !isNode(request)) return connected;
        String said = limits.proxies().clientOf(request);
        return said == null ? connected : of(ClientAddress.in(said));
    }

    /**
     * The very address that a request has come from, where limits see no more than a network of it.
     *
     * @param proxy whether the connection is one of a proxy's
     * @return null where the connection has none
     */
    public @Nullable String addressOf(HttpServerRequest request, boolean proxy) {
        String said = proxy || isNode(request) ? limits.proxies().clientOf(request) : null;
        if (said != null) return said;
        return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    }

    /** Whether it was sent on by a node of ours. */
    public boolean isNode(HttpServerRequest request) {
        String shown = request.getHeader(Hops.SEAL);
        return shown != null && seal.isGood(shown, clock.millis());
    }

    /** For a request that this node sends on. */
    public String seal() {
        return seal.of(clock.millis());
    }

    /** There is one more connection. */
    public void opened(Client client) {
        client.connections(1);
        connections.incrementAndGet();
    }

    /** Whether one of them has to go, if it is no proxy. */
    public boolean hasTooMany(Client client) {
        return client.connections() > limits.connectionsOfOneMax();
    }

    public void closed(Client client) {
        client.connections(-1);
        connections.decrementAndGet();
    }

    /** Whether somebody has to go before another one comes. */
    public boolean areTooMany() {
        return connections.get() > limits.connectionsMax();
    }

    public int connections() {
        return connections.get();
    }

    public boolean isProxy(SocketAddress remote) {
        return limits.proxies().trusts(remote);
    }

    /** Whether one more live stream of this client may be opened. */
    public boolean takesStream(Client client) {
        return client.streams() < limits.streamsOfOneMax();
    }
}
