package io.yizhan.core.rule;

import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;

/**
 * By when whoever has places must have come: the strictest of their slots' policies says so, as it is at the moment at which they are had. Whoever
 * gets them later than that has some minutes all the same.
 */
public final class CheckInBy {
    /** As long as somebody needs who is told of a place and stands nearby. */
    static final long AT_LEAST_MS = 10 * 60_000;

    private final VenueTable venues;
    private final SlotTable slots;

    public CheckInBy(VenueTable venues, SlotTable slots) {
        this.venues = venues;
        this.slots = slots;
    }

    /**
     * The moment; 0 where nobody looks.
     *
     * @param keys of slots that are in the books
     */
    public long ofMs(long[] keys, long nowMs) {
        return ofMs(keys, nowMs, endsAtMs(keys));
    }

    /**
     * The same of slots that may have left the books.
     *
     * @param endsAtMs when the last of them ends
     */
    public long ofMs(long[] keys, long nowMs, long endsAtMs) {
        long byMs = Long.MAX_VALUE;
        for (long key : keys) {
            int afterStartMs = venues.termsOf(key).get(Term.CHECK_IN_BY_MS);
            if (afterStartMs != Term.CHECK_IN_BY_MS.unset()) byMs = Math.min(byMs, SlotKey.startMs(key) + afterStartMs);
        }
        return byMs == Long.MAX_VALUE ? 0 : Math.min(Math.max(byMs, nowMs + AT_LEAST_MS), endsAtMs);
    }

    /** The moment of one slot by itself, no later than its end, however late anybody has it; {@link Long#MAX_VALUE} where nobody looks. */
    long ofTermsMs(long key, int endMin) {
        int afterStartMs = venues.termsOf(key).get(Term.CHECK_IN_BY_MS);
        if (afterStartMs == Term.CHECK_IN_BY_MS.unset()) return Long.MAX_VALUE;
        return Math.min(SlotKey.startMs(key) + afterStartMs, endMin * 60_000L);
    }

    private long endsAtMs(long[] keys) {
        long endsAtMs = 0;
        for (long key : keys) {
            int slot = slots.find(key);
            if (slot >= 0) endsAtMs = Math.max(endsAtMs, slots.endMs(slot));
        }
        return endsAtMs;
    }

    /** From when they can check in, as the venues' terms have it now. */
    public long opensAtMs(long[] keys) {
        long opensAtMs = Long.MAX_VALUE;
        for (long key : keys)
            opensAtMs = Math.min(
                    opensAtMs, SlotKey.startMs(key) - venues.termsOf(key).get(Term.CHECK_IN_FROM_MS));
        return opensAtMs;
    }
}
