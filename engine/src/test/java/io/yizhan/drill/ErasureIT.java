package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member who was told to be forgotten is, whatever happens to the engine in that moment; and everything is theirs before. */
@Tag("server")
@Tag("long")
final class ErasureIT {
    private static final String MEMBER = "whoever-is-forgotten";
    private static final Duration SWEPT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private boolean outOfOrder;

    @Test
    void nothingNamesAMemberWhoWasForgotten() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        PostgresUri uri = new PostgresUri(postgres.uri());
        Map<String, String> environment = EngineProcess.environment(folder, postgres.uri());
        try {
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
                DrillClient client = engine.client();
                String token = token(client, MEMBER, "member");
                String first = book(client, token, 10);
                String second = book(client, token, 11);
                JsonObject why = new JsonObject().put("reason", "roof");
                String path = "/v1/admin/reservations/" + first + "/cancellation";
                assertThat(client.send("POST", path, token(client, "o-1", "admin"), null, why)
                                .status())
                        .isEqualTo(200);

                String check = "/v1/admin/members/" + MEMBER + "/body-checks/" + LocalDate.now(DrillTown.ZONE);
                JsonObject measured = new JsonObject().put("station", "d-1").put("weightKg", 66.5);
                assertThat(client.send("PUT", check, token(client, "o-1", "admin"), null, measured)
                                .status())
                        .isEqualTo(200);

                workOut(client, token);
                JsonObject export =
                        client.send("GET", "/v1/me/export", token, null, null).json();
                assertThat(ids(export)).containsExactly(second, first);
                assertThat(export.getJsonArray("acts")).hasSize(2);
                assertThat(export.getJsonArray("workouts")).hasSize(1);
                assertThat(export.getJsonObject("employerConsent")).isNotNull();
                await("the trail").atMost(SWEPT).until(() -> !naming(uri).isEmpty());

                DrillClient.Answer erased = client.send("DELETE", "/v1/me", token, null, null);
                assertThat(erased.status()).as("%s", erased).isEqualTo(200);
                assertThat(journalNames()).as("until the segment ends").isTrue();
                assertThat(ids(erased.json())).containsExactly(second);
                engine.kill();
            }
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
                DrillClient client = engine.client();
                String token = token(client, MEMBER, "member");
                assertThat(ids(client.send("GET", "/v1/me/reservations", token, null, null)
                                .json()))
                        .isEmpty();
                assertThat(ids(client.send("GET", "/v1/me/export", token, null, null)
                                .json()))
                        .isEmpty();
                await("the sweep")
                        .atMost(SWEPT)
                        .untilAsserted(() -> assertThat(naming(uri)).isEmpty());
                assertThat(count(uri, "select count(*) from reservation where member = '' and archived"))
                        .isEqualTo(2);
                assertThat(count(uri, "select count(*) from workout where whose = 3 and heart_rate_bpm is null"))
                        .as("what was done stays, as nobody's")
                        .isEqualTo(1);
                String somebody = token(client, "somebody", "member");
                book(client, somebody, 11);
                // With the first event a minute later their segment is no longer the last.
                await("the journal")
                        .atMost(SWEPT)
                        .pollInterval(Duration.ofSeconds(2))
                        .untilAsserted(() -> {
                            client.send(
                                    "PUT",
                                    "/v1/admin/equipment/d-1-m1/state",
                                    token(client, "o-1", "admin"),
                                    null,
                                    marked());
                            assertThat(journalNames()).isFalse();
                        });
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

    private static String book(DrillClient client, String token, int hour) throws Exception {
        String slot = DrillTown.slot("d-1-gym", DrillTown.tomorrow(), hour);
        JsonObject body = new JsonObject().put("slots", new JsonArray().add(slot));
        DrillClient.Answer placed = client.send("POST", "/v1/reservations", token, "k-" + hour, body);
        assertThat(placed.status()).as("%s", placed).isEqualTo(201);
        return placed.text("id");
    }

    /** Ten minutes on a machine, which are claimed, by somebody who has agreed to be counted for an employer. */
    private static void workOut(DrillClient client, String member) throws Exception {
        assertThat(client.send("PUT", "/v1/me/fitness/employer", member, null, null)
                        .status())
                .isEqualTo(200);
        String machine = token(client, "d-1-m1", "equipment");
        Instant beganAt = Instant.now().minus(Duration.ofMinutes(12));
        for (int minute = 0; minute <= 10; minute++) {
            JsonObject session = new JsonObject().put("elapsedS", 60 * minute).put("heartRateBpm", 141);
            say(client, machine, beganAt.plus(Duration.ofMinutes(minute)), "IN_USE", session);
        }
        say(client, machine, beganAt.plus(Duration.ofMinutes(11)), "AVAILABLE", null);
        JsonObject there = new JsonObject().put("equipment", "d-1-m1");
        await("the workout")
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.send("POST", "/v1/me/workouts", member, null, there)
                                .status()
                        == 201);
    }

    private static void say(DrillClient client, String machine, Instant at, String state, @Nullable JsonObject session)
            throws Exception {
        JsonObject word = new JsonObject().put("at", at.toString()).put("state", state);
        if (session != null) word.put("session", session);
        DrillClient.Answer heard = client.send("POST", "/v1/equipment/d-1-m1/telemetry", machine, null, word);
        assertThat(heard.status()).as("%s", heard).isEqualTo(200);
    }

    /** Something that happens: out of order, and in order again. */
    private JsonObject marked() {
        outOfOrder = !outOfOrder;
        return new JsonObject()
                .put("state", outOfOrder ? "OUT_OF_ORDER" : "IN_ORDER")
                .put("reason", "drill");
    }

    /** Whether the engine's journal has the member's name anywhere. */
    private boolean journalNames() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".journal")).toList())
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MEMBER)) return true;
        }
        return false;
    }

    private static String token(DrillClient client, String subject, String role) throws Exception {
        JsonObject who = new JsonObject()
                .put("subject", subject)
                .put("employer", "Erjian")
                .put("roles", new JsonArray().add(role));
        return client.send("POST", "/dev/tokens", "", null, who).text("token");
    }

    private static List<String> ids(JsonObject answer) {
        return answer.getJsonArray("reservations").stream()
                .map(it -> ((JsonObject) it).getString("id"))
                .toList();
    }

    /** Tables in which the member's name is anywhere, but for the end of their sessions, which is kept until those would have ended. */
    private static List<String> naming(PostgresUri uri) throws SQLException {
        List<String> naming = new ArrayList<>();
        try (Connection connection = uri.connect();
                Statement tables = connection.createStatement();
                Statement looks = connection.createStatement();
                ResultSet table = tables.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
            while (table.next()) {
                String name = table.getString(1);
                String look = "select 1 from %s t where t::text like '%%%s%%' limit 1".formatted(name, MEMBER);
                try (ResultSet found = looks.executeQuery(look)) {
                    if (found.next() && !name.equals("session_end")) naming.add(name);
                }
            }
        }
        return naming;
    }

    private static int count(PostgresUri uri, String query) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }
}
