package io.yizhan.core.visit;

import io.yizhan.core.ReservationState;
import io.yizhan.core.rule.AwaitedDate;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.table.ReservationTable;

/**
 * From when until when a reservation lets its member in. One that is checked in opens once more for each of its dates: who has come to the first
 * evening of a course doesn't get in on the day between two of them.
 */
final class CheckInWindow {
    private final ReservationTable table;
    private final AwaitedDate awaited;
    private final CheckInBy checkInBy;

    CheckInWindow(ReservationTable table, AwaitedDate awaited, CheckInBy checkInBy) {
        this.table = table;
        this.awaited = awaited;
        this.checkInBy = checkInBy;
    }

    /** From when, as things are at this moment; it may have passed. */
    long opensAtMs(int cell, long atMs) {
        if (table.state(cell) == ReservationState.CONFIRMED) return awaited.opensAtMs(cell);
        long opensAtMs = Long.MAX_VALUE;
        for (int i = 0; i < table.slotCount(cell); i++) {
            if (table.slotEndMin(cell, i) * 60_000L <= atMs) continue;
            opensAtMs = Math.min(opensAtMs, checkInBy.opensAtMs(new long[] {table.slot(cell, i)}));
        }
        return opensAtMs;
    }

    /** Whether the place was lost by then, or is over. */
    boolean isOver(int cell, long atMs) {
        return atMs >= closesAtMs(cell);
    }

    private long closesAtMs(int cell) {
        return switch (table.state(cell)) {
            case CONFIRMED -> {
                long byMs = awaited.byMs(cell);
                yield byMs == 0 ? table.endsAtMs(cell) : Math.min(byMs, table.endsAtMs(cell));
            }
            case NO_SHOW -> table.endedAtMs(cell);
            case HELD, CHECKED_IN, COMPLETED, CANCELLED, EXPIRED, WAITLISTED, OFFERED, ENTERED, NOT_DRAWN ->
                table.endsAtMs(cell);
        };
    }
}
