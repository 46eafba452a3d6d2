package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;

/** What must hold between events, checked over all rows. */
final class Invariants {
    private Invariants() {}

    static void check(SlotTable slots, ReservationTable table) {
        int[] taken = taken(slots, table);
        for (int row = 0; row < slots.rowEnd(); row++) {
            if (!slots.used(row)) continue;
            int left = slots.remaining(row);
            if (left < 0 || left > slots.capacity(row) || left != slots.capacity(row) - taken[row])
                throw new IllegalStateException("slot " + slots.key(row) + ": capacity " + slots.capacity(row)
                        + ", taken " + taken[row] + ", but " + left + " left");
        }
    }

    /** See {@link Region#overbooked}. */
    static List<Overbooked> overbooked(SlotTable slots, ReservationTable table) {
        List<Overbooked> found = new ArrayList<>();
        int[] taken = taken(slots, table);
        for (int row = 0; row < slots.rowEnd(); row++)
            if (slots.used(row) && taken[row] > slots.capacity(row))
                found.add(new Overbooked(slots.key(row), slots.capacity(row), taken[row]));
        for (int row = 0; row < table.rowEnd(); row++) {
            if (table.id(row) == 0 || !table.state(row).active()) continue;
            for (int i = 0; i < table.slotCount(row); i++)
                if (slots.find(table.slot(row, i)) < 0)
                    found.add(new Overbooked(table.slot(row, i), 0, table.places(row, i)));
        }
        return found;
    }

    private static int[] taken(SlotTable slots, ReservationTable table) {
        int[] taken = new int[slots.rowEnd()];
        for (int row = 0; row < table.rowEnd(); row++) {
            if (table.id(row) == 0 || !table.state(row).active()) continue;
            for (int i = 0; i < table.slotCount(row); i++) {
                int slot = slots.find(table.slot(row, i));
                if (slot >= 0) taken[slot] += table.places(row, i);
            }
        }
        return taken;
    }
}
