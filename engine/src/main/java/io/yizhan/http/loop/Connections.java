package io.yizhan.http.loop;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.client.Client;
import io.yizhan.http.client.Clients;
import io.yizhan.http.client.ProxyHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop. Those on which no request begins are ended, however busily bytes trickle in, and those that take
 * nothing of what they have asked for. Looked through every so often instead of setting a timer for each.
 */
public final class Connections {
    /** Who is to make room must have had the time to ask for something. */
    private static final long SETTLED_NS = 1_000_000_000L;
    /** After a look through all that has found nobody: who comes in thousands is not to cost as many looks. */
    private static final long FRUITLESS_FOR_NS = 50_000_000L;

    /** A part of those that are idle makes room at once, so that not everybody who comes costs a look through all. */
    private static final int ROOM_SHARE = 64;

    private final Clients clients;
    private final Untaken untaken;
    private final HttpMetrics metrics;
    private final long idleNs;
    private final long stalledNs;
    private final Map<HttpConnection, Connection> open = new HashMap<>();
    private long fruitlessNs = System.nanoTime() - FRUITLESS_FOR_NS;
    private long heldBytes;
    private long directBytes;

    /** @param stalledMaxS for how long a client may take nothing of its answer */
    Connections(Clients clients, Untaken untaken, HttpMetrics metrics, int idleTimeoutS, int stalledMaxS) {
        this.clients = clients;
        this.untaken = untaken;
        this.metrics = metrics;
        idleNs = idleTimeoutS * 1_000_000_000L;
        stalledNs = stalledMaxS * 1_000_000_000L;
    }

    /**
     * There is one more.
     *
     * @param by who may speak on it
     * @return false where there is no place for it; it is closed then
     */
    public boolean opened(HttpConnection http, ProxyHeaders.Speaker by) {
        long nowNs = System.nanoTime();
        Client peer = clients.of(http.remoteAddress());
        boolean proxy = clients.isProxy(http.remoteAddress());
        Connection connection = new Connection(http, peer, proxy, by == ProxyHeaders.Speaker.NODE, nowNs);
        clients.opened(peer);
        open.put(http, connection);
        http.closeHandler(closed -> closed(connection));
        boolean fits = (connection.proxy || !clients.hasTooMany(peer) || makeRoom(peer, nowNs))
                && (!clients.areTooMany() || makeRoom(null, nowNs));
        if (fits) return true;
        metrics.connectionRefused();
        cutOff(connection);
        return false;
    }

    private void closed(Connection connection) {
        if (open.remove(connection.http) == null) return;
        connection.streamed();
        clients.closed(connection.peer);
    }

    /** It counts no more, even before the system has closed it. */
    private void cutOff(Connection connection) {
        closed(connection);
        connection.cutOff();
    }

    /** False where it is closed or about to be: nothing on it is answered any more. */
    public boolean requested(HttpServerRequest request, long nowNs) {
        Connection connection = of(request);
        if (connection == null || !maySpeak(connection, request)) return false;
        // Whatever was streamed before has ended.
        connection.streamed();
        connection.requested(clients.of(request, connection.peer, connection.proxy), nowNs);
        return !connection.closing;
    }

    /** The same for what can't be read as a request. */
    public boolean requestedInvalid(HttpServerRequest request) {
        Connection connection = of(request);
        return connection != null && maySpeak(connection, request);
    }

    private boolean maySpeak(Connection connection, HttpServerRequest request) {
        if (!connection.ofNode || clients.isNode(request)) return true;
        clients.headers.missing();
        cutOff(connection);
        return false;
    }

    /** Null where it is closed. */
    public @Nullable Connection of(HttpServerRequest request) {
        return open.get(request.connection());
    }

    /** The very address that a request has come from; null where its connection is closed. */
    public @Nullable String addressOf(HttpServerRequest request) {
        Connection connection = of(request);
        return connection == null ? null : clients.addressOf(request, connection.proxy);
    }

    /** Whether one more live stream may be opened for whom a request came from. */
    public boolean takesStream(HttpServerRequest request) {
        Connection connection = of(request);
        return connection != null && clients.takesStream(connection.client());
    }

    /**
     * Ends some on which nothing happens, of those first who have the most.
     *
     * @param of whose have to go; null where all are too many
     */
    private boolean makeRoom(@Nullable Client of, long nowNs) {
        if (nowNs - fruitlessNs < FRUITLESS_FOR_NS) return false;
        List<Connection> idle = new ArrayList<>();
        for (Connection each : open.values()) {
            boolean here = of == null || each.peer.equals(of);
            if (here && each.isIdle(nowNs, SETTLED_NS)) idle.add(each);
        }
        if (idle.isEmpty()) {
            fruitlessNs = nowNs;
            return false;
        }
        idle.sort(Comparator.comparingInt((Connection it) -> it.proxy ? 0 : -it.peer.connections())
                .thenComparingLong(it -> it.lastRequestNs));
        int count = 1 + idle.size() / ROOM_SHARE;
        for (Connection each : idle.subList(0, count)) cutOff(each);
        metrics.connectionsCutOff(HttpMetrics.CutOff.ROOM, count);
        return true;
    }

    /** To be called every {@value Standstill#TICK_MS} ms. */
    public void look() {
        long nowNs = System.nanoTime();
        List<Connection> over = null;
        long held = 0;
        long direct = 0;
        for (Connection each : open.values()) {
            long bytes = each.look(nowNs);
            held += bytes;
            direct += each.directBytes();
            // Who takes what it asked for is not idle, however long that takes.
            boolean waits = bytes > 0 ? nowNs - each.takenNs <= stalledNs : nowNs - each.lastRequestNs <= idleNs;
            if (waits || each.isStreaming()) continue;
            if (over == null) over = new ArrayList<>();
            over.add(each);
        }
        // Closing calls back and changes the map, so not while walking it.
        if (over != null) for (Connection each : over) end(each);
        metrics.untaken(held - heldBytes, direct - directBytes);
        heldBytes = held;
        directBytes = direct;
        untaken.held(held);
        if (untaken.mayBeTooMuchOfOne()) shed();
    }

    private void end(Connection each) {
        if (each.heldBytes() == 0) {
            each.http.close();
            return;
        }
        cutOff(each);
        metrics.connectionsCutOff(HttpMetrics.CutOff.STALLED, 1);
    }

    /** So much is about to be written; where it has no room, those make some who take nothing. */
    public void answering(Connection connection, int bytes) {
        connection.answering(bytes);
        untaken.add(bytes);
        if (untaken.isTooMuch()) look();
    }

    /** Memory is short: of those who take nothing, the ones that have the most lose it first. */
    private void shed() {
        List<Connection> shed = untaken.shed(open.values());
        for (Connection each : shed) cutOff(each);
        metrics.connectionsCutOff(HttpMetrics.CutOff.MEMORY, shed.size());
    }
}
