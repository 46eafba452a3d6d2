package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link SimulationTest}, where nearly everything is drawn for; or {@code loadtest/simulate --draws}. */
@Tag("slow")
class DrawSimulationTest {
    private static final long SEEDS = Long.getLong("yizhan.simulation.seeds", 300);
    private static final long FROM = Long.getLong("yizhan.simulation.from", 1);
    /** What a simulation must come upon, or it shows nothing. */
    private static final List<String> REACHED = List.of(
            "DrawEntered",
            "entered after a loss",
            "DrawClosed",
            "DrawPartGiven",
            "drawn WON",
            "drawn WAITS",
            "drawn NO_PLACE",
            "drawn SLOT_CLOSED",
            "drawn OVERLAPS",
            "DrawCarriedOut",
            "PlaceOffered",
            "in the middle of a draw",
            "started",
            "killed",
            "power cut");

    @Test
    void keepsEveryPromiseWhereNearlyEverythingIsDrawnFor() throws InterruptedException {
        Simulation simulation = Simulation.ofOneNode(Town.OF_DRAWS, () -> Mutation.NONE);
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
                        .isGreaterThan(SEEDS / 50));
    }

    /** The owner dies, hangs or is driven out while places are given, and whoever follows gives the others. */
    @Test
    void keepsEveryPromiseWhoeverDraws() throws InterruptedException {
        Simulation simulation = Simulation.ofACluster(Town.OF_DRAWS, () -> ClusterMutation.NONE);
        int threads = Runtime.getRuntime().availableProcessors();

        Simulation.Failure failure = simulation.seeds(FROM, SEEDS / 6, threads, done -> {});

        if (failure != null) throw new AssertionError(failure.text(), failure.violation());
        for (String what : List.of("DrawDecided", "DrawCarriedOut", "leaves a draw", "goes on with a draw"))
            assertThat(simulation.reached.getOrDefault(what, new LongAdder()).sum())
                    .as("%s in %s", what, simulation.reached)
                    .isGreaterThan(SEEDS / 50);
    }

    @AfterEach
    void loud() {
        Quiet.end();
    }
}
