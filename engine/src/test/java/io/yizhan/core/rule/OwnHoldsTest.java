package io.yizhan.core.rule;

import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnHoldsTest {
    private static final int ONE = 1;
    private static final int OTHER = 2;
    private static final int ELSEWHERE = 3;
    private static final int HALL = 4;

    private Booking booking = new Booking();

    @BeforeEach
    void openVenues() {
        booking.court(ONE, 17, 18, 19);
        booking.court(OTHER, 17, 18, 19);
        booking.venue(ELSEWHERE, new VenueTerms(2, true, 300_000, 0), 1, 18);
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0), 5, 17, 18, 19, 20, 21);
    }

    private void together(int atOnceMax, int... venues) {
        for (int venue : venues)
            booking.carryOut(new VenueCommand.DefineVenue(
                    venue, new VenueTerms(1, true, 300_000, 0).with(Term.AT_ONCE_MAX, atOnceMax)));
    }

    private ReservationState state(Outcome placed) {
        long id = booking.reservation(placed).id();
        return booking.reservation(booking.carryOut(new Command.FindReservation("anna", id)))
                .state();
    }

    /** As when more has become due than one slice carries out. */
    @Test
    void aHoldWhoseTimeIsOverDoesNotShortenTheNext() {
        Outcome held = booking.hold("anna", slot(ONE, 18));
        booking.nowMs += 300_000;
        Outcome next = booking.region.carryOut(
                new Command.PlaceReservation("anna", 0, 99, new long[] {slot(ONE, 18)}, 1, true),
                booking.nowMs,
                booking.journal::add);
        assertThat(booking.reservation(held).holdExpiresAtMs()).isEqualTo(booking.nowMs);
        assertThat(booking.reservation(next).state()).isEqualTo(ReservationState.HELD);
        assertThat(booking.reservation(next).holdExpiresAtMs()).isGreaterThan(booking.nowMs);
    }

    @Test
    void aHoldGivesWayToABookingOfTheVerySlotAndEndsBeforeIt() {
        Outcome held = booking.hold("anna", slot(ONE, 18));
        int before = booking.journal.size();
        Outcome placed = booking.book("anna", 1, slot(ONE, 18));

        assertThat(placed).isInstanceOf(Outcome.Placed.class);
        assertThat(state(held)).isEqualTo(ReservationState.CANCELLED);
        assertThat(booking.journal.subList(before, booking.journal.size()))
                .satisfiesExactly(
                        end -> assertThat(end)
                                .isEqualTo(new Event.ReservationCancelled(
                                        booking.nowMs, booking.reservation(held).id())),
                        begin -> assertThat(begin).isInstanceOf(Event.ReservationPlaced.class));
        booking.region.checkInvariants();
    }

    @Test
    void aHoldGivesWayToABookingAtTheSameTimeWhereverThatIs() {
        Outcome held = booking.hold("anna", slot(ONE, 18));
        assertThat(booking.book("anna", 1, slot(OTHER, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(state(held)).isEqualTo(ReservationState.CANCELLED);
        assertThat(booking.remaining(slot(ONE, 18))).isEqualTo(1);

        Outcome another = booking.hold("bert", slot(ONE, 18));
        assertThat(booking.book("bert", 1, slot(ELSEWHERE, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.confirm("bert", another)).isEqualTo(new Refusal.WrongState(ReservationState.CANCELLED));
    }

    @Test
    void aHoldOfSeveralSlotsGivesWayAsAWhole() {
        booking.hold("anna", slot(ONE, 18), slot(OTHER, 19));
        assertThat(booking.book("anna", 1, slot(ONE, 17), slot(ONE, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.remaining(slot(OTHER, 19))).isEqualTo(1);
    }

    @Test
    void aHoldStaysWhereItIsNotInTheWay() {
        together(2, ONE, OTHER);
        Outcome sameTime = booking.hold("anna", slot(ONE, 18));
        Outcome otherTime = booking.hold("anna", slot(HALL, 19));
        booking.book("anna", 1, slot(OTHER, 18));
        assertThat(state(sameTime)).isEqualTo(ReservationState.HELD);
        assertThat(state(otherTime)).isEqualTo(ReservationState.HELD);
    }

    @Test
    void asFewHoldsAsMustGiveWayTheOldestFirst() {
        booking.court(5, 18);
        together(2, ONE, OTHER, 5);
        Outcome older = booking.hold("anna", slot(ONE, 18));
        Outcome younger = booking.hold("anna", slot(OTHER, 18));
        assertThat(booking.book("anna", 1, slot(5, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(state(older)).isEqualTo(ReservationState.CANCELLED);
        assertThat(state(younger)).isEqualTo(ReservationState.HELD);
    }

    @Test
    void aHoldStaysUntouchedWhereTheRequestIsRefusedForAnotherReason() {
        booking.book("bert", 1, slot(OTHER, 18));
        Outcome held = booking.hold("anna", slot(ONE, 18));
        int before = booking.journal.size();
        assertThat(booking.book("anna", 1, slot(OTHER, 18))).isEqualTo(new Refusal.SlotFull(0, 0));
        assertThat(booking.book("anna", 1, slot(ONE, 18), slot(OTHER, 18))).isEqualTo(new Refusal.SlotsOverlap(0, 1));
        assertThat(booking.journal).hasSize(before);
        assertThat(booking.confirm("anna", held)).isInstanceOf(Outcome.Stands.class);
    }

    @Test
    void aConfirmedReservationNeverGivesWay() {
        long confirmed =
                booking.reservation(booking.book("anna", 1, slot(ONE, 18))).id();
        Outcome held = booking.hold("anna", slot(OTHER, 19));
        assertThat(booking.book("anna", 1, slot(ONE, 18), slot(OTHER, 19)))
                .isEqualTo(new Refusal.AlreadyReserved(0, confirmed));
        assertThat(booking.book("anna", 1, slot(OTHER, 18), slot(OTHER, 19)))
                .isEqualTo(new Refusal.OverlapsOwnReservation(0, confirmed));
        assertThat(state(held)).isEqualTo(ReservationState.HELD);

        booking.confirm("anna", held);
        assertThat(booking.book("anna", 1, slot(OTHER, 19)))
                .isEqualTo(
                        new Refusal.AlreadyReserved(0, booking.reservation(held).id()));
    }

    @Test
    void holdingTheSamePlaceAgainDoesNotHoldItLonger() {
        Outcome first = booking.hold("anna", slot(ONE, 18));
        long expiresAtMs = booking.reservation(first).holdExpiresAtMs();
        booking.nowMs += 60_000;
        Outcome again = booking.hold("anna", slot(ONE, 18));
        assertThat(booking.reservation(again).holdExpiresAtMs()).isEqualTo(expiresAtMs);
        booking.nowMs = expiresAtMs;
        assertThat(booking.hold("bert", slot(ONE, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void somebodyElsesHoldDoesNotGiveWay() {
        booking.hold("bert", slot(ONE, 18));
        assertThat(booking.book("anna", 1, slot(ONE, 18))).isEqualTo(new Refusal.SlotFull(0, 0));
    }

    @Test
    void thePlacesOfAHoldThatGivesWayCountAsFree() {
        booking.carryOut(new Command.PlaceReservation("anna", 1, 1, new long[] {slot(HALL, 18)}, 3, true));
        booking.book("bert", 1, slot(HALL, 18));
        assertThat(booking.book("anna", 5, slot(HALL, 18))).isEqualTo(new Refusal.SlotFull(0, 4));
        assertThat(booking.book("anna", 4, slot(HALL, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.remaining(slot(HALL, 18))).isZero();
    }

    /** Four of five places are left to others, and one stays with the host's staff. */
    @Test
    void aHoldThatGivesWayTakesNothingOfWhatTheHostLeaves() {
        booking.carryOut(new VenueCommand.DefineVenue(
                HALL, new VenueTerms(1, false, 300_000, 0).hostedBy("host").with(Term.HOST_SHARE_PERCENT, 20)));
        booking.carryOut(new Command.PlaceReservation("anna", 1, 1, new long[] {slot(HALL, 18)}, 3, true));
        assertThat(booking.book("anna", 5, slot(HALL, 18))).isInstanceOf(Refusal.NotEligible.class);
        assertThat(booking.book("anna", 4, slot(HALL, 18))).isInstanceOf(Outcome.Placed.class);

        var staff = new Claims("host", 0);
        booking.carryOut(
                new Command.PlaceReservation("bert", staff, 2, 2, new long[] {slot(HALL, 19)}, 1, true, false));
        assertThat(booking.book("bert", 5, slot(HALL, 19)))
                .as("whose hold gives way leaves the share to others of the staff")
                .isInstanceOf(Refusal.NotEligible.class);
        assertThat(booking.book("bert", 4, slot(HALL, 19))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aHoldThatGivesWayCountsForNoLimit() {
        booking = new Booking(Rules.DEFAULT.withActiveReservationsMax(2).withHoldsMax(1));
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0).with(Term.WEEKLY_MAX, 2), 5, 17, 18, 19);
        booking.book("anna", 1, slot(HALL, 17));
        booking.hold("anna", slot(HALL, 18));
        assertThat(booking.book("anna", 1, slot(HALL, 19)))
                .as("a hold that is not in the way counts")
                .isInstanceOf(Refusal.QuotaExceeded.class);
        assertThat(booking.hold("anna", slot(HALL, 18))).as("held anew").isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(HALL, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void theFirstAnswersAreGivenAgainToBothKeys() {
        var hold = new Command.PlaceReservation("anna", 1, 1, new long[] {slot(ONE, 18)}, 1, true);
        var book = new Command.PlaceReservation("anna", 2, 2, new long[] {slot(ONE, 18)}, 1, false);
        long held = booking.reservation(booking.carryOut(hold)).id();
        long booked = booking.reservation(booking.carryOut(book)).id();
        int before = booking.journal.size();

        for (int again = 0; again < 2; again++) {
            assertThat(booking.carryOut(hold)).isInstanceOfSatisfying(Outcome.Placed.class, it -> {
                assertThat(it.replayed()).isTrue();
                assertThat(it.reservation().id()).isEqualTo(held);
                assertThat(it.reservation().state()).isEqualTo(ReservationState.HELD);
            });
            assertThat(booking.carryOut(book)).isInstanceOfSatisfying(Outcome.Placed.class, it -> {
                assertThat(it.replayed()).isTrue();
                assertThat(it.reservation().id()).isEqualTo(booked);
            });
        }
        assertThat(booking.journal).hasSize(before);
    }

    @Test
    void aPreviewDecidesByTheSameAndEndsNothing() {
        Outcome held = booking.hold("anna", slot(ONE, 18));
        int before = booking.journal.size();
        Outcome would = booking.carryOut(new Command.PreviewReservation("anna", new long[] {slot(OTHER, 18)}, 1));

        assertThat(would)
                .isInstanceOfSatisfying(
                        Outcome.Previewed.class,
                        it -> assertThat(it.usages().getFirst().current()).isZero());
        assertThat(booking.journal).hasSize(before);
        assertThat(state(held)).isEqualTo(ReservationState.HELD);
    }
}
