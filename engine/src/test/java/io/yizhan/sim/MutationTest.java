package io.yizhan.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test of the test: each planted bug must be found within a thousand seeds. */
@Tag("slow")
class MutationTest {
    private static final int SEEDS_MAX = 1_000;

    @Test
    void findsEveryPlantedBug() {
        Map<String, Supplier<Mutation>> planted = new LinkedHashMap<>();
        planted.put("answer before sync", Mutations.AnswerBeforeSync::new);
        planted.put("skip a checksum", Mutations.SkipAChecksum::new);
        planted.put("apply twice after recovery", Mutations.ApplyTwiceAfterRecovery::new);
        planted.put("forget the key on recovery", Mutations.ForgetTheKeyOnRecovery::new);
        planted.put("checkpoint before commit", Mutations.CheckpointBeforeCommit::new);
        planted.put("ignore a failed sync", Mutations.IgnoreAFailedSync::new);
        planted.put("count a gate event twice", Mutations.CountAGateEventTwice::new);
        planted.put("places by the catalogue of today", Mutations.PlacesByTheCatalogueOfToday::new);
        planted.put("shared as the catalogue of today has it", Mutations.SharedAsTheCatalogueOfTodayHasIt::new);
        planted.put("forget the cutoff on recovery", Mutations.ForgetTheCutoffOnRecovery::new);
        planted.put("forget without the journal", Mutations.ForgetWithoutJournal::new);
        planted.put("forget without the rows", Mutations.ForgetWithoutRows::new);
        planted.put("join ranges over a gap", Mutations.JoinRangesOverAGap::new);
        planted.put("tear a command", Mutations.TearACommand::new);
        planted.put("lose what does not fit", Mutations.LoseWhatDoesNotFit::new);
        planted.put("owe nothing after a start", Mutations.OweNothingAfterAStart::new);
        planted.put("owe again after a start", Mutations.OweAgainAfterAStart::new);
        Map<String, String> found = found(planted);

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(planted.keySet());
        assertThat(found.values()).noneMatch(it -> it.endsWith("the simulation works"));
    }

    /** Whoever compares books sees at once that a start has spoilt them. This is whether what comes of it is seen, too. */
    @Test
    void findsPlantedBugsByWhatTheyLeadTo() {
        Map<String, Supplier<Mutation>> planted = new LinkedHashMap<>();
        planted.put("forget the key on recovery", () -> new Mutations.ForgetTheKeyOnRecovery() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("count a gate event twice", () -> new Mutations.CountAGateEventTwice() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("places by the catalogue of today", () -> new Mutations.PlacesByTheCatalogueOfToday() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("forget the cutoff on recovery", () -> new Mutations.ForgetTheCutoffOnRecovery() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("checkpoint before commit", () -> new Mutations.CheckpointBeforeCommit() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("forget without the rows", () -> new Mutations.ForgetWithoutRows() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("owe nothing after a start", () -> new Mutations.OweNothingAfterAStart() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("owe again after a start", () -> new Mutations.OweAgainAfterAStart() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        planted.put("join ranges over a gap", () -> new Mutations.JoinRangesOverAGap() {
            @Override
            boolean looksInside() {
                return false;
            }
        });
        Map<String, String> found = found(planted);

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(planted.keySet());
        assertThat(found.get("forget the key on recovery")).endsWith("a key books once");
        assertThat(found.get("count a gate event twice"))
                .containsAnyOf("a gate event is recorded once", "only what is missing is given up");
        assertThat(found.get("forget without the rows"))
                .containsAnyOf(
                        "a gate event is recorded once",
                        "only what is missing is given up",
                        "the rows are what the events came to");
        assertThat(found.get("join ranges over a gap")).endsWith("every gate event is recorded");
    }

    /** By bug, the first seed that breaks a promise, and which one. */
    private static Map<String, String> found(Map<String, Supplier<Mutation>> planted) {
        Map<String, String> found = new TreeMap<>();
        planted.forEach((name, mutation) -> {
            for (long seed = 1; seed <= SEEDS_MAX && !found.containsKey(name); seed++) {
                Simulation.Failure failure = Simulation.ofOneNode(mutation)
                        .run(seed, Script.of(seed, Simulation.ACTS, Script.Lone.values()));
                if (failure != null) found.put(name, "seed " + seed + ", " + failure.violation().promise);
            }
        });
        System.out.println("planted bugs and what found them: " + found);
        return found;
    }
}
