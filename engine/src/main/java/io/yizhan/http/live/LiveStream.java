package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.loop.Connection;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One reader of a station's changes, and how far it has got. */
final class LiveStream {
    private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");
    private static final Buffer RESET = Buffer.buffer("event: reset\ndata: {}\n\n");

    final Connection connection;
    final HttpServerResponse response;
    /** The one day it wants; null for all. */
    final @Nullable LocalDate date;
    /** All changes up to there were sent. */
    LivePosition sent;

    LiveStream(Connection connection, HttpServerResponse response, @Nullable LocalDate date, LivePosition from) {
        sent = from;
        this.response = response;
        this.connection = connection;
        this.date = date;
    }

    /** Whether it reads as fast as things change. One that doesn't is left out, and gets what it missed at a later change or tick. */
    boolean ready() {
        return !response.closed() && connection.isWritable();
    }

    /** Whether its reader has taken nothing for so long, of more than there is room for. */
    boolean stalled(long nowNs, long forNs) {
        return !connection.isWritable() && connection.stalledNs(nowNs) > forNs;
    }

    void cutOff() {
        connection.cutOff();
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
