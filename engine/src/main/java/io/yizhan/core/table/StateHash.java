package io.yizhan.core.table;

import java.util.Arrays;

/** Sums over cells, so that the order of cells doesn't matter. */
public final class StateHash {
    private StateHash() {}

    public static long of(SlotTable slots) {
        long hash = 0;
        for (int cell = 0; cell < slots.cellEnd(); cell++) {
            if (!slots.used(cell)) continue;
            long fields = slots.endMin(cell);
            fields = fields * 31 + slots.capacity(cell);
            fields = fields * 31 + slots.remaining(cell);
            fields = fields * 31 + slots.releaseMin(cell);
            fields = fields * 31 + slots.neighboursMin(cell);
            fields = fields * 31 + slots.takenByHost(cell);
            fields = fields * 31 + (slots.closed(cell) ? 1 : 0);
            fields = fields * 31 + (slots.exclusive(cell) ? 1 : 0);
            fields = fields * 31 + slots.localDay(cell);
            hash += Hash.of(slots.key(cell) ^ Hash.of(fields));
        }
        return hash;
    }

    public static long of(ReservationTable table, MemberTable members) {
        long hash = 0;
        for (int cell = 0; cell < table.cellEnd(); cell++) {
            if (table.id(cell) == 0) continue;
            long fields = members.subjectOf(table.member(cell)).hashCode();
            fields = fields * 31 + table.state(cell).code();
            fields = fields * 31 + table.party(cell);
            fields = fields * 31 + table.createdAtMs(cell);
            fields = fields * 31 + table.holdMs(cell);
            fields = fields * 31 + table.endMin(cell);
            fields = fields * 31 + table.exclusiveSlots(cell);
            fields = fields * 31 + table.stationNo(cell);
            fields = fields * 31 + table.cancelClosesMin(cell);
            fields = fields * 31 + (table.byHost(cell) ? 1 : 0);
            fields = fields * 31 + (table.waited(cell) ? 1 : 0);
            fields = fields * 31 + (table.strike(cell) ? 1 : 0);
            fields = fields * 31 + (table.recurring(cell) ? 1 : 0);
            fields = fields * 31 + (table.entered(cell) ? 1 : 0);
            fields = fields * 31 + (table.lost(cell) ? 1 : 0);
            fields = fields * 31 + table.momentMs(cell);
            fields = fields * 31 + table.keyHi(cell);
            fields = fields * 31 + table.keyLo(cell);
            fields = fields * 31 + Arrays.hashCode(table.slots(cell));
            for (int i = 0; i < table.slotCount(cell); i++) {
                fields = fields * 31 + table.slotEndMin(cell, i);
                fields = fields * 31 + table.localDay(cell, i);
            }
            hash += Hash.of(table.id(cell) ^ Hash.of(fields));
        }
        return hash;
    }
}
