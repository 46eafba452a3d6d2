package io.yizhan.core.activity;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What takes place in slots: courses, teams, and what is called off. */
class ActivitiesTest {
    private static final int HALL = 1;
    private static final int MINUTE_MS = 60_000;

    private final Booking booking = new Booking();

    @BeforeEach
    void openHall() {
        booking.carryOut(new VenueCommand.DefineVenue(HALL, new VenueTerms(1, false, 300_000, 0)));
    }

    @AfterEach
    void replaysToTheSameBooks() {
        Region replayed = new Region(Rules.DEFAULT);
        booking.journal.forEach(replayed::apply);
        assertThat(replayed.stateHash()).isEqualTo(booking.region.stateHash());
    }

    private void plan(int hour, @Nullable ActivityTerms terms) {
        booking.carryOut(new VenueCommand.OpenSlots(
                HALL,
                new int[] {hour * HOUR_MIN},
                new int[] {(hour + 1) * HOUR_MIN},
                new int[] {8},
                new int[1],
                new int[1],
                new boolean[1],
                new int[] {hour / 24},
                new @Nullable ActivityTerms[] {terms}));
    }

    /** Of eight places, four must be taken an hour before. */
    private static ActivityTerms tournament(int hour) {
        return new ActivityTerms(2, 2, 4, (hour - 1) * HOUR_MIN);
    }

    private ReservationState state(String member, Outcome placed) {
        Outcome found = booking.carryOut(
                new Command.FindReservation(member, booking.reservation(placed).id()));
        return booking.reservation(found).state();
    }

    @Test
    void aPairIsTwo() {
        plan(20, tournament(20));
        assertThat(booking.book("m-1", 1, slot(HALL, 20))).isEqualTo(new Refusal.PartyUnfit(0, 2, 2));
        assertThat(booking.book("m-1", 3, slot(HALL, 20))).isEqualTo(new Refusal.PartyUnfit(0, 2, 2));
        assertThat(booking.book("m-1", 2, slot(HALL, 20))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.remaining(slot(HALL, 20))).isEqualTo(6);
    }

    @Test
    void aTeamHasFromToSoMany() {
        plan(20, new ActivityTerms(3, 5, 0, 0));
        assertThat(booking.book("m-1", 2, slot(HALL, 20))).isEqualTo(new Refusal.PartyUnfit(0, 3, 5));
        assertThat(booking.book("m-1", 6, slot(HALL, 20))).isEqualTo(new Refusal.PartyUnfit(0, 3, 5));
        assertThat(booking.book("m-1", 3, slot(HALL, 20))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("m-2", 5, slot(HALL, 20))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aCourseIsEnteredAsAWhole() {
        long[] course = {slot(HALL, 20), slot(HALL, 44), slot(HALL, 68)};
        for (int hour : new int[] {20, 44, 68}) plan(hour, new ActivityTerms(1, 20, 0, 0, course));
        plan(90, null);
        assertThat(booking.book("m-1", 1, slot(HALL, 44))).isEqualTo(new Refusal.CourseWhole(0, course));
        assertThat(booking.book("m-1", 1, slot(HALL, 20), slot(HALL, 44)))
                .isEqualTo(new Refusal.CourseWhole(0, course));
        assertThat(booking.book("m-1", 1, slot(HALL, 90), slot(HALL, 20), slot(HALL, 44)))
                .isEqualTo(new Refusal.CourseWhole(1, course));
        assertThat(booking.book("m-1", 1, slot(HALL, 68), slot(HALL, 20), slot(HALL, 44)))
                .isInstanceOf(Outcome.Placed.class);
        for (long date : course) assertThat(booking.remaining(date)).isEqualTo(7);
        booking.nowMs = 20 * HOUR_MS;
        assertThat(booking.book("m-2", 1, course)).isEqualTo(new Refusal.SlotPast(0));
    }

    /** All who have entered, and who wait, are told; the reason shows where the slot does. */
    @Test
    void withTooFewItIsCalledOff() {
        plan(20, tournament(20));
        Outcome pair = booking.book("m-1", 2, slot(HALL, 20));
        booking.nowMs = 19 * HOUR_MS - 1;
        assertThat(state("m-1", pair)).isEqualTo(ReservationState.CONFIRMED);
        booking.nowMs = 19 * HOUR_MS;
        Outcome found = booking.carryOut(
                new Command.FindReservation("m-1", booking.reservation(pair).id()));
        Reservation told = booking.reservation(found);
        assertThat(told.state()).isEqualTo(ReservationState.CANCELLED);
        assertThat(told.closedFor()).contains("Called off", "活动取消");
        assertThat(booking.book("m-2", 2, slot(HALL, 20)))
                .isInstanceOfSatisfying(
                        Refusal.SlotClosed.class, it -> assertThat(it.reason()).contains("Called off"));
        booking.region.readSlot(
                slot(HALL, 20),
                it -> assertThat(Objects.requireNonNull(it.closureReason())).contains("Called off"));
    }

    @Test
    void withEnoughItTakesPlaceWhateverComesLater() {
        plan(20, tournament(20));
        booking.book("m-1", 2, slot(HALL, 20));
        Outcome second = booking.book("m-2", 2, slot(HALL, 20));
        booking.nowMs = 19 * HOUR_MS;
        booking.cancel("m-2", second);
        booking.nowMs = 19 * HOUR_MS + 30 * MINUTE_MS;
        assertThat(booking.book("m-3", 2, slot(HALL, 20))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.journal.stream().filter(Event.ActivityDecided.class::isInstance))
                .containsExactly(new Event.ActivityDecided(19 * HOUR_MS, slot(HALL, 20), 0));
    }

    /** Whether the course takes place is decided before its first date; then it is all of it. */
    @Test
    void aCourseIsCalledOffAsAWhole() {
        long[] course = {slot(HALL, 20), slot(HALL, 44)};
        plan(20, new ActivityTerms(1, 20, 2, 19 * HOUR_MIN, course));
        plan(44, new ActivityTerms(1, 20, 2, 0, course));
        Outcome only = booking.book("m-1", 1, course);
        booking.nowMs = 19 * HOUR_MS;
        assertThat(state("m-1", only)).isEqualTo(ReservationState.CANCELLED);
        assertThat(booking.remaining(slot(HALL, 44))).isEqualTo(8);
        assertThat(booking.book("m-1", 1, course)).isInstanceOf(Refusal.SlotClosed.class);
    }

    /** Nobody was there to decide in time: whoever came has begun. */
    @Test
    void whatHasBegunGoesOn() {
        plan(20, tournament(20));
        Outcome pair = booking.book("m-1", 2, slot(HALL, 20));
        booking.nowMs = 20 * HOUR_MS;
        assertThat(state("m-1", pair)).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void anOperatorCanOpenItAgain() {
        plan(20, tournament(20));
        booking.nowMs = 19 * HOUR_MS;
        assertThat(booking.book("m-1", 2, slot(HALL, 20))).isInstanceOf(Refusal.SlotClosed.class);
        booking.carryOut(new ClosureCommand.LiftClosure(1));
        assertThat(booking.book("m-1", 2, slot(HALL, 20))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void whoeverWaitsIsOfATeamToo() {
        plan(20, tournament(20));
        Outcome waits = booking.carryOut(
                new Command.PlaceReservation("m-1", Claims.NONE, 0, 50, new long[] {slot(HALL, 20)}, 1, false, true));
        assertThat(waits).isEqualTo(new Refusal.PartyUnfit(0, 2, 2));
    }

    /** What is planned anew is another slot's; that of before is forgotten with its slot. */
    @Test
    void termsGoWithTheirSlot() {
        plan(20, tournament(20));
        plan(20, new ActivityTerms(1, 20, 0, 0));
        assertThat(booking.book("m-1", 1, slot(HALL, 20))).isEqualTo(new Refusal.PartyUnfit(0, 2, 2));
        booking.nowMs = 30 * HOUR_MS;
        booking.carryOut(new VenueCommand.RetireSlots(22 * HOUR_MIN));
        assertThat(booking.region.slotCount()).isZero();
        // In the same cell.
        plan(50, null);
        assertThat(booking.book("m-1", 1, slot(HALL, 50))).isInstanceOf(Outcome.Placed.class);
    }
}
