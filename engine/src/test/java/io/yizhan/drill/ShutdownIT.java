package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.app.Engine;
import io.yizhan.config.Config;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import io.yizhan.writebehind.WriteBehind;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is told to stop: what was accepted is answered, and PostgreSQL has all that the journal has. */
@Tag("server")
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

    /** PostgreSQL stands still until the stop waits for it, so what was booked meanwhile is surely not in rows by then. */
    @Test
    void waitsForRowsThatAreBehind() throws Exception {
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = EngineProcess.environment(folder, database);
        environment.put("YIZHAN_HTTP_PORT", "0");
        environment.put("YIZHAN_MQTT_PORT", "0");
        Rows rows = new Rows(database);
        try (Engine engine = Engine.start(Config.of(environment));
                Connection blocker = TestPostgres.connect(URI.create(database));
                Statement statement = blocker.createStatement()) {
            DrillClient client = new DrillClient(engine.port());
            List<String> tokens = client.members("m-", 2);
            blocker.setAutoCommit(false);
            statement.execute("lock table reservation in access exclusive mode");
            book(client, tokens.getFirst(), 9);
            await("a transaction that waits")
                    .until(() -> rows.number("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and wait_event_type = 'Lock'")
                            > 0);
            // Not in that transaction any more.
            book(client, tokens.getLast(), 10);

            Thread stop = Thread.ofPlatform().name("stop").start(engine::close);
            await("the stop").until(() -> waitsIn(stop, WriteBehind.class));
            blocker.rollback();
            stop.join();
        }
        assertThat(rows.reservations()).hasSize(2);
    }

    private static void book(DrillClient client, String token, int hour) throws Exception {
        List<String> court = List.of(DrillTown.slot("d-1-b1", DrillTown.tomorrow(), hour));
        assertThat(client.place(token, "at-" + hour, court, 1, false).status()).isEqualTo(201);
    }

    private static boolean waitsIn(Thread thread, Class<?> type) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(it -> it.getClassName().equals(type.getName()));
    }
}
