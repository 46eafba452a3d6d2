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
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
                .filter(booking -> !NaiveAtOnce.mayGiveWay(booking, it))
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
            Counted alike = new Counted(own, it, day(key), of -> of.kind().equals(venue.kind()));
            within(alike.active(), Term.ACTIVE_OF_KIND_MAX, venue, it);
            within(alike.ofDay().size(), Term.DAILY_MAX, venue, it);
            within(alike.ofWeek().size(), Term.WEEKLY_MAX, venue, it);
            within(alike.minutesOfWeek(), Term.WEEKLY_MINUTES_MAX, venue, it);
            if (venue.group().isEmpty()) continue;
            Counted near = new Counted(own, it, day(key), of -> of.group().equals(venue.group()));
            within(near.active(), Term.GROUP_ACTIVE_MAX, venue, it);
            within(near.ofDay().size(), Term.GROUP_DAILY_MAX, venue, it);
            within(near.ofWeek().size(), Term.GROUP_WEEKLY_MAX, venue, it);
        }
    }

    /** What counts of a member's, the one that is placed included, of the venues that are meant, for one day. */
    private final class Counted {
        private final Event.ReservationPlaced placed;
        private final int day;
        private final Predicate<VenueTerms> meant;
        private final List<NaiveBooks.Booking> all;

        Counted(List<NaiveBooks.Booking> own, Event.ReservationPlaced placed, int day, Predicate<VenueTerms> meant) {
            this.placed = placed;
            this.day = day;
            this.meant = meant;
            int[] endsMin = Arrays.stream(placed.slots())
                    .mapToInt(key -> books.slot(key, placed).endMin)
                    .toArray();
            all = Stream.concat(own.stream(), Stream.of(new NaiveBooks.Booking(placed, endsMin)))
                    .filter(booking -> Arrays.stream(booking.placed.slots()).anyMatch(this::isMeant))
                    .filter(booking -> booking.state != ReservationState.CANCELLED)
                    .filter(booking -> booking.state != ReservationState.EXPIRED)
                    .filter(booking -> !booking.state.pending())
                    .filter(booking -> booking.state != ReservationState.NOT_DRAWN)
                    .toList();
        }

        private boolean isMeant(long key) {
            return meant.test(books.venue(key, placed));
        }

        long active() {
            return all.stream().filter(booking -> booking.state.active()).count();
        }

        List<NaiveBooks.Booking> ofDay() {
            return having(key -> isMeant(key) && day(key) == day);
        }

        List<NaiveBooks.Booking> ofWeek() {
            return having(this::isOfWeek);
        }

        private List<NaiveBooks.Booking> having(LongPredicate slot) {
            return all.stream()
                    .filter(booking -> Arrays.stream(booking.placed.slots()).anyMatch(slot))
                    .toList();
        }

        private boolean isOfWeek(long key) {
            return isMeant(key) && week(day(key)) == week(day);
        }

        long minutesOfWeek() {
            long minutes = 0;
            for (NaiveBooks.Booking booking : ofWeek())
                for (int i = 0; i < booking.slotEndsMin.length; i++) {
                    long key = booking.placed.slots()[i];
                    if (isOfWeek(key)) minutes += booking.slotEndsMin[i] - SlotKey.startMin(key);
                }
            return minutes;
        }
    }

    private static void within(long amount, Term term, VenueTerms venue, Event.ReservationPlaced it) {
        unless(amount <= venue.get(term), "nobody has more than the terms say", term.text() + " " + amount + ", " + it);
    }

    /** The clock shows UTC. */
    private static int day(long key) {
        return Math.floorDiv(SlotKey.startMin(key), 1_440);
    }

    private static int week(int day) {
        int monday = 4;
        return Math.floorDiv(day - monday, 7);
    }
}
