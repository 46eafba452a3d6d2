package io.yizhan.core.closure;

import io.yizhan.core.Closure;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.BitSet;

/**
 * What a closure takes from which reservations. What would become of them and what does is told by the same words, so that nobody is
 * surprised. Who has entered a course loses the dates that are closed, and all of it only where no date to come is left: several dates are
 * had one after the other, so one that falls out harms no other. Who has several courts wants them together.
 */
public final class ClosureReach {
    private final Closure closure;
    private final SlotTable slots;
    private final ReservationTable table;
    private final Closures closures;
    private final CourseDates courses;
    /** Those of the closure, which may be hundreds: each reservation is asked after. */
    private final BitSet venues = new BitSet();

    /** What it takes from a reservation. */
    public enum Taken {
        NOTHING,
        /** Dates of a course that goes on. */
        DATES,
        /** Its place. */
        PLACE
    }

    public ClosureReach(
            Closure closure, SlotTable slots, ReservationTable table, Closures closures, CourseDates courses) {
        this.closure = closure;
        this.slots = slots;
        this.table = table;
        this.closures = closures;
        this.courses = courses;
        for (int venueNo : closure.venues()) venues.set(venueNo);
    }

    /** What it takes from the reservation in this cell, if there is one. */
    public Taken from(int cell, long nowMs) {
        if (table.id(cell) == 0) return Taken.NOTHING;
        ReservationState state = table.state(cell);
        if (state.ended() || !meets(cell, nowMs)) return Taken.NOTHING;
        boolean cameAlready = state == ReservationState.CHECKED_IN;
        if (courses.isCourse(cell) && (cameAlready || leavesADate(cell, nowMs))) return Taken.DATES;
        return cameAlready ? Taken.NOTHING : Taken.PLACE;
    }

    private boolean meets(int cell, long nowMs) {
        for (int i = 0; i < table.slotCount(cell); i++) if (takes(table.slot(cell, i), nowMs)) return true;
        return false;
    }

    private boolean takes(long key, long nowMs) {
        if (SlotKey.startMin(key) >= closure.toMin() || !venues.get(SlotKey.venueNo(key))) return false;
        int slot = slots.find(key);
        if (slot < 0 || slots.endMs(slot) <= nowMs) return false;
        return closure.during(SlotKey.startMin(key), slots.endMin(slot));
    }

    private boolean leavesADate(int cell, long nowMs) {
        for (int i = 0; i < table.slotCount(cell); i++) {
            long key = table.slot(cell, i);
            int slot = slots.find(key);
            if (slot < 0 || slots.endMs(slot) <= nowMs || takes(key, nowMs)) continue;
            if (!isClosedBefore(slot)) return true;
        }
        return false;
    }

    /** A closure that begins later takes by itself what it takes. So all ends alike, however far the walk of this one has come by then. */
    private boolean isClosedBefore(int slot) {
        int no = closure.no() == 0 ? Integer.MAX_VALUE : closure.no();
        return closures.closingBefore(no, slot) != null;
    }
}
