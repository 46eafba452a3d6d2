package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.town.DrillTown;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members, and programs of others, are told each thing once, although the engine is killed again and again between an event and what tells of it:
 * its answer was given, and its rows were not there yet. As often as {@code -Dyizhan.drill.kills} says.
 */
@Tag("server")
@Tag("long")
final class ToldOnceIT {
    private static final int KILLS = Integer.getInteger("yizhan.drill.kills", 3);
    private static final Duration TOLD = Duration.ofSeconds(90);
    private static final String HOOK_TYPES = "[\"reservation.placed\",\"reservation.cancelled\"]";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    /** What the webhook was sent, each time that it was, in order. */
    private final List<JsonObject> sent = new CopyOnWriteArrayList<>();

    private final List<String> ids = new CopyOnWriteArrayList<>();

    @Test
    void eachIsToldOnceHoweverOftenTheEngineIsKilled() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        try {
            Map<String, String> environment = EngineProcess.environment(folder, postgres.uri());
            environment.put("YIZHAN_SMTP_HOST", "127.0.0.1");
            environment.put("YIZHAN_SMTP_PORT", Integer.toString(mail.getSmtp().getPort()));
            environment.put("YIZHAN_SMTP_SECURITY", "none");
            environment.put("YIZHAN_SMTP_FROM", "news@city.example");
            environment.put("YIZHAN_WEBHOOK_NETWORKS", "127.0.0.0/8");
            drill(environment, new PostgresUri(postgres.uri()), listen(), mail);
        } finally {
            postgres.close();
            mail.stop();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private int listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    sent.add(body.toJsonObject());
                    ids.add(request.getHeader("webhook-id"));
                    request.response().setStatusCode(204).end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void drill(Map<String, String> environment, PostgresUri uri, int hook, GreenMail mail) throws Exception {
        List<String> members = new ArrayList<>();
        List<JsonObject> seenBefore = List.of();
        for (int kill = 1; kill <= KILLS; kill++) {
            String member = "told-" + kill;
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady();
                    Connection rows = uri.connect()) {
                DrillClient client = engine.client();
                if (kill == 1) tellProgram(client, hook);
                if (kill == 2) seenBefore = events(client);
                // Of the kills so far: all is told by now, and nothing twice.
                toldOnce(uri, members);
                contact(client, member);
                bookAndTakeAway(client, member, rows, kill % 2 == 0);
                engine.kill();
                assertThat(count(uri, "select count(*) from notification where member = '" + member + "'"))
                        .as("the kill came between")
                        .isLessThan(2);
                rows.rollback();
            }
            members.add(member);
            if (kill % 10 == 0) System.out.printf("%d kills between an event and its notification%n", kill);
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient client = engine.client();
            toldOnce(uri, members);
            for (String member : members) assertThat(inbox(client, member)).containsExactly("CANCELLED", "CONFIRMED");
            letters(uri, mail, members);
            webhook(client, seenBefore);
            System.out.printf(
                    "%d kills between an event and its notification: %d letters and %d messages of a webhook came once more%n",
                    KILLS, mail.getReceivedMessages().length - 2 * KILLS, sent.size() - 2 * KILLS);
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
        }
        try (EngineProcess doctor = EngineProcess.run(environment, "doctor")) {
            assertThat(doctor.awaitExit()).as(doctor.output()).isZero();
        }
    }

    private static void tellProgram(DrillClient client, int hook) throws Exception {
        JsonObject webhook =
                new JsonObject().put("url", "http://127.0.0.1:" + hook + "/").put("types", new JsonArray(HOOK_TYPES));
        String admin = token(client, "a-1", "admin");
        assertThat(client.send("POST", "/v1/admin/webhooks", admin, null, webhook)
                        .status())
                .isEqualTo(201);
    }

    private static void toldOnce(PostgresUri uri, List<String> members) throws Exception {
        await("what was killed before")
                .atMost(TOLD)
                .until(() -> count(uri, "select count(*) from notification") >= 2L * members.size());
        assertThat(count(uri, "select count(*) from notification")).isEqualTo(2L * members.size());
        assertThat(count(uri, "select count(distinct (member, kind)) from notification"))
                .isEqualTo(2L * members.size());
    }

    /** Each at least once; and one more under its former Message-ID for each kill, which may have come while it was sent. */
    private static void letters(PostgresUri uri, GreenMail mail, List<String> members) throws Exception {
        await("letters")
                .atMost(TOLD)
                .until(() -> count(uri, "select count(*) from letter where state = 2") == 2L * members.size());
        Map<String, Integer> byId = new HashMap<>();
        Map<String, Integer> byMember = new HashMap<>();
        for (MimeMessage letter : mail.getReceivedMessages()) {
            if (byId.merge(letter.getMessageID(), 1, Integer::sum) == 1)
                byMember.merge(letter.getAllRecipients()[0].toString(), 1, Integer::sum);
        }
        for (String member : members)
            assertThat(byMember.get(member + "@example.org")).as(member).isEqualTo(2);
        assertThat(mail.getReceivedMessages().length - byId.size()).isLessThanOrEqualTo(KILLS);
    }

    /** In order, none left out, a repetition under its former id; and whoever was away has the same by the list of events. */
    private void webhook(DrillClient client, List<JsonObject> seenBefore) throws Exception {
        List<JsonObject> all = events(client);
        Map<String, JsonObject> byId = new LinkedHashMap<>();
        await("webhook").atMost(TOLD).until(() -> sent.stream().distinct().count() == all.size());
        for (int i = 0; i < sent.size(); i++) {
            JsonObject former = byId.putIfAbsent(ids.get(i), sent.get(i));
            if (former != null) assertThat(sent.get(i)).isEqualTo(former);
        }
        assertThat(List.copyOf(byId.values())).isEqualTo(all);
        assertThat(sent.size() - byId.size()).isLessThanOrEqualTo(KILLS);
        long after = seenBefore.isEmpty() ? 0 : seenBefore.getLast().getLong("seq");
        List<JsonObject> caughtUp = new ArrayList<>(seenBefore);
        caughtUp.addAll(events(client, after));
        assertThat(caughtUp).isEqualTo(List.copyOf(byId.values()));
    }

    private static void contact(DrillClient client, String member) throws Exception {
        JsonObject contact =
                new JsonObject().put("email", member + "@example.org").put("language", "en");
        String token = token(client, member, "member");
        // A database that is slow is asked again, as anybody would.
        await("contact")
                .atMost(TOLD)
                .until(() -> client.send("PUT", "/v1/me/contact", token, null, contact)
                                .status()
                        == 200);
    }

    /**
     * Both are answered, and at least the second is not in the rows: they can't be written while somebody else has them locked.
     *
     * @param rows whose transaction has them locked afterwards
     * @param both whether the first is not, either
     */
    private static void bookAndTakeAway(DrillClient client, String member, Connection rows, boolean both)
            throws Exception {
        String token = token(client, member, "member");
        String admin = token(client, "a-1", "admin");
        if (both) lock(rows);
        JsonObject body =
                new JsonObject().put("slots", new JsonArray().add(DrillTown.slot("d-1-gym", DrillTown.tomorrow(), 10)));
        DrillClient.Answer placed = client.send("POST", "/v1/reservations", token, "k-1", body);
        assertThat(placed.status()).as("%s", placed).isEqualTo(201);
        if (!both) lock(rows);
        String path = "/v1/admin/reservations/" + placed.text("id") + "/cancellation";
        JsonObject why = new JsonObject().put("reason", "roof");
        assertThat(client.send("POST", path, admin, null, why).status()).isEqualTo(200);
    }

    private static void lock(Connection rows) throws SQLException {
        rows.setAutoCommit(false);
        try (Statement lock = rows.createStatement()) {
            lock.execute("select from region for no key update");
        }
    }

    private static List<String> inbox(DrillClient client, String member) throws Exception {
        String token = token(client, member, "member");
        return client
                .send("GET", "/v1/me/notifications", token, null, null)
                .json()
                .getJsonArray("notifications")
                .stream()
                .map(it -> ((JsonObject) it).getString("kind"))
                .toList();
    }

    private static List<JsonObject> events(DrillClient client) throws Exception {
        return events(client, 0);
    }

    /** What the webhook is told of. */
    private static List<JsonObject> events(DrillClient client, long from) throws Exception {
        String token = token(client, "i-1", "integrator");
        List<JsonObject> events = new ArrayList<>();
        long after = from;
        while (true) {
            JsonObject page = client.send("GET", "/v1/events?limit=1000&after=" + after, token, null, null)
                    .json();
            for (Object each : page.getJsonArray("events"))
                if (HOOK_TYPES.contains("\"" + ((JsonObject) each).getString("type") + "\""))
                    events.add((JsonObject) each);
            after = page.getLong("next");
            if (!page.getBoolean("more")) return events;
        }
    }

    private static String token(DrillClient client, String subject, String role) throws Exception {
        JsonObject who = new JsonObject().put("subject", subject).put("roles", new JsonArray().add(role));
        return client.send("POST", "/dev/tokens", "", null, who).text("token");
    }

    private static long count(PostgresUri uri, String query) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
