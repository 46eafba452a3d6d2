package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.desk.EngineRoom.RegionState;
import io.yizhan.http.desk.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an admin sees of a node at work, over real HTTP. The figures are made up, under the names that a region's have; a drill has true ones. */
@HearsErrors
class HttpEngineRoomTest {
    private static final String ENGINE = "/v1/admin/engine";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String admin;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        engine.engineRoom = () -> new NodeState(
                "n-1",
                List.of(new Fault(AlarmCode.REDIS_AWAY, "no route")),
                List.of(
                        new RegionState(
                                "town",
                                EngineRoom.Part.OWNER,
                                "n-1",
                                3,
                                List.of(new Fault(AlarmCode.ROWS_BEHIND, "70 s behind"))),
                        new RegionState("village", EngineRoom.Part.STANDBY, "n-2", 5, List.of()),
                        new RegionState("hamlet", EngineRoom.Part.NEITHER, "", 0, List.of())));
    }

    private JsonObject ask() {
        Answer answer = client.get(ENGINE, "Authorization", "Bearer " + admin);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.json();
    }

    private Timer timer(String name, String... tags) {
        return Timer.builder(name)
                .description("made up")
                .tag("region", "town")
                .tags(tags)
                .serviceLevelObjectives(Duration.ofNanos(250_000), Duration.ofMillis(5))
                .register(engine.meters);
    }

    private Counter counter(String name, String... tags) {
        return Counter.builder(name)
                .description("made up")
                .tag("region", "town")
                .tags(tags)
                .register(engine.meters);
    }

    private void gauge(String name, double value) {
        Gauge.builder(name, () -> value)
                .description("made up")
                .tag("region", "town")
                .register(engine.meters);
    }

    private static long count(JsonObject durations, double leMs) {
        for (Object bucket : durations.getJsonArray("buckets"))
            if (((JsonObject) bucket).getDouble("leMs") == leMs) return ((JsonObject) bucket).getLong("count");
        throw new AssertionError("no bucket of " + leMs + " in " + durations);
    }

    @Test
    void tellsOfEachRegionWhatIsCountedOfIt() {
        timer("yizhan.command", "command", "PlaceReservation", "outcome", "Placed")
                .record(Duration.ofMillis(3));
        Timer refused = timer("yizhan.command", "command", "PlaceReservation", "outcome", "SlotFull");
        refused.record(Duration.ofNanos(100_000));
        refused.record(Duration.ofMillis(80));
        timer("yizhan.batch").record(Duration.ofMillis(4));
        timer("yizhan.journal.sync").record(Duration.ofMillis(2));
        counter("yizhan.batch.commands").increment(3);
        counter("yizhan.events").increment(7);
        counter("yizhan.refused", "command", "PlaceReservation", "outcome", "Overloaded")
                .increment(2);
        counter("yizhan.refused", "command", "CheckIn", "outcome", "Overloaded").increment();
        counter("yizhan.writebehind.statements").increment(11);
        counter("yizhan.writebehind.rows").increment(12);
        counter("yizhan.writebehind.retries").increment(13);
        gauge("yizhan.queue", 5);
        gauge("yizhan.writer.load", 0.25);
        gauge("yizhan.journal.seq", 1_000);
        gauge("yizhan.journal.bytes", 4_096);
        gauge("yizhan.writebehind.lag.events", 100);
        gauge("yizhan.writebehind.lag.seconds", 70.25);

        JsonObject node = ask();
        assertThat(node.getString("node")).isEqualTo("n-1");
        assertThat(node.getString("asOf")).isEqualTo("2026-11-21T10:00:00+08:00");
        assertThat(node.getJsonArray("faults").getJsonObject(0).getString("code"))
                .isEqualTo("redis-away");
        JsonObject town = node.getJsonArray("regions").getJsonObject(0);
        assertThat(town.getString("part")).isEqualTo("OWNER");
        assertThat(town.getString("owner")).isEqualTo("n-1");
        assertThat(town.getInteger("epoch")).isEqualTo(3);
        assertThat(town.getJsonArray("faults"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("code", "rows-behind")
                                .put("level", "WARNING")
                                .put("detail", "70 s behind")));
        assertThat(town.getJsonArray("commands"))
                .containsExactlyInAnyOrder(command("Placed", 1), command("SlotFull", 2));
        assertThat(town.getInteger("refused")).isEqualTo(3);
        assertThat(town.getInteger("events")).isEqualTo(7);
        JsonObject latency = town.getJsonObject("latency");
        assertThat(latency.getInteger("count")).isEqualTo(3);
        assertThat(latency.getDouble("sumMs")).isEqualTo(83.1);
        assertThat(latency.getDouble("maxMs")).isEqualTo(80.0);
        assertThat(count(latency, 0.25)).isEqualTo(1);
        assertThat(count(latency, 5.0)).isEqualTo(2);
        assertThat(latency.getJsonArray("buckets")).hasSize(2);
        assertThat(town.getInteger("batchCommands")).isEqualTo(3);
        assertThat(town.getJsonObject("batches").getDouble("sumMs")).isEqualTo(4.0);
        assertThat(town.getJsonObject("syncs").getDouble("sumMs")).isEqualTo(2.0);
        assertThat(town.getInteger("queue")).isEqualTo(5);
        assertThat(town.getDouble("load")).isEqualTo(0.25);
        assertThat(town.getJsonObject("journal"))
                .isEqualTo(new JsonObject().put("seq", 1_000).put("bytes", 4_096));
        assertThat(town.getJsonObject("rows"))
                .isEqualTo(new JsonObject()
                        .put("seq", 900)
                        .put("lagEvents", 100)
                        .put("lagMs", 70_250)
                        .put("statements", 11)
                        .put("rows", 12)
                        .put("retries", 13));
    }

    private static JsonObject command(String outcome, int count) {
        return new JsonObject()
                .put("command", "PlaceReservation")
                .put("outcome", outcome)
                .put("count", count);
    }

    @Test
    void tellsWhoElseOwnsARegion() {
        JsonArray regions = ask().getJsonArray("regions");
        JsonObject village = regions.getJsonObject(1);
        assertThat(village.getString("part")).isEqualTo("STANDBY");
        assertThat(village.getString("owner")).isEqualTo("n-2");
        assertThat(village.getInteger("epoch")).isEqualTo(5);
        assertThat(village.fieldNames()).doesNotContain("queue", "load", "journal", "rows");
        JsonObject hamlet = regions.getJsonObject(2);
        assertThat(hamlet.getString("part")).isEqualTo("NEITHER");
        assertThat(hamlet.fieldNames()).doesNotContain("owner", "epoch");
        assertThat(hamlet.getJsonObject("latency").getInteger("count")).isZero();
    }

    @Test
    void countsItsOwnRequestsAndConnections() {
        client.reserve("m-1", slots("s-1-b1.20261121T1100"));
        client.get("/v1/stations/nowhere");
        JsonObject before = ask().getJsonObject("http");
        JsonObject http = ask().getJsonObject("http");
        assertThat(http.getInteger("connections")).isPositive();
        assertThat(http.getInteger("liveStreams")).isZero();
        assertThat(status(http, 201)).isEqualTo(1);
        assertThat(status(http, 404)).isEqualTo(1);
        assertThat(http.getJsonObject("latency").getLong("count"))
                .isGreaterThan(before.getJsonObject("latency").getLong("count"));
        assertThat(http.getJsonObject("latency").getJsonArray("buckets")).isNotEmpty();
        assertThat(ask().containsKey("mqtt")).isFalse();
    }

    private static long status(JsonObject http, int status) {
        for (Object each : http.getJsonArray("statuses"))
            if (((JsonObject) each).getInteger("status") == status) return ((JsonObject) each).getLong("count");
        return 0;
    }

    @Test
    void isForAdmins() {
        for (String role : List.of("operator", "member", "gate")) {
            String token = client.token("{\"roles\":[\"" + role + "\"],\"subject\":\"x-1\",\"stations\":[\"s-1\"]}");
            assertThat(client.get(ENGINE, "Authorization", "Bearer " + token).code())
                    .as(role)
                    .isEqualTo("role-missing");
        }
        assertThat(client.get(ENGINE).code()).isEqualTo("token-missing");
        assertThat(client.sendJson("Bearer " + admin, "POST", ENGINE, "{}").status())
                .isEqualTo(405);
    }
}
