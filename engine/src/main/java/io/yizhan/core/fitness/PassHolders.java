package io.yizhan.core.fitness;

import io.yizhan.core.Invitation;
import io.yizhan.core.SlotKey;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.companion.Party;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.visit.Visits;

/** Who may be at a machine, as far as reservations and their visits tell. Whoever walks in has neither, and may be anywhere. */
final class PassHolders implements Workouts.Holders {
    /** Whoever has booked comes early to warm up, and stays. */
    private static final long AROUND_MS = 2 * 3_600_000L;

    private final ReservationTable table;
    private final MemberTable members;
    private final Companions companions;
    private final Visits visits;

    PassHolders(ReservationTable table, MemberTable members, Companions companions, Visits visits) {
        this.companions = companions;
        this.table = table;
        this.members = members;
        this.visits = visits;
    }

    @Override
    public String member(long reservationId, int companion, int stationNo, long startMs) {
        int cell = table.find(reservationId);
        if (cell < 0 || table.stationNo(cell) != stationNo) return "";
        boolean had = switch (table.state(cell)) {
            case CONFIRMED, CHECKED_IN, COMPLETED -> true;
            case HELD, WAITLISTED, OFFERED, ENTERED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> false;
        };
        long opensMs = SlotKey.startMin(table.slot(cell, table.firstSlot(cell))) * 60_000L - AROUND_MS;
        boolean then = startMs >= opensMs && startMs < table.endsAtMs(cell) + AROUND_MS;
        if (!had || !then) return "";
        if (companion == 0) return members.subjectOf(table.member(cell));
        Invitation invitation = companions.find(reservationId, companion);
        return invitation != null && invitation.state() == Invitation.State.ACCEPTED ? invitation.member() : "";
    }

    /** Gates know passes and no faces: where others are inside by the member's, so is the member. */
    @Override
    public int insideElsewhere(String member, int stationNo) {
        int known = members.find(member);
        int cell = known < 0 ? ReservationTable.NONE : members.newest(known);
        for (; cell >= 0; cell = table.older(cell)) if (isElsewhere(cell, 0, stationNo)) return table.stationNo(cell);
        for (int along : companions.cellsOf(member)) {
            Party party = companions.of(table.id(along));
            Invitation own = party == null ? null : party.of(member);
            if (own != null && isElsewhere(along, own.number(), stationNo)) return table.stationNo(along);
        }
        return 0;
    }

    private boolean isElsewhere(int cell, int companion, int stationNo) {
        return table.stationNo(cell) != stationNo && visits.inside(table.id(cell), companion) > 0;
    }
}
