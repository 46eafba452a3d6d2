package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link SimulationTest} and {@link MutationTest}, for several nodes; or {@code loadtest/simulate --cluster}. */
@Tag("slow")
class ClusterSimulationTest {
    /** A seed takes some fourteen times as long as one of a single node. */
    private static final long SEEDS = Long.getLong("yizhan.simulation.seeds", 250);

    private static final long FROM = Long.getLong("yizhan.simulation.from", 1);
    private static final int MUTANT_SEEDS_MAX = 1_000;
    private static final String DOUBLE_FAULT = "lost by a double fault";
    /** What a simulation must come upon, or it shows nothing. */
    private static final List<String> REACHED = List.of(
            "ReservationPlaced",
            "ReservationConfirmed",
            "ReservationCancelled",
            "HoldExpired",
            "GateEventsRecorded",
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
            ClusterWorld one = new ClusterWorld(seed, ClusterMutation.NONE);
            ClusterWorld other = new ClusterWorld(seed, ClusterMutation.NONE);
            one.run(simulation.script(seed));
            other.run(simulation.script(seed));
            assertThat(other.trace()).isEqualTo(one.trace());
            assertThat(other.points()).isEqualTo(one.points());
        }
    }

    /**
     * The test of the test: each planted bug must be found within a thousand seeds. All of these are about who owns the region, so nobody
     * edits the catalogue meanwhile.
     */
    @Test
    void findsEveryPlantedBug() {
        Script.Kind[] kinds = Arrays.stream(ClusterAct.values())
                .filter(kind -> kind != ClusterAct.CATALOGUE_CHANGES)
                .toArray(Script.Kind[]::new);
        Map<String, Supplier<ClusterMutation>> planted = new LinkedHashMap<>();
        planted.put("skip the epoch in the rows", ClusterMutations.SkipTheEpochInTheRows::new);
        planted.put("skip the claim at the stream", ClusterMutations.SkipTheClaim::new);
        planted.put("replay before fencing", ClusterMutations.ReplayBeforeFencing::new);
        planted.put("trust the lease's token", ClusterMutations.TrustTheToken::new);
        planted.put("trim before the checkpoint", ClusterMutations.TrimBeforeTheCheckpoint::new);
        planted.put("no grace", ClusterMutations.NoGrace::new);
        planted.put("trust the raised epoch", ClusterMutations.TrustTheRaisedEpoch::new);
        planted.put("serve unseen", ClusterMutations.ServeUnseen::new);
        planted.put("restart without the epoch", ClusterMutations.RestartWithoutTheEpoch::new);
        planted.put("answer before the commit", ClusterMutations.AnswerBeforeTheCommit::new);
        planted.put("tear a command", () -> new ClusterMutations.OfOneNode(new Mutations.TearACommand()));
        planted.put("lose what does not fit", () -> new ClusterMutations.OfOneNode(new Mutations.LoseWhatDoesNotFit()));
        planted.put("owe nothing", () -> new ClusterMutations.OfOneNode(new Mutations.OweNothingAfterAStart()));
        planted.put("owe again", () -> new ClusterMutations.OfOneNode(new Mutations.OweAgainAfterAStart()));
        Map<String, String> found = new ConcurrentSkipListMap<>();
        planted.entrySet().parallelStream().forEach(each -> {
            String name = each.getKey();
            Simulation simulation = Simulation.ofACluster(each.getValue());
            for (long seed = 1; seed <= MUTANT_SEEDS_MAX && !found.containsKey(name); seed++) {
                Simulation.Failure failure = simulation.run(seed, Script.of(seed, Simulation.ACTS, kinds));
                if (failure != null) found.put(name, "seed " + seed + ", " + failure.violation().promise);
            }
        });
        System.out.println("planted bugs and what found them: " + found);

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(planted.keySet());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }
}
