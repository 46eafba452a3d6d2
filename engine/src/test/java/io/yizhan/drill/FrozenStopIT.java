package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.postgres.TestPostgres;
import io.yizhan.redis.TestRedis;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine is told to stop while what it waits for stands still: it stops in time, says what it left undone, and nothing answered is lost. */
@Tag("server")
@Tag("long")
final class FrozenStopIT {
    private static final int STOP_MAX_S = 4;

    /** What a stop may take, and what this machine takes to end and start processes. */
    private static final Duration ENDED_MAX = Duration.ofSeconds(STOP_MAX_S + 20L);

    @TempDir
    Path folder;

    private List<ProcessHandle> frozen = List.of();

    @AfterEach
    void thaw() throws Exception {
        for (ProcessHandle each : frozen) signal("CONT", each);
        for (ProcessHandle each : frozen) each.destroyForcibly();
    }

    /** With a PostgreSQL of its own, in its folder. */
    private Map<String, String> environment(int stopMaxS) {
        Map<String, String> environment = EngineProcess.environment(folder, "");
        environment.remove("YIZHAN_POSTGRES_URI");
        environment.put("YIZHAN_SHUTDOWN_MAX_S", "" + stopMaxS);
        return environment;
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void freezePostgres() throws Exception {
        Path file = folder.resolve("data/postgres/data/postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        frozen = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        for (ProcessHandle each : frozen) signal("STOP", each);
    }

    private static List<String> court(int hour) {
        return List.of(DrillTown.slot("d-1-b1", DrillTown.tomorrow(), hour));
    }

    private static void book(EngineProcess engine, String token, int hour) throws IOException {
        assertThat(engine.client()
                        .place(token, "at-" + hour, court(hour), 1, false)
                        .status())
                .isEqualTo(201);
    }

    /** Not by {@link Process#destroy}, which closes its output: what it says at the end is what this is about. */
    private static void terminate(EngineProcess engine) throws Exception {
        signal("TERM", ProcessHandle.of(engine.pid()).orElseThrow());
    }

    private static void ends(EngineProcess engine) {
        await("the end").atMost(ENDED_MAX).pollInterval(Duration.ofMillis(50)).until(() -> !engine.alive());
    }

    @Test
    void stopsInTimeWhilePostgresIsFrozenAndLosesNothing() throws Exception {
        Map<String, String> environment = environment(STOP_MAX_S);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            List<String> tokens = engine.client().members("m-", 2);
            book(engine, tokens.getFirst(), 9);
            freezePostgres();
            book(engine, tokens.getLast(), 10);
            terminate(engine);
            ends(engine);
            assertThat(engine.output())
                    .contains("PostgreSQL has not followed in time")
                    .contains("all that was answered");
        }
        try (EngineProcess again = EngineProcess.serve(environment).awaitReady()) {
            List<String> tokens = again.client().members("m-", 2);
            assertThat(again.client().place(tokens.getLast(), "at-10", court(10), 1, false))
                    .satisfies(answer -> assertThat(answer.replayed()).isTrue());
            terminate(again);
            assertThat(again.awaitExit()).as(again.output()).isIn(0, 143);
        }
    }

    /** The answer rests on rows that don't come: who waits for it is told so, and may ask again. */
    @Test
    void stopsInTimeWhileAnswersWaitForAFrozenPostgres() throws Exception {
        Map<String, String> environment = environment(STOP_MAX_S);
        environment.put("YIZHAN_ANSWER_AFTER", "postgres");
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            String token = engine.client().members("m-", 2).getFirst();
            book(engine, token, 9);
            freezePostgres();
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return engine.client()
                            .place(token, "at-10", court(10), 1, false)
                            .status();
                } catch (IOException cutOff) {
                    return 0;
                }
            });
            await("rows that are waited for")
                    .until(() -> engine.client().postgresHealth().contains("1 events behind"));
            terminate(engine);
            ends(engine);
            assertThat(waiting.join()).isEqualTo(503);
            assertThat(engine.output()).contains("who waits for an answer is told to ask again");
        }
    }

    @Test
    void endsAtOnceWhenToldToStopASecondTime() throws Exception {
        try (EngineProcess engine = EngineProcess.serve(environment(300)).awaitReady()) {
            String token = engine.client().members("m-", 2).getFirst();
            freezePostgres();
            book(engine, token, 9);
            terminate(engine);
            engine.awaitOutput("stopping, within 300 s");
            terminate(engine);
            ends(engine);
            assertThat(engine.output()).contains("told to stop a second time");
        }
    }

    @Test
    void stopsInTimeWhileRedisIsFrozen() throws Exception {
        try (TestRedis redis = TestRedis.own()) {
            Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
            environment.put("YIZHAN_NODE_ID", "n1");
            environment.put("YIZHAN_REDIS_URI", redis.uri().toString());
            environment.put("YIZHAN_LEASE_MS", "1000");
            environment.put("YIZHAN_SHUTDOWN_MAX_S", "" + STOP_MAX_S);
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
                String token = engine.client().members("m-", 2).getFirst();
                await("an owner")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> engine.client()
                                        .place(token, "at-9", court(9), 1, false)
                                        .status()
                                == 201);
                redis.freeze();
                terminate(engine);
                ends(engine);
                assertThat(engine.output()).contains("stopped");
            } finally {
                redis.thaw();
            }
        }
    }
}
