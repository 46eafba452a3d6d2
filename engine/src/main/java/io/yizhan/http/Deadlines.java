package io.yizhan.http;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends what takes too long: connections on which no request begins, however busily bytes trickle in, and bodies that don't end. Looked
 * through every second instead of setting a timer for every request. Of one event loop.
 */
final class Deadlines {
    private final long idleNs;
    private final long bodyNs;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();
    private final BodyReader oldest = new BodyReader();

    Deadlines(int idleTimeoutS, int bodyTimeoutS) {
        idleNs = idleTimeoutS * 1_000_000_000L;
        bodyNs = bodyTimeoutS * 1_000_000_000L;
    }

    private static final class Connection {
        long lastRequestNs = System.nanoTime();
        boolean streaming;
        boolean closing;
    }

    void opened(HttpConnection connection) {
        connections.put(connection, new Connection());
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** Whatever was streamed before has ended. False where the connection is about to be closed: nothing on it is answered any more. */
    boolean requested(HttpConnection connection, long nowNs) {
        Connection known = connections.get(connection);
        if (known == null) return true;
        known.lastRequestNs = nowNs;
        known.streaming = false;
        return !known.closing;
    }

    /** What comes after the present request is not to be carried out. */
    void closing(HttpConnection connection) {
        Connection known = connections.get(connection);
        if (known != null) known.closing = true;
    }

    /** From here on it is for whoever streams to end the connection. */
    void streaming(HttpConnection connection) {
        Connection known = connections.get(connection);
        if (known != null) known.streaming = true;
    }

    void reading(BodyReader body) {
        body.linkBefore(oldest);
    }

    /** To be called every second. */
    void sweep() {
        long nowNs = System.nanoTime();
        for (BodyReader body = oldest.next(); body != oldest && nowNs - body.startedNs > bodyNs; body = oldest.next()) {
            body.tooSlow();
        }
        @Nullable HttpConnection[] idle = null;
        int count = 0;
        for (Iterator<Map.Entry<HttpConnection, Connection>> all =
                        connections.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<HttpConnection, Connection> each = all.next();
            if (each.getValue().streaming || nowNs - each.getValue().lastRequestNs <= idleNs) continue;
            if (idle == null) idle = new HttpConnection[connections.size()];
            idle[count++] = each.getKey();
        }
        // Closing calls back and changes the map, so not while walking it.
        for (int i = 0; i < count; i++) if (idle != null && idle[i] != null) idle[i].close();
    }
}
