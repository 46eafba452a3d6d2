package io.yizhan.http.loop;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.client.Clients;
import io.yizhan.http.head.Cors;
import io.yizhan.http.head.HttpDate;
import io.yizhan.http.problem.Messages;
import java.time.InstantSource;

/** What all regions share on one event loop. On that event loop only. */
public final class EventLoop {
    /** Who reads nothing is waited for somewhat longer than who sends nothing. */
    private static final int STALLED_PER_BODY = 3;

    public final Vertx vertx;
    public final Context context;
    public final Shared shared;
    public final Deadlines deadlines;
    public final Connections connections;
    public final Unfinished unfinished;
    public final Standstill standstill = new Standstill(System.nanoTime());
    public final HttpDate date = new HttpDate();
    private int liveStreams;

    public EventLoop(Vertx vertx, Context context, Shared shared) {
        this.vertx = vertx;
        this.context = context;
        this.shared = shared;
        Limits limits = shared.limits;
        unfinished = new Unfinished(limits.heldBytesMax(), shared.metrics);
        deadlines = new Deadlines(limits.bodyTimeoutS());
        connections = new Connections(
                shared.clients,
                new Untaken(limits.heldBytesMax()),
                shared.metrics,
                limits.idleTimeoutS(),
                STALLED_PER_BODY * limits.bodyTimeoutS());
    }

    /** What all event loops share; for any thread. */
    public record Shared(
            InstantSource clock,
            Limits limits,
            Messages messages,
            HttpMetrics metrics,
            Authenticator authenticator,
            Clients clients,
            Cors cors) {}

    /**
     * How long is waited for clients, and how many are let in.
     *
     * @param idleTimeoutS a connection on which no request began for so long is closed; live streams are not
     * @param bodyTimeoutS a request whose body takes longer is answered 408 and closed
     * @param liveStreamsMax on one event loop
     * @param liveKeepAliveS how often a live stream is sent something although nothing changed; one whose reader takes nothing for twice as
     *     long is closed
     * @param heldBytesMax of answers that clients have asked for and not taken: who takes nothing is cut off beyond it. As many of bodies
     *     that have begun and not ended: further ones are refused
     */
    public record Limits(
            int idleTimeoutS, int bodyTimeoutS, int liveStreamsMax, int liveKeepAliveS, long heldBytesMax) {
        public static final Limits USUAL = new Limits(75, 10, 10_000, 15, 64L << 20);

        /** The same with another patience. */
        public Limits withTimeouts(int idleS, int bodyS) {
            return new Limits(idleS, bodyS, liveStreamsMax, liveKeepAliveS, heldBytesMax);
        }

        /** The same for other live streams. */
        public Limits withStreams(int max, int keepAliveS) {
            return new Limits(idleTimeoutS, bodyTimeoutS, max, keepAliveS, heldBytesMax);
        }

        /** The same with another limit for what clients hold of memory. */
        public Limits withHeldBytes(long max) {
            return new Limits(idleTimeoutS, bodyTimeoutS, liveStreamsMax, liveKeepAliveS, max);
        }
    }

    public long nowMs() {
        return shared.clock.millis();
    }

    /** Whether one more live stream may be opened here, and for this client; streams of all regions count, sent on or not. */
    public boolean takesStream(HttpServerRequest request) {
        return liveStreams < shared.limits.liveStreamsMax() && connections.takesStream(request);
    }

    /** So many more live streams are open, or fewer. */
    public void countStreams(int change) {
        liveStreams += change;
        shared.metrics.liveStreams(change);
    }

    public long keepAliveNs() {
        return shared.limits.liveKeepAliveS() * 1_000_000_000L;
    }
}
