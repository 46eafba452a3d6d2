package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import java.util.List;

/** How much a member may have, for {@link NaiveBooks}: counted anew for each reservation that is placed. */
final class NaiveLimits {
    private final Rules rules;
    private final NaiveBooks books;

    NaiveLimits(Rules rules, NaiveBooks books) {
        this.rules = rules;
        this.books = books;
    }

    /** It is about to be placed. */
    void judge(Event.ReservationPlaced it) {
        List<NaiveBooks.Booking> own = books.bookings.values().stream()
                .filter(booking -> booking.placed.member().equals(it.member()))
                .toList();
        long active = own.stream().filter(booking -> booking.state.active()).count();
        unless(active < rules.activeReservationsMax(), "nobody has more reservations at once than the rules say", it);
        long held = own.stream()
                .filter(booking -> booking.state == ReservationState.HELD)
                .count();
        unless(
                it.holdExpiresAtMs() == 0 || held < rules.holdsMax(),
                "nobody has more holds at once than the rules say",
                it + " after " + held);
        unless(own.size() < rules.rememberedReservationsMax(), "nobody fills the books", it);
    }
}
