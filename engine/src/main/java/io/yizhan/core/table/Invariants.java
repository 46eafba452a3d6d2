package io.yizhan.core.table;

import io.yizhan.core.Overbooked;
import java.util.ArrayList;
import java.util.List;

/** What must hold between events, checked over all cells. */
public final class Invariants {
    private Invariants() {}

    public static void check(SlotTable slots, ReservationTable table) {
        int[] taken = taken(slots, table, false);
        int[] takenByHost = taken(slots, table, true);
        int[] expected = expected(slots, table);
        for (int cell = 0; cell < slots.cellEnd(); cell++) {
            if (!slots.used(cell)) continue;
            if (slots.takenByHost(cell) != takenByHost[cell])
                throw new IllegalStateException("slot " + slots.key(cell) + ": the host has taken " + takenByHost[cell]
                        + ", but " + slots.takenByHost(cell) + " are counted");
            if (slots.expected(cell) != expected[cell])
                throw new IllegalStateException("slot " + slots.key(cell) + ": " + expected[cell] + " are to come, but "
                        + slots.expected(cell) + " are counted");
            int left = slots.remaining(cell);
            if (left < 0 || left > slots.capacity(cell) || left != slots.capacity(cell) - taken[cell])
                throw new IllegalStateException("slot " + slots.key(cell) + ": capacity " + slots.capacity(cell)
                        + ", taken " + taken[cell] + ", but " + left + " left");
        }
    }

    /** Slots of which reservations take more than they have. */
    public static List<Overbooked> overbooked(SlotTable slots, ReservationTable table) {
        List<Overbooked> found = new ArrayList<>();
        int[] taken = taken(slots, table, false);
        for (int cell = 0; cell < slots.cellEnd(); cell++)
            if (slots.used(cell) && taken[cell] > slots.capacity(cell))
                found.add(new Overbooked(slots.key(cell), slots.capacity(cell), taken[cell]));
        for (int cell = 0; cell < table.cellEnd(); cell++) {
            if (table.id(cell) == 0 || !table.state(cell).active()) continue;
            for (int i = 0; i < table.slotCount(cell); i++)
                if (slots.find(table.slot(cell, i)) < 0)
                    found.add(new Overbooked(table.slot(cell, i), 0, table.places(cell, i)));
        }
        return found;
    }

    private static int[] expected(SlotTable slots, ReservationTable table) {
        int[] expected = new int[slots.cellEnd()];
        for (int cell = 0; cell < table.cellEnd(); cell++) {
            if (table.id(cell) == 0 || !table.state(cell).toCome()) continue;
            int slot = slots.find(table.slot(cell, table.firstSlot(cell)));
            if (slot >= 0) expected[slot] += table.party(cell);
        }
        return expected;
    }

    private static int[] taken(SlotTable slots, ReservationTable table, boolean byHostAlone) {
        int[] taken = new int[slots.cellEnd()];
        for (int cell = 0; cell < table.cellEnd(); cell++) {
            if (table.id(cell) == 0 || !table.state(cell).active()) continue;
            if (byHostAlone && !table.byHost(cell)) continue;
            for (int i = 0; i < table.slotCount(cell); i++) {
                int slot = slots.find(table.slot(cell, i));
                if (slot >= 0) taken[slot] += table.places(cell, i);
            }
        }
        return taken;
    }
}
