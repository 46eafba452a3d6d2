package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.loop.Connection;

/** One reader of what changes, as Server-Sent Events. On its event loop only. */
abstract sealed class LiveStream permits StationStream, MemberStream {
    private static final Buffer KEEP_ALIVE = Buffer.buffer(": keep-alive\n\n");
    private static final Buffer RESET = Buffer.buffer("event: reset\ndata: {}\n\n");

    final Connection connection;
    final HttpServerResponse response;

    LiveStream(Connection connection, HttpServerResponse response) {
        this.response = response;
        this.connection = connection;
    }

    /** Whether it reads as fast as things change. One that doesn't is left out, and gets what it missed at a later change or tick. */
    boolean ready() {
        return !response.closed() && connection.isWritable();
    }

    /** Whether its reader has taken nothing for so long, of more than there is room for. */
    boolean stalled(long nowNs, long forNs) {
        return !connection.isWritable() && connection.stalledNs(nowNs) > forNs;
    }

    /** Its reader comes again by itself, and says how far it got. */
    void end() {
        connection.streamed();
        response.end();
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
