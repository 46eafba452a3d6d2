package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.app.TestPostgres;
import io.yizhan.journal.FileJournal;
import io.yizhan.journal.FileJournalOptions;
import io.yizhan.journal.FolderDisk;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what was accepted is answered, and PostgreSQL has all that the journal has. */
final class ShutdownIT {
    private static final long SEED = Long.getLong("yizhan.crash.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void answersAllThatItAcceptedAndLeavesPostgresUpToDate() throws Exception {
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = EngineProcess.environment(folder, database);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            Crowd crowd = new Crowd(16, new SplittableRandom(SEED));
            crowd.enter(engine.client());
            CountDownLatch answers = new CountDownLatch(500);
            crowd.rush(engine.client(), answers);
            assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
            engine.terminate();
            assertThat(engine.awaitExit()).as(engine.output()).isIn(0, 143);
            crowd.gone();

            // Without asking again: what got no answer was not done either.
            Rows rows = new Rows(database);
            crowd.forgetUnanswered();
            crowd.assertRows(rows);
            assertThat(engine.errors()).isEmpty();
            long checkpoint = rows.number("select seq from region");
            try (ExecutorService background = Executors.newSingleThreadExecutor();
                    FileJournal journal = FileJournal.open(
                            new FolderDisk(folder.resolve("data/journal").resolve(DrillTown.REGION)),
                            FileJournalOptions.of(DrillTown.REGION)
                                    .startAfterSeq(checkpoint)
                                    .segmentBytes(1 << 20)
                                    .bytesMax(512L << 20),
                            background)) {
                assertThat(journal.durableSeq()).isEqualTo(checkpoint);
            }
        }
    }
}
