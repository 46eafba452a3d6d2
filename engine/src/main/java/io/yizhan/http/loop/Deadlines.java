package io.yizhan.http.loop;

import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends what takes too long: connections on which no request begins, however busily bytes trickle in, and bodies that don't end. Looked
 * through every second instead of setting a timer for every request. Of one event loop.
 */
public final class Deadlines {
    private final long idleNs;
    private final long bodyNs;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();
    private final Timed oldest = new Timed() {
        @Override
        protected void tooSlow() {
            throw new AssertionError("the head of the ring never began");
        }
    };

    Deadlines(int idleTimeoutS, int bodyTimeoutS) {
        idleNs = idleTimeoutS * 1_000_000_000L;
        bodyNs = bodyTimeoutS * 1_000_000_000L;
    }

    /** What began and must end in time. In a ring of such, in the order that they began, so that the slow ones are found. */
    public abstract static class Timed {
        private final long startedNs = System.nanoTime();
        private Timed next = this;
        private Timed previous = this;

        protected abstract void tooSlow();

        /** In time, or not waited for any more. */
        protected final void done() {
            previous.next = next;
            next.previous = previous;
            next = previous = this;
        }
    }

    private static final class Connection {
        long lastRequestNs = System.nanoTime();
        boolean streaming;
        boolean closing;
    }

    public void opened(HttpConnection connection) {
        connections.put(connection, new Connection());
        connection.closeHandler(closed -> connections.remove(connection));
    }

    /** Whatever was streamed before has ended. False where the connection is about to be closed: nothing on it is answered any more. */
    public boolean requested(HttpConnection connection, long nowNs) {
        Connection known = connections.get(connection);
        if (known == null) return true;
        known.lastRequestNs = nowNs;
        known.streaming = false;
        return !known.closing;
    }

    /** What comes after the present request is not to be carried out. */
    public void closing(HttpConnection connection) {
        Connection known = connections.get(connection);
        if (known != null) known.closing = true;
    }

    /** From here on it is for whoever streams to end the connection. */
    public void streaming(HttpConnection connection) {
        Connection known = connections.get(connection);
        if (known != null) known.streaming = true;
    }

    public void began(Timed last) {
        last.next = oldest;
        last.previous = oldest.previous;
        last.previous.next = last;
        oldest.previous = last;
    }

    /** Gives up what was not read. Vert.x's own close would first wait until it is, which may be never. */
    public static void cutOff(HttpConnection connection) {
        ChannelFuture unused =
                ((HttpServerConnection) connection).channelHandlerContext().close();
    }

    /** To be called every second. */
    @SuppressWarnings("ReferenceEquality") // The head of the ring is just that one.
    public void sweep() {
        long nowNs = System.nanoTime();
        for (Timed first = oldest.next; first != oldest && nowNs - first.startedNs > bodyNs; first = oldest.next) {
            first.done();
            first.tooSlow();
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
