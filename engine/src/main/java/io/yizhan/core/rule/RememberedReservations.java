package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
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
        int remembered = member < 0 ? 0 : members.remembered(member);
        if (remembered < max) return null;
        return new Refusal.QuotaExceeded(Refusal.Quota.REMEMBERED_RESERVATIONS, max, remembered, freesAtMs(member));
    }

    /** When the first one that has ended leaves the books. */
    private long freesAtMs(int member) {
        long freesAtMs = Long.MAX_VALUE;
        for (int own = members.newest(member); own >= 0; own = table.older(own))
            if (table.endedAtMs(own) != 0) freesAtMs = Math.min(freesAtMs, time.dueMs(own));
        return freesAtMs;
    }
}
