package io.yizhan.time;

/**
 * Whether something moves, as somebody sees who looks at it again and again from outside. Only the time between two looks that follow each
 * other counts: who was paused himself, with all of the process, has not seen it stand still. One thread.
 */
public final class Watch {
    private static final long BETWEEN_LOOKS_NS_MAX = 200_000_000;

    private final long betweenLooksNsMax;
    private long seen = Long.MIN_VALUE;
    private long lookedNs;
    private long stillNs;

    /** For looks some milliseconds apart. */
    public Watch() {
        this(BETWEEN_LOOKS_NS_MAX);
    }

    /** @param betweenLooksNsMax what counts at most of the time between two looks */
    public Watch(long betweenLooksNsMax) {
        this.betweenLooksNsMax = betweenLooksNsMax;
    }

    /**
     * @param evidence changes as long as it moves
     * @return for how long it has not, in ns
     */
    public long look(long evidence, long nowNs) {
        if (evidence == seen) stillNs += Math.min(betweenLooksNsMax, Math.max(0, nowNs - lookedNs));
        else stillNs = 0;
        seen = evidence;
        lookedNs = nowNs;
        return stillNs;
    }
}
