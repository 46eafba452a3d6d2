package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The engine is killed at a random moment under load, again and again, on one data folder and one database: no answered booking lost,
 * none twice. {@code -Dyizhan.crash.rounds=N} for more rounds, {@code -Dyizhan.crash.seed=N} for the same dice.
 */
@Tag("server")
@Isolated
final class CrashIT {
    private static final int ROUNDS = Integer.getInteger("yizhan.crash.rounds", 3);
    private static final long SEED = Long.getLong("yizhan.crash.seed", System.nanoTime());
    private static final int ANSWERS_MAX = 900;

    @TempDir
    Path folder;

    @Test
    void losesNoAnsweredBookingAndHasNoneTwiceHoweverOftenItIsKilled() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Crowd crowd = new Crowd(16, random);
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = EngineProcess.environment(folder, database);
        Rows rows = new Rows(database);
        EngineProcess engine = EngineProcess.serve(environment).awaitReady();
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                long beganNs = System.nanoTime();
                String name = "round " + round + " of seed " + SEED;
                crowd.enter(engine.client());
                int killAfter = 1 + random.nextInt(ANSWERS_MAX);
                CountDownLatch answers = new CountDownLatch(killAfter);
                crowd.rush(engine.client(), answers);
                assertThat(answers.await(60, TimeUnit.SECONDS)).as(name).isTrue();
                engine.kill();
                crowd.gone();
                long unanswered = crowd.unanswered();
                if (random.nextInt(6) == 0) killedWhileItRecovers(environment, random);
                engine = EngineProcess.serve(environment).awaitReady();
                crowd.settle(engine.client());
                crowd.assertTrue(engine.client(), rows);
                assertThat(engine.errors()).as(name).isEmpty();
                System.out.printf(
                        "%s: killed after %d answers, %d unknown; %d answers and %d reservations in all, %d ms%n",
                        name,
                        killAfter,
                        unanswered,
                        crowd.answers(),
                        crowd.placed(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs));
            }
            crowd.awaitLapses(engine.client(), rows);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError("seed " + SEED + "; the engine said:\n" + engine.output(), failed);
        } finally {
            engine.close();
        }
    }

    private static void killedWhileItRecovers(Map<String, String> environment, SplittableRandom random) {
        try (EngineProcess engine = EngineProcess.serve(environment)) {
            engine.awaitOutput(random.nextBoolean() ? "books of" : "slots of");
            engine.kill();
        }
    }
}
