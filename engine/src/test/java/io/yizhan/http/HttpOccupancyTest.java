package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.occupancy.OccupancyHistory;
import io.yizhan.occupancy.UsualNow;
import io.yizhan.sequencer.Caller;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many people are inside, as it is shown and as an operator counts it, over real HTTP against the real core. */
@HearsErrors
class HttpOccupancyTest {
    private static final String OCCUPANCY = "/v1/admin/stations/s-1/occupancy";
    private static final String COUNTED = "{\"inside\":3,\"reason\":\"巡场清点\"}";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;
    private int seq;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        operator = "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
    }

    private void enter(int people) {
        long[] seqs = new long[people];
        long[] atMs = new long[people];
        boolean[] in = new boolean[people];
        String[] credentials = new String[people];
        for (int i = 0; i < people; i++) {
            seqs[i] = ++seq;
            atMs[i] = engine.nowMs.get();
            in[i] = true;
            credentials[i] = "";
        }
        Command entries = new GateCommand.RecordGateEvents(
                "s-1-g1", "b", engine.directory.stationNo("s-1"), seqs, atMs, in, credentials);
        assertThat(new Caller(engine).call(entries)).isInstanceOf(Outcome.GateReceipt.class);
    }

    private JsonObject shown() {
        return client.get("/v1/stations/s-1/occupancy").json();
    }

    private Answer count(String bearer, String query, String body) {
        return client.sendJson(bearer, "PUT", OCCUPANCY + query, body);
    }

    @Test
    void tellsHowManyUsuallyAreInsideWhereThatIsKnown() {
        assertThat(shown().containsKey("usual")).isFalse();
        engine.usual.put(HttpEngine.START_MS, Map.of(1, new OccupancyHistory.Usual(17, 3)));
        assertThat(shown().getInteger("usual")).isEqualTo(17);
        engine.nowMs.addAndGet(UsualNow.HALF_HOUR_MS);
        assertThat(shown().containsKey("usual")).isFalse();
    }

    @Test
    void metricsTellHowMuchIsKnown() {
        assertThat(engine.meters
                        .get("yizhan.occupancy.stations")
                        .tag("confidence", "unknown")
                        .gauge()
                        .value())
                .isEqualTo(3);
        count(operator, "", "{\"inside\":7,\"reason\":\"seen\"}");
        assertThat(engine.meters
                        .get("yizhan.occupancy.stations")
                        .tag("confidence", "live")
                        .gauge()
                        .value())
                .isOne();
        assertThat(engine.meters.get("yizhan.occupancy.inside").gauge().value()).isEqualTo(7);
        assertThat(engine.meters.get("yizhan.occupancy.drift").gauge().value()).isEqualTo(7);
    }

    @Test
    void anOperatorCountsAndTheAuditHasIt() {
        enter(5);
        Answer preview = count(operator, "?preview=true", COUNTED);
        assertThat(preview.status()).as(preview.body()).isEqualTo(200);
        assertThat(preview.json().getInteger("drift")).isEqualTo(2);
        assertThat(shown().getInteger("inside")).as("a preview changes nothing").isEqualTo(5);
        assertThat(engine.audit.acts).isEmpty();

        Answer counted = count(operator, "", COUNTED);
        assertThat(counted.status()).as(counted.body()).isEqualTo(200);
        assertThat(counted.body())
                .isEqualTo(
                        "{\"stationId\":\"s-1\",\"inside\":3,\"before\":5,\"drift\":2,\"limit\":40,\"aboveLimit\":false,"
                                + "\"asOf\":\"2026-11-21T10:00:00+08:00\"}");
        assertThat(shown().getInteger("inside")).isEqualTo(3);
        assertThat(shown().getInteger("drift")).isEqualTo(2);
        assertThat(shown().getInteger("walkIn")).as("two are kept back").isEqualTo(35);
        Answer audit = client.send("GET", "/v1/admin/audit", "", "Authorization", operator);
        assertThat(audit.json().getJsonArray("acts").encode())
                .contains("\"actor\":\"o-1\",\"act\":\"COUNT_OCCUPANCY\",\"target\":\"s-1\",\"stations\":[\"s-1\"],"
                        + "\"reason\":\"巡场清点\",\"before\":\"5\",\"after\":\"3\"");
    }

    @Test
    void moreThanMayBeInsideIsTakenAndSaid() {
        Answer counted = count(operator, "", "{\"inside\":60,\"reason\":\"open day\"}");
        assertThat(counted.status()).as(counted.body()).isEqualTo(200);
        assertThat(counted.json().getBoolean("aboveLimit")).isTrue();
        assertThat(shown().getInteger("walkIn")).isZero();
        assertThat(shown().getString("confidence")).isEqualTo("live");
    }

    @Test
    void onlyWhoWorksThereCounts() {
        String other =
                "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}");
        assertThat(count(other, "", COUNTED).status()).isEqualTo(403);
        assertThat(count(other, "", COUNTED).code()).isEqualTo("station-foreign");
        Answer unknown = client.sendJson(operator, "PUT", "/v1/admin/stations/nowhere/occupancy", COUNTED);
        assertThat(unknown.code()).isEqualTo("station-unknown");
        for (String wrong : List.of(
                "{\"inside\":-1,\"reason\":\"x\"}",
                "{\"inside\":10001,\"reason\":\"x\"}",
                "{\"inside\":1.5,\"reason\":\"x\"}",
                "{\"reason\":\"x\"}",
                "{\"inside\":1}",
                "{\"inside\":1,\"reason\":\"\"}",
                "{\"inside\":1,\"reason\":\"x\",\"more\":1}"))
            assertThat(count(operator, "", wrong).code()).as(wrong).isEqualTo("body-invalid");
        assertThat(shown().getString("confidence")).isEqualTo("unknown");
    }

    @Test
    void aSilentGatesCountIsStaleAndThenNobodyKnows() {
        assertThat(shown().getString("confidence")).isEqualTo("unknown");
        enter(7);
        assertThat(shown().getString("confidence")).isEqualTo("live");
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(10) + 1);
        assertThat(shown().getString("confidence")).isEqualTo("stale");
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(50));
        assertThat(shown().getString("confidence")).isEqualTo("unknown");
        assertThat(client.get("/v1/stations/s-1").body()).contains("\"level\":\"UNKNOWN\",\"confidence\":\"unknown\"");
        enter(1);
        assertThat(shown().getString("confidence")).isEqualTo("live");
        assertThat(shown().getInteger("inside")).isEqualTo(8);
    }

    @Test
    void placesAreKeptForWhoHasBookedWhatStartsSoon() {
        String id = client.reserve("m-1", slots("s-1-gym.20261121T1100")).json().getString("id");
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(45) - 1);
        assertThat(shown().getInteger("due")).isZero();
        assertThat(shown().getInteger("walkIn")).isEqualTo(40);
        engine.nowMs.addAndGet(1);
        assertThat(shown().getInteger("due")).isEqualTo(1);
        assertThat(shown().getInteger("walkIn")).isEqualTo(39);
        String desk = "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        Answer came =
                client.sendJson(desk, "POST", "/v1/admin/reservations/" + id + "/check-in", "{\"reason\":\"desk\"}");
        assertThat(came.status()).as(came.body()).isEqualTo(200);
        assertThat(shown().getInteger("due")).as("who has come").isZero();
    }
}
