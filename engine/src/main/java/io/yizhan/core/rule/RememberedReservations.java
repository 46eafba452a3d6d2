package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.Usage;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import org.jspecify.annotations.Nullable;

/** A member has so many reservations in the books, ended ones included: nobody fills the memory by booking and cancelling. */
final class RememberedReservations implements BookingRule {
    private final int max;
    private final ReservationTable table;
    private final MemberTable members;
    private final PassingTime time;

    RememberedReservations(Rules limits, ReservationTable table, MemberTable members, PassingTime time) {
        max = limits.rememberedReservationsMax();
        this.table = table;
        this.members = members;
        this.time = time;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        int member = request.member();
        return (member < 0 ? 0 : members.remembered(member)) + request.reservations() <= max
                ? null
                : usage(member).refusal();
    }

    /** @param member the cell; negative for somebody who has nothing */
    Usage usage(int member) {
        int remembered = member < 0 ? 0 : members.remembered(member);
        return new Usage(Refusal.Quota.REMEMBERED_RESERVATIONS, max, remembered, freesAtMs(member));
    }

    /** When the first one that has ended leaves the books. */
    private long freesAtMs(int member) {
        long freesAtMs = Refusal.NEVER;
        for (int own = member < 0 ? MemberTable.NONE : members.newest(member); own >= 0; own = table.older(own))
            if (table.state(own).ended()) freesAtMs = Math.min(freesAtMs, time.dueMs(own));
        return freesAtMs;
    }
}
