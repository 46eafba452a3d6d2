package io.yizhan.app;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long each time, up to a limit. One thread. */
final class Backoff {
    private final long minMs;
    private final long maxMs;
    private long nextMs;

    Backoff(Duration min, Duration max) {
        minMs = min.toMillis();
        maxMs = max.toMillis();
        nextMs = minMs;
    }

    long nextMs() {
        long now = nextMs;
        nextMs = Math.min(maxMs, 2 * now);
        return now;
    }

    void reset() {
        nextMs = minMs;
    }
}
