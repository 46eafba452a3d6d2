package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** A member has so many reservations in the books, ended ones included: nobody fills the memory by booking and cancelling. */
final class RememberedReservations implements BookingRule {
    private final int max;
    private final Reservations reservations;

    RememberedReservations(Rules limits, Reservations reservations) {
        max = limits.rememberedReservationsMax();
        this.reservations = reservations;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        int member = request.member();
        int remembered = member < 0 ? 0 : reservations.members.remembered(member);
        if (remembered < max) return null;
        return new Refusal.QuotaExceeded(Refusal.Quota.REMEMBERED_RESERVATIONS, max, remembered, freesAtMs(member));
    }

    /** When the first one that has ended leaves the books. */
    private long freesAtMs(int member) {
        ReservationTable table = reservations.table;
        long freesAtMs = Long.MAX_VALUE;
        for (int own = reservations.members.newest(member); own >= 0; own = table.older(own))
            if (table.endedAtMs(own) != 0) freesAtMs = Math.min(freesAtMs, reservations.dueMs(own));
        return freesAtMs;
    }
}
