package io.yizhan.sim;

import java.util.Set;
import java.util.TreeMap;

/**
 * When an answered event may be lost: only if both who had it lost it at once. That is, Redis had the event and lost it, and
 *
 * <ul>
 *   <li>between then and the moment at which a successor raised the epoch in the rows, its owner was dead, paused or cut off from the rows
 *       for some time, and had less than a grace in which it was none of that: so it could not bring what its memory held into the rows; or
 *   <li>Redis lost it only after a successor had raised that epoch: from there until the successor has read it, the former owner's memory
 *       is no second copy, since its rows are closed to it.
 * </ul>
 *
 * Everything else is a violation: above all an owner that was at work all the time, however long or short that was; an event that Redis never
 * lost; an event that the rows had.
 */
final class DoubleFault {
    static final String OWNER_GONE = "Redis lost it, and its owner could not bring it into the rows";
    static final String TAKING_OVER = "Redis lost it between a successor's epoch in the rows and its reading";
    static final Set<String> DECLARED = Set.of(OWNER_GONE, TAKING_OVER);

    private final SimRedis redis;
    private boolean successorWasHidden;
    private final long graceMs;
    /** When each epoch came into the rows. */
    final TreeMap<Long, Long> raisedAtMs = new TreeMap<>();

    /** It did happen: what comes after it is not judged. */
    static final class Happened extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    DoubleFault(SimRedis redis, long graceMs) {
        this.redis = redis;
        this.graceMs = graceMs;
    }

    /**
     * Whether an owner may go on although it has a successor: Redis lost the lease, so that there is one, and then the successor's claim of the
     * stream, before the owner could hear of either. A claim does not wait for replicas (ARCHITECTURE.md, "Several nodes"). From then on
     * nothing is judged; the owner's writer is not where that could be thrown.
     */
    boolean hidSuccessorFrom(Chronicle.Owner owner) {
        successorWasHidden |= redis.lostClaimAfter(owner.epoch, graceMs);
        return successorWasHidden;
    }

    boolean successorWasHidden() {
        return successorWasHidden;
    }

    String verdict(long seq, Chronicle.Owner owner) {
        Long lostMs = redis.lostAtMs.get(seq);
        if (lostMs == null) return "Redis never lost it";
        var raised = raisedAtMs.higherEntry(owner.epoch);
        if (raised == null) return "nobody has raised the epoch";
        if (lostMs >= raised.getValue()) return TAKING_OVER;
        long ableMs = owner.process.ableMs(lostMs, raised.getValue());
        if (ableMs == raised.getValue() - lostMs)
            return "Redis lost it " + ableMs + " ms before, and its owner was at work all the time";
        if (ableMs >= graceMs) return "its owner had " + ableMs + " ms to bring it into the rows";
        return OWNER_GONE;
    }
}
