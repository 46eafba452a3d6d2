package io.yizhan.http.live;

import io.yizhan.feed.DayView;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.station.OccupancyJson;
import org.jspecify.annotations.Nullable;

/**
 * When something of a station changes by time alone: a slot is released or starts, the count of people gets stale. The last answer is kept,
 * since it is asked for every reader. For one station, of one event loop.
 */
final class Transitions {
    private DayView[] days = {};
    private @Nullable Occupancy occupancy;
    private long afterMs;
    private long nextMs;

    /** {@link Long#MAX_VALUE} where nothing will. */
    @SuppressWarnings(
            "ReferenceEquality") // What is new replaces the array or the count, so these stand for what they hold.
    long after(StationFeed station, long atMs) {
        DayView[] currentDays = station.days();
        Occupancy current = station.occupancy();
        if (currentDays == days && current == occupancy && atMs >= afterMs && atMs < nextMs) return nextMs;
        long staleAtMs = OccupancyJson.staleAtMs(current);
        long next = staleAtMs > atMs ? staleAtMs : Long.MAX_VALUE;
        for (DayView day : currentDays) next = Math.min(next, day.nextTransitionMs(atMs));
        days = currentDays;
        occupancy = current;
        afterMs = atMs;
        nextMs = next;
        return next;
    }

    /** Whether something looks otherwise at one of these times than at the other: clocks are set back, and those of two nodes differ. */
    boolean between(StationFeed station, long oneMs, long otherMs) {
        return after(station, Math.min(oneMs, otherMs)) <= Math.max(oneMs, otherMs);
    }
}
