package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bugs of draws that are planted into what a start loads, by what they lead to: the books themselves are not looked at. */
class DrawMutationTest {
    @Test
    void findsPlantedBugsOfDraws() {
        var bugs = new PlantedBugs();
        plant(bugs, "forget what was revealed", DrawMutations.ForgetWhatWasRevealed::new);
        plant(bugs, "draw again after a start", DrawMutations.DrawAgainAfterAStart::new);
        plant(bugs, "draw nothing after a start", DrawMutations.DrawNothingAfterAStart::new);
        plant(bugs, "forget that entries are fixed", DrawMutations.ForgetThatEntriesAreFixed::new);
        plant(bugs, "mix up pseudonyms", DrawMutations.MixUpPseudonyms::new);
        plant(bugs, "forget who would wait", DrawMutations.ForgetWhoWouldWait::new);
        plant(bugs, "forget losses", DrawMutations.ForgetLosses::new);
        plant(bugs, "forget what entries weigh", DrawMutations.ForgetWhatEntriesWeigh::new);
        plant(bugs, "forget the drawn order", DrawMutations.ForgetTheDrawnOrder::new);
        Map<String, String> found = bugs.found();

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    private static void plant(PlantedBugs bugs, String name, Supplier<Mutation> bug) {
        Simulation simulation = Simulation.ofOneNode(() -> bug.get().judgedByWhatItLeadsTo());
        bugs.plant(name, 1, seed -> simulation.run(seed, simulation.script(seed)));
    }
}
