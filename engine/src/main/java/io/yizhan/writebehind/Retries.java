package io.yizhan.writebehind;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** When to try a sink again that is away: later each time, up to a limit, and not all at once. One thread. */
final class Retries {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PAUSE_MIN_MS = 20;
    /** Well within the time that a successor leaves to an owner whose stream was lost, see {@code TakeOver}. */
    private static final long PAUSE_MAX_MS = 1_000;
    /** While an answer waits for the rows. */
    private static final long PAUSE_WANTED_MAX_MS = 250;

    private final RandomGenerator jitter;
    private int failures;
    private long failedAtNs;
    private long pauseNs;

    Retries(RandomGenerator jitter) {
        this.jitter = jitter;
    }

    /** Whether the last one was in vain. */
    boolean haveFailed() {
        return failures > 0;
    }

    /**
     * Whether it is too early for the next.
     *
     * @param wanted whether somebody waits for it
     */
    boolean pausing(long nowNs, boolean wanted) {
        return nowNs - failedAtNs < (wanted ? Math.min(pauseNs, PAUSE_WANTED_MAX_MS * MS) : pauseNs);
    }

    void failed(long nowNs) {
        long ceilingMs = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS << Math.min(failures++, 10));
        failedAtNs = nowNs;
        pauseNs = (ceilingMs / 2 + jitter.nextLong(ceilingMs / 2 + 1)) * MS;
    }

    void succeeded() {
        failures = 0;
    }
}
