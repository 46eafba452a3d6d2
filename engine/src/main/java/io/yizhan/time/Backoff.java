package io.yizhan.time;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long each time, up to a limit. One thread. */
public final class Backoff {
    private final long minMs;
    private final long maxMs;
    private long nextMs;

    public Backoff(Duration min, Duration max) {
        minMs = min.toMillis();
        maxMs = max.toMillis();
        nextMs = minMs;
    }

    /** For how long now, in ms. */
    public long nextMs() {
        long now = nextMs;
        nextMs = Math.min(maxMs, 2 * now);
        return now;
    }

    /** It went well: the next time is as short as the first. */
    public void reset() {
        nextMs = minMs;
    }
}
