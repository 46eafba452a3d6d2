package io.yizhan.core;

/** What must hold between events, checked over all rows. */
final class Invariants {
    private Invariants() {}

    static void check(VenueTable venues, SlotTable slots, ReservationTable table) {
        int[] taken = new int[slots.rowEnd()];
        for (int row = 0; row < table.rowEnd(); row++) {
            if (table.id(row) == 0 || !table.state(row).active()) continue;
            for (int i = 0; i < table.slotCount(row); i++) {
                long key = table.slot(row, i);
                taken[slots.find(key)] += venues.places(SlotKey.venueNo(key), table.party(row));
            }
        }
        for (int row = 0; row < slots.rowEnd(); row++) {
            if (!slots.used(row)) continue;
            int left = slots.remaining(row);
            if (left < 0 || left > slots.capacity(row) || left != slots.capacity(row) - taken[row])
                throw new IllegalStateException("slot " + slots.key(row) + ": capacity " + slots.capacity(row)
                        + ", taken " + taken[row] + ", but " + left + " left");
        }
    }
}
