package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
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
        for (long key : it.slots()) {
            VenueTerms venue = books.venue(key, it);
            ofKind(venue, venue.kind(), own, it);
        }
    }

    private void ofKind(VenueTerms venue, String kind, List<NaiveBooks.Booking> own, Event.ReservationPlaced it) {
        List<NaiveBooks.Booking> alike = own.stream()
                .filter(booking -> Arrays.stream(booking.placed.slots())
                        .anyMatch(key -> books.venue(key, it).kind().equals(kind)))
                .toList();
        List<NaiveBooks.Booking> standing = alike.stream()
                .filter(booking -> booking.state != ReservationState.CANCELLED)
                .filter(booking -> booking.state != ReservationState.EXPIRED)
                .toList();
        List<NaiveBooks.Booking> ofDay = standing.stream()
                .filter(booking -> day(booking.placed) == day(it))
                .toList();
        List<NaiveBooks.Booking> ofWeek = standing.stream()
                .filter(booking -> week(booking.placed) == week(it))
                .toList();
        long active = alike.stream().filter(booking -> booking.state.active()).count();
        int asked = 0;
        for (long key : it.slots())
            if (books.venue(key, it).kind().equals(kind)) asked += books.slot(key, it).endMin - SlotKey.startMin(key);
        int minutes = asked;
        for (NaiveBooks.Booking booking : ofWeek)
            for (int i = 0; i < booking.slotEndsMin.length; i++) {
                long key = booking.placed.slots()[i];
                if (books.venue(key, it).kind().equals(kind)) minutes += booking.slotEndsMin[i] - SlotKey.startMin(key);
            }
        within(active + 1, Term.ACTIVE_OF_KIND_MAX, venue, it);
        within(ofDay.size() + 1, Term.DAILY_MAX, venue, it);
        within(ofWeek.size() + 1, Term.WEEKLY_MAX, venue, it);
        within(minutes, Term.WEEKLY_MINUTES_MAX, venue, it);
    }

    private static void within(long amount, Term term, VenueTerms venue, Event.ReservationPlaced it) {
        unless(amount <= venue.get(term), "nobody has more than the terms say", term.text() + " " + amount + ", " + it);
    }

    /** The clock shows UTC. */
    private static int day(Event.ReservationPlaced it) {
        return Math.floorDiv(SlotKey.startMin(it.slots()[0]), 1_440);
    }

    private static int week(Event.ReservationPlaced it) {
        int monday = 4;
        return Math.floorDiv(day(it) - monday, 7);
    }
}
