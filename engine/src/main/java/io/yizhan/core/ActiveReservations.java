package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** A member has so many reservations at once: held, confirmed or checked in. The city's catalogue says how many. */
final class ActiveReservations implements BookingRule {
    private final int max;
    private final Reservations reservations;

    ActiveReservations(Rules limits, Reservations reservations) {
        max = limits.activeReservationsMax();
        this.reservations = reservations;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        int member = request.member();
        int active = member < 0 ? 0 : reservations.members.active(member);
        if (active < max) return null;
        return new Refusal.QuotaExceeded(Refusal.Quota.ACTIVE_RESERVATIONS, max, active, freesAtMs(member));
    }

    /** When the first of them ends by itself. */
    private long freesAtMs(int member) {
        long freesAtMs = Long.MAX_VALUE;
        for (int own = reservations.members.firstActive(member); own >= 0; own = reservations.table.nextActive(own))
            freesAtMs = Math.min(freesAtMs, reservations.dueMs(own));
        return freesAtMs;
    }
}
