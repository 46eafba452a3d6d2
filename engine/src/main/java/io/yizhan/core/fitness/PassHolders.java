package io.yizhan.core.fitness;

import io.yizhan.core.SlotKey;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.visit.Visits;

/** Who may be at a machine, as far as reservations and their visits tell. Whoever walks in has neither, and may be anywhere. */
final class PassHolders implements Workouts.Holders {
    /** Whoever has booked comes early to warm up, and stays. */
    private static final long AROUND_MS = 2 * 3_600_000L;

    private final ReservationTable table;
    private final MemberTable members;
    private final Visits visits;

    PassHolders(ReservationTable table, MemberTable members, Visits visits) {
        this.table = table;
        this.members = members;
        this.visits = visits;
    }

    @Override
    public String member(long reservationId, int stationNo, long startMs) {
        int cell = table.find(reservationId);
        if (cell < 0 || table.stationNo(cell) != stationNo) return "";
        boolean had = switch (table.state(cell)) {
            case CONFIRMED, CHECKED_IN, COMPLETED -> true;
            case HELD, WAITLISTED, OFFERED, ENTERED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> false;
        };
        long opensMs = SlotKey.startMin(table.slot(cell, table.firstSlot(cell))) * 60_000L - AROUND_MS;
        boolean then = startMs >= opensMs && startMs < table.endsAtMs(cell) + AROUND_MS;
        return had && then ? members.subjectOf(table.member(cell)) : "";
    }

    /** Gates know passes and no faces: where companions are inside by it, so is the member. */
    @Override
    public int insideElsewhere(String member, int stationNo) {
        int known = members.find(member);
        if (known < 0) return 0;
        int cell = members.newest(known);
        for (int left = members.remembered(known); left > 0; left--, cell = table.older(cell))
            if (table.stationNo(cell) != stationNo && visits.inside(table.id(cell)) > 0) return table.stationNo(cell);
        return 0;
    }
}
