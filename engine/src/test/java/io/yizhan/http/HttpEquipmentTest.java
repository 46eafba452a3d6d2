package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.RateLimit;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What machines report over HTTP, and how they are shown then. */
@HearsErrors
class HttpEquipmentTest {
    private static final String AT = "\"at\":\"2026-11-21T10:00:00+08:00\"";
    private static final long MIN = 60_000;

    @AutoClose
    private HttpEngine engine;

    HttpEngine engine() {
        return new HttpEngine();
    }

    private HttpClient client;
    private String bearer = "";

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        bearer = bearer("{\"roles\":[\"equipment\"],\"subject\":\"s-1-m1\"}");
    }

    private String bearer(String claims) {
        return "Bearer " + client.token(claims);
    }

    private Answer telemetry(String body) {
        return send("/v1/equipment/s-1-m1/telemetry", body);
    }

    private Answer ftms(String body) {
        return send("/v1/equipment/s-1-m1/ftms", body);
    }

    private Answer send(String path, String body) {
        return client.sendJson(bearer, "POST", path, body, "Accept-Language", "en");
    }

    private static String frame(String characteristic, String value) {
        return "{" + AT + ",\"characteristic\":\"" + characteristic + "\",\"value\":\"" + value + "\"}";
    }

    private JsonObject machine() {
        return client.get("/v1/stations/s-1/equipment")
                .json()
                .getJsonArray("machines")
                .getJsonObject(0);
    }

    private String state() {
        return machine().getString("state");
    }

    @Test
    void aMachineIsShownAsItSaysAndOfflineBefore() {
        assertThat(machine().encode()).contains("\"state\":\"OFFLINE\",\"lastHeard\":null");

        Answer answer = telemetry("{" + AT + ",\"state\":\"IN_USE\",\"session\":{\"elapsedS\":60,\"distanceM\":180,"
                + "\"energyKcal\":9,\"heartRateBpm\":131,\"powerW\":90,\"pass\":\"p\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
        assertThat(machine().encode()).contains("\"state\":\"IN_USE\",\"lastHeard\":\"2026-11-21T10:00:00+08:00\"");
        engine.nowMs.addAndGet(2 * MIN);
        assertThat(state()).as("nobody goes on").isEqualTo("AVAILABLE");
        engine.nowMs.addAndGet(3 * MIN);
        assertThat(state()).as("it is silent").isEqualTo("OFFLINE");
        assertThat(engine.meters
                        .get("yizhan.equipment.machines")
                        .tag("state", "offline")
                        .gauge()
                        .value())
                .isOne();
    }

    @Test
    void aFrameOfBluetoothIsAWordToo() {
        assertThat(ftms(frame("2ACD", "0201E204B0049B")).body()).isEqualTo("{\"accepted\":1}");
        assertThat(state()).isEqualTo("IN_USE");
        assertThat(ftms(frame("2ada", "01")).status()).isEqualTo(200);
        assertThat(state()).isEqualTo("AVAILABLE");
    }

    @Test
    void partsOfARecordMayComeInOneBodyOrInSeveral() {
        String first = frame("2ACD", "01040F00");
        assertThat(ftms(first).status()).isEqualTo(200);
        assertThat(state()).isEqualTo("AVAILABLE");
        ftms(frame("2ACD", "0000E204"));
        assertThat(state()).isEqualTo("IN_USE");
        assertThat(ftms("{\"frames\":[" + first + "," + frame("2ACD", "0000E204") + "]}")
                        .body())
                .isEqualTo("{\"accepted\":2}");
    }

    @Test
    void theOthersCountWhereOneFrameIsWrong() {
        Answer answer = ftms("{\"frames\":[" + frame("2ACD", "0000E204") + "," + frame("2ACD", "0000E2") + ",7,"
                + frame("2ACC", "0000") + "]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getInteger("accepted")).isOne();
        assertThat(answer.json().getJsonArray("rejected").encode())
                .contains(
                        "\"in\":\"frames\",\"index\":1,\"code\":\"body-invalid\"",
                        "\"field\":\"value\"",
                        "\"index\":2",
                        "\"field\":\"characteristic\"");
        assertThat(engine.meters.get("yizhan.equipment.frames").counter().count())
                .isEqualTo(1);
        assertThat(engine.meters
                        .get("yizhan.equipment.frames.rejected")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whereNoFrameIsGoodTheRequestIsWrong() {
        Answer answer = telemetry("{\"frames\":[{\"at\":\"yesterday\"},{}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo("at");
        assertThat(answer.json().getJsonArray("rejected")).hasSize(2);
        assertThat(state()).isEqualTo("OFFLINE");
    }

    @Test
    void takesFiveThousandFramesAndNoMore() {
        String one = "{" + AT + ",\"state\":\"AVAILABLE\"}";
        assertThat(telemetry(frames(one, 5_000)).body()).isEqualTo("{\"accepted\":5000}");
        assertThat(telemetry(frames(one, 5_001)).json().getString("field")).isEqualTo("frames");
        assertThat(telemetry("{\"frames\":[]}").json().getString("field")).isEqualTo("frames");
        assertThat(telemetry("{\"frames\":[" + one + "],\"state\":\"IN_USE\"}").status())
                .isEqualTo(400);
        assertThat(telemetry("{" + AT + ",\"frames\":[" + one + "]}").status()).isEqualTo(400);
    }

    private static String frames(String one, int count) {
        return "{\"frames\":[" + IntStream.range(0, count).mapToObj(i -> one).collect(Collectors.joining(",")) + "]}";
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    state                | {AT,"state":"BROKEN"}
                    state                | {AT,"state":"OFFLINE"}
                    state                | {AT,"state":7}
                    at                   | {"state":"IN_USE"}
                    at                   | {"at":"2026-11-21T10:02:01+08:00"}
                    at                   | {"at":"2026-11-14T09:59:59+08:00"}
                    at                   | {"at":"2025-11-21T10:00:00+08:00"}
                    at                   | {"at":1795312740}
                    at                   | {AT,AT}
                    speed                | {AT,"speed":3}
                    session              | {AT,"session":7}
                    session              | {AT,"session":{"elapsedS":1,"calories":3}}
                    session.elapsedS     | {AT,"session":{}}
                    session.elapsedS     | {AT,"session":{"elapsedS":86401}}
                    session.elapsedS     | {AT,"session":{"elapsedS":1,"elapsedS":1}}
                    session.distanceM    | {AT,"session":{"elapsedS":1,"distanceM":1000001}}
                    session.distanceM    | {AT,"session":{"elapsedS":1,"distanceM":-1}}
                    session.energyKcal   | {AT,"session":{"elapsedS":1,"energyKcal":20001}}
                    session.energyKcal   | {AT,"session":{"elapsedS":1,"energyKcal":1e99}}
                    session.heartRateBpm | {AT,"session":{"elapsedS":1,"heartRateBpm":251}}
                    session.heartRateBpm | {AT,"session":{"elapsedS":1,"heartRateBpm":"141"}}
                    session.powerW       | {AT,"session":{"elapsedS":1,"powerW":3001}}
                    session.pass         | {AT,"session":{"elapsedS":1,"pass":""}}
                    """)
    void whatCanNotBeIsRefusedByItsField(String field, String body) {
        Answer answer = telemetry(body.replace("AT", AT));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertThat(state()).isEqualTo("OFFLINE");
    }

    @Test
    void aClockMayBeTwoMinutesAheadAndAWordSevenDaysLate() {
        assertThat(telemetry("{\"at\":\"2026-11-21T10:02:00+08:00\"}").status()).isEqualTo(200);
        assertThat(telemetry("{\"at\":\"2026-11-14T10:00:00+08:00\"}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "2ACD, 01, value",
        "2ACD, '', value",
        "2ACD, 0, value",
        "2ACD, 0Z, value",
        "2ACD, 0201E204B004, value",
        "2ADB, 01, characteristic",
        "00002acd-0000-1000-8000-00805f9b34fb, 01, characteristic"
    })
    void aFrameThatNoMachineSendsIsRefused(String characteristic, String value, String field) {
        Answer answer = ftms(frame(characteristic, value));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo(field);
        assertThat(state()).isEqualTo("OFFLINE");
    }

    @Test
    void aValueOfTwoHundredKilobytesIsRefused() {
        assertThat(ftms(frame("2ACD", "00".repeat(100_000))).json().getString("field"))
                .isEqualTo("value");
        assertThat(ftms(frame("2ACD", "00".repeat(600_000))).json().getString("code"))
                .isEqualTo("body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telemetry", "ftms"})
    void onlyAMachinesOwnTokenOrItsStationsReportsOfIt(String what) {
        String path = "/v1/equipment/s-1-m1/" + what;
        String body = what.equals("ftms") ? frame("2ACD", "0000E204") : "{" + AT + "}";

        assertThat(send("/v1/equipment/s-2-m1/" + what, body).json().getString("code"))
                .isEqualTo("machine-foreign");
        assertThat(send("/v1/equipment/s-1-m9/" + what, body).json().getString("code"))
                .isEqualTo("machine-unknown");
        bearer = bearer("{\"roles\":[\"equipment\"],\"subject\":\"box\",\"stations\":[\"s-1\"]}");
        assertThat(send(path, body).status()).isEqualTo(200);
        bearer = bearer("{\"roles\":[\"equipment\"],\"subject\":\"box\",\"stations\":[\"s-2\"]}");
        assertThat(send(path, body).json().getString("code")).isEqualTo("machine-foreign");
        bearer = bearer("{\"roles\":[\"gate\"],\"subject\":\"s-1-m1\"}");
        assertThat(send(path, body).json().getString("code")).isEqualTo("role-missing");
    }

    @Test
    void aMachineThatFloodsIsSlowedDownAlone() {
        try (HttpEngine limited =
                new HttpEngine(options -> options.withRates(new RateLimit(100, 100), new RateLimit(1, 3)))) {
            String body = "{" + AT + "}";
            for (int i = 0; i < 3; i++)
                assertThat(reported(limited, "s-1-m1", body).status()).isEqualTo(200);
            Answer flood = reported(limited, "s-1-m1", body);
            assertThat(flood.status()).isEqualTo(429);
            assertThat(flood.json().getString("code")).isEqualTo("rate-limited");
            assertThat(reported(limited, "s-2-m1", body).status()).isEqualTo(200);
        }
    }

    private static Answer reported(HttpEngine engine, String machine, String body) {
        String token = engine.client.token("{\"roles\":[\"equipment\"],\"subject\":\"" + machine + "\"}");
        return engine.client.sendJson("Bearer " + token, "POST", "/v1/equipment/" + machine + "/telemetry", body);
    }

    @Test
    void listenersAreToldOfAChangeOnce() throws IOException {
        try (LiveReader here = new LiveReader(engine.port(), "/v1/stations/s-1/live", "").sees("\nid: ")) {
            telemetry("{" + AT + ",\"state\":\"IN_USE\"}");
            here.sees(
                    "event: equipment\ndata: {\"id\":\"s-1-m1\",\"state\":\"IN_USE\",\"lastHeard\":\"2026-11-21T10:00:00+08:00\"}");
            telemetry("{" + AT + ",\"state\":\"IN_USE\"}");
            engine.nowMs.addAndGet(2 * MIN);
            here.sees("\"state\":\"AVAILABLE\"");
            engine.nowMs.addAndGet(3 * MIN);
            here.sees("\"state\":\"OFFLINE\"");
            assertThat(here.text().split("event: equipment", -1)).hasSize(4);
        }
    }

    @Test
    void whoeverGoesOnIsToldHowMachinesStand() throws IOException {
        String id;
        try (LiveReader here = new LiveReader(engine.port(), "/v1/stations/s-1/live", "").sees("\nid: ")) {
            telemetry("{" + AT + ",\"state\":\"IN_USE\"}");
            here.sees("IN_USE");
            id = here.lastId();
        }
        telemetry("{" + AT + ",\"state\":\"OUT_OF_ORDER\"}");
        try (LiveReader again =
                new LiveReader(engine.port(), "/v1/stations/s-1/live", "Last-Event-ID: " + id + "\r\n")) {
            again.sees("\"state\":\"OUT_OF_ORDER\"");
        }
    }

    private Answer mark(String operator, String query, String body) {
        return client.sendJson(
                bearer(operator), "PUT", "/v1/admin/equipment/s-1-m1/state" + query, body, "Accept-Language", "en");
    }

    private static final String OPERATOR = "{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}";
    private static final String BROKEN = "{\"state\":\"OUT_OF_ORDER\",\"reason\":\"belt\"}";
    private static final String MENDED = "{\"state\":\"IN_ORDER\",\"reason\":\"mended\"}";

    @Test
    void anOperatorsWordGoesBeforeTheMachinesOwn() {
        telemetry("{" + AT + ",\"state\":\"IN_USE\"}");
        Answer would = mark(OPERATOR, "?preview=true", BROKEN);
        assertThat(would.body())
                .isEqualTo(
                        "{\"id\":\"s-1-m1\",\"state\":\"OUT_OF_ORDER\",\"reason\":\"belt\",\"since\":\"2026-11-21T10:00:00+08:00\"}");
        assertThat(state()).isEqualTo("IN_USE");

        assertThat(mark(OPERATOR, "", BROKEN).body()).isEqualTo(would.body());
        assertThat(machine().encode())
                .contains("\"state\":\"OUT_OF_ORDER\",\"lastHeard\":\"2026-11-21T10:00:00+08:00\",\"reason\":\"belt\"");
        telemetry("{" + AT + ",\"state\":\"AVAILABLE\"}");
        assertThat(state()).isEqualTo("OUT_OF_ORDER");
        assertThat(mark(OPERATOR, "", MENDED).body()).isEqualTo("{\"id\":\"s-1-m1\",\"state\":\"IN_ORDER\"}");
        assertThat(state()).isEqualTo("AVAILABLE");
        String acts =
                client.get("/v1/admin/audit", "Authorization", bearer(OPERATOR)).body();
        assertThat(acts)
                .contains(
                        "\"act\":\"MARK_EQUIPMENT\",\"target\":\"s-1-m1\",\"stations\":[\"s-1\"]",
                        "\"before\":\"OUT_OF_ORDER\",\"after\":\"IN_ORDER\"");
    }

    @Test
    void listenersAreToldOfAnOperatorsWord() throws IOException {
        try (LiveReader here = new LiveReader(engine.port(), "/v1/stations/s-1/live", "").sees("\nid: ")) {
            mark(OPERATOR, "", BROKEN);
            here.sees("\"state\":\"OUT_OF_ORDER\",\"lastHeard\":null,\"reason\":\"belt\"");
        }
    }

    @Test
    void whoMayNotMarkAMachineIsToldSo() {
        assertThat(mark(OPERATOR.replace("s-1\"]", "s-2\"]"), "", BROKEN).json().getString("code"))
                .isEqualTo("station-foreign");
        assertThat(mark("{\"roles\":[\"equipment\"],\"subject\":\"s-1-m1\"}", "", BROKEN)
                        .json()
                        .getString("code"))
                .isEqualTo("role-missing");
        assertThat(client.sendJson(bearer(OPERATOR), "PUT", "/v1/admin/equipment/s-9-m1/state", BROKEN)
                        .json()
                        .getString("code"))
                .isEqualTo("machine-unknown");
        for (String wrong : new String[] {
            "{\"state\":\"OUT_OF_ORDER\"}",
            "{\"reason\":\"belt\"}",
            "{\"state\":\"OFFLINE\",\"reason\":\"belt\"}",
            "{\"state\":\"IN_ORDER\",\"reason\":\" \"}",
            "{\"state\":\"IN_ORDER\",\"reason\":\"mended\",\"more\":1}"
        })
            assertThat(mark(OPERATOR, "", wrong).json().getString("code"))
                    .as(wrong)
                    .isEqualTo("body-invalid");
        assertThat(state()).isEqualTo("OFFLINE");
    }
}
