package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.proxy.CutLine;
import io.yizhan.redis.TestRedis;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several engines that share a city: real processes, a real Redis, a real PostgreSQL. Longer ones: {@code loadtest/drill}. */
@Tag("server")
@Order(1)
final class ClusterIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final String postgres = TestPostgres.freshDatabase();
    private final List<EngineProcess> engines = new ArrayList<>();
    private TestRedis redis;

    @BeforeEach
    void startRedis() throws IOException {
        redis = TestRedis.own();
    }

    @AfterEach
    void endAll() throws IOException {
        engines.forEach(EngineProcess::close);
        redis.close();
    }

    private Map<String, String> settings(String id) throws IOException {
        Path own = Files.createDirectories(folder.resolve(id));
        Map<String, String> settings = new HashMap<>(EngineProcess.environment(own, postgres));
        settings.put("YIZHAN_NODE_ID", id);
        settings.put("YIZHAN_REDIS_URI", redis.uri().toString());
        settings.put("YIZHAN_LEASE_MS", "1000");
        return settings;
    }

    private EngineProcess node(String id) throws IOException {
        return node(settings(id));
    }

    private EngineProcess node(Map<String, String> settings) {
        EngineProcess engine = EngineProcess.serve(settings);
        engines.add(engine);
        return engine.awaitReady();
    }

    private static EngineProcess owner(EngineProcess engine) {
        await("owner").atMost(LONG).until(() -> lease(engine).startsWith("owns [drill]"));
        return engine;
    }

    private static EngineProcess standby(EngineProcess engine) {
        await("standby").atMost(LONG).until(() -> lease(engine).endsWith("stands by for [drill]"));
        return engine;
    }

    private static String lease(EngineProcess engine) {
        return part(engine, "lease").getString("detail");
    }

    private static JsonObject part(EngineProcess engine, String name) {
        try {
            for (Object part : engine.client()
                    .send("GET", "/health/ready", "", null, null)
                    .json()
                    .getJsonArray("parts")) {
                JsonObject it = (JsonObject) part;
                if (name.equals(it.getString("name"))) return it;
            }
        } catch (IOException notNow) {
            return new JsonObject().put("detail", "").put("status", "");
        }
        return new JsonObject().put("detail", "").put("status", "");
    }

    private static List<String> slot(int station, int court, int hour) {
        String day = LocalDate.now(DrillTown.ZONE).plusDays(1).toString().replace("-", "");
        return List.of("d-" + station + "-b" + court + "." + day + "T" + (hour < 10 ? "0" : "") + hour + "00");
    }

    /**
     * As a client does: after a 503 it asks again with its key, since an owner on a busy machine may lose its lease of a second, and get it
     * back. So what is answered at last may have been done at first. How long that takes is for the drills to say.
     */
    private static DrillClient.Answer placed(EngineProcess engine, String token, String key, List<String> slots) {
        return await("an answer")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> engine.client().place(token, key, slots, 1, false), answer -> answer.status() != 503);
    }

    /** An admin who looks at either node sees which of them owns the city, and is told where none can take over. */
    @Test
    void tellsWhoOwnsTheCityAndWhatIsWrongWithTheCluster() throws IOException {
        EngineProcess first = owner(node("n1"));
        EngineProcess second = standby(node("n2"));
        JsonObject owner = first.client().figures();
        JsonObject standby = second.client().figures();
        assertThat(owner.getString("node")).isEqualTo("n1");
        assertThat(standby.getString("node")).isEqualTo("n2");
        JsonObject owned = owner.getJsonArray("regions").getJsonObject(0);
        JsonObject followed = standby.getJsonArray("regions").getJsonObject(0);
        assertThat(owned.getString("part")).isEqualTo("OWNER");
        assertThat(owned.containsKey("rows")).isTrue();
        assertThat(followed.getString("part")).isEqualTo("STANDBY");
        assertThat(followed.containsKey("rows")).isFalse();
        for (JsonObject region : List.of(owned, followed)) {
            assertThat(region.getString("owner")).isEqualTo("n1");
            assertThat(region.getLong("epoch"))
                    .isEqualTo(owned.getLong("epoch"))
                    .isPositive();
        }
        assertThat(second.client().alarms()).isEmpty();
        redis.close();
        await("redis is missed")
                .atMost(LONG)
                .until(() -> first.client().alarms().contains("redis-away"));
    }

    /** Its writer, its lease and its way to Redis are well; only nobody hears of it. */
    @Test
    void whoseEventLoopsStandStillGivesTheCityAway() throws IOException {
        Map<String, String> settings = settings("n1");
        settings.put("JAVA_TOOL_OPTIONS", HeldThreads.FLAG);
        EngineProcess first = owner(node(settings));
        EngineProcess second = standby(node("n2"));
        List<String> tokens = first.client().members("m-", 2);
        assertThat(placed(first, tokens.get(0), "k", slot(1, 1, 10)).status()).isIn(200, 201);
        try (HeldThreads held = HeldThreads.of(first, "vert.x-eventloop-thread-")) {
            assertThat(held.size()).isGreaterThan(1);
            owner(second);
            assertThat(placed(second, tokens.get(0), "k", slot(1, 1, 10)).status())
                    .isEqualTo(200);
            assertThat(placed(second, tokens.get(1), "k", slot(1, 1, 10)).text("code"))
                    .isEqualTo("slot-full");
            assertThat(first.output()).contains("an event loop stands still", "region drill is given away");
        }
        await().atMost(LONG)
                .until(() -> placed(first, tokens.get(0), "k", slot(1, 1, 10)).status() == 200);
    }

    @Test
    void theStandbyOfAKilledOwnerHasEveryAnswer() throws IOException {
        EngineProcess first = owner(node("n1"));
        EngineProcess second = standby(node("n2"));
        List<String> tokens = first.client().members("m-", 6);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            DrillClient.Answer answer = placed(first, tokens.get(i), "k", slot(1, 1, 10 + i));
            assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
            ids.add(answer.text("id"));
        }
        first.kill();
        owner(second);

        for (int i = 0; i < tokens.size(); i++) {
            DrillClient.Answer again = placed(second, tokens.get(i), "k", slot(1, 1, 10 + i));
            assertThat(again.status()).as(again.toString()).isEqualTo(200);
            assertThat(again.text("id")).isEqualTo(ids.get(i));
        }
        assertThat(placed(second, tokens.getFirst(), "other", slot(1, 1, 11)).text("code"))
                .isEqualTo("slot-full");
        assertThat(second.output()).contains("from its standby's books");
    }

    /** Asked at a node that does not own the city; and whoever takes over goes by what is stored. */
    @Test
    @Tag("long")
    void anotherCatalogueIsInForceAtAllNodesAndAfterATakeOver() throws IOException {
        EngineProcess first = owner(node("n1"));
        EngineProcess second = standby(node("n2"));
        List<String> tokens = first.client().members("m-", 2);
        byte[] larger = CatalogueFile.write(DrillTown.city(DrillTown.STATIONS + 1));

        DrillClient.Answer replaced = second.client().replaceCatalogue(larger);
        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(200);
        assertThat(replaced.json().getInteger("version")).isEqualTo(2);
        List<String> added = slot(DrillTown.STATIONS + 1, 1, 10);
        assertThat(placed(second, tokens.getFirst(), "k", added).status()).isIn(200, 201);
        second.awaitOutput("the catalogue of drill is version 2 now");

        first.kill();
        owner(second);
        assertThat(placed(second, tokens.getFirst(), "k", added).status()).isEqualTo(200);
        assertThat(placed(second, tokens.getLast(), "k", slot(DrillTown.STATIONS + 1, 1, 11))
                        .status())
                .isIn(200, 201);
        assertThat(second.client().replaceCatalogue(larger).json().getBoolean("differs"))
                .isFalse();
    }

    @Test
    @Tag("long")
    void anyNodeAnswersForTheOwnerAndSendsNothingToWhoOnlyRedisSaysIsIt() throws IOException {
        owner(node("n1"));
        EngineProcess second = standby(node("n2"));
        String token = second.client().members("m-", 1).getFirst();
        try (ServerSocket stranger = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            sayOwns("stranger", "http://127.0.0.1:" + stranger.getLocalPort());
            second.awaitOutput("node stranger is not believed");

            DrillClient.Answer answer = placed(second, token, "k", slot(1, 1, 10));

            assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
            assertThat(second.client()
                            .get("/v1/reservations/" + answer.text("id"), token)
                            .text("state"))
                    .isEqualTo("CONFIRMED");
            stranger.setSoTimeout(1);
            assertThatThrownBy(stranger::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** In Redis, as somebody who can write there. */
    private void sayOwns(String id, String url) throws IOException {
        String json = new JsonObject()
                .put("id", id)
                .put("incarnation", "x")
                .put("url", url)
                .put("owns", new JsonObject().put(DrillTown.REGION, 1L << 40))
                .encode();
        redis.call("SET", "yizhan:{members}:node:" + id, "x\n" + json);
        redis.call("ZADD", "yizhan:{members}", "9000000000000000", id);
        redis.call("SET", "yizhan:{members}:version", "9000000000000000");
        redis.call("PUBLISH", "yizhan:members", "x");
    }

    /** It does not hear of the second owner, and still has the first one for it. */
    @Test
    @Tag("long")
    void aNodeThatIsCutOffFromRedisLearnsTheNextOwnerFromTheRows() throws IOException {
        EngineProcess first = owner(node("n1"));
        EngineProcess second = standby(node("n2"));
        try (CutLine line = new CutLine(redis.port())) {
            Map<String, String> settings = settings("n3");
            settings.put("YIZHAN_REDIS_URI", "redis://127.0.0.1:" + line.port());
            EngineProcess third = node(settings);
            String token = third.client().members("m-", 1).getFirst();
            assertThat(placed(third, token, "k1", slot(1, 1, 10)).status()).isIn(200, 201);
            line.cut();
            await("cut off")
                    .atMost(LONG)
                    .until(() -> part(third, "redis").getString("status").equals("DEGRADED"));
            first.kill();
            owner(second);

            DrillClient.Answer answer = placed(third, token, "k", slot(1, 1, 12));

            assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
            assertThat(part(third, "redis").getString("status")).isEqualTo("DEGRADED");
        }
    }

    @Test
    void aNodeThatStopsHandsOverAndEverybodyIsAnswered() throws Exception {
        EngineProcess first = owner(node("n1"));
        EngineProcess second = standby(node("n2"));
        List<String> tokens = second.client().members("m-", 40);
        AtomicBoolean enough = new AtomicBoolean();
        List<DrillClient.Answer> answers = new ArrayList<>();
        Thread asking = new Thread(() -> {
            for (int i = 0; i < tokens.size() && !enough.get(); i++)
                answers.add(placed(second, tokens.get(i), "k", slot(1 + i % 4, 1 + i / 4 % 2, 9 + i / 8)));
        });
        asking.start();
        first.terminate();
        assertThat(first.awaitExit()).isIn(0, 143);
        owner(second);
        enough.set(true);
        asking.join();

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.toString()).isIn(200, 201));
        assertThat(second.output()).contains("from its standby's books");
    }

    @Test
    void bookingsGoOnWithoutRedisAndWithAnEmptyOne() throws Exception {
        EngineProcess first = owner(node("n1"));
        List<String> tokens = first.client().members("m-", 3);
        assertThat(placed(first, tokens.get(0), "k", slot(1, 1, 10)).status()).isIn(200, 201);

        redis.kill();
        assertThat(placed(first, tokens.get(1), "k", slot(1, 1, 11)).status()).isIn(200, 201);
        assertThat(part(first, "journal").getString("status")).isEqualTo("DEGRADED");
        redis.start();
        // Each booking is a batch: one lets the stream begin anew, the next confirms it.
        List<String> others = first.client().members("x-", 96);
        AtomicInteger next = new AtomicInteger();
        await("the stream").atMost(LONG).pollInterval(Duration.ofMillis(300)).until(() -> {
            int i = next.getAndIncrement();
            placed(first, others.get(i % 96), "k", slot(3 + i % 2, 1 + i / 2 % 2, 8 + i / 4 % 12));
            return part(first, "journal").getString("status").equals("UP");
        });

        EngineProcess second = standby(node("n2"));
        assertThat(placed(first, tokens.get(2), "k", slot(1, 1, 12)).status()).isIn(200, 201);
        first.kill();
        owner(second);
        for (int i = 0; i < 3; i++)
            assertThat(placed(second, tokens.get(i), "k", slot(1, 1, 10 + i)).status())
                    .isEqualTo(200);
    }

    @Test
    @Tag("long")
    void movesFromOneEngineToAClusterAndBack() throws IOException {
        Map<String, String> alone = EngineProcess.environment(Files.createDirectories(folder.resolve("n1")), postgres);
        String token;
        try (EngineProcess engine = EngineProcess.serve(alone).awaitReady()) {
            token = engine.client().members("m-", 1).getFirst();
            assertThat(placed(engine, token, "k1", slot(1, 1, 10)).status()).isIn(200, 201);
            engine.kill();
        }
        EngineProcess early = EngineProcess.serve(settings("n1"));
        engines.add(early);
        early.awaitOutput("in the files of an engine that has the city to itself");
        early.kill();

        drain(alone);
        EngineProcess first = owner(node("n1"));
        assertThat(placed(first, token, "k1", slot(1, 1, 10)).status()).isEqualTo(200);
        assertThat(placed(first, token, "k2", slot(1, 1, 12)).status()).isIn(200, 201);
        first.kill();
        findsNothingWrong(settings("n1"), "Redis 127.0.0.1");
        try (EngineProcess engine = EngineProcess.serve(alone)) {
            assertThat(engine.awaitExit()).isEqualTo(1);
            assertThat(engine.output()).contains("is in the Redis of a cluster", "yizhan journal drain");
        }

        drain(settings("n1"));
        findsNothingWrong(alone, "the journal was drained into it");
        try (EngineProcess engine = EngineProcess.serve(alone).awaitReady()) {
            assertThat(placed(engine, token, "k1", slot(1, 1, 10)).status()).isEqualTo(200);
            assertThat(placed(engine, token, "k2", slot(1, 1, 12)).status()).isEqualTo(200);
        }
    }

    private static void findsNothingWrong(Map<String, String> settings, String saying) {
        try (EngineProcess doctor = EngineProcess.run(settings, "doctor")) {
            assertThat(doctor.awaitExit()).as(doctor.output()).isZero();
            assertThat(doctor.output()).contains("Nothing is wrong.", saying);
        }
    }

    private static void drain(Map<String, String> settings) {
        try (EngineProcess drain = EngineProcess.run(settings, "journal", "drain")) {
            assertThat(drain.awaitExit()).as(drain.output()).isZero();
            assertThat(drain.output()).contains("PostgreSQL holds everything");
        }
    }

    @Test
    void refusesAnIdThatAnotherNodeHasAndARedisThatForgets() throws IOException {
        node("n1");
        Map<String, String> twin = settings("n1");
        twin.put("YIZHAN_DATA_DIR", folder.resolve("elsewhere").toString());
        try (EngineProcess second = EngineProcess.serve(twin)) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output()).contains("YIZHAN_NODE_ID");
        }
        redis.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try (EngineProcess second = EngineProcess.serve(settings("n2"))) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output()).contains("maxmemory-policy", "noeviction");
        }
    }
}
