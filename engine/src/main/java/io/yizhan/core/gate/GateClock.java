package io.yizhan.core.gate;

import io.yizhan.core.StoredGateClock;
import io.yizhan.core.table.Hash;

/**
 * By how much a gate's clock is behind. A report is never there before what it tells has happened, so the least time that lay between the two
 * is the clock's error and the fastest way here. What a gate sends late, as after an hour without network, is no less; so it changes nothing.
 *
 * <p>Least times are kept for the hour of the last report and for the one before in which the gate was heard: what both don't have any more is
 * forgotten, so that a clock which was set back is believed an hour or two later.
 */
final class GateClock {
    private static final long HOUR_MS = 3_600_000;
    /** Less nobody needs to be told of: a network is now a little faster, now a little slower. */
    private static final long MOVE_MS = 1_000;

    private final String gate;
    private int hour;
    private long leastMs;
    private long formerMs;
    /** What was told of it last; no part of the books. */
    private long toldMs;

    private boolean told;

    GateClock(String gate) {
        this.gate = gate;
        hour = Integer.MIN_VALUE;
        leastMs = StoredGateClock.NONE;
        formerMs = StoredGateClock.NONE;
    }

    GateClock(StoredGateClock stored) {
        gate = stored.gate();
        hour = stored.hour();
        leastMs = stored.leastMs();
        formerMs = stored.formerMs();
    }

    static int hourOf(long atMs) {
        return Math.toIntExact(Math.floorDiv(atMs, HOUR_MS));
    }

    /** {@link StoredGateClock#NONE} where nothing has happened. */
    static long leastMs(long heardAtMs, long[] happenedAtMs) {
        long least = StoredGateClock.NONE;
        for (long each : happenedAtMs) least = Math.min(least, heardAtMs - each);
        return least;
    }

    /** By how much it is behind, in view of this report; below zero where it is ahead. */
    long skewMs(long heardAtMs, long leastOfReportMs) {
        long known = hourOf(heardAtMs) > hour ? leastMs : Math.min(leastMs, formerMs);
        return Math.min(known, leastOfReportMs);
    }

    void heard(long heardAtMs, long leastOfReportMs) {
        int now = hourOf(heardAtMs);
        if (now > hour) {
            formerMs = leastMs;
            leastMs = StoredGateClock.NONE;
            hour = now;
        }
        leastMs = Math.min(leastMs, leastOfReportMs);
    }

    /** By how much it is behind; below zero where it is ahead. */
    long skewMs() {
        return Math.min(leastMs, formerMs);
    }

    /** Whether it is worth telling: for the first time, or because it has moved since. */
    boolean tell() {
        long skewMs = skewMs();
        if (told && Math.abs(skewMs - toldMs) < MOVE_MS) return false;
        told = true;
        toldMs = skewMs;
        return true;
    }

    long hash() {
        return Hash.of(gate.hashCode()) * Hash.of(Hash.of(Hash.of(leastMs) * 31 + formerMs) * 31 + hour);
    }
}
