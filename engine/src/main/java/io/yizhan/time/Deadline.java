package io.yizhan.time;

import java.time.Duration;

/** Until when something may take, however many parts it has and whatever they wait for: each is given what is left. Any thread. */
public final class Deadline {
    private final long atNs;

    private Deadline(long atNs) {
        this.atNs = atNs;
    }

    /** So long from now. */
    public static Deadline in(Duration atMost) {
        return new Deadline(System.nanoTime() + atMost.toNanos());
    }

    /** Never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNs - System.nanoTime()));
    }

    public boolean isOver() {
        return atNs - System.nanoTime() <= 0;
    }

    /** An earlier one, that leaves something to who comes next: when this share of what is left is over. */
    public Deadline part(double share) {
        long nowNs = System.nanoTime();
        return new Deadline(nowNs + (long) (Math.max(0, atNs - nowNs) * share));
    }

    /** This one, or earlier: at most so long from now. */
    public Deadline atMost(Duration time) {
        long latestNs = System.nanoTime() + time.toNanos();
        return latestNs - atNs < 0 ? new Deadline(latestNs) : this;
    }
}
