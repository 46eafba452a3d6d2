package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.desk.EngineRoom.RegionState;
import io.yizhan.http.desk.Fault;
import io.yizhan.http.region.Whereabouts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs a person now, over real HTTP. It is 10:00; the first station is open and has gates, and 40 people may be inside. */
@HearsErrors
class HttpAlarmsTest {
    private static final String ALARMS = "/v1/admin/alarms";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;
    private String other;
    private String admin;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        other = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}");
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
    }

    private static JsonObject ask(HttpClient client, String token, String language) {
        Answer answer = client.get(ALARMS, "Authorization", "Bearer " + token, "Accept-Language", language);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("content-language")).isEqualTo(language);
        JsonObject told = answer.json();
        assertThat(told.getInteger("count"))
                .isEqualTo(told.getJsonArray("alarms").size());
        return told;
    }

    private List<JsonObject> alarms(String token) {
        return alarms(ask(client, token, "en"));
    }

    private static List<JsonObject> alarms(JsonObject told) {
        return told.getJsonArray("alarms").stream().map(it -> (JsonObject) it).toList();
    }

    private static List<String> codes(List<JsonObject> alarms) {
        return alarms.stream().map(it -> it.getString("code")).toList();
    }

    private void comeIn(int people) {
        comeIn(people, "2026-11-21T09:59:00+08:00");
    }

    private void comeIn(int people, String at) {
        String gate = client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\",\"stations\":[\"s-1\"]}");
        StringBuilder events = new StringBuilder();
        for (int i = 1; i <= people; i++)
            events.append(i == 1 ? "" : ",")
                    .append("{\"seq\":")
                    .append(i)
                    .append(",\"at\":\"")
                    .append(at)
                    .append("\",\"direction\":\"IN\"}");
        Answer answer = client.sendJson(
                "Bearer " + gate, "POST", "/v1/gates/s-1-g1/events", "{\"boot\":\"b\",\"events\":[" + events + "]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Tokens are good for some hours. */
    private String adminLater() {
        return client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    private void faults(List<Fault> ofNode, Fault... ofTown) {
        engine.engineRoom = () -> new NodeState(
                "n-1",
                ofNode,
                List.of(
                        new RegionState("town", EngineRoom.Part.OWNER, "n-1", 3, List.of(ofTown)),
                        new RegionState(
                                "elsewhere",
                                EngineRoom.Part.OWNER,
                                "n-1",
                                3,
                                List.of(new Fault(AlarmCode.JOURNAL_FULL, "full")))));
    }

    @Test
    void saysNothingWhereAllIsWell() {
        assertThat(alarms(admin)).isEmpty();
        comeIn(39);
        assertThat(alarms(admin)).isEmpty();
        assertThat(ask(client, operator, "zh").getString("asOf")).isEqualTo("2026-11-21T10:00:00+08:00");
    }

    @Test
    void aStationIsFullUntilNobodyKnows() {
        comeIn(40);
        at(10, 1);
        JsonObject full = alarms(operator).getFirst();
        at(10, 9);
        assertThat(alarms(operator)).as("since the first look").containsExactly(full);
        assertThat(full.getString("code")).isEqualTo("station-full");
        assertThat(full.getString("level")).isEqualTo("WARNING");
        assertThat(full.getString("since")).isEqualTo("2026-11-21T10:01:00+08:00");
        assertThat(full.getString("stationId")).isEqualTo("s-1");
        assertThat(full.getString("text")).contains("as many people");
        assertThat(alarms(ask(client, operator, "zh")).getFirst().getString("text"))
                .contains("上限");
        assertThat(alarms(other)).isEmpty();
        assertThat(alarms(admin)).containsExactly(full);
        at(10, 11);
        assertThat(codes(alarms(operator))).containsExactly("gates-silent");
    }

    @Test
    void gatesAreMissedWhileTheStationIsOpen() {
        comeIn(1);
        at(10, 10);
        assertThat(alarms(admin)).isEmpty();
        at(11, 0);
        JsonObject silent = alarms(admin).getFirst();
        assertThat(silent.getString("code")).isEqualTo("gates-silent");
        assertThat(silent.getString("since")).isEqualTo("2026-11-21T10:10:00+08:00");
        assertThat(alarms(other)).isEmpty();
        at(24 + 5, 0);
        assertThat(alarms(adminLater())).as("at 5 in the morning").isEmpty();
        at(24 + 6, 0);
        assertThat(codes(alarms(adminLater()))).as("when it opens").containsExactly("gates-silent");
    }

    @Test
    void aGateWhoseClockIsWrongNeedsSomebody() {
        comeIn(1, "2026-11-21T09:57:30+08:00");

        JsonObject wrong = alarms(operator).getFirst();
        assertThat(wrong.getString("code")).isEqualTo("gate-clock-off");
        assertThat(wrong.getString("stationId")).isEqualTo("s-1");
        assertThat(wrong.getString("detail")).isEqualTo("s-1-g1 is 150 s behind");
        assertThat(alarms(other)).isEmpty();
    }

    private void machineSays(String state) {
        String box = client.token("{\"roles\":[\"equipment\"],\"subject\":\"s-1-m1\"}");
        String at = java.time.Instant.ofEpochMilli(engine.nowMs.get()).toString();
        Answer answer = client.sendJson(
                "Bearer " + box,
                "POST",
                "/v1/equipment/s-1-m1/telemetry",
                "{\"at\":\"" + at + "\",\"state\":\"" + state + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void machinesThatSpeakNoMoreAreMissedWhileTheStationIsOpen() {
        assertThat(alarms(admin)).as("one that never spoke").isEmpty();
        machineSays("AVAILABLE");
        at(10, 10);
        assertThat(alarms(admin)).isEmpty();
        at(10, 11);
        JsonObject silent = alarms(operator).getFirst();
        assertThat(silent.getString("code")).isEqualTo("machines-silent");
        assertThat(silent.getString("since")).isEqualTo("2026-11-21T10:10:00+08:00");
        assertThat(silent.getString("detail")).isEqualTo("s-1-m1");
        assertThat(alarms(other)).isEmpty();
        machineSays("OUT_OF_ORDER");
        assertThat(alarms(admin)).as("it speaks again").isEmpty();
        at(24 + 5, 0);
        assertThat(alarms(adminLater())).as("at 5 in the morning").isEmpty();
        at(24 + 7, 0);
        assertThat(codes(alarms(adminLater()))).containsExactly("machines-silent");
    }

    /** As it is after a start, or a take-over. */
    @Test
    void aMachineThatOnlyAFormerOwnerHasHeardIsMissed() {
        int station = engine.directory.stationNo("s-1");
        engine.equipment.station(station).recall("s-1-m1", engine.nowMs.get());
        at(10, 10);
        assertThat(alarms(admin)).isEmpty();
        at(10, 11);
        JsonObject silent = alarms(operator).getFirst();
        assertThat(silent.getString("code")).isEqualTo("machines-silent");
        assertThat(silent.getString("detail")).isEqualTo("s-1-m1");
        machineSays("AVAILABLE");
        assertThat(alarms(admin)).as("it speaks").isEmpty();
    }

    @Test
    void nobodyMissesAMachineThatIsKnownToBeOutOfOrder() {
        machineSays("AVAILABLE");
        client.sendJson(
                "Bearer " + operator,
                "PUT",
                "/v1/admin/equipment/s-1-m1/state",
                "{\"state\":\"OUT_OF_ORDER\",\"reason\":\"belt\"}");
        at(11, 0);
        assertThat(alarms(admin)).isEmpty();
    }

    @Test
    void anAdminHearsOfTheRegionAndTheNodeTheMostUrgentFirst() {
        faults(List.of(new Fault(AlarmCode.REDIS_AWAY, "no route")));
        alarms(admin);
        at(10, 5);
        faults(
                List.of(new Fault(AlarmCode.REDIS_AWAY, "still no route")),
                new Fault(AlarmCode.ROWS_AWAY, "away"),
                new Fault(AlarmCode.JOURNAL_FAILED, "the disk"));

        List<JsonObject> told = alarms(admin);
        assertThat(codes(told)).containsExactly("journal-failed", "redis-away", "rows-away");
        assertThat(told.get(0).getString("level")).isEqualTo("CRITICAL");
        assertThat(told.get(0).getString("detail")).isEqualTo("the disk");
        assertThat(told.get(0).containsKey("stationId")).isFalse();
        assertThat(told.get(1).getString("since")).isEqualTo("2026-11-21T10:00:00+08:00");
        assertThat(told.get(1).getString("detail")).isEqualTo("still no route");
        assertThat(told.get(2).getString("since")).isEqualTo("2026-11-21T10:05:00+08:00");
        assertThat(alarms(operator)).isEmpty();

        faults(List.of());
        assertThat(alarms(admin)).isEmpty();
        at(10, 9);
        faults(List.of(new Fault(AlarmCode.REDIS_AWAY, "again")));
        assertThat(alarms(admin).getFirst().getString("since"))
                .as("what was over begins anew")
                .isEqualTo("2026-11-21T10:09:00+08:00");
    }

    @Test
    void whoOwnsTheRegionAnswersAndWhereNobodyDoesWhoeverIsAsked() {
        comeIn(40);
        faults(List.of(), new Fault(AlarmCode.ROWS_AWAY, "at the owner"));
        try (HttpNode node = new HttpNode(engine)) {
            node.engineRoom = () -> new NodeState(
                    "n-2",
                    List.of(new Fault(AlarmCode.REDIS_AWAY, "at the other one")),
                    List.of(new RegionState("town", EngineRoom.Part.STANDBY, "", 0, List.of())));
            node.believes(HttpNode.at(engine.port()));
            assertThat(codes(alarms(ask(node.client, admin, "en"))))
                    .containsExactlyInAnyOrder("rows-away", "station-full");

            node.believes(Whereabouts.Nowhere.NOWHERE);
            List<JsonObject> unowned = alarms(ask(node.client, admin, "en"));
            assertThat(codes(unowned)).startsWith("region-unowned").contains("redis-away", "station-full");
            node.believes(new Whereabouts.StandIn(HttpEngine.START_MS));
            assertThat(alarms(ask(node.client, admin, "en"))).isEqualTo(unowned);
            assertThat(codes(alarms(ask(node.client, operator, "en")))).containsExactly("station-full");
        }
    }

    @Test
    void isForThoseWhoRunStations() {
        String member = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        assertThat(client.get(ALARMS, "Authorization", "Bearer " + member).code())
                .isEqualTo("role-missing");
        assertThat(client.get(ALARMS).code()).isEqualTo("token-missing");
        assertThat(client.sendJson("Bearer " + admin, "POST", ALARMS, "{}").status())
                .isEqualTo(405);
        String nowhere = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-3\"}");
        comeIn(40);
        assertThat(alarms(nowhere)).isEmpty();
    }
}
