package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bugs of draws that are planted into what a start loads. */
class DrawMutationTest {
    /** By what they lead to: the books themselves are not looked at. */
    @Test
    void findsPlantedBugsByWhatTheyLeadTo() {
        var bugs = new PlantedBugs();
        plant(
                bugs,
                "draw again after a start",
                2,
                () -> new DrawMutations.DrawAgainAfterAStart().judgedByWhatItLeadsTo());
        plant(
                bugs,
                "draw nothing after a start",
                2,
                () -> new DrawMutations.DrawNothingAfterAStart().judgedByWhatItLeadsTo());
        plant(
                bugs,
                "forget that entries are fixed",
                2,
                () -> new DrawMutations.ForgetThatEntriesAreFixed().judgedByWhatItLeadsTo());
        plant(bugs, "mix up pseudonyms", 66, () -> new DrawMutations.MixUpPseudonyms().judgedByWhatItLeadsTo());
        plant(
                bugs,
                "forget what was revealed",
                3,
                () -> new DrawMutations.ForgetWhatWasRevealed().judgedByWhatItLeadsTo());
        plant(bugs, "forget who would wait", 1, () -> new DrawMutations.ForgetWhoWouldWait().judgedByWhatItLeadsTo());
        plant(bugs, "forget losses", 1, () -> new DrawMutations.ForgetLosses().judgedByWhatItLeadsTo());
        plant(bugs, "forget weights", 1, () -> new DrawMutations.ForgetWeights().judgedByWhatItLeadsTo());
        plant(bugs, "order as they came", 26, () -> new DrawMutations.OrderAsTheyCame().judgedByWhatItLeadsTo());
        found(bugs);
    }

    private static void found(PlantedBugs bugs) {
        Map<String, String> found = bugs.found();
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    private static void plant(PlantedBugs bugs, String name, long seedFirst, Supplier<Mutation> bug) {
        Simulation simulation = Simulation.ofOneNode(Town.OF_DRAWS, bug);
        bugs.plant(name, seedFirst, seed -> simulation.run(seed, simulation.script(seed)));
    }
}
