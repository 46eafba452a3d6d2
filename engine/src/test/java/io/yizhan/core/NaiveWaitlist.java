package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;

/** Who waits for which slot, for {@link NaiveRegion}: all bookings are gone through each time. */
final class NaiveWaitlist {
    private final NaiveRegion region;

    NaiveWaitlist(NaiveRegion region) {
        this.region = region;
    }

    /** In their order. */
    List<NaiveBooking> waiting(long key) {
        return region.bookings.values().stream()
                .filter(it -> it.state == ReservationState.WAITLISTED && it.slots.contains(key))
                .toList();
    }

    /** Whether one of them works for the station's host. */
    boolean staffWaits(long key) {
        return waiting(key).stream().anyMatch(it -> it.byHost);
    }

    int position(NaiveBooking booking) {
        return waiting(booking.slots.get(0)).indexOf(booking) + 1;
    }

    /** Why nobody of this party can wait; "" where they can. */
    String refusal(String member, List<Long> wanted, int places, String full, long nowMs) {
        if (wanted.size() > 1) return "waitlist of several";
        long key = wanted.get(0);
        int max = region.venueOf(key).get(Term.WAITLIST_MAX);
        if (max == 0) return "waitlist not offered";
        if (places > region.slot(key).capacity()) return full;
        if (waiting(key).stream().anyMatch(it -> it.member.equals(member))) return "conflict";
        if (nowMs >= closesAtMs(key)) return "waitlist closed " + closesAtMs(key);
        return waiting(key).size() < max ? "" : "waitlist full " + max;
    }

    long closesAtMs(long key) {
        VenueTerms venue = region.venueOf(key);
        return NaiveRegion.startMs(key)
                - Math.max(venue.get(Term.WAITLIST_CUTOFF_MS), venue.get(Term.BOOKING_CUTOFF_MS));
    }

    /** Whoever is first, suffices with what is left, and has nothing against them gets it. */
    void offer(long nowMs) {
        for (long key : new ArrayList<>(region.slots.keySet())) {
            for (NaiveBooking booking : waiting(key)) {
                if (!region.mayTake(booking, nowMs)) continue;
                int ttlMs = region.venueOf(key).get(Term.OFFER_TTL_MS);
                booking.state = ttlMs == 0 ? ReservationState.CONFIRMED : ReservationState.OFFERED;
                booking.checkInByMs = ttlMs == 0 ? region.arrivals.byMs(booking.slots, nowMs) : 0;
                booking.waitEndsAtMs = ttlMs == 0 ? 0 : Math.min(nowMs + ttlMs, NaiveRegion.startMs(key));
            }
        }
    }
}
