package io.yizhan.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.yizhan.http.auth.Authenticator;
import java.time.InstantSource;

/** What all regions share on one event loop. On that event loop only. */
final class EventLoop {
    final Vertx vertx;
    final Context context;
    final Shared shared;
    final Deadlines deadlines;
    final Standstill standstill = new Standstill(System.nanoTime());
    final HttpDate date = new HttpDate();
    private int liveStreams;

    EventLoop(Vertx vertx, Context context, Shared shared) {
        this.vertx = vertx;
        this.context = context;
        this.shared = shared;
        deadlines = new Deadlines(shared.limits.idleTimeoutS(), shared.limits.bodyTimeoutS());
    }

    /** What all event loops share; for any thread. */
    record Shared(
            InstantSource clock, Limits limits, Messages messages, HttpMetrics metrics, Authenticator authenticator) {}

    /** As {@link EdgeOptions} has them. */
    record Limits(int idleTimeoutS, int bodyTimeoutS, int liveStreamsMax, int liveKeepAliveS) {}

    long nowMs() {
        return shared.clock.millis();
    }

    /** Whether one more live stream may be opened here; streams of all regions count, sent on or not. */
    boolean takesStream() {
        return liveStreams < shared.limits.liveStreamsMax();
    }

    /** So many more live streams are open, or fewer. */
    void countStreams(int change) {
        liveStreams += change;
        shared.metrics.liveStreams(change);
    }

    long keepAliveNs() {
        return shared.limits.liveKeepAliveS() * 1_000_000_000L;
    }
}
