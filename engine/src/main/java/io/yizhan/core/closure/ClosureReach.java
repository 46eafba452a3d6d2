package io.yizhan.core.closure;

import io.yizhan.core.Closure;
import io.yizhan.core.SlotKey;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.BitSet;

/**
 * Which reservations a closure leaves without a place. What would be cancelled and what is cancelled are told by the same words, so that
 * nobody is surprised.
 */
public final class ClosureReach {
    private final Closure closure;
    private final SlotTable slots;
    private final ReservationTable table;
    /** Those of the closure, which may be hundreds: each reservation is asked after. */
    private final BitSet venues = new BitSet();

    public ClosureReach(Closure closure, SlotTable slots, ReservationTable table) {
        this.closure = closure;
        this.slots = slots;
        this.table = table;
        for (int venueNo : closure.venues()) venues.set(venueNo);
    }

    /** Of several places one that is still to come is enough: who has two courts wants both. */
    public boolean takesFrom(int cell, long nowMs) {
        if (table.id(cell) == 0) return false;
        switch (table.state(cell)) {
            case HELD, CONFIRMED, WAITLISTED, OFFERED -> {}
            case CHECKED_IN, COMPLETED, CANCELLED, EXPIRED, NO_SHOW -> {
                return false;
            }
        }
        for (int i = 0; i < table.slotCount(cell); i++) if (takes(table.slot(cell, i), nowMs)) return true;
        return false;
    }

    private boolean takes(long key, long nowMs) {
        if (SlotKey.startMin(key) >= closure.toMin() || !venues.get(SlotKey.venueNo(key))) return false;
        int slot = slots.find(key);
        if (slot < 0 || slots.endMs(slot) <= nowMs) return false;
        return closure.during(SlotKey.startMin(key), slots.endMin(slot));
    }
}
