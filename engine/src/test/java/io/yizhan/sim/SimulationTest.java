package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Dyizhan.simulation.seeds=…} and {@code -Dyizhan.simulation.from=…} for others; or {@code loadtest/simulate}. */
@Tag("slow")
class SimulationTest {
    private static final long SEEDS = Long.getLong("yizhan.simulation.seeds", 700);
    private static final long FROM = Long.getLong("yizhan.simulation.from", 1);
    /** What a simulation must come upon, or it shows nothing. */
    private static final List<String> REACHED = List.of(
            "ReservationPlaced",
            "PlaceOffered",
            "ReservationConfirmed",
            "ReservationCancelled",
            "HoldExpired",
            "ReservationCompleted",
            "ReservationArchived",
            "GateEventsRecorded",
            "GateBootForgotten",
            "SlotsRetired",
            "ClosureBegan",
            "VenueClosed",
            "ClosureCarriedOut",
            "ClosureLifted",
            "SlotCapacityChanged",
            "place taken",
            "strike",
            "closed by a machine",
            "CheckedIn",
            "NoShow",
            "EquipmentMarked",
            "WorkoutRecorded",
            "WorkoutClaimed",
            "BodyChecked",
            "OperatorActed",
            "MemberErased",
            "ActivityPlanned",
            "ActivityDecided",
            "DrawEntered",
            "DrawClosed",
            "DrawDecided",
            "DrawCarriedOut",
            "CompanionsInvited",
            "InvitationAccepted",
            "InvitationWithdrawn",
            "InvitationsExhausted",
            "InvitationTaken",
            "CompanionBusy",
            "OrderQuoted",
            "OrderBooked",
            "OrderNoticed",
            "OrderErased",
            "OrderRefused",
            "PartyUnfit",
            "CourseWhole",
            "StrikeForgiven",
            "VisitsRecorded",
            "visit left unseen",
            "visit odd",
            "told ADMITTED",
            "told ALREADY_INSIDE",
            "told EXIT",
            "MemberSuspended",
            "CheckInNotOpen",
            "slot ordered",
            "Placed",
            "Stands",
            "Page",
            "SlotFull",
            "AlreadyReserved",
            "OverlapsOwnReservation",
            "quota ACTIVE_RESERVATIONS",
            "quota HOLDS",
            "quota ACTIVE_OF_KIND",
            "quota RESERVATIONS_A_DAY",
            "quota RESERVATIONS_A_WEEK",
            "quota MINUTES_A_WEEK",
            "quota ACTIVE_IN_GROUP",
            "quota GROUP_RESERVATIONS_A_DAY",
            "quota GROUP_RESERVATIONS_A_WEEK",
            "hold gave way",
            "HoldLapsed",
            "OfferLapsed",
            "WaitlistFull",
            "WaitlistClosed",
            "WaitlistNotOffered",
            "BookingClosed",
            "NotEligible",
            "CancellationClosed",
            "Overloaded",
            "RegionStopped",
            "started",
            "killed",
            "power cut",
            "died",
            "stopped",
            "no start");

    /** Most who were missed are forgiven by what a gate reports, or are never asked about. */
    private static final Set<String> RARE = Set.of("StrikeForgiven", "WorkoutClaimed");

    @Test
    void keepsEveryPromiseWhateverFails() throws InterruptedException {
        Simulation simulation = Simulation.ofOneNode(() -> Mutation.NONE);
        int threads = Runtime.getRuntime().availableProcessors();

        Simulation.Failure failure = simulation.seeds(FROM, SEEDS, threads, done -> {});

        if (failure != null) throw new AssertionError(failure.text(), failure.violation());
        assertThat(simulation.crashes.get()).as("crashes").isGreaterThan(SEEDS);
        assertThat(REACHED)
                .allSatisfy(what -> assertThat(simulation
                                .reached
                                .getOrDefault(what, new LongAdder())
                                .sum())
                        .as("%s in %s", what, simulation.reached)
                        .isGreaterThan(RARE.contains(what) ? SEEDS / 100 : SEEDS / 50));
        assertThat(simulation.undecided.get())
                .as("slots whose operations were too many to order")
                .isLessThanOrEqualTo(SEEDS / 20);
    }

    /** The same short script again and again, killed or cut off at one point after another, until there is none left. */
    @Test
    void survivesACrashAtEveryAppendSyncAndCommit() {
        Simulation simulation = Simulation.ofOneNode(() -> Mutation.NONE);
        for (long seed = 1; seed <= 3; seed++) {
            List<Script.Act> script = Script.withoutFaults(seed, 80);
            for (boolean power : new boolean[] {false, true}) {
                long point = 1;
                long crashes = -1;
                for (; simulation.crashes.get() != crashes; point++) {
                    crashes = simulation.crashes.get();
                    Simulation.Failure failure = simulation.crashAt(seed, script, point, power);
                    if (failure != null)
                        throw new AssertionError(
                                "crash at point " + point + ", " + failure.text(), failure.violation());
                }
                assertThat(point).as("crash points of seed %d", seed).isGreaterThan(50);
            }
        }
    }

    @AfterEach
    void loud() {
        Quiet.end();
    }

    @Test
    void isTheSameWorldForTheSameSeed() {
        Quiet.begin();
        for (long seed = 1; seed <= 5; seed++) {
            List<Script.Act> script = Script.of(seed, Simulation.ACTS, Script.Lone.values());
            World one = new World(seed, Town.USUAL, Mutation.NONE);
            World other = new World(seed, Town.USUAL, Mutation.NONE);
            one.run(script);
            other.run(script);
            assertThat(other.trace()).isEqualTo(one.trace());
            assertThat(other.points()).isEqualTo(one.points());
            assertThat(other.stateHash()).isEqualTo(one.stateHash());
        }
    }
}
