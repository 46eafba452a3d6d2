package io.yizhan.core.rule;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.strike.MissedArrivals;
import io.yizhan.core.table.ReservationTable;

/**
 * What time does by itself to a reservation. Each waits for exactly one moment: its expiry, its member's arrival, its end, or its leaving of the
 * books.
 */
public final class PassingTime {
    private final Rules limits;
    private final ReservationTable table;
    private final AwaitedDate awaited;
    private final MissedArrivals missed;

    public PassingTime(Rules limits, ReservationTable table, AwaitedDate awaited, MissedArrivals missed) {
        this.awaited = awaited;
        this.missed = missed;
        this.limits = limits;
        this.table = table;
    }

    /** The moment for which the reservation in this cell waits. */
    public long dueMs(int cell) {
        return switch (table.state(cell)) {
            case HELD -> table.holdExpiresAtMs(cell);
            case CONFIRMED -> table.checkInByMs(cell) == 0 ? table.endsAtMs(cell) : table.checkInByMs(cell);
            case CHECKED_IN -> table.endsAtMs(cell);
            case WAITLISTED, OFFERED, ENTERED -> table.waitEndsAtMs(cell);
            case COMPLETED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> table.endedAtMs(cell) + limits.retentionMs();
        };
    }

    /** When an active one counts no more, if its member does what is expected. */
    public long freesAtMs(int cell) {
        return table.state(cell) == ReservationState.CONFIRMED ? table.endsAtMs(cell) : dueMs(cell);
    }

    /** What happens to it once that moment has passed. */
    public Event overdue(int cell, long nowMs) {
        long reservationId = table.id(cell);
        return switch (table.state(cell)) {
            case HELD, WAITLISTED, OFFERED, ENTERED -> new Event.HoldExpired(nowMs, reservationId);
            case CONFIRMED -> {
                if (table.checkInByMs(cell) == 0) yield new Event.ReservationCompleted(nowMs, reservationId);
                yield awaited.isClosed(cell) ? awaited.later(cell, nowMs) : missed.of(cell, nowMs);
            }
            case CHECKED_IN -> new Event.ReservationCompleted(nowMs, reservationId);
            case COMPLETED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN ->
                new Event.ReservationArchived(nowMs, reservationId);
        };
    }
}
