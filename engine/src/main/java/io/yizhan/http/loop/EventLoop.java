package io.yizhan.http.loop;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.head.HttpDate;
import io.yizhan.http.problem.Messages;
import java.time.InstantSource;

/** What all regions share on one event loop. On that event loop only. */
public final class EventLoop {
    public final Vertx vertx;
    public final Context context;
    public final Shared shared;
    public final Deadlines deadlines;
    public final Standstill standstill = new Standstill(System.nanoTime());
    public final HttpDate date = new HttpDate();
    private int liveStreams;

    public EventLoop(Vertx vertx, Context context, Shared shared) {
        this.vertx = vertx;
        this.context = context;
        this.shared = shared;
        deadlines = new Deadlines(shared.limits.idleTimeoutS(), shared.limits.bodyTimeoutS());
    }

    /** What all event loops share; for any thread. */
    public record Shared(
            InstantSource clock, Limits limits, Messages messages, HttpMetrics metrics, Authenticator authenticator) {}

    /**
     * How long is waited for clients, and how many are let in.
     *
     * @param idleTimeoutS a connection on which no request began for so long is closed
     * @param bodyTimeoutS a body may take so long to arrive
     * @param liveStreamsMax on one event loop
     * @param liveKeepAliveS how often a live stream is sent something although nothing changed
     */
    public record Limits(int idleTimeoutS, int bodyTimeoutS, int liveStreamsMax, int liveKeepAliveS) {}

    public long nowMs() {
        return shared.clock.millis();
    }

    /** Whether one more live stream may be opened here; streams of all regions count, sent on or not. */
    public boolean takesStream() {
        return liveStreams < shared.limits.liveStreamsMax();
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
