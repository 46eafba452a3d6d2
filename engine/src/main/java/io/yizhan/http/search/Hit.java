package io.yizhan.http.search;

import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.SlotState;

/**
 * A slot that was found, as it was then.
 *
 * @param order among those at the same distance: by start, then by id
 * @param metres to its station; 0 where no place was asked for
 * @param at its index in the day
 */
record Hit(long order, int metres, DayView day, int at, int remaining, SlotState state) {
    /** @param rank the venue's ({@link Offers#rank}) */
    static long order(int startMin, int rank) {
        return (long) startMin << 32 | rank;
    }

    /** The first start that is not before an order. */
    static int startMin(long order) {
        return (int) (order >>> 32);
    }

    long slotKey() {
        return day.key(at);
    }

    int venueNo() {
        return day.venueNo(at);
    }

    int startMin() {
        return SlotKey.startMin(slotKey());
    }
}
