package io.yizhan.sim;

import java.time.Instant;
import java.time.InstantSource;

/** Time as the simulation lets it pass. What the wall clock shows can be set; what {@link System#nanoTime} stands for can't. */
final class SimClock implements InstantSource {
    static final long BEGAN_MS = 29_000_000L * 60_000;

    private long passedNs;
    private long offsetMs;
    private long wallMsMax = BEGAN_MS;

    void pass(long ms) {
        passedNs += ms * 1_000_000;
        wallMsMax = Math.max(wallMsMax, millis());
    }

    /** Sets the wall clock. */
    void step(long byMs) {
        offsetMs += byMs;
        wallMsMax = Math.max(wallMsMax, millis());
    }

    long nanoTime() {
        return passedNs;
    }

    /** Milliseconds since the simulation began; never set. */
    long passedMs() {
        return passedNs / 1_000_000;
    }

    @Override
    public long millis() {
        return BEGAN_MS + passedNs / 1_000_000 + offsetMs;
    }

    /** The latest time that the wall clock ever showed. */
    long wallMsMax() {
        return wallMsMax;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
