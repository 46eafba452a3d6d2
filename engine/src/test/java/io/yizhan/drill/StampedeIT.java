package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** 2,000 members want the same court at the same moment, each over a TCP connection of their own that is open already. */
@Tag("server")
@Isolated
final class StampedeIT {
    private static final int CLIENTS = 2_000;

    @TempDir
    Path folder;

    private record Answer(int status, JsonObject json) {}

    @Test
    void sellsACourtOnceHoweverManyWantItAtOnce() throws Exception {
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = EngineProcess.environment(folder, database);
        // All are to be decided here; that overload is refused is another drill's business.
        environment.put("YIZHAN_WAIT_MAX_MS", "60000");
        Vertx vertx = Vertx.vertx();
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            List<String> tokens = engine.client().members("stampede-", CLIENTS);
            String slot = DrillTown.slot("d-1-b1", DrillTown.tomorrow(), 18);
            HttpClient http = vertx.createHttpClient(
                    new HttpClientOptions()
                            .setDefaultHost("127.0.0.1")
                            .setDefaultPort(engine.port())
                            .setKeepAliveTimeout(120),
                    new PoolOptions().setHttp1MaxSize(CLIENTS).setMaxWaitQueueSize(0));

            var connections = all(IntStream.range(0, CLIENTS)
                    .mapToObj(i -> http.request(HttpMethod.POST, "/v1/reservations"))
                    .toList());
            assertThat(connections.stream()
                            .map(it -> it.connection().localAddress())
                            .distinct())
                    .as("connections open at once")
                    .hasSize(CLIENTS);
            Buffer body = new JsonObject()
                    .put("slots", new JsonArray().add(slot))
                    .put("party", 1)
                    .toBuffer();
            List<Answer> answers = all(IntStream.range(0, CLIENTS)
                    .mapToObj(i -> connections
                            .get(i)
                            .putHeader("Authorization", "Bearer " + tokens.get(i))
                            .putHeader("Idempotency-Key", "stampede-" + i)
                            .putHeader("Content-Type", "application/json")
                            .send(body)
                            .compose(response ->
                                    response.body().map(it -> new Answer(response.statusCode(), it.toJsonObject()))))
                    .toList());

            assertThat(answers).filteredOn(it -> it.status() == 201).hasSize(1);
            assertThat(answers)
                    .filteredOn(it -> it.status() != 201)
                    .hasSize(CLIENTS - 1)
                    .allSatisfy(it -> {
                        assertThat(it.status()).isEqualTo(409);
                        assertThat(it.json().getString("code")).isEqualTo("slot-full");
                        assertThat(it.json().getJsonArray("alternatives").size())
                                .isBetween(1, 3);
                    });
            Crowd.awaitRows(engine.client());
            Rows rows = new Rows(database);
            assertThat(rows.number("select count(*) from reservation")).isEqualTo(1);
            assertThat(rows.number("select count(*) from reservation_slot where live"))
                    .isEqualTo(1);
            assertThat(rows.slots().get(slot)).isEqualTo(new Rows.Taken(1, 1, 1));
            assertThat(engine.errors()).isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static <T> List<T> all(List<Future<T>> futures) throws Exception {
        return Future.all(futures)
                .map(done -> futures.stream().map(Future::result).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }
}
