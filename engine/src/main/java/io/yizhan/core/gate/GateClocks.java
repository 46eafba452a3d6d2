package io.yizhan.core.gate;

import io.yizhan.core.Changes;
import io.yizhan.core.Event;
import io.yizhan.core.StoredGateClock;
import java.util.HashMap;
import java.util.Map;

/** By how much each gate's clock is wrong, as its reports tell. */
public final class GateClocks {
    /** Less matters to nobody: a visit is told to the minute. */
    private static final long AHEAD_MS_MIN = 30_000;

    private final Changes changes;
    private final Map<String, GateClock> clocks = new HashMap<>();

    public GateClocks(Changes changes) {
        this.changes = changes;
    }

    /** What is to be added to what this gate says in this report, so that it is the time here. */
    long skewMs(String gate, long nowMs, long[] happenedAtMs) {
        GateClock clock = clocks.get(gate);
        long leastMs = GateClock.leastMs(nowMs, happenedAtMs);
        return clock == null ? leastMs : clock.skewMs(nowMs, leastMs);
    }

    public void apply(Event.GateEventsRecorded event) {
        // Who only gives up numbers tells no time.
        if (event.seqs().length == 0) return;
        GateClock clock = clocks.computeIfAbsent(event.gate(), GateClock::new);
        clock.heard(event.atMs(), GateClock.leastMs(event.atMs(), event.happenedAtMs()));
        if (clock.tell()) changes.gateClock(event.gate());
    }

    /** See {@link io.yizhan.core.Books#gateClock}. */
    public void restore(StoredGateClock stored) {
        GateClock clock = new GateClock(stored);
        clocks.put(stored.gate(), clock);
        if (clock.tell()) changes.gateClock(stored.gate());
    }

    /** By how much the gate's clock is behind, below zero where it is ahead; 0 where it was never heard. */
    public long skewMs(String gate) {
        GateClock clock = clocks.get(gate);
        return clock == null ? 0 : clock.skewMs();
    }

    /**
     * What is to be added to a time of this gate's clock; below zero, or 0. That a clock is ahead is certain: it has told of what was still to
     * come. One that is behind can't be told from a report that comes late, so its times stand as they are.
     */
    public long aheadMs(String gate) {
        long skewMs = skewMs(gate);
        return skewMs > -AHEAD_MS_MIN ? 0 : skewMs;
    }

    public long stateHash() {
        long hash = 0;
        for (GateClock clock : clocks.values()) hash += clock.hash();
        return hash;
    }
}
