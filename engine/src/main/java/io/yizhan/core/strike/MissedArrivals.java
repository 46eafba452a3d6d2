package io.yizhan.core.strike;

import io.yizhan.core.Event;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.closure.CourseDates;
import io.yizhan.core.gate.Crowds;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;

/**
 * Whoever has not come in time loses the place, and mostly gets a strike. Nobody gets one who may have been kept out: where the place is
 * closed, where the station's gates are silent, or where nobody could have said that they came, since the city was not served.
 */
public final class MissedArrivals {
    private final StrikeRules rules;
    private final ReservationTable table;
    private final SlotTable slots;
    private final Closures closures;
    private final CourseDates courses;
    private final Crowds crowds;
    private final Strikes strikes;

    public MissedArrivals(
            Rules rules,
            ReservationTable table,
            SlotTable slots,
            Closures closures,
            CourseDates courses,
            Crowds crowds,
            Strikes strikes) {
        this.rules = rules.strikes();
        this.table = table;
        this.slots = slots;
        this.closures = closures;
        this.courses = courses;
        this.crowds = crowds;
        this.strikes = strikes;
    }

    /** What becomes of a reservation whose time to come is over. */
    public Event.NoShow of(int cell, long nowMs) {
        boolean strike = !wasKeptOut(cell, nowMs);
        long untilMs = strike ? strikes.withStrikeMs(table.member(cell), nowMs) : 0;
        return new Event.NoShow(nowMs, table.id(cell), strike, untilMs);
    }

    private boolean wasKeptOut(int cell, long nowMs) {
        if (nowMs - table.checkInByMs(cell) > rules.lateMs()) return true;
        if (crowds.areGatesSilent(table.stationNo(cell), nowMs)) return true;
        // Of a course, only the date at which its member was awaited counts, and that was not closed.
        if (courses.isCourse(cell)) return false;
        for (int i = 0; i < table.slotCount(cell); i++) {
            int slot = slots.find(table.slot(cell, i));
            if (slot >= 0 && (slots.closed(slot) || closures.closing(slot) != null)) return true;
        }
        return false;
    }
}
