package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Command.ListStationDay;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.StationDay;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk asks who comes today. Days are by UTC here; stations 1 and 2 have a hall each, station 1 a court besides. */
class StationDaysTest {
    private static final int HALL = 1;
    private static final int COURT = 2;
    private static final int OTHER_HALL = 3;
    private static final int PLACES = 200_000;

    private final Booking booking = new Booking();

    @BeforeEach
    void threeVenues() {
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0), PLACES, 17, 18, 23, 24, 41);
        booking.court(COURT, 17, 18);
        booking.venue(OTHER_HALL, new VenueTerms(2, false, 300_000, 0), PLACES, 17, 18);
    }

    private long id(Outcome placed) {
        return booking.reservation(placed).id();
    }

    /** All of a day, as somebody hears it who asks on until there is nothing more. */
    private List<Long> ids(int stationNo, int day, int venueNo, int states, int limit) {
        List<Long> ids = new ArrayList<>();
        long after = 0;
        while (true) {
            ListStationDay query = new ListStationDay(stationNo, day, venueNo, states, after, limit);
            StationDay part = (StationDay) booking.carryOut(query);
            assertThat(part.reservations()).hasSizeLessThanOrEqualTo(limit);
            for (Reservation one : part.reservations()) ids.add(one.id());
            if (!part.more()) return ids;
            after = part.next();
        }
    }

    private List<Long> ids(int stationNo, int day) {
        return ids(stationNo, day, 0, 0, 100);
    }

    @Test
    void tellsWhatIsOfTheDayAndTheStationByStart() {
        Outcome late = booking.book("a", 1, slot(HALL, 18));
        Outcome early = booking.book("b", 2, slot(HALL, 17));
        Outcome court = booking.book("c", 1, slot(COURT, 17));
        booking.book("d", 1, slot(OTHER_HALL, 17));
        Outcome tomorrow = booking.book("e", 1, slot(HALL, 24));

        assertThat(ids(1, 0)).containsExactly(id(early), id(court), id(late));
        assertThat(ids(1, 1)).containsExactly(id(tomorrow));
        assertThat(ids(1, 2)).isEmpty();
        assertThat(ids(3, 0)).isEmpty();
        assertThat(ids(1, 0, COURT, 0, 100)).containsExactly(id(court));
    }

    @Test
    void whatIsOverMidnightIsOnBothDaysEachTimeByItsStartThere() {
        Outcome both = booking.book("a", 1, slot(HALL, 24), slot(HALL, 23));
        Outcome first = booking.book("b", 1, slot(HALL, 24));
        Outcome last = booking.book("c", 1, slot(HALL, 41));

        assertThat(ids(1, 0)).containsExactly(id(both));
        assertThat(ids(1, 1)).containsExactly(id(both), id(first), id(last));
    }

    @Test
    void knowsWhatWasPlacedSinceItWasAskedLast() {
        Outcome first = booking.book("a", 1, slot(HALL, 18));
        assertThat(ids(1, 0)).containsExactly(id(first));
        Outcome second = booking.book("b", 1, slot(HALL, 17));
        booking.book("c", 1, slot(OTHER_HALL, 17));
        assertThat(ids(1, 0)).containsExactly(id(second), id(first));
        booking.cancel("a", first);

        assertThat(ids(1, 0, 0, ReservationState.CANCELLED.bit(), 100)).containsExactly(id(first));
        assertThat(ids(1, 0, 0, ReservationState.CONFIRMED.bit(), 100)).containsExactly(id(second));
        booking.nowMs = 19 * HOUR_MS;
        assertThat(ids(1, 0)).as("over, and still in the books").hasSize(2);
        booking.nowMs += Rules.DEFAULT.retentionMs() + HOUR_MS;
        assertThat(ids(1, 0)).as("after all have left the books").isEmpty();
    }

    @Test
    void pagesMeetEachOnceWhateverEndsBetween() {
        List<Outcome> placed = new ArrayList<>();
        for (int i = 0; i < 10; i++) placed.add(booking.book("m" + i, 1, slot(HALL, 17 + i % 2)));
        StationDay page = (StationDay) booking.carryOut(new ListStationDay(1, 0, 0, 0, 0, 3));
        while (page.reservations().isEmpty())
            page = (StationDay) booking.carryOut(new ListStationDay(1, 0, 0, 0, page.next(), 3));
        booking.cancel("m4", placed.get(4));
        booking.nowMs += 1;
        List<Long> seen = new ArrayList<>(
                page.reservations().stream().map(Reservation::id).toList());
        while (page.more()) {
            page = (StationDay) booking.carryOut(new ListStationDay(1, 0, 0, 0, page.next(), 3));
            page.reservations().forEach(one -> seen.add(one.id()));
        }

        assertThat(seen).containsExactly(1L, 3L, 5L, 7L, 9L, 2L, 4L, 6L, 8L, 10L);
    }

    @Test
    void aFullPageAtTheEndHasNothingBehindIt() {
        booking.book("a", 1, slot(HALL, 17));
        booking.book("b", 1, slot(HALL, 17));
        booking.cancel("c", booking.book("c", 1, slot(HALL, 18)));
        int confirmed = ReservationState.CONFIRMED.bit();
        assertThat(ids(1, 0)).hasSize(3);
        StationDay page = (StationDay) booking.carryOut(new ListStationDay(1, 0, 0, confirmed, 0, 2));

        assertThat(page.reservations()).hasSize(2);
        assertThat(page.more()).isFalse();
    }

    @Test
    void changesNothing() {
        booking.book("a", 1, slot(HALL, 17));
        long hash = booking.region.stateHash();
        int events = booking.journal.size();
        ids(1, 0);

        assertThat(booking.journal).hasSize(events);
        assertThat(booking.region.stateHash()).isEqualTo(hash);
    }

    /** More than one part of the books, while others book and cancel between the parts. */
    @Test
    void findsAllOfLargeBooksPartByPart() {
        List<Long> wanted = new ArrayList<>();
        for (int i = 0; i < PartsOfBooks.CELLS_A_PART + 500; i++) {
            boolean here = i % 1_000 == 0;
            Outcome placed = booking.book("m" + i, 1, slot(here ? HALL : OTHER_HALL, 18));
            if (here) wanted.add(id(placed));
        }
        ListStationDay query = new ListStationDay(1, 0, 0, 0, 0, 100);
        StationDay part = (StationDay) booking.carryOut(query);
        assertThat(part.reservations()).isEmpty();
        assertThat(part.more()).isTrue();
        wanted.add(id(booking.book("late", 1, slot(HALL, 18))));

        assertThat(ids(1, 0)).isEqualTo(wanted);
        for (int i = 0; i < StationDays.LISTED_A_PART + 10; i++)
            wanted.add(id(booking.book("n" + i, 1, slot(HALL, 18))));
        assertThat(ids(1, 0)).isEqualTo(wanted);
        int none = ReservationState.NO_SHOW.bit();
        StationDay looked = (StationDay) booking.carryOut(new ListStationDay(1, 0, 0, none, 0, 100));
        assertThat(looked.more())
                .as("so many were looked at that it is asked on")
                .isTrue();
        assertThat(ids(1, 0, 0, none, 100)).isEmpty();
    }

    /** Days come and go from what is kept; what is told does not depend on that, nor on when it was asked. */
    @Test
    void tellsTheSameAsWhoeverAsksForTheFirstTime() {
        Random random = new Random(7);
        int days = StationDays.KEPT_MAX + 5;
        for (int day = 2; day < days; day++) booking.open(HALL, PLACES, day * 24 * HOUR_MIN, day * 24 * HOUR_MIN + 60);
        for (int i = 0; i < 3_000; i++) {
            int day = Math.max(1, random.nextInt(i % 2 == 0 ? 5 : days));
            Outcome placed = day == 1
                    ? booking.book("m" + i, 1, slot(HALL, 17 + random.nextInt(2)))
                    : booking.book("m" + i, 1, slot(HALL, day * 24));
            if (random.nextInt(3) == 0) booking.cancel("m" + i, placed);
            if (random.nextInt(4) == 0) assertThat(ids(1, day == 1 ? 0 : day)).contains(id(placed));
        }
        Booking anew = new Booking(Rules.DEFAULT, booking);
        for (int day = 0; day < days; day++) {
            List<Long> known = ids(1, day);
            ListStationDay query = new ListStationDay(1, day, 0, 0, 0, 10_000);
            StationDay part = (StationDay) anew.carryOut(query);
            while (part.more() && part.reservations().isEmpty()) part = (StationDay) anew.carryOut(query);
            assertThat(known)
                    .isEqualTo(part.reservations().stream().map(Reservation::id).toList());
        }
    }
}
