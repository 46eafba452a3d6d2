package io.yizhan.core.rule;

import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AtOnceTest {
    private final Booking booking = new Booking();

    @BeforeEach
    void openFourCourts() {
        for (int court = 1; court <= 4; court++) booking.court(court, 18, 19);
    }

    private void groupsOf(int atOnceMax, int... courts) {
        for (int court : courts)
            booking.carryOut(new VenueCommand.DefineVenue(
                    court, new VenueTerms(1, true, 300_000, 0).with(Term.AT_ONCE_MAX, atOnceMax)));
    }

    @Test
    void refusesFourCourtsAtOneTimeInOneRequest() {
        Outcome answer = booking.book("m", 1, slot(1, 18), slot(2, 18), slot(3, 18), slot(4, 18));
        assertThat(answer).isEqualTo(new Refusal.SlotsOverlap(0, 3));
        assertThat(booking.remaining(slot(1, 18))).isEqualTo(1);
    }

    @Test
    void refusesTheSameByASecondRequest() {
        Reservation first = booking.reservation(booking.book("m", 1, slot(1, 18)));
        assertThat(booking.book("m", 1, slot(2, 18))).isEqualTo(new Refusal.OverlapsOwnReservation(0, first.id()));
    }

    @Test
    void takesTwoCourtsOneAfterTheOther() {
        assertThat(booking.book("m", 1, slot(1, 18), slot(2, 19))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void refusesSlotsThatShareAMinute() {
        booking.venue(5, new VenueTerms(1, true, 300_000, 0), 1);
        booking.open(5, 1, 18 * 60 + 59, 20 * 60);
        assertThat(booking.book("m", 1, slot(1, 18), SlotKey.of(5, 18 * 60 + 59)))
                .isEqualTo(new Refusal.SlotsOverlap(0, 1));
    }

    @Test
    void tellsOfTheVerySlotBeforeOneAtTheSameTime() {
        Reservation later = booking.reservation(booking.book("m", 1, slot(2, 19)));
        booking.book("m", 1, slot(1, 18));
        assertThat(booking.book("m", 1, slot(3, 18), slot(2, 19)))
                .isEqualTo(new Refusal.AlreadyReserved(1, later.id()));
    }

    @Test
    void letsAGroupHaveAsManyCourtsAsTheTermsSayInOneRequestOrInSeveral() {
        groupsOf(3, 1, 2, 3, 4);
        assertThat(booking.book("m", 1, slot(1, 18), slot(2, 18), slot(3, 18), slot(4, 18)))
                .isInstanceOf(Refusal.SlotsOverlap.class);
        assertThat(booking.book("m", 1, slot(1, 18), slot(2, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("m", 1, slot(3, 18), slot(4, 18))).isInstanceOf(Refusal.OverlapsOwnReservation.class);
        assertThat(booking.book("m", 1, slot(3, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("m", 1, slot(4, 18))).isInstanceOf(Refusal.OverlapsOwnReservation.class);
        assertThat(booking.book("other", 1, slot(4, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void goesByTheStrictestOfTheVenuesWhicheverComesFirst() {
        groupsOf(2, 1, 2);
        booking.book("a", 1, slot(1, 18));
        assertThat(booking.book("a", 1, slot(3, 18))).isInstanceOf(Refusal.OverlapsOwnReservation.class);
        booking.book("b", 1, slot(3, 18));
        assertThat(booking.book("b", 1, slot(2, 18))).isInstanceOf(Refusal.OverlapsOwnReservation.class);
    }

    @Test
    void countsThoseOfOneMomentAndNotAllThatShareTimeWithALongOne() {
        groupsOf(2, 1, 2, 3, 4);
        booking.venue(5, new VenueTerms(1, true, 300_000, 0).with(Term.AT_ONCE_MAX, 2), 1);
        booking.open(5, 1, 18 * 60, 20 * 60);
        assertThat(booking.book("m", 1, SlotKey.of(5, 18 * 60), slot(1, 18), slot(2, 19)))
                .isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("m", 1, slot(3, 19))).isInstanceOf(Refusal.OverlapsOwnReservation.class);
    }
}
