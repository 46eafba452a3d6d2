package io.yizhan.core.closure;

import io.yizhan.core.SlotKey;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;

/** The dates of a course that somebody has entered, and which of them take place. Whoever enters a course takes all of it, and nothing besides. */
public final class CourseDates {
    /** No date. */
    public static final int NONE = -1;

    private final ReservationTable table;
    private final SlotTable slots;
    private final Closures closures;

    public CourseDates(ReservationTable table, SlotTable slots, Closures closures) {
        this.table = table;
        this.slots = slots;
        this.closures = closures;
    }

    /** Whether the slots of the reservation in this cell are the dates of a course. */
    public boolean isCourse(int cell) {
        int count = table.slotCount(cell);
        for (int i = 0; count > 1 && i < count; i++) {
            int slot = slots.find(table.slot(cell, i));
            if (slot >= 0 && slots.ofCourse(slot)) return true;
        }
        return false;
    }

    /** Whether this date of it falls out, as things are now. */
    public boolean fallsOut(int cell, int date) {
        int slot = slots.find(table.slot(cell, date));
        return slot >= 0 && closures.closing(slot) != null;
    }

    /** The first date after this one that takes place, as things are now; {@link #NONE} where there is none. */
    public int next(int cell, int date) {
        int next = NONE;
        for (int i = 0; i < table.slotCount(cell); i++) {
            boolean later = startMin(cell, i) > startMin(cell, date);
            if (later && (next == NONE || startMin(cell, i) < startMin(cell, next)) && !fallsOut(cell, i)) next = i;
        }
        return next;
    }

    public int startMin(int cell, int date) {
        return SlotKey.startMin(table.slot(cell, date));
    }
}
