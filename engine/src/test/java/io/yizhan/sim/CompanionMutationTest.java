package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Bugs of companions that are planted into what a start loads. */
class CompanionMutationTest {
    /** By what they lead to: the books themselves are not looked at. */
    @Test
    void findsPlantedBugsByWhatTheyLeadTo() {
        var bugs = new PlantedBugs();
        plant(bugs, "forget companions", 1, CompanionMutations.ForgetCompanions::new);
        plant(bugs, "let the withdrawn in", 1, CompanionMutations.LetTheWithdrawnIn::new);
        plant(bugs, "accept twice", 32, CompanionMutations.AcceptTwice::new);
        plant(bugs, "invite too many", 1, CompanionMutations.InviteTooMany::new);
        plant(bugs, "open after the start", 1, CompanionMutations.OpenAfterTheStart::new);
        plant(bugs, "replace too many", 1, CompanionMutations.ReplaceTooMany::new);
        Map<String, String> found = bugs.found();

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    private static void plant(PlantedBugs bugs, String name, long seedFirst, Supplier<Mutation> bug) {
        Simulation simulation = Simulation.ofOneNode(() -> bug.get().judgedByWhatItLeadsTo());
        bugs.plant(name, seedFirst, seed -> simulation.run(seed, simulation.script(seed)));
    }
}
