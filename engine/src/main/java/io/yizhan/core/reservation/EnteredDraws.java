package io.yizhan.core.reservation;

import io.yizhan.core.Event;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.draw.Draw;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;

/**
 * What becomes of an entry in a draw: its number, and what it weighs. Whoever has lost weighs one more for each loss that the books remember, up to
 * what the draw allows. A loss is an entry for which no place was left and that has not come to one since.
 */
public final class EnteredDraws {
    private final Draws draws;
    private final ReservationTable table;
    private final MemberTable members;

    public EnteredDraws(Draws draws, ReservationTable table, MemberTable members) {
        this.draws = draws;
        this.table = table;
        this.members = members;
    }

    /**
     * That a reservation, which was placed for it just now, is in its draw.
     *
     * @param cell of the reservation
     */
    Event event(int cell, boolean waits, Pseudonym pseudonym, long nowMs) {
        long key = table.slot(cell, 0);
        Draw draw = draws.of(key);
        if (draw == null) throw new IllegalStateException("slot " + key + " has no draw to enter");
        int number = Draws.entered(draw) + 1;
        int weight = weight(table.member(cell), draw.terms().weightMax());
        return new Event.DrawEntered(nowMs, key, number, table.id(cell), weight, waits, pseudonym);
    }

    private int weight(int member, int max) {
        int weight = 1;
        for (int own = members.newest(member); own >= 0 && weight < max; own = table.older(own))
            if (table.lost(own)) weight++;
        return weight;
    }
}
