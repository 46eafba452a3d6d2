package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link SimulationTest} and {@link MutationTest}, for several nodes; or {@code loadtest/simulate --cluster}. */
@Tag("slow")
@Order(1)
class ClusterSimulationTest {
    /** A seed takes some fourteen times as long as one of a single node. */
    private static final long SEEDS = Long.getLong("yizhan.simulation.seeds", 110);

    private static final long FROM = Long.getLong("yizhan.simulation.from", 1);
    private static final String DOUBLE_FAULT = "lost by a double fault";
    private static final String HIDDEN = "a successor hidden";
    /** What a simulation must come upon, or it shows nothing. Suspensions and what is forgiven are too rare here: one engine shows them. */
    private static final List<String> REACHED = List.of(
            "ReservationPlaced",
            "PlaceOffered",
            "ReservationConfirmed",
            "ReservationCancelled",
            "HoldExpired",
            "GateEventsRecorded",
            "SlotCapacityChanged",
            "ClosureBegan",
            "CheckedIn",
            "NoShow",
            "OperatorActed",
            "CompanionsInvited",
            "InvitationAccepted",
            "OrderQuoted",
            "OrderBooked",
            "OrderNoticed",
            "OrderErased",
            "slot ordered",
            "Placed",
            "Stands",
            "SlotFull",
            "RegionStopped",
            "owns",
            "owns, followed",
            "steps down",
            "hands over",
            "dies",
            "is paused",
            "fails",
            DOUBLE_FAULT);

    @Test
    void keepsEveryPromiseWhoeverOwnsTheRegion() throws InterruptedException {
        Simulation simulation = Simulation.ofACluster(() -> ClusterMutation.NONE);
        int threads = Runtime.getRuntime().availableProcessors();

        Simulation.Failure failure = simulation.seeds(FROM, SEEDS, threads, done -> {});

        if (failure != null) throw new AssertionError(failure.text(), failure.violation());
        assertThat(REACHED)
                .allSatisfy(what -> assertThat(reached(simulation, what))
                        .as("%s in %s", what, simulation.reached)
                        .isGreaterThan(SEEDS / 50));
        assertThat(reached(simulation, DOUBLE_FAULT))
                .as("seeds that a double fault has cut short")
                .isLessThan(SEEDS / 5);
        assertThat(reached(simulation, HIDDEN))
                .as("seeds in which a double fault has hidden a successor")
                .isLessThanOrEqualTo(SEEDS / 50);
        assertThat(simulation.undecided.get())
                .as("slots whose operations were too many to order")
                .isLessThanOrEqualTo(SEEDS / 20);
    }

    private static long reached(Simulation simulation, String what) {
        return simulation.reached.getOrDefault(what, new LongAdder()).sum();
    }

    @AfterEach
    void loud() {
        Quiet.end();
    }

    @Test
    void isTheSameWorldForTheSameSeed() {
        Quiet.begin();
        Simulation simulation = Simulation.ofACluster(() -> ClusterMutation.NONE);
        for (long seed = 1; seed <= 5; seed++) {
            ClusterWorld one = new ClusterWorld(seed, Town.USUAL, ClusterMutation.NONE);
            ClusterWorld other = new ClusterWorld(seed, Town.USUAL, ClusterMutation.NONE);
            one.run(simulation.script(seed));
            other.run(simulation.script(seed));
            assertThat(other.trace()).isEqualTo(one.trace());
            assertThat(other.points()).isEqualTo(one.points());
        }
    }

    /** Planted bugs are about who owns the region, so nobody edits the catalogue meanwhile. */
    private static final Script.Kind[] KINDS = Arrays.stream(ClusterAct.values())
            .filter(kind -> kind != ClusterAct.CATALOGUE_CHANGES)
            .toArray(Script.Kind[]::new);

    private static void plant(PlantedBugs bugs, String name, long seedFirst, Supplier<ClusterMutation> bug) {
        Simulation simulation = Simulation.ofACluster(bug);
        bugs.plant(name, seedFirst, seed -> simulation.run(seed, Script.of(seed, Simulation.ACTS, KINDS)));
    }

    /** The test of the test. */
    @Test
    void findsEveryPlantedBug() {
        var bugs = new PlantedBugs();
        plant(bugs, "skip the epoch in the rows", 1, ClusterMutations.SkipTheEpochInTheRows::new);
        plant(bugs, "skip the claim at the stream", 1, ClusterMutations.SkipTheClaim::new);
        plant(bugs, "replay before fencing", 15, ClusterMutations.ReplayBeforeFencing::new);
        plant(bugs, "trust the lease's token", 1, ClusterMutations.TrustTheToken::new);
        plant(bugs, "trim before the checkpoint", 30, ClusterMutations.TrimBeforeTheCheckpoint::new);
        plant(bugs, "no grace", 158, ClusterMutations.NoGrace::new);
        plant(bugs, "trust the raised epoch", 325, ClusterMutations.TrustTheRaisedEpoch::new);
        plant(bugs, "serve unseen", 744, ClusterMutations.ServeUnseen::new);
        plant(bugs, "restart without the epoch", 23, ClusterMutations.RestartWithoutTheEpoch::new);
        plant(bugs, "answer before the commit", 1, ClusterMutations.AnswerBeforeTheCommit::new);
        plant(bugs, "tear a command", 1, () -> new ClusterMutations.OfOneNode(new Mutations.TearACommand()));
        plant(
                bugs,
                "lose what does not fit",
                1,
                () -> new ClusterMutations.OfOneNode(new Mutations.LoseWhatDoesNotFit()));
        plant(bugs, "owe nothing", 57, () -> new ClusterMutations.OfOneNode(new LoadMutations.OweNothingAfterAStart()));
        plant(bugs, "owe again", 1, () -> new ClusterMutations.OfOneNode(new LoadMutations.OweAgainAfterAStart()));
        plant(bugs, "offer again", 1, () -> new ClusterMutations.OfOneNode(new LoadMutations.OfferAgainAfterAStart()));
        plant(
                bugs,
                "offer for longer",
                1,
                () -> new ClusterMutations.OfOneNode(new LoadMutations.OfferForLongerAfterAStart()));
        plant(
                bugs,
                "forget who waits",
                1,
                () -> new ClusterMutations.OfOneNode(new LoadMutations.ForgetWhoWaitsOnRecovery()));
        Map<String, String> found = bugs.found();

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }
}
