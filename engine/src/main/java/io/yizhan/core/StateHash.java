package io.yizhan.core;

import java.util.Arrays;

/** Sums over rows, so that the order of rows doesn't matter. */
final class StateHash {
    private StateHash() {}

    static long of(SlotTable slots) {
        long hash = 0;
        for (int row = 0; row < slots.rowEnd(); row++) {
            if (!slots.used(row)) continue;
            long fields = slots.endMin(row);
            fields = fields * 31 + slots.capacity(row);
            fields = fields * 31 + slots.remaining(row);
            fields = fields * 31 + slots.releaseMin(row);
            fields = fields * 31 + (slots.closed(row) ? 1 : 0);
            fields = fields * 31 + (slots.exclusive(row) ? 1 : 0);
            fields = fields * 31 + slots.localDay(row);
            hash += RowIndex.mix(slots.key(row) ^ RowIndex.mix(fields));
        }
        return hash;
    }

    static long of(ReservationTable table, MemberTable members) {
        long hash = 0;
        for (int row = 0; row < table.rowEnd(); row++) {
            if (table.id(row) == 0) continue;
            long fields = members.subjectOf(table.member(row)).hashCode();
            fields = fields * 31 + table.state(row).code();
            fields = fields * 31 + table.party(row);
            fields = fields * 31 + table.createdAtMs(row);
            fields = fields * 31 + table.holdMs(row);
            fields = fields * 31 + table.endMin(row);
            fields = fields * 31 + table.exclusiveSlots(row);
            fields = fields * 31 + table.stationNo(row);
            fields = fields * 31 + table.cancelClosesMin(row);
            fields = fields * 31 + table.localDay(row);
            fields = fields * 31 + table.endedAtMs(row);
            fields = fields * 31 + table.keyHi(row);
            fields = fields * 31 + table.keyLo(row);
            fields = fields * 31 + Arrays.hashCode(table.slots(row));
            hash += RowIndex.mix(table.id(row) ^ RowIndex.mix(fields));
        }
        return hash;
    }
}
