package io.yizhan.core.closure;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator closes venues for some time. */
class ClosuresTest {
    private static final int COURT = 1;
    private static final int TABLE = 2;
    private static final int UNKNOWN = 9;

    private final Booking booking = new Booking();

    @BeforeEach
    void twoVenues() {
        booking.court(COURT, 17, 18, 19);
        booking.venue(TABLE, new VenueTerms(1, false, 300_000, 0), 3, 17, 18, 19);
    }

    private Outcome close(int fromHour, int toHour, boolean cancels, int... venues) {
        return booking.carryOut(new ClosureCommand.CloseVenues(
                venues, fromHour * HOUR_MIN, toHour * HOUR_MIN, cancels, "the roof leaks"));
    }

    private static Closure closure(Outcome outcome) {
        return ((Outcome.ClosureStands) outcome).closure();
    }

    private ReservationState stateOf(String member, Outcome placed) {
        return found(member, placed).state();
    }

    private Reservation found(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(
                new Command.FindReservation(member, booking.reservation(placed).id())));
    }

    @Test
    void nobodyBooksWhatIsClosedAndHearsWhy() {
        close(18, 19, false, COURT);

        assertThat(booking.book("a", 1, slot(COURT, 18))).isEqualTo(new Refusal.SlotClosed(0, "the roof leaks"));
        assertThat(booking.book("a", 1, slot(COURT, 17))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("b", 1, slot(COURT, 19))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("c", 1, slot(TABLE, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aSlotIsClosedByAMinuteThatItShares() {
        booking.carryOut(new ClosureCommand.CloseVenues(
                new int[] {COURT}, 18 * HOUR_MIN - 1, 18 * HOUR_MIN + 1, false, "a parade"));

        assertThat(booking.book("a", 1, slot(COURT, 17))).isInstanceOf(Refusal.SlotClosed.class);
        assertThat(booking.book("a", 1, slot(COURT, 18))).isInstanceOf(Refusal.SlotClosed.class);
        assertThat(booking.book("a", 1, slot(COURT, 19))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aSlotThatIsOpenedLaterIsClosedToo() {
        close(18, 24, false, COURT);
        booking.open(COURT, 1, 20 * HOUR_MIN, 21 * HOUR_MIN);

        assertThat(booking.book("a", 1, slot(COURT, 20))).isInstanceOf(Refusal.SlotClosed.class);
    }

    @Test
    void whatIsBookedStandsWhereItIsKept() {
        Outcome placed = booking.book("a", 1, slot(COURT, 18));
        Outcome held = booking.hold("b", slot(TABLE, 18));
        close(17, 20, false, COURT, TABLE);

        assertThat(stateOf("a", placed)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(booking.reservation(booking.confirm("b", held)).state()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void whatIsBookedIsCancelledWhereItIsNotKeptAndItsMemberHearsWhy() {
        Outcome placed = booking.book("a", 1, slot(COURT, 18));
        Outcome held = booking.hold("b", slot(TABLE, 18));
        Outcome elsewhere = booking.book("c", 1, slot(COURT, 19));
        Closure closure = closure(close(18, 19, true, COURT, TABLE));
        assertThat(closure.state()).isEqualTo(Closure.State.CANCELLING);

        Reservation cancelled = found("a", placed);
        assertThat(cancelled.state()).isEqualTo(ReservationState.CANCELLED);
        assertThat(cancelled.closedFor()).isEqualTo("the roof leaks");
        assertThat(stateOf("b", held)).isEqualTo(ReservationState.CANCELLED);
        assertThat(stateOf("c", elsewhere)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(booking.remaining(slot(COURT, 18))).isEqualTo(1);
        assertThat(booking.journal.getLast()).isEqualTo(new Event.ClosureCarriedOut(0, closure.no()));
    }

    @Test
    void theCutoffOfMembersDoesNotBindIt() {
        booking.venue(3, new VenueTerms(1, true, 300_000, (int) (24 * HOUR_MS)), 1, 18);
        Outcome placed = booking.book("a", 1, slot(3, 18));
        assertThat(booking.cancel("a", placed)).isInstanceOf(Refusal.CancellationClosed.class);
        close(18, 19, true, 3);

        assertThat(stateOf("a", placed)).isEqualTo(ReservationState.CANCELLED);
    }

    @Test
    void aReservationOfSeveralSlotsIsCancelledForOneOfThem() {
        Outcome placed = booking.book("a", 1, slot(COURT, 17), slot(COURT, 18));
        close(18, 19, true, COURT);

        assertThat(stateOf("a", placed)).isEqualTo(ReservationState.CANCELLED);
        assertThat(booking.remaining(slot(COURT, 17))).isEqualTo(1);
    }

    @Test
    void whatIsOverStands() {
        Outcome over = booking.book("a", 1, slot(COURT, 17));
        Outcome halfOver = booking.book("b", 1, slot(TABLE, 17), slot(TABLE, 18));
        booking.nowMs = 18 * HOUR_MS;
        close(17, 18, true, COURT, TABLE);

        assertThat(stateOf("a", over)).isEqualTo(ReservationState.COMPLETED);
        assertThat(stateOf("b", halfOver)).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void onceLiftedItIsOpenAgainAndWhatWasCancelledStaysSo() {
        Outcome placed = booking.book("a", 1, slot(COURT, 18));
        int no = closure(close(18, 19, true, COURT)).no();
        stateOf("a", placed);
        assertThat(closure(booking.carryOut(new ClosureCommand.LiftClosure(no))).state())
                .isEqualTo(Closure.State.LIFTED);

        assertThat(found("a", placed).closedFor()).isEqualTo("the roof leaks");
        assertThat(booking.book("b", 1, slot(COURT, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.carryOut(new ClosureCommand.LiftClosure(no))).isEqualTo(new Refusal.ClosureUnknown());
    }

    @Test
    void liftedBeforeItsSlicesWereDoneItCancelsNothingMore() {
        Outcome placed = booking.book("a", 1, slot(COURT, 18));
        int no = closure(close(18, 19, true, COURT)).no();
        booking.region.carryOut(new ClosureCommand.LiftClosure(no), booking.nowMs, booking.journal::add);

        assertThat(stateOf("a", placed)).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void whatTwoClosuresCloseIsOpenWhenBothAreLifted() {
        int first = closure(close(18, 19, false, COURT)).no();
        int second = closure(close(17, 20, false, COURT)).no();
        booking.carryOut(new ClosureCommand.LiftClosure(first));
        assertThat(booking.book("a", 1, slot(COURT, 18))).isInstanceOf(Refusal.SlotClosed.class);
        booking.carryOut(new ClosureCommand.LiftClosure(second));
        assertThat(booking.book("a", 1, slot(COURT, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void theSameWordsAgainAreTheSameClosure() {
        Closure first = closure(close(18, 19, true, COURT, TABLE));
        int events = booking.journal.size();
        Outcome again = close(18, 19, true, COURT, TABLE);

        assertThat(closure(again).no()).isEqualTo(first.no());
        assertThat(((Outcome.ClosureStands) again).existed()).isTrue();
        assertThat(booking.journal).hasSize(events + 1); // It was carried out meanwhile.
    }

    @Test
    void refusesAVenueThatThereIsNotBeforeAnythingHappens() {
        int events = booking.journal.size();
        assertThat(close(18, 19, true, COURT, UNKNOWN)).isEqualTo(new Refusal.VenueUnknown(UNKNOWN));
        assertThat(booking.journal).hasSize(events);
    }

    @Test
    void refusesMoreThanTheBooksShallHold() {
        for (int i = 0; i < ClosureCommands.CLOSURES_MAX; i++)
            assertThat(booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, i, i + 1, false, "")))
                    .isInstanceOf(Outcome.ClosureStands.class);
        assertThat(close(18, 19, true, COURT)).isEqualTo(new Refusal.ClosuresExceeded(ClosureCommands.CLOSURES_MAX));
        booking.carryOut(new ClosureCommand.LiftClosure(1));
        assertThat(close(18, 19, true, COURT)).isInstanceOf(Outcome.ClosureStands.class);
    }

    @Test
    void isForgottenWithItsSlotsUnlessAReservationStillSaysThatItWasTheReason() {
        Outcome placed = booking.book("a", 1, slot(COURT, 18));
        close(18, 19, true, COURT);
        close(17, 18, false, TABLE);
        booking.nowMs = 24 * HOUR_MS;
        booking.carryOut(new VenueCommand.RetireSlots(24 * HOUR_MIN));

        assertThat(((Outcome.ClosuresFound) booking.carryOut(new ClosureCommand.ListClosures())).closures())
                .isEmpty();
        assertThat(found("a", placed).closedFor()).isEqualTo("the roof leaks");
        long hash = booking.region.stateHash();
        booking.nowMs += Rules.DEFAULT.retentionMs();
        booking.carryOut(new ClosureCommand.ListClosures());
        assertThat(booking.region.reservationCount()).isZero();
        assertThat(booking.region.stateHash()).isNotEqualTo(hash);
    }

    @Test
    void thousandsAreCancelledInSlicesAndOthersAreServedBetween() {
        int bookings = 3_000;
        booking.venue(3, new VenueTerms(1, false, 300_000, 0), bookings, 20);
        booking.court(4, 20);
        for (int i = 0; i < bookings; i++) booking.book("m" + i, 1, slot(3, 20));
        Closure closure = closure(close(20, 21, true, 3));
        List<Integer> slices = new ArrayList<>();
        boolean more = true;
        while (more) {
            int[] events = {0};
            more = booking.region.elapse(booking.nowMs, 4_096, event -> {
                booking.journal.add(event);
                events[0]++;
            });
            slices.add(events[0]);
            if (slices.size() == 3)
                assertThat(booking.region.carryOut(
                                new Command.PlaceReservation("z", 0, 0, new long[] {slot(4, 20)}, 1, false),
                                booking.nowMs,
                                booking.journal::add))
                        .isInstanceOf(Outcome.Placed.class);
        }

        assertThat(slices).hasSizeGreaterThan(10).allMatch(it -> it <= Region.EVENTS_MAX);
        assertThat(slices.stream().mapToInt(Integer::intValue).sum()).isEqualTo(bookings + 1);
        assertThat(booking.journal.stream().filter(it -> it.equals(new Event.ClosureCarriedOut(0, closure.no()))))
                .hasSize(1);
        assertThat(booking.remaining(slot(3, 20))).isEqualTo(bookings);
    }

    @Test
    void whoeverTakesTheBooksOverBetweenTwoSlicesGoesOn() {
        int bookings = 1_000;
        booking.venue(3, new VenueTerms(1, false, 300_000, 0), bookings, 20);
        for (int i = 0; i < bookings; i++) booking.book("m" + i, 1, slot(3, 20));
        close(20, 21, true, 3);
        booking.region.elapse(booking.nowMs, 4_096, booking.journal::add);

        Region next = new Region(Rules.DEFAULT);
        booking.journal.forEach(next::apply);
        assertThat(next.stateHash()).isEqualTo(booking.region.stateHash());
        List<Event> rest = new ArrayList<>();
        boolean more = true;
        while (more) more = next.elapse(booking.nowMs, 4_096, rest::add);

        assertThat(rest).hasSize(bookings - Region.EVENTS_MAX + 1);
        assertThat(rest.getLast()).isInstanceOf(Event.ClosureCarriedOut.class);
        next.checkInvariants();
    }

    @Test
    void aStationOfTheLargestSizeIsOneCommand() {
        int[] venues = new int[Closure.VENUES_MAX];
        Arrays.setAll(venues, i -> 100 + i);
        for (int venue : venues) booking.court(venue, 18);
        int events = booking.journal.size();

        assertThat(close(18, 19, true, venues)).isInstanceOf(Outcome.ClosureStands.class);
        assertThat(booking.journal.size() - events).isEqualTo(1 + Closure.VENUES_MAX);
    }
}
