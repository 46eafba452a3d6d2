package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.town.DrillTown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

                JsonObject export =
                        client.send("GET", "/v1/me/export", token, null, null).json();
                assertThat(ids(export)).containsExactly(second, first);
                assertThat(export.getJsonArray("acts")).hasSize(2);
                await("the trail").atMost(SWEPT).until(() -> !naming(uri).isEmpty());

                DrillClient.Answer erased = client.send("DELETE", "/v1/me", token, null, null);
                assertThat(erased.status()).as("%s", erased).isEqualTo(200);
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
                book(client, token(client, "somebody", "member"), 11);
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

    private static String token(DrillClient client, String subject, String role) throws Exception {
        JsonObject who = new JsonObject().put("subject", subject).put("roles", new JsonArray().add(role));
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
