package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL is really stopped under load and started again on its port: bookings go on, and it catches up completely.
 * {@code -Dyizhan.postgres.away.s=N} for how long it is away.
 */
@Tag("server")
final class PostgresAwayIT {
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("yizhan.postgres.away.s", 12));
    private static final long SEED = Long.getLong("yizhan.crash.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void goesOnWithoutPostgresAndCatchesUpCompletely() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        int port = postgres.port();
        String uri = postgres.uri();
        try (EngineProcess engine =
                EngineProcess.serve(EngineProcess.environment(folder, uri)).awaitReady()) {
            Crowd crowd = new Crowd(4, new SplittableRandom(SEED));
            DrillClient client = engine.client();
            crowd.enter(client);
            CountDownLatch warm = new CountDownLatch(200);
            crowd.rush(client, warm);
            assertThat(warm.await(30, TimeUnit.SECONDS)).isTrue();
            postgres.close();
            await("degraded").atMost(Duration.ofSeconds(20)).until(() -> away(client));
            int answersBefore = crowd.answers();
            await("all the while")
                    .during(AWAY)
                    .atMost(AWAY.plusSeconds(10))
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> away(client) && crowd.unansweredRequests().isEmpty());
            crowd.assertNothingWrong();
            assertThat(client.alarms()).as("alarms").containsExactly("rows-away");
            int answers = crowd.answers() - answersBefore;
            assertThat(answers).as("answers while it was away").isGreaterThan(500);
            String behind = client.postgresHealth();
            postgres = EmbeddedPostgres.start(folder.resolve("postgres"), port);
            long backNs = System.nanoTime();
            await("following")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.postgresHealth().startsWith("UP"));
            crowd.leave();
            assertTold(client.figures());
            assertThat(crowd.unansweredRequests()).isEmpty();
            assertThat(crowd.unanswered()).isZero();
            crowd.assertTrue(client, new Rows(uri));
            System.out.printf(
                    "away for %d s: %d answers meanwhile, then \"%s\"; followed again after %d ms%n",
                    AWAY.toSeconds(), answers, behind, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - backNs));
            crowd.awaitLapses(client, new Rows(uri));
            assertThat(engine.errors()).isEmpty();
        } finally {
            postgres.close();
        }
    }

    /** Each figure is where a page looks for it, and an engine at work has one. */
    private static void assertTold(JsonObject engine) {
        JsonObject region = engine.getJsonArray("regions").getJsonObject(0);
        assertThat(region.getString("part")).isEqualTo("OWNER");
        assertThat(region.getInteger("epoch")).isPositive();
        assertThat(region.getLong("events")).isPositive();
        assertThat(region.getLong("batchCommands")).isPositive();
        for (String durations : List.of("latency", "batches", "syncs")) {
            JsonObject told = region.getJsonObject(durations);
            assertThat(told.getLong("count")).as(durations).isPositive();
            assertThat(told.getJsonArray("buckets")).as(durations).hasSizeGreaterThan(5);
        }
        assertThat(region.getJsonArray("commands").toString()).contains("PlaceReservation");
        assertThat(region.containsKey("load")).isTrue();
        assertThat(region.getJsonObject("journal").getLong("seq")).isPositive();
        assertThat(region.getJsonObject("rows").getLong("seq")).isPositive();
        assertThat(region.getJsonObject("rows").getLong("statements")).isPositive();
        assertThat(region.getJsonObject("rows").getLong("retries")).isPositive();
        assertThat(engine.getJsonObject("http").getInteger("connections")).isPositive();
    }

    /** It is told of as DEGRADED, never as DOWN, which would take the engine out of service. */
    private static boolean away(DrillClient client) {
        assertThat(client.healthy()).as("ready").isTrue();
        return client.postgresHealth().startsWith("DEGRADED away");
    }
}
