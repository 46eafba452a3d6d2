package io.yizhan.core.strike;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Arrival;
import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Strike;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes to what they have booked, and what becomes of those who don't. */
class ArrivalsTest {
    private static final int COURT = 1;
    private static final int GYM = 2;
    private static final int FREE = 3;
    private static final int MINUTE_MS = 60_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final Rules RULES = Rules.DEFAULT.withStrikes(new StrikeRules(2, 10 * DAY_MS, 7 * DAY_MS));

    private final Booking booking = new Booking(RULES);
    private long keys = 1_000;

    /** To be there by a quarter past; in the gym ten minutes before the start, so that those who wait get a place. */
    @BeforeEach
    void openVenues() {
        int[] hours = {10, 18, 20, 42, 66, 24 * 9 + 18, 24 * 13 + 18};
        booking.venue(COURT, terms(true).with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS), 1, hours);
        VenueTerms gym = terms(false)
                .with(Term.CHECK_IN_BY_MS, -10 * MINUTE_MS)
                .with(Term.WAITLIST_MAX, 5)
                .with(Term.WAITLIST_CUTOFF_MS, 0)
                .with(Term.OFFER_TTL_MS, 0);
        booking.venue(GYM, gym, 2, hours);
        booking.venue(FREE, terms(true), 1, hours);
    }

    private static VenueTerms terms(boolean exclusive) {
        return new VenueTerms(1, exclusive, 300_000, 0).with(Term.CHECK_IN_FROM_MS, 30 * MINUTE_MS);
    }

    private Outcome checkIn(Outcome placed) {
        return booking.carryOut(new Command.CheckIn(booking.reservation(placed).id(), null, false));
    }

    private Reservation of(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(
                new Command.FindReservation(member, booking.reservation(placed).id())));
    }

    private ReservationState state(String member, Outcome placed) {
        return of(member, placed).state();
    }

    private Outcome.Standing standing(String member) {
        return (Outcome.Standing) booking.carryOut(new Command.FindStanding(member, 0));
    }

    private void at(int hour, int minute) {
        booking.nowMs = hour * HOUR_MS + (long) minute * MINUTE_MS;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    /** Books the court at this hour, and does not come. */
    private Outcome miss(String member, int hour) {
        Outcome placed = booking.book(member, 1, slot(COURT, hour));
        at(hour, 15);
        return placed;
    }

    @Test
    void checksInFromTheWindowsFirstMillisecondOnAndNotBefore() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        assertThat(of("anna", anna).arrival().byMs()).isEqualTo(18 * HOUR_MS + 15 * MINUTE_MS);
        booking.nowMs = 18 * HOUR_MS - 30 * MINUTE_MS - 1;
        assertThat(checkIn(anna)).isEqualTo(new Refusal.CheckInNotOpen(booking.nowMs + 1));
        booking.nowMs++;
        assertThat(booking.reservation(checkIn(anna)).state()).isEqualTo(ReservationState.CHECKED_IN);
        int events = booking.journal.size();
        assertThat(booking.reservation(checkIn(anna)).arrival().cameAtMs())
                .as("again")
                .isEqualTo(booking.nowMs);
        assertThat(booking.journal).hasSize(events);
        at(19, 0);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.COMPLETED);
        assertThat(standing("anna").strikes()).isEmpty();
    }

    @Test
    void checksInAtTheLastMillisecondAndNotAfterIt() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        Outcome bert = booking.book("bert", 1, slot(GYM, 18));
        booking.nowMs = 17 * HOUR_MS + 50 * MINUTE_MS;
        assertThat(checkIn(bert)).isEqualTo(new Refusal.CheckInClosed(booking.nowMs));
        booking.nowMs = 18 * HOUR_MS + 15 * MINUTE_MS - 1;
        assertThat(booking.reservation(checkIn(anna)).state()).isEqualTo(ReservationState.CHECKED_IN);
    }

    /** As when more has become due than one slice carries out. */
    @Test
    void checksNobodyInAfterTheLastMillisecondAlthoughTheyAreNotMissedYet() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        long byMs = 18 * HOUR_MS + 15 * MINUTE_MS;
        Command checkIn = new Command.CheckIn(booking.reservation(anna).id(), null, false);
        assertThat(booking.region.carryOut(checkIn, byMs, booking.journal::add))
                .isEqualTo(new Refusal.CheckInClosed(byMs));
    }

    /** The first answer again, whatever has become of the reservation since. */
    @Test
    void aRepeatedBookingSaysByWhenToComeAsItDidFirst() {
        for (int hour : new int[] {18, 20, 42}) {
            var place = new Command.PlaceReservation("anna", 7, hour, new long[] {slot(COURT, hour)}, 1, false);
            Outcome first = booking.carryOut(place);
            Arrival told = booking.reservation(first).arrival();
            assertThat(told.byMs()).isEqualTo(hour * HOUR_MS + 15 * MINUTE_MS);
            at(hour, 0);
            if (hour == 18) checkIn(first);
            if (hour == 20)
                booking.carryOut(
                        new Command.CancelAtDesk(booking.reservation(first).id(), null, "wet", false));
            for (int minute : new int[] {1, 20, 61}) {
                at(hour, minute);
                if (minute == 61) booking.carryOut(new VenueCommand.RetireSlots(60 * (hour + 1)));
                Reservation again = booking.reservation(booking.carryOut(place));
                assertThat(again.arrival()).as("%d:%d", hour, minute).isEqualTo(told);
                assertThat(again.state()).isEqualTo(ReservationState.CONFIRMED);
            }
            assertThat(state("anna", first)).isNotEqualTo(ReservationState.CONFIRMED);
        }
    }

    @Test
    void whoeverDoesNotComeLosesThePlaceAndGetsAStrike() {
        Outcome anna = miss("anna", 18);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.NO_SHOW);
        assertThat(of("anna", anna).arrival().strike()).isTrue();
        assertThat(booking.remaining(slot(COURT, 18))).isEqualTo(1);
        assertThat(standing("anna").strikes())
                .extracting(Strike::lapsesAtMs)
                .containsExactly(booking.nowMs + RULES.strikes().windowMs());
        assertThat(checkIn(anna)).as("too late").isInstanceOf(Refusal.CheckInClosed.class);
        assertThat(booking.carryOut(new Command.CancelReservation(
                        "anna", booking.reservation(anna).id())))
                .isEqualTo(new Refusal.WrongState(ReservationState.NO_SHOW));
    }

    @Test
    void nobodyIsMissedWhereNobodyLooks() {
        Outcome anna = booking.book("anna", 1, slot(FREE, 18));
        assertThat(of("anna", anna).arrival().byMs()).isZero();
        at(19, 0);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.COMPLETED);
    }

    /** Never to whoever stands at the gate: for others the slot is full. */
    @Test
    void anUnclaimedPlaceGoesToWhoeverWaits() {
        booking.book("anna", 2, slot(GYM, 18));
        Outcome bert = booking.carryOut(new Command.PlaceReservation(
                "bert", Claims.NONE, 1, ++keys, new long[] {slot(GYM, 18)}, 1, false, true));
        booking.nowMs = 17 * HOUR_MS + 50 * MINUTE_MS;
        assertThat(booking.book("carl", 1, slot(GYM, 18))).as("first come").isInstanceOf(Outcome.Placed.class);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(of("bert", bert).arrival().byMs())
                .as("ten minutes at least")
                .isEqualTo(booking.nowMs + 10 * MINUTE_MS);
    }

    @Test
    void whoeverBooksLateHasTenMinutesToCome() {
        booking.nowMs = 17 * HOUR_MS + 55 * MINUTE_MS;
        Outcome anna = booking.book("anna", 1, slot(GYM, 18));
        assertThat(of("anna", anna).arrival().byMs()).isEqualTo(18 * HOUR_MS + 5 * MINUTE_MS);
    }

    @Test
    void twoStrikesSuspendWithTheirEndAndTouchNothingElse() {
        Outcome later = booking.book("anna", 1, slot(FREE, 66));
        miss("anna", 18);
        assertThat(booking.book("anna", 1, slot(FREE, 20)))
                .as("one is no matter")
                .isInstanceOf(Outcome.Placed.class);
        miss("anna", 42);
        long untilMs = booking.nowMs + RULES.strikes().suspensionMs();
        assertThat(standing("anna").suspendedUntilMs()).isEqualTo(untilMs);
        assertThat(booking.book("anna", 1, slot(COURT, 66))).isEqualTo(new Refusal.MemberSuspended(untilMs));
        assertThat(booking.carryOut(new Command.PreviewReservation("anna", new long[] {slot(COURT, 66)}, 1)))
                .isEqualTo(new Refusal.MemberSuspended(untilMs));
        assertThat(booking.book("bert", 1, slot(COURT, 66))).isInstanceOf(Outcome.Placed.class);
        assertThat(state("anna", later)).isEqualTo(ReservationState.CONFIRMED);
        booking.nowMs = untilMs;
        assertThat(booking.book("anna", 1, slot(COURT, 24 * 13 + 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aStrikeIsForgivenOnceAndTheSuspensionWithIt() {
        Outcome first = miss("anna", 18);
        miss("anna", 42);
        long id = booking.reservation(first).id();
        assertThat(forgive("anna", id, true)).isInstanceOf(Outcome.Stands.class);
        assertThat(standing("anna").strikes()).as("a preview").hasSize(2);
        assertThat(forgive("bert", id, false)).isEqualTo(Refusal.StrikeUnknown.STRIKE_UNKNOWN);
        forgive("anna", id, false);
        assertThat(booking.journal.getLast()).isEqualTo(new Event.StrikeForgiven(booking.nowMs, id, 0, "was there"));
        assertThat(standing("anna").strikes()).hasSize(1);
        assertThat(booking.book("anna", 1, slot(COURT, 66))).isInstanceOf(Outcome.Placed.class);
        assertThat(forgive("anna", id, false)).isEqualTo(Refusal.StrikeUnknown.STRIKE_UNKNOWN);
    }

    private Outcome forgive(String member, long id, boolean preview) {
        return booking.carryOut(new Command.ForgiveStrike(member, id, null, "was there", preview));
    }

    @Test
    void whoeverIsSuspendedWaitsInTheirTurnUntilItIsOver() {
        miss("anna", 10);
        Outcome first = booking.book("bert", 2, slot(GYM, 24 * 9 + 18));
        Outcome anna = booking.carryOut(new Command.PlaceReservation(
                "anna", Claims.NONE, 1, ++keys, new long[] {slot(GYM, 24 * 9 + 18)}, 1, false, true));
        miss("anna", 18);
        booking.cancel("bert", first);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.WAITLISTED);
        booking.nowMs = standing("anna").suspendedUntilMs();
        assertThat(state("anna", anna)).as("by time alone").isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void noStrikeWhereThePlaceIsClosed() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, 18 * 60, 19 * 60, false, "wet"));
        at(18, 15);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.NO_SHOW);
        assertThat(standing("anna").strikes()).isEmpty();
    }

    @Test
    void noStrikeWhereTheGatesAreSilent() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        Outcome bert = booking.book("bert", 1, slot(COURT, 20));
        at(18, 4);
        heard(1);
        at(18, 15);
        assertThat(of("anna", anna).arrival().strike()).isFalse();
        at(20, 5);
        heard(2);
        at(20, 15);
        assertThat(of("bert", bert).arrival().strike())
                .as("heard ten minutes ago")
                .isTrue();
    }

    private void heard(long seq) {
        booking.carryOut(new GateCommand.RecordGateEvents(
                "g", "b", 1, new long[] {seq}, new long[] {booking.nowMs}, new boolean[] {true}, new String[] {""}));
    }

    @Test
    void noStrikeWhereNobodyServedTheCity() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        booking.nowMs = 18 * HOUR_MS + 16 * MINUTE_MS + 1;
        assertThat(state("anna", anna)).isEqualTo(ReservationState.NO_SHOW);
        assertThat(of("anna", anna).arrival().strike()).isFalse();
    }

    @Test
    void aHoldThatIsConfirmedIsAwaitedAsItsVenueSaysThen() {
        booking.nowMs = 10 * HOUR_MS;
        Outcome held = booking.hold("anna", slot(COURT, 18));
        booking.carryOut(new VenueCommand.DefineVenue(COURT, terms(true).with(Term.CHECK_IN_BY_MS, 5 * MINUTE_MS)));
        booking.confirm("anna", held);
        assertThat(of("anna", held).arrival().byMs()).isEqualTo(18 * HOUR_MS + 5 * MINUTE_MS);
        booking.carryOut(new VenueCommand.DefineVenue(COURT, terms(true)));
        assertThat(of("anna", held).arrival().byMs()).as("a later policy").isEqualTo(18 * HOUR_MS + 5 * MINUTE_MS);
    }

    @Test
    void theDeskCancelsAfterTheCutoffSaysWhyAndOnlyAtItsStations() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        long id = booking.reservation(anna).id();
        booking.nowMs = 18 * HOUR_MS + 1;
        assertThat(booking.carryOut(new Command.CancelAtDesk(id, Set.of(2), "rain", false)))
                .isEqualTo(Refusal.ReservationUnknown.RESERVATION_UNKNOWN);
        booking.carryOut(new Command.CancelAtDesk(id, Set.of(1), "rain", true));
        assertThat(state("anna", anna)).as("a preview").isEqualTo(ReservationState.CONFIRMED);
        booking.carryOut(new Command.CancelAtDesk(id, Set.of(1), "rain", false));
        assertThat(of("anna", anna).takenFor()).isEqualTo("rain");
        at(18, 15);
        assertThat(standing("anna").strikes()).isEmpty();
    }
}
