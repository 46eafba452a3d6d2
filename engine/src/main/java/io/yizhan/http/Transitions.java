package io.yizhan.http;

import io.yizhan.feed.DayView;
import io.yizhan.feed.StationFeed;

/** When a station's slots change by time alone; the last answer is kept, since it is asked for every reader. For one station, of one event loop. */
final class Transitions {
    private DayView[] days = {};
    private long afterMs;
    private long nextMs;

    /** {@link Long#MAX_VALUE} where nothing will. */
    @SuppressWarnings(
            "ReferenceEquality") // A new day replaces the array, so the array itself stands for station and days.
    long after(StationFeed station, long atMs) {
        DayView[] current = station.days();
        if (current == days && atMs >= afterMs && atMs < nextMs) return nextMs;
        long next = Long.MAX_VALUE;
        for (DayView day : current) next = Math.min(next, day.nextTransitionMs(atMs));
        days = current;
        afterMs = atMs;
        nextMs = next;
        return next;
    }
}
