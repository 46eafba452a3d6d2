package io.yizhan.time;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether all threads move that this process needs to answer anybody. Each beats by itself, several times a second; whoever wants to know looks
 * from outside, since one that stands still can't tell. Any thread.
 */
public final class Pulse {
    private final List<Heart> hearts = new CopyOnWriteArrayList<>();

    /** What beats. One thread. */
    public final class Heart {
        private final AtomicLong beats = new AtomicLong();
        private volatile long beatNs = System.nanoTime();

        private Heart() {}

        public void beat(long nowNs) {
            beatNs = nowNs;
            beats.incrementAndGet();
        }

        /** It is not to beat any more. */
        public void stop() {
            hearts.remove(this);
        }
    }

    /** One more that must move from now on. */
    public Heart heart() {
        Heart heart = new Heart();
        hearts.add(heart);
        return heart;
    }

    /** Evidence for a {@link Watch}: changes as long as all of them move, or there are none. */
    public long evidence() {
        if (hearts.isEmpty()) return System.nanoTime();
        long least = Long.MAX_VALUE;
        for (Heart each : hearts) least = Math.min(least, each.beats.get());
        return least;
    }

    /** For how long the slowest has not moved, in ms; when all of the process was paused, that as well. */
    public long stillMs() {
        long nowNs = System.nanoTime();
        long still = 0;
        for (Heart each : hearts) still = Math.max(still, nowNs - each.beatNs);
        return still / 1_000_000;
    }
}
