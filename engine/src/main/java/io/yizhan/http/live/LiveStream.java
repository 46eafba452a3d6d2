package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.loop.Deadlines;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One reader of a station's changes, and how far it has got. */
final class LiveStream {
    private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");
    private static final Buffer RESET = Buffer.buffer("event: reset\ndata: {}\n\n");
    private static final int QUEUE_BYTES_MAX = 64 * 1024;

    final HttpConnection connection;
    final HttpServerResponse response;
    /** The one day it wants; null for all. */
    final @Nullable LocalDate date;
    /** All changes up to there were sent. */
    LivePosition sent;

    private boolean full;
    private long fullSinceNs;

    LiveStream(HttpServerRequest request, @Nullable LocalDate date, LivePosition from) {
        sent = from;
        response = request.response();
        connection = request.connection();
        this.date = date;
        response.setWriteQueueMaxSize(QUEUE_BYTES_MAX).drainHandler(drained -> full = false);
    }

    /** Whether it reads as fast as things change. One that doesn't is left out, and gets what it missed at a later change or tick. */
    boolean ready() {
        return !response.closed() && !response.writeQueueFull();
    }

    /** Whether its reader has not made room for so long. To be asked now and then: the time counts from the first look. */
    boolean stalled(long nowNs, long forNs) {
        if (!response.writeQueueFull()) {
            full = false;
        } else if (!full) {
            full = true;
            fullSinceNs = nowNs;
        }
        return full && nowNs - fullSinceNs > forNs;
    }

    void cutOff() {
        Deadlines.cutOff(connection);
    }

    void send(Buffer events) {
        response.write(events);
    }

    void keepAlive() {
        if (ready()) response.write(KEEP_ALIVE);
    }

    /** What it knew may be wrong in ways that can't be told: it has to look anew. */
    void reset() {
        response.write(RESET);
    }
}
