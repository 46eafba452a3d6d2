package io.yizhan.http.forward;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import io.yizhan.http.exchange.Admission;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.route.RouteTable;
import io.yizhan.trust.Authorities;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests on to the nodes that own their regions, and keeps those that wait for an owner. One timer looks after all of them, while
 * there are any. Of one event loop.
 */
public final class Forwarder {
    /** A request goes from the node that got it to the owner; one more for an owner that has just changed. */
    static final int HOPS_MAX = 2;
    /** How long after its arrival a request still waits for an owner. */
    static final long WAIT_MAX_NS = 2_000_000_000L;

    /** Up to here a body is read before anything is sent, so that it can be sent again. */
    private static final int BODY_KEPT_BYTES_MAX = 64 * 1024;

    private static final int LOOK_EVERY_MS = 20;
    /** Those that are on their way are looked after in every tenth look. */
    private static final int LOOKS_PER_CHECK = 10;

    private static final int WAITING_MAX = 4_096;
    private static final int CONNECTIONS_MAX = 64;
    private static final int QUEUE_MAX = 256;
    private static final int CONNECT_MAX_MS = 500;
    /** Well before the other side closes a connection for being idle. */
    private static final int KEEP_ALIVE_S = 15;

    private static final long UNREACHABLE_FOR_NS = 100_000_000L;
    private static final int UNREACHABLE_KEPT_MAX = 64;
    /** What the owner may take to decide, beyond what a body may take to arrive. */
    private static final int ANSWER_MAX_S = 5;

    /** Serves a request here after all. What was read of it is in the exchange. */
    public interface Local {
        void serve(Exchange exchange, RouteTable.Match match, Whereabouts at);
    }

    final EventLoop loop;
    final long answerMaxNs;
    /** For what is at hand: a connection is taken for as long as the owner needs. */
    private final HttpClient brief;
    /** For live streams and for bodies that take as long as the client does: they are not to keep the others from a connection. */
    private final HttpClient lasting;

    private final Set<Forwarding> waiting = new LinkedHashSet<>();
    private final Set<Forwarding> underWay = new LinkedHashSet<>();
    /** Nodes that could not be connected to, and until when nobody tries again. */
    private final Map<URI, Long> unreachableUntilNs = new HashMap<>();

    private long timer = -1;
    private int looks;

    public Forwarder(EventLoop loop) {
        this.loop = loop;
        EventLoop.Limits limits = loop.shared.limits();
        answerMaxNs = (limits.bodyTimeoutS() + ANSWER_MAX_S) * 1_000_000_000L;
        brief = client(loop, CONNECTIONS_MAX, QUEUE_MAX);
        lasting = client(loop, CONNECTIONS_MAX + limits.liveStreamsMax(), QUEUE_MAX);
    }

    private static HttpClient client(EventLoop loop, int connectionsMax, int queueMax) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MAX_MS)
                .setKeepAliveTimeout(KEEP_ALIVE_S)
                .setMaxHeaderSize(16 * 1_024)
                .setTcpNoDelay(true);
        TrustManagerFactory authorities = Authorities.all();
        if (authorities != null) options.setTrustOptions(TrustOptions.wrap(authorities));
        return loop.vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(connectionsMax).setMaxWaitQueueSize(queueMax));
    }

    HttpClient client(boolean lasts) {
        return lasts ? lasting : brief;
    }

    /**
     * Takes a request whose body nobody has read yet. Who may not ask for it is told so here: the owner would say the same, but here a body
     * had been waited for, and the owner sees neither this host nor the cookie, by which a forged request is found.
     */
    public void take(Exchange exchange, RouteTable.Match match, Local local) {
        if (match.isForKnown()) Admission.admit(exchange, match.role(), caller -> admitted(exchange, match, local));
        else Admission.admitAnybody(exchange, it -> admitted(it, match, local));
    }

    private void admitted(Exchange exchange, RouteTable.Match match, Local local) {
        HttpServerRequest request = exchange.request;
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!BodyReader.isAnnounced(request)) {
            exchange.leaveBody();
            begin(exchange, match, local);
        } else if (length != null && length.length() < 6 && Integer.parseInt(length) <= BODY_KEPT_BYTES_MAX) {
            BodyReader.read(exchange, BODY_KEPT_BYTES_MAX, body -> begin(exchange, match, local));
        } else {
            request.pause();
            begin(exchange, match, local);
        }
    }

    /**
     * Takes a request that was begun here and refused since the region is no longer here.
     *
     * @return false where it is, or the request can't be sent again, or came too long ago
     */
    public boolean takeOver(Exchange exchange, RouteTable.Match match, Local local) {
        if (isLate(exchange, System.nanoTime())) return false;
        if (exchange.region.whereabouts() instanceof Whereabouts.Here) return false;
        if (exchange.body() == null) {
            if (!Exchange.isRead(exchange.request)) return false;
            exchange.leaveBody();
        }
        begin(exchange, match, local);
        return true;
    }

    static boolean isLate(Exchange exchange, long nowNs) {
        return nowNs - exchange.startedNs > WAIT_MAX_NS;
    }

    private void begin(Exchange exchange, RouteTable.Match match, Local local) {
        new Forwarding(this, exchange, match, local).begin();
    }

    /** Whether it waits now; false where too many do. */
    boolean await(Forwarding forwarding) {
        if (waiting.size() >= WAITING_MAX) return false;
        underWay.remove(forwarding);
        waiting.add(forwarding);
        look();
        return true;
    }

    void underWay(Forwarding forwarding) {
        waiting.remove(forwarding);
        underWay.add(forwarding);
        look();
    }

    void done(Forwarding forwarding) {
        waiting.remove(forwarding);
        underWay.remove(forwarding);
    }

    private void look() {
        if (timer < 0) timer = loop.vertx.setPeriodic(LOOK_EVERY_MS, it -> lookAfterAll());
    }

    private void lookAfterAll() {
        long nowNs = System.nanoTime();
        // They leave the sets while being looked after, so not while walking these.
        for (Forwarding each : List.copyOf(waiting)) each.look(nowNs);
        if (++looks % LOOKS_PER_CHECK == 0) for (Forwarding each : List.copyOf(underWay)) each.check(nowNs);
        if (!waiting.isEmpty() || !underWay.isEmpty()) return;
        loop.vertx.cancelTimer(timer);
        timer = -1;
    }

    void unreachable(URI to) {
        if (unreachableUntilNs.size() >= UNREACHABLE_KEPT_MAX) unreachableUntilNs.clear();
        unreachableUntilNs.put(to, System.nanoTime() + UNREACHABLE_FOR_NS);
    }

    boolean mayConnect(URI to, long nowNs) {
        @Nullable Long until = unreachableUntilNs.get(to);
        if (until == null) return true;
        if (nowNs - until < 0) return false;
        unreachableUntilNs.remove(to);
        return true;
    }

    /**
     * Nobody waits any longer where no owner is known, and no stream goes on. Where one is, which may just be taking over, whoever waits is
     * still sent on; what the owner is deciding may still come back.
     */
    public void stop() {
        for (Forwarding each : List.copyOf(waiting)) each.giveUpIfNowhere();
        for (Forwarding each : List.copyOf(underWay)) each.endIfLive();
    }

    public Future<?> close() {
        if (timer >= 0) loop.vertx.cancelTimer(timer);
        return Future.join(brief.close(), lasting.close());
    }
}
