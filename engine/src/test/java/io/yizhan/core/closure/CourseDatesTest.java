package io.yizhan.core.closure;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static io.yizhan.core.ReservationState.CANCELLED;
import static io.yizhan.core.ReservationState.CHECKED_IN;
import static io.yizhan.core.ReservationState.COMPLETED;
import static io.yizhan.core.ReservationState.CONFIRMED;
import static io.yizhan.core.ReservationState.NO_SHOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Arrival;
import io.yizhan.core.Booking;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Reservation;
import io.yizhan.core.Reservation.ClosedSlot;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A course of three evenings of which some fall out. One comes by a quarter past. */
class CourseDatesTest {
    private static final int HALL = 1;
    private static final int COURT = 2;
    private static final int OTHER_COURT = 3;
    private static final int MINUTE_MS = 60_000;
    private static final long[] COURSE = {slot(HALL, 18), slot(HALL, 42), slot(HALL, 66)};

    private final Booking booking = new Booking();

    @BeforeEach
    void aCourse() {
        VenueTerms hall = new VenueTerms(1, false, 300_000, 0)
                .with(Term.CHECK_IN_FROM_MS, 30 * MINUTE_MS)
                .with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS);
        booking.carryOut(new VenueCommand.DefineVenue(HALL, hall));
        for (int hour : new int[] {18, 42, 66})
            booking.carryOut(new VenueCommand.OpenSlots(
                    HALL,
                    new int[] {hour * HOUR_MIN},
                    new int[] {(hour + 1) * HOUR_MIN},
                    new int[] {8},
                    new int[1],
                    new int[1],
                    new boolean[1],
                    new int[] {hour / 24},
                    new ActivityTerms[] {new ActivityTerms(1, Command.PARTY_MAX, 0, 0, COURSE)}));
        VenueTerms court = new VenueTerms(1, true, 300_000, 0).with(Term.AT_ONCE_MAX, 2);
        booking.venue(COURT, court, 1, 18);
        booking.venue(OTHER_COURT, court, 1, 18);
    }

    @AfterEach
    void replaysToTheSameBooks() {
        Region replayed = new Region(Rules.DEFAULT);
        booking.journal.forEach(replayed::apply);
        assertThat(replayed.stateHash()).isEqualTo(booking.region.stateHash());
    }

    private static ClosureCommand.CloseVenues closing(boolean cancels, int fromHour, int toHour) {
        return new ClosureCommand.CloseVenues(
                new int[] {HALL}, fromHour * HOUR_MIN, toHour * HOUR_MIN, cancels, "closed at " + fromHour);
    }

    /** One hour. */
    private int close(int hour) {
        Outcome stands = booking.carryOut(closing(true, hour, hour + 1));
        return ((Outcome.ClosureStands) stands).closure().no();
    }

    private Reservation found(Outcome placed) {
        Reservation asPlaced = booking.reservation(placed);
        return booking.reservation(booking.carryOut(new Command.FindReservation(asPlaced.member(), asPlaced.id())));
    }

    private Outcome checkIn(Outcome placed) {
        return booking.carryOut(new Command.CheckIn(booking.reservation(placed).id(), null, false));
    }

    private void at(int hour, int minute) {
        booking.nowMs = hour * HOUR_MS + (long) minute * MINUTE_MS;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    private Outcome.ClosurePreviewed previewed(int hour) {
        return (Outcome.ClosurePreviewed)
                booking.carryOut(new ClosureCommand.PreviewClosure(closing(true, hour, hour + 1), 0));
    }

    @Test
    void aCourseGoesOnWithoutTheDateThatIsClosed() {
        Outcome anna = booking.book("anna", 1, COURSE);
        close(42);
        assertThat(found(anna).state()).isEqualTo(CONFIRMED);
        assertThat(found(anna).closed()).containsExactly(new ClosedSlot(slot(HALL, 42), "closed at 42"));
        assertThat(booking.remaining(slot(HALL, 66))).isEqualTo(7);
        assertThat(booking.journal.getLast()).isInstanceOf(Event.ClosureCarriedOut.class);
    }

    @Test
    void theLastDateThatIsLeftTakesAllOfIt() {
        Outcome anna = booking.book("anna", 1, COURSE);
        close(42);
        close(18);
        assertThat(found(anna).state()).isEqualTo(CONFIRMED);
        close(66);
        assertThat(found(anna).state()).isEqualTo(CANCELLED);
        assertThat(found(anna).closedFor()).isEqualTo("closed at 66");
        assertThat(booking.remaining(slot(HALL, 18))).isEqualTo(8);
    }

    @Test
    void oneClosureOfAllDatesTakesAllOfIt() {
        Outcome anna = booking.book("anna", 1, COURSE);
        booking.carryOut(closing(true, 0, 96));
        assertThat(found(anna).state()).isEqualTo(CANCELLED);
    }

    @Test
    void aClosureThatKeepsReservationsCountsToo() {
        Outcome anna = booking.book("anna", 1, COURSE);
        booking.carryOut(closing(false, 0, 60));
        assertThat(found(anna).state()).isEqualTo(CONFIRMED);
        close(66);
        assertThat(found(anna).state()).isEqualTo(CANCELLED);
    }

    /** Nobody came to the first date, at which nobody looks, or it was held then. */
    @Test
    void aDateThatIsOverIsNotLeft() {
        booking.carryOut(new VenueCommand.DefineVenue(HALL, new VenueTerms(1, false, 300_000, 0)));
        Outcome anna = booking.book("anna", 1, COURSE);
        close(42);
        booking.nowMs = 19 * HOUR_MS;
        close(66);
        assertThat(found(anna).state()).isEqualTo(CANCELLED);
    }

    /** However far the walk of the first has come when the others begin. */
    @Test
    void ofClosuresAtOnceTheLastTakesAllOfIt() {
        Outcome anna = booking.book("anna", 1, COURSE);
        for (int hour : new int[] {66, 18, 42})
            booking.region.carryOut(closing(true, hour, hour + 1), 0, booking.journal::add);
        assertThat(found(anna).closedFor()).isEqualTo("closed at 42");
    }

    @Test
    void whoeverHasComeKeepsIt() {
        Outcome anna = booking.book("anna", 1, COURSE);
        at(18, 0);
        checkIn(anna);
        booking.carryOut(closing(true, 42, 96));
        assertThat(found(anna).state()).isEqualTo(CHECKED_IN);
        assertThat(found(anna).closed()).extracting(ClosedSlot::slot).containsExactly(COURSE[1], COURSE[2]);
    }

    @Test
    void whoeverHasSeveralCourtsWantsThemTogether() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18), slot(OTHER_COURT, 18));
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, 18 * HOUR_MIN, 19 * HOUR_MIN, true, "wet"));
        assertThat(found(anna).state()).isEqualTo(CANCELLED);
    }

    @Test
    void thePreviewNamesWhoLosesDatesAndWhoLosesAll() {
        Outcome anna = booking.book("anna", 1, COURSE);
        assertThat(previewed(18).losingDates()).isEqualTo(1);
        assertThat(previewed(18).oldestLosingDates())
                .extracting(Reservation::member)
                .containsExactly("anna");
        assertThat(previewed(18).affected()).isZero();
        assertThat(previewed(20).losingDates()).isZero();
        close(42);
        close(18);
        assertThat(previewed(66).losingDates()).isZero();
        assertThat(previewed(66).oldest()).extracting(Reservation::member).containsExactly("anna");
        assertThat(found(anna).state()).isEqualTo(CONFIRMED);
    }

    @Test
    void itsMemberIsTold() {
        Outcome anna = booking.book("anna", 1, COURSE);
        booking.region.changes().clear();
        close(42);
        assertThat(booking.region.changes().reservations()).isEmpty();
        at(0, 1);
        assertThat(booking.region.changes().reservations())
                .containsExactly(booking.reservation(anna).id());
        assertThat(booking.region.changes().members()).containsExactly("anna".hashCode());
    }

    @Test
    void anyReservationSaysWhichOfItsSlotsToComeAreClosed() {
        Outcome anna = booking.book("anna", 1, slot(COURT, 18));
        Outcome bert = booking.book("bert", 1, COURSE);
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, 0, 19 * HOUR_MIN, false, "a parade"));
        close(18);
        assertThat(found(anna).closed()).containsExactly(new ClosedSlot(slot(COURT, 18), "a parade"));
        booking.nowMs = 19 * HOUR_MS - 1;
        assertThat(found(bert).closed()).hasSize(1);
        booking.nowMs = 19 * HOUR_MS;
        assertThat(found(bert).closed()).as("over").isEmpty();
        assertThat(found(anna).closed()).as("over").isEmpty();
    }

    @Test
    void whoeverWasAwaitedAtAClosedDateIsAwaitedAtTheNextOpenOne() {
        Outcome anna = booking.book("anna", 1, COURSE);
        close(42);
        close(18);
        Arrival last = new Arrival(65 * HOUR_MS + 30 * MINUTE_MS, 66 * HOUR_MS + 15 * MINUTE_MS, 0, false);
        assertThat(found(anna).arrival()).isEqualTo(last);
        at(18, 0);
        assertThat(checkIn(anna)).isEqualTo(new Refusal.CheckInNotOpen(last.opensAtMs()));
        at(18, 15);
        assertThat(found(anna).state()).isEqualTo(CONFIRMED);
        assertThat(found(anna).arrival()).isEqualTo(last);
        booking.nowMs = last.opensAtMs();
        assertThat(booking.reservation(checkIn(anna)).state()).isEqualTo(CHECKED_IN);
    }

    /** As when more has become due than one slice carries out. */
    @Test
    void checksInForTheNextDateAlthoughTheMomentOfTheClosedOneHasCome() {
        VenueTerms earlier = new VenueTerms(1, false, 300_000, 0)
                .with(Term.CHECK_IN_FROM_MS, 24 * (int) HOUR_MS)
                .with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS);
        booking.carryOut(new VenueCommand.DefineVenue(HALL, earlier));
        Outcome anna = booking.book("anna", 1, COURSE);
        close(18);
        at(18, 0);
        Command checkIn = new Command.CheckIn(booking.reservation(anna).id(), null, false);
        Outcome there = booking.region.carryOut(checkIn, 18 * HOUR_MS + 15 * MINUTE_MS, booking.journal::add);
        assertThat(booking.reservation(there).state()).isEqualTo(CHECKED_IN);
    }

    @Test
    void whoeverDoesNotComeThenIsMissed() {
        Outcome anna = booking.book("anna", 1, COURSE);
        close(18);
        at(18, 15);
        at(42, 15);
        assertThat(found(anna).state()).isEqualTo(NO_SHOW);
        assertThat(found(anna).arrival().strike()).isTrue();
    }

    @Test
    void whoeverMissesTheFirstDateIsNotExcusedByAnother() {
        Outcome anna = booking.book("anna", 1, COURSE);
        close(42);
        at(18, 15);
        assertThat(found(anna).state()).isEqualTo(NO_SHOW);
        assertThat(found(anna).arrival().strike()).isTrue();
    }

    @Test
    void aClosureThatIsLiftedInTimeLeavesNoTrace() {
        Outcome anna = booking.book("anna", 1, COURSE);
        booking.carryOut(new ClosureCommand.LiftClosure(close(18)));
        assertThat(found(anna).closed()).isEmpty();
        assertThat(found(anna).arrival().byMs()).isEqualTo(18 * HOUR_MS + 15 * MINUTE_MS);
        at(18, 15);
        assertThat(found(anna).state()).isEqualTo(NO_SHOW);
    }

    @Test
    void aClosureThatIsLiftedTooLateHarmsNobody() {
        Outcome anna = booking.book("anna", 1, COURSE);
        int no = close(18);
        at(18, 15);
        booking.carryOut(new ClosureCommand.LiftClosure(no));
        at(18, 20);
        assertThat(found(anna).arrival().byMs()).isEqualTo(42 * HOUR_MS + 15 * MINUTE_MS);
    }

    @Test
    void nobodyIsMissedWhereNoDateIsOpen() {
        Outcome anna = booking.book("anna", 1, COURSE);
        booking.carryOut(closing(false, 0, 96));
        at(18, 15);
        assertThat(found(anna).arrival()).isEqualTo(Arrival.NONE);
        at(67, 0);
        assertThat(found(anna).state()).isEqualTo(COMPLETED);
    }

    /** All dates fell due while no engine ran. */
    @Test
    void nobodyIsMissedLate() {
        Outcome anna = booking.book("anna", 1, COURSE);
        close(18);
        at(70, 0);
        assertThat(found(anna).state()).isEqualTo(NO_SHOW);
        assertThat(found(anna).arrival().strike()).isFalse();
    }
}
