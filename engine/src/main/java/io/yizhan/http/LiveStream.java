package io.yizhan.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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
    /** All changes up to this event number were sent. */
    long sentVersion;
    /** All changes by time alone up to this moment were sent. */
    long sentUntilMs;

    LiveStream(HttpServerRequest request, @Nullable LocalDate date) {
        connection = request.connection();
        response = request.response();
        this.date = date;
        response.setWriteQueueMaxSize(QUEUE_BYTES_MAX);
    }

    /** Whether it reads as fast as things change. One that doesn't is left out, and gets what it missed at a later change or tick. */
    boolean ready() {
        return !response.closed() && !response.writeQueueFull();
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
