package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test of the test: each planted bug must be found within a thousand seeds. */
@Tag("slow")
class MutationTest {
    @Test
    void findsEveryPlantedBug() {
        var bugs = new PlantedBugs();
        plant(bugs, "answer before sync", 1, Mutations.AnswerBeforeSync::new);
        plant(bugs, "skip a checksum", 1, Mutations.SkipAChecksum::new);
        plant(bugs, "apply twice after recovery", 1, LoadMutations.ApplyTwiceAfterRecovery::new);
        plant(bugs, "forget the key on recovery", 1, LoadMutations.ForgetTheKeyOnRecovery::new);
        plant(bugs, "checkpoint before commit", 1, Mutations.CheckpointBeforeCommit::new);
        plant(bugs, "ignore a failed sync", 1, Mutations.IgnoreAFailedSync::new);
        plant(bugs, "count a gate event twice", 1, LoadMutations.CountAGateEventTwice::new);
        plant(bugs, "places by the catalogue of today", 1, LoadMutations.PlacesByTheCatalogueOfToday::new);
        plant(bugs, "shared as the catalogue of today has it", 1, LoadMutations.SharedAsTheCatalogueOfTodayHasIt::new);
        plant(bugs, "forget the cutoff on recovery", 1, LoadMutations.ForgetTheCutoffOnRecovery::new);
        plant(bugs, "forget without the journal", 1, Mutations.ForgetWithoutJournal::new);
        plant(bugs, "forget without the rows", 1, Mutations.ForgetWithoutRows::new);
        plant(bugs, "join ranges over a gap", 1, LoadMutations.JoinRangesOverAGap::new);
        plant(bugs, "tear a command", 107, Mutations.TearACommand::new);
        plant(bugs, "lose what does not fit", 1, Mutations.LoseWhatDoesNotFit::new);
        plant(bugs, "owe nothing after a start", 200, LoadMutations.OweNothingAfterAStart::new);
        plant(bugs, "owe again after a start", 1, LoadMutations.OweAgainAfterAStart::new);
        plant(bugs, "say again after a start", 1, LoadMutations.SayAgainAfterAStart::new);
        plant(bugs, "offer again after a start", 1, LoadMutations.OfferAgainAfterAStart::new);
        plant(bugs, "offer for longer after a start", 1, LoadMutations.OfferForLongerAfterAStart::new);
        plant(bugs, "forget who waits on recovery", 1, LoadMutations.ForgetWhoWaitsOnRecovery::new);
        plant(bugs, "forget workouts on recovery", 1, LoadMutations.ForgetWorkoutsOnRecovery::new);
        Map<String, String> found = bugs.found();

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    /** Whoever compares books sees at once that a start has spoilt them. This is whether what comes of it is seen, too. */
    @Test
    void findsPlantedBugsByWhatTheyLeadTo() {
        var bugs = new PlantedBugs();
        plantUnseen(bugs, "forget the key on recovery", 11, LoadMutations.ForgetTheKeyOnRecovery::new);
        plantUnseen(bugs, "count a gate event twice", 1, LoadMutations.CountAGateEventTwice::new);
        plantUnseen(bugs, "places by the catalogue of today", 11, LoadMutations.PlacesByTheCatalogueOfToday::new);
        plantUnseen(bugs, "forget the cutoff on recovery", 1, LoadMutations.ForgetTheCutoffOnRecovery::new);
        plantUnseen(bugs, "checkpoint before commit", 1, Mutations.CheckpointBeforeCommit::new);
        plantUnseen(bugs, "forget without the rows", 1, Mutations.ForgetWithoutRows::new);
        plantUnseen(bugs, "owe nothing after a start", 200, LoadMutations.OweNothingAfterAStart::new);
        plantUnseen(bugs, "owe again after a start", 1, LoadMutations.OweAgainAfterAStart::new);
        plantUnseen(bugs, "offer again after a start", 62, LoadMutations.OfferAgainAfterAStart::new);
        plantUnseen(bugs, "offer for longer after a start", 167, LoadMutations.OfferForLongerAfterAStart::new);
        plantUnseen(bugs, "forget who waits on recovery", 1, LoadMutations.ForgetWhoWaitsOnRecovery::new);
        plantUnseen(bugs, "join ranges over a gap", 1, LoadMutations.JoinRangesOverAGap::new);
        plantUnseen(bugs, "forget workouts on recovery", 473, LoadMutations.ForgetWorkoutsOnRecovery::new);
        Map<String, String> found = bugs.found();

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(bugs.names());
        assertThat(found.get("forget the key on recovery")).endsWith("a key books once");
        assertThat(found.get("count a gate event twice"))
                .containsAnyOf("a gate event is recorded once", "only what is missing is given up");
        assertThat(found.get("forget without the rows"))
                .containsAnyOf(
                        "a gate event is recorded once",
                        "only what is missing is given up",
                        "the rows are what the events came to");
        assertThat(found.get("join ranges over a gap"))
                .containsAnyOf("every gate event is recorded", "no boot waits for a number for ever");
        assertThat(found.get("forget workouts on recovery"))
                .endsWith("nobody is at two machines, and a machine has one workout at a time");
        assertThat(found.get("offer again after a start")).endsWith("a region stops only when its disk fails");
        assertThat(found.get("offer for longer after a start"))
                .containsAnyOf("only a hold or an offer that runs is confirmed", "what is over ends");
        assertThat(found.get("forget who waits on recovery"))
                .containsAnyOf(
                        "what is over ends",
                        "a closure leaves nobody without a place",
                        "no waitlist is longer than its terms say");
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    /** The books themselves are not looked at. */
    private static void plantUnseen(PlantedBugs bugs, String name, long seedFirst, Supplier<Mutation> bug) {
        plant(bugs, name, seedFirst, () -> bug.get().judgedByWhatItLeadsTo());
    }

    private static void plant(PlantedBugs bugs, String name, long seedFirst, Supplier<Mutation> bug) {
        Simulation simulation = Simulation.ofOneNode(bug);
        bugs.plant(name, seedFirst, seed -> simulation.run(seed, simulation.script(seed)));
    }
}
