package io.yizhan.http.loop;

import io.yizhan.http.client.Client;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of bodies has come whose end has not, on one event loop: memory that clients hold. One client alone may hold a fourth. */
public final class Unfinished {
    private static final int SHARE_OF_ONE = 4;

    private final long bytesMax;
    private final HttpMetrics metrics;
    private final Map<Client, Long> ofEach = new HashMap<>();
    private long bytes;

    Unfinished(long bytesMax, HttpMetrics metrics) {
        this.metrics = metrics;
        this.bytesMax = bytesMax;
    }

    /** Whether so much more of this client's may be kept; then it counts, until it is {@linkplain #release released}. */
    public boolean take(@Nullable Client client, int more) {
        if (client == null) return false;
        long its = ofEach.getOrDefault(client, 0L) + more;
        if (its > bytesMax / SHARE_OF_ONE || bytes + more > bytesMax) return false;
        ofEach.put(client, its);
        bytes += more;
        metrics.unfinished(more);
        return true;
    }

    /** So much less is kept. */
    public void release(Client client, int less) {
        bytes -= less;
        metrics.unfinished(-less);
        ofEach.computeIfPresent(client, (same, its) -> its == less ? null : its - less);
    }
}
