package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator was told is done is in the audit, whatever happens to the engine or to PostgreSQL in that moment. */
@Tag("server")
final class AuditIT {
    private static final String CLOSURES = "/v1/admin/closures";
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void keepsWhatAnOperatorDidThroughAKillAndWhilePostgresIsAway() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        int port = postgres.port();
        Map<String, String> environment = EngineProcess.environment(folder, postgres.uri());
        try {
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
                assertThat(asAdmin(engine.client(), "POST", CLOSURES, closing()).status())
                        .isEqualTo(201);
                engine.kill();
            }
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
                DrillClient client = engine.client();
                await("what was answered before the kill")
                        .atMost(CAUGHT_UP)
                        .untilAsserted(() -> assertThat(acts(client)).containsExactly("CLOSE_VENUES o-1 roof"));
                postgres.close();
                await("away").atMost(CAUGHT_UP).untilAsserted(() -> {
                    DrillClient.Answer audit = asAdmin(client, "GET", "/v1/admin/audit", null);
                    assertThat(audit.status()).isEqualTo(503);
                    assertThat(audit.text("code")).isEqualTo("audit-unavailable");
                });
                JsonObject early = new JsonObject().put("reason", "early");
                assertThat(asAdmin(client, "DELETE", CLOSURES + "/c-1", early).status())
                        .as("changes go on")
                        .isEqualTo(200);
                postgres = EmbeddedPostgres.start(folder.resolve("postgres"), port);
                await("back")
                        .atMost(CAUGHT_UP)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(acts(client))
                                .containsExactly("LIFT_CLOSURE o-1 early", "CLOSE_VENUES o-1 roof"));
                engine.terminate();
                assertThat(engine.awaitExit()).isIn(0, 143);
                assertThat(engine.errors()).isEmpty();
            }
            try (EngineProcess doctor = EngineProcess.run(environment, "doctor")) {
                assertThat(doctor.awaitExit()).as(doctor.output()).isZero();
            }
        } finally {
            postgres.close();
        }
    }

    private static JsonObject closing() {
        String day = DrillTown.tomorrow().atTime(LocalTime.MIN) + ":00Z";
        return new JsonObject()
                .put("venues", new JsonArray().add("d-1-b1"))
                .put("from", day)
                .put("to", day.replace("T00:", "T12:"))
                .put("reason", "roof");
    }

    private static List<String> acts(DrillClient client) throws IOException {
        DrillClient.Answer audit = asAdmin(client, "GET", "/v1/admin/audit", null);
        assertThat(audit.status()).as("%s", audit).isEqualTo(200);
        return audit.json().getJsonArray("acts").stream()
                .map(JsonObject.class::cast)
                .map(it -> it.getString("act") + " " + it.getString("actor") + " " + it.getString("reason"))
                .toList();
    }

    private static DrillClient.Answer asAdmin(DrillClient client, String method, String path, @Nullable JsonObject body)
            throws IOException {
        JsonObject who = new JsonObject().put("subject", "o-1").put("roles", new JsonArray().add("admin"));
        String token = client.send("POST", "/dev/tokens", "", null, who).text("token");
        return client.send(method, path, token, null, body);
    }
}
