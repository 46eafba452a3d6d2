package io.yizhan.core.fitness;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessCommand.ClaimWorkout;
import io.yizhan.core.FitnessCommand.RecordWorkout;
import io.yizhan.core.FitnessOutcome.WorkoutClaimed;
import io.yizhan.core.FitnessOutcome.WorkoutKept;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Workout;
import io.yizhan.core.Workout.Whose;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the books know of workouts: each once, and whose it is. Station 1 has the machines t and r and a hall; it is a minute to ten. */
class WorkoutsTest {
    private static final int HALL = 1;
    private static final int OTHER_HALL = 2;
    private static final long MINUTE_MS = 60_000;
    private static final long WITHIN_MS = 10 * MINUTE_MS;

    private final Booking booking = new Booking(Rules.DEFAULT);

    @BeforeEach
    void openHalls() {
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0), 10, 10);
        booking.venue(OTHER_HALL, new VenueTerms(2, false, 300_000, 0), 10, 10);
        booking.nowMs = 10 * HOUR_MS - MINUTE_MS;
    }

    private static Workout seen(String machine, long startMs, long endMs, int distanceM) {
        int activeS = (int) ((endMs - startMs) / 1_000);
        return new Workout(
                0, machine, 1, "TREADMILL", "", Whose.NOBODYS, startMs, endMs, activeS, distanceM, 50, 120, -1);
    }

    private Workout record(Workout seen, long reservationId) {
        WorkoutKept kept = (WorkoutKept) booking.carryOut(new RecordWorkout(seen, reservationId));
        return Objects.requireNonNull(kept.workout());
    }

    /** Of so many minutes, ended so many minutes ago. */
    private Workout record(String machine, int minutes, int endedAgo) {
        long endMs = booking.nowMs - endedAgo * MINUTE_MS;
        return record(seen(machine, endMs - minutes * MINUTE_MS, endMs, 1_000), 0);
    }

    private Outcome claim(String member, String machine) {
        return booking.carryOut(new ClaimWorkout(member, machine, 1, WITHIN_MS));
    }

    private long events() {
        return booking.journal.stream()
                .filter(Event.WorkoutRecorded.class::isInstance)
                .count();
    }

    @Test
    void theSameAgainIsTheSameWorkout() {
        Workout first = record("t", 20, 1);
        assertThat(first.no()).isEqualTo(1);
        assertThat(record("t", 20, 1)).isEqualTo(first);
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void aWorkoutThatGoesOnGrows() {
        long startMs = booking.nowMs - 30 * MINUTE_MS;
        record(seen("t", startMs, startMs + 10 * MINUTE_MS, 900), 0);
        Workout grown = record(seen("t", startMs + 4_000, startMs + 25 * MINUTE_MS, 2_000), 0);
        assertThat(grown.no()).isEqualTo(1);
        assertThat(grown.startMs()).isEqualTo(startMs);
        assertThat(grown.endMs()).isEqualTo(startMs + 25 * MINUTE_MS);
        assertThat(grown.distanceM()).isEqualTo(2_000);
        assertThat(record(seen("t", startMs, startMs + 10 * MINUTE_MS, 900), 0))
                .as("an older word")
                .isEqualTo(grown);
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void theNextMayBeginSomeSecondsTooEarly() {
        long startMs = booking.nowMs - 30 * MINUTE_MS;
        record(seen("t", startMs, startMs + 10 * MINUTE_MS, 900), 0);
        Workout next = record(seen("t", startMs + 10 * MINUTE_MS - 10_000, booking.nowMs, 900), 0);
        assertThat(next.no()).isEqualTo(2);
    }

    @Test
    void whatWasBeforeTheLastOneIsKnown() {
        Workout last = record("t", 10, 1);
        assertThat(record("t", 10, 40)).as("told once more, after a restart").isEqualTo(last);
        assertThat(events()).isEqualTo(1);
        assertThat(record("r", 10, 40).no()).as("of another machine").isEqualTo(2);
    }

    @Test
    void whatIsOlderThanAnyoneTellsIsNotKept() {
        booking.nowMs += 20 * 24 * HOUR_MS;
        long startMs = booking.nowMs - Workouts.KEPT_MS - 1;
        assertThat(booking.carryOut(new RecordWorkout(seen("t", startMs, startMs + MINUTE_MS, 1), 0)))
                .isEqualTo(new WorkoutKept(null));
        assertThat(events()).isZero();
    }

    @Test
    void whoeverClaimsFirstHasIt() {
        Workout workout = record("t", 20, 1);
        Workout annas = workout.of("anna", Whose.CLAIMED);
        assertThat(claim("anna", "t")).isEqualTo(new WorkoutClaimed(annas, false));
        assertThat(claim("anna", "t")).as("asked again").isEqualTo(new WorkoutClaimed(annas, true));
        assertThat(claim("bert", "t")).isEqualTo(new Refusal.WorkoutNone(WITHIN_MS));
        assertThat(claim("bert", "r")).isEqualTo(new Refusal.WorkoutNone(WITHIN_MS));
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void itCanBeClaimedUntilTenMinutesAfterItsEnd() {
        record("t", 20, 10);
        booking.nowMs++;
        assertThat(claim("anna", "t")).isEqualTo(new Refusal.WorkoutNone(WITHIN_MS));
        booking.nowMs--;
        assertThat(claim("anna", "t")).isInstanceOf(WorkoutClaimed.class);
    }

    @Test
    void aRetriedClaimDoesNotGetTheOneBeforeIt() {
        record("t", 3, 6);
        Workout last = record("t", 3, 1);
        assertThat(((WorkoutClaimed) claim("anna", "t")).workout().no()).isEqualTo(last.no());
        assertThat(((WorkoutClaimed) claim("anna", "t")).workout().no()).isEqualTo(last.no());
        assertThat(((WorkoutClaimed) claim("bert", "t")).workout().no())
                .as("bert was there before her")
                .isEqualTo(1);
    }

    @Test
    void nobodyIsAtTwoMachines() {
        record("t", 20, 1);
        record("r", 20, 1);
        claim("anna", "t");
        assertThat(claim("anna", "r")).isEqualTo(new Refusal.WorkoutOverlapsOwn(1));
        assertThat(claim("bert", "r")).isInstanceOf(WorkoutClaimed.class);
    }

    @Test
    void aPassSaysWhoseItIs() {
        long id = booking.reservation(booking.book("anna", 2, slot(HALL, 10))).id();
        Workout annas = record(seen("t", booking.nowMs - 20 * MINUTE_MS, booking.nowMs, 1), id);
        assertThat(annas.member()).isEqualTo("anna");
        assertThat(annas.whose()).isEqualTo(Whose.BY_PASS);
        assertThat(claim("bert", "t")).isInstanceOf(Refusal.WorkoutNone.class);
        Workout companions = record(seen("r", booking.nowMs - 20 * MINUTE_MS, booking.nowMs, 1), id);
        assertThat(companions.whose())
                .as("whoever came along by her pass is somebody else")
                .isEqualTo(Whose.NOBODYS);
    }

    @Test
    void aPassThatSaysNothingOfHereAndNowLeavesItNobodys() {
        long elsewhere = booking.reservation(booking.book("anna", 1, slot(OTHER_HALL, 10)))
                .id();
        long here = booking.reservation(booking.book("bert", 1, slot(HALL, 10))).id();
        assertThat(record(seen("t", booking.nowMs - MINUTE_MS, booking.nowMs, 1), elsewhere)
                        .whose())
                .isEqualTo(Whose.NOBODYS);
        assertThat(record(seen("r", booking.nowMs - MINUTE_MS, booking.nowMs, 1), 99)
                        .whose())
                .isEqualTo(Whose.NOBODYS);
        booking.carryOut(new Command.CancelReservation("bert", here));
        booking.nowMs += 10 * MINUTE_MS;
        assertThat(record(seen("t", booking.nowMs - MINUTE_MS, booking.nowMs, 1), here)
                        .whose())
                .as("given up")
                .isEqualTo(Whose.NOBODYS);
    }

    @Test
    void whoeverIsInsideElsewhereWasNotHere() {
        long id = booking.reservation(booking.book("anna", 1, slot(OTHER_HALL, 10)))
                .id();
        booking.nowMs = 10 * HOUR_MS;
        booking.carryOut(new GateCommand.Admit("g-2", 2, id, true));
        record("t", 20, 1);
        assertThat(claim("anna", "t")).isEqualTo(new Refusal.MemberElsewhere(2));
        assertThat(claim("walker", "t"))
                .as("gates know nobody who has walked in")
                .isInstanceOf(WorkoutClaimed.class);
    }

    @Test
    void whoeverIsForgottenLeavesAWorkoutThatIsNobodysForGood() {
        record("t", 20, 1);
        claim("anna", "t");
        booking.carryOut(new Command.EraseMember("anna", false));
        assertThat(claim("anna", "t")).isInstanceOf(Refusal.WorkoutNone.class);
        long startMs = booking.nowMs - 21 * MINUTE_MS;
        Workout grown = record(seen("t", startMs, booking.nowMs, 3_000), 0);
        assertThat(grown.member()).isEmpty();
        assertThat(grown.whose()).isEqualTo(Whose.FORGOTTEN);
        assertThat(grown.heartRateBpm()).isEqualTo(Workout.UNTOLD);
    }

    @Test
    void theLastFourOfAMachineAreKept() {
        for (int i = 0; i < 6; i++) record("t", 2, 60 - 5 * i);
        assertThat(booking.carryOut(new ClaimWorkout("anna", "t", 1, 24 * HOUR_MS)))
                .isInstanceOf(WorkoutClaimed.class);
        for (String each : new String[] {"b", "c", "d"})
            assertThat(booking.carryOut(new ClaimWorkout(each, "t", 1, 24 * HOUR_MS)))
                    .isInstanceOf(WorkoutClaimed.class);
        assertThat(booking.carryOut(new ClaimWorkout("e", "t", 1, 24 * HOUR_MS)))
                .isInstanceOf(Refusal.WorkoutNone.class);
    }
}
