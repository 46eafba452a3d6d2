package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;

/** Who waits, and who is offered a place, for {@link NaiveBooks}: all who wait are gone through each time. */
final class NaiveWaitlist {
    private final NaiveBooks books;

    NaiveWaitlist(NaiveBooks books) {
        this.books = books;
    }

    List<NaiveBooks.Booking> waiting(long key) {
        List<NaiveBooks.Booking> waiting = new ArrayList<>();
        for (NaiveBooks.Booking booking : books.bookings.values())
            if (booking.state == ReservationState.WAITLISTED && booking.placed.slots()[0] == key) waiting.add(booking);
        return waiting;
    }

    /**
     * Whether it takes of a slot what others wait for: all but the places of a hold of its member's that has just given way, and what is kept
     * for the host's staff, of whom nobody waits.
     */
    boolean overtakes(Event.ReservationPlaced it, int i) {
        long key = it.slots()[i];
        if (waiting(key).isEmpty() || takesWhatIsKept(it, i)) return false;
        for (NaiveBooks.Booking own : books.bookings.values()) {
            if (own.state != ReservationState.CANCELLED || own.endedAtMs != it.atMs()) continue;
            if (!own.placed.member().equals(it.member()) && !books.orders.isOfQuote(own)) continue;
            for (long slot : own.placed.slots()) if (slot == key) return false;
        }
        return true;
    }

    private boolean takesWhatIsKept(Event.ReservationPlaced it, int i) {
        long key = it.slots()[i];
        boolean ended = it.atMs() >= SlotKey.startMs(key) - books.venue(key, it).get(Term.HOST_SHARE_UNTIL_MS);
        return it.byHost() && !ended && NaiveBooks.places(it, i) <= keptForHost(key, books.slot(key, it));
    }

    /** Of the places of a slot that somebody waits for, those that only the host's staff can have: none if one of them waits, too. */
    private int keptForHost(long key, NaiveSlot slot) {
        VenueTerms terms = books.venues.get(SlotKey.venueNo(key));
        if (terms == null || terms.host().isEmpty() || waiting(key).stream().anyMatch(it -> it.placed.byHost()))
            return 0;
        int share = slot.capacity * terms.get(Term.HOST_SHARE_PERCENT) / 100;
        return Math.clamp(share - slot.takenByHost, 0, slot.capacity - slot.taken);
    }

    /** Places of a slot that are shown to whoever comes, before the share of the host ends. */
    int left(long key, NaiveSlot slot) {
        return waiting(key).isEmpty() ? slot.capacity - slot.taken : keptForHost(key, slot);
    }

    void join(Event.ReservationPlaced it) {
        if (!it.waits()) return;
        long key = it.slots()[0];
        VenueTerms terms = books.venue(key, it);
        NaiveSlot slot = books.slot(key, it);
        unless(it.slots().length == 1 && it.holdExpiresAtMs() == 0, "one waits for one slot, and holds nothing", it);
        unless(waiting(key).size() < terms.get(Term.WAITLIST_MAX), "no waitlist is longer than its terms say", it);
        unless(NaiveBooks.places(it, 0) <= slot.capacity, "nobody waits in vain", it);
        for (NaiveBooks.Booking other : waiting(key))
            unless(!other.placed.member().equals(it.member()), "nobody waits twice", it);
        int cutoffMs = Math.max(terms.get(Term.WAITLIST_CUTOFF_MS), terms.get(Term.BOOKING_CUTOFF_MS));
        unless(
                it.waitEndsAtMs() == SlotKey.startMs(key) - cutoffMs && it.atMs() < it.waitEndsAtMs(),
                "a waitlist is open until its cutoff",
                it);
    }

    void offer(NaiveBooks.Booking booking, Event.PlaceOffered it) {
        long key = booking.placed.slots()[0];
        VenueTerms terms = books.venue(key, it);
        NaiveSlot slot = books.slot(key, it);
        unless(booking.state == ReservationState.WAITLISTED, "a place is offered to those who wait", it);
        unless(it.atMs() < booking.waitEndsAtMs, "nothing is offered after the cutoff", it);
        unless(open(key, slot, terms), "nothing is offered that is closed", it);
        for (NaiveBooks.Booking earlier : waiting(key))
            unless(
                    earlier == booking || comesBefore(booking, earlier) || mayBePassedOver(earlier, slot, terms),
                    "a place is offered to the first whom it suffices",
                    it + " instead of " + earlier.placed);
        int ttlMs = terms.get(Term.OFFER_TTL_MS);
        long expiresAtMs = ttlMs == 0 ? 0 : Math.min(it.atMs() + ttlMs, SlotKey.startMs(key));
        unless(it.offerExpiresAtMs() == expiresAtMs, "an offer lasts as long as its venue says", it);
        books.arrivals.requireNotSuspended(booking.placed.member(), it);
        books.judgeAsPlaced(booking.placed);
        booking.state = expiresAtMs == 0 ? ReservationState.CONFIRMED : ReservationState.OFFERED;
        booking.checkInByMs = it.checkInByMs();
        booking.lost = false;
        if (expiresAtMs == 0) books.arrivals.requireTerms(booking, it.checkInByMs(), it);
        if (expiresAtMs != 0) booking.waitEndsAtMs = expiresAtMs;
        books.take(booking, it);
    }

    /** Those who were drawn for it come first, in the drawn order. */
    private static boolean comesBefore(NaiveBooks.Booking one, NaiveBooks.Booking other) {
        if (one.drawnRank != 0 && other.drawnRank != 0) return one.drawnRank < other.drawnRank;
        if (one.drawnRank != other.drawnRank) return one.drawnRank != 0;
        return one.placed.reservationId() < other.placed.reservationId();
    }

    boolean open(long key, NaiveSlot slot, VenueTerms terms) {
        return !slot.closed && !books.closures.closed(key, slot.endMin) && !terms.withdrawn();
    }

    /** It needs more places than there are, or its member has something, which may be in the way. */
    boolean mayBePassedOver(NaiveBooks.Booking waiting, NaiveSlot slot, VenueTerms terms) {
        boolean fits = NaiveBooks.places(waiting.placed, 0) <= slot.capacity - slot.taken;
        boolean keptForHost = !terms.host().isEmpty() && !waiting.placed.byHost();
        return !fits || keptForHost || hasSomething(waiting) || isTooLong(waiting, slot, terms);
    }

    /** For the terms of today, which it was not made under: even whoever has nothing else would have more minutes than a week allows. */
    private static boolean isTooLong(NaiveBooks.Booking waiting, NaiveSlot slot, VenueTerms terms) {
        return slot.endMin - SlotKey.startMin(waiting.placed.slots()[0]) > terms.get(Term.WEEKLY_MINUTES_MAX);
    }

    boolean hasSomething(NaiveBooks.Booking waiting) {
        for (NaiveBooks.Booking other : books.bookings.values())
            if (other != waiting
                    && other.placed.member().equals(waiting.placed.member())
                    && other.state != ReservationState.CANCELLED
                    && other.state != ReservationState.EXPIRED
                    && other.state != ReservationState.NOT_DRAWN
                    && !other.state.pending()) return true;
        return !books.companions.along(waiting.placed.member()).isEmpty();
    }

    /** Nobody waits beside a place that would do, unless something may be in the way. */
    void requireNothingOwed(long nowMs) {
        for (NaiveBooks.Booking booking : books.bookings.values()) {
            if (booking.state != ReservationState.WAITLISTED || booking.waitEndsAtMs <= nowMs) continue;
            long key = booking.placed.slots()[0];
            NaiveSlot slot = books.slot(key, booking.placed);
            VenueTerms terms = books.venue(key, booking.placed);
            unless(
                    !open(key, slot, terms) || mayBePassedOver(booking, slot, terms),
                    "whoever waits gets what is free",
                    booking.placed + ", " + (slot.capacity - slot.taken) + " left");
        }
    }
}
