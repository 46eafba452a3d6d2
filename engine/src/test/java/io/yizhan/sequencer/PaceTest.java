package io.yizhan.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int BATCH_MAX = 4_096;

    /** From the smallest to the largest, each order of magnitude as often. */
    private static double between(SplittableRandom random, double min, double max) {
        return min * Math.pow(max / min, random.nextDouble());
    }

    /** A batch, of whose cost for each command a share falls into its sync. */
    private static void learn(
            Pace pace, SplittableRandom random, double syncNs, double commandNs, double shareInSync, int commands) {
        double within = syncNs + commands * commandNs * shareInSync;
        double before = commands * commandNs * (1 - shareInSync);
        long sync = (long) (within * random.nextDouble(0.8, 1.2));
        pace.learn(commands, (long) (before * random.nextDouble(0.8, 1.2)) + sync, sync);
    }

    /** Within a factor of two, give or take a sync. */
    @Test
    void foretellsWhatAQueueTakesWhateverASyncAndACommandCost() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double syncNs = between(random, 50_000, 50_000_000);
            double commandNs = between(random, 200, 100_000);
            double shareInSync = random.nextDouble();
            Pace pace = new Pace();
            for (int i = 0; i < 600; i++)
                learn(pace, random, syncNs, commandNs, shareInSync, (int) between(random, 1, BATCH_MAX));
            for (int i = 0; i < 20; i++) {
                int queued = (int) between(random, 1, 65_536);
                int syncs = queued / BATCH_MAX;
                double truth = syncs * syncNs + queued * commandNs;
                assertThat((double) pace.aheadNs(queued, BATCH_MAX))
                        .as("seed %d: %d commands, %.0f ns a sync, %.0f a command", seed, queued, syncNs, commandNs)
                        .isBetween(truth / 2 - syncNs, truth * 2 + syncNs);
            }
        }
    }

    /** What a command costs can't be seen from batches of one; it stays about what was guessed. */
    @Test
    void doesNotTakeACommandForASyncWhileBatchesAreSmall() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double syncNs = between(random, 50_000, 50_000_000);
            Pace pace = new Pace();
            for (int i = 0; i < 2_000; i++) learn(pace, random, syncNs, 2_000, 0, random.nextInt(1, 4));
            assertThat(pace.aheadNs(10_000, BATCH_MAX))
                    .as("seed %d, %.0f ns a sync", seed, syncNs)
                    .isLessThan((long) (600_000_000 + 2 * syncNs));
        }
    }

    @Test
    void learnsNothingAboutSyncsFromBatchesWithoutOne() {
        Pace pace = new Pace();
        for (int i = 0; i < 200; i++) pace.learn(1, 5_004_000, 5_000_000);
        for (int i = 0; i < 2_000; i++) pace.learn(20, 40_000, 0);

        assertThat(pace.batchNs(1)).isBetween(4_000_000L, 6_000_000L);
    }
}
