package io.yizhan.http.live;

import io.yizhan.equipment.StationMachines;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.station.OccupancyJson;
import org.jspecify.annotations.Nullable;

/**
 * When something of a station changes by time alone: a slot is released, is about to start or starts, the count of people gets stale, a machine
 * falls silent. The last answer is kept,
 * since it is asked for every reader. For one station, of one event loop.
 */
final class Transitions {
    private DayView[] days = {};
    private @Nullable Occupancy occupancy;
    private int aheadMin;
    private final StationMachines machines;
    private long machinesVersion;
    private long afterMs;
    private long nextMs;

    Transitions(StationMachines machines) {
        this.machines = machines;
    }

    /**
     * {@link Long#MAX_VALUE} where nothing will. Of a machine that has spoken since, it may be a moment at which nothing will after all.
     *
     * @param aheadMin so long before a slot starts, places are kept for who has booked it
     */
    @SuppressWarnings(
            "ReferenceEquality") // What is new replaces the array or the count, so these stand for what they hold.
    long after(StationFeed station, int aheadMin, long atMs) {
        DayView[] currentDays = station.days();
        Occupancy current = station.occupancy();
        long version = machines.version();
        boolean same =
                currentDays == days && current == occupancy && aheadMin == this.aheadMin && version == machinesVersion;
        if (same && atMs >= afterMs && atMs < nextMs) return nextMs;
        long next = machines.nextTransitionMs(atMs);
        for (long each : new long[] {OccupancyJson.staleAtMs(current), OccupancyJson.unknownAtMs(current)})
            if (each > atMs) next = Math.min(next, each);
        for (DayView day : currentDays)
            next = Math.min(next, Math.min(day.nextTransitionMs(atMs), day.nextDueMs(atMs, aheadMin)));
        days = currentDays;
        occupancy = current;
        this.aheadMin = aheadMin;
        machinesVersion = version;
        afterMs = atMs;
        nextMs = next;
        return next;
    }

    /** Whether something looks otherwise at one of these times than at the other: clocks are set back, and those of two nodes differ. */
    boolean between(StationFeed station, int aheadMin, long oneMs, long otherMs) {
        return after(station, aheadMin, Math.min(oneMs, otherMs)) <= Math.max(oneMs, otherMs);
    }
}
