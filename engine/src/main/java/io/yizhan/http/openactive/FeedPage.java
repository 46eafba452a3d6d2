package io.yizhan.http.openactive;

import io.vertx.core.buffer.Buffer;
import io.yizhan.http.exchange.Gzip;
import org.jspecify.annotations.Nullable;

/** A page of a feed as it is sent, kept for all who ask for the same. Any thread. */
final class FeedPage {
    final Buffer body;
    /** What was published when it was made. */
    final long published;
    /** Whether more follows. */
    final boolean full;

    final int items;
    final long madeNs = System.nanoTime();
    private volatile @Nullable Buffer gzip;

    FeedPage(byte[] body, long published, boolean full, int items) {
        this.body = Buffer.buffer(body);
        this.published = published;
        this.full = full;
        this.items = items;
    }

    /** Null where it was not made, or is not worth it. */
    @Nullable
    Buffer gzip() {
        return gzip;
    }

    /** Whether it is worth making, and was not yet. */
    boolean lacksGzip() {
        return gzip == null && Gzip.isWorth(body.length());
    }

    /** Some milliseconds; two threads may make the same. */
    void compress() {
        gzip = Buffer.buffer(Gzip.quickly(body.getBytes()));
    }
}
