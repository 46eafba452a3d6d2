package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.NumberRange;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gate reports over HTTP: gaps, numbers that it has lost, and events that are wrong in themselves. */
@HearsErrors
class HttpGateEventsTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String bearer = "";

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        bearer = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
    }

    private Answer send(String body) {
        return client.sendJson(bearer, "POST", "/v1/gates/s-1-g1/events", body, "Accept-Language", "en");
    }

    private static String event(long seq) {
        return "{\"seq\":" + seq + ",\"at\":\"2026-11-21T09:59:00+08:00\",\"direction\":\"IN\"}";
    }

    private static String events(String... events) {
        return "{\"boot\":\"b\",\"events\":[" + String.join(",", events) + "]}";
    }

    private static String forget(String ranges) {
        return "{\"boot\":\"b\",\"forget\":" + ranges + "}";
    }

    private int inside() {
        return client.get("/v1/stations/s-1/occupancy").json().getInteger("inside");
    }

    @Test
    void tellsWhatIsMissingAndGoesOnWhereItIsGivenUp() {
        assertThat(send(events(event(1), event(4), event(9_007_199_254_740_992L)))
                        .body())
                .isEqualTo("{\"through\":1,\"accepted\":3,\"duplicates\":0,\"missing\":[[2,3],[5,9007199254740991]]}");
        assertThat(send(forget("[[2,3]]")).body())
                .isEqualTo("{\"through\":4,\"accepted\":0,\"duplicates\":0,\"missing\":[[5,9007199254740991]]}");
        assertThat(send(events(event(3))).body())
                .as("it comes all the same")
                .isEqualTo("{\"through\":4,\"accepted\":0,\"duplicates\":1,\"missing\":[[5,9007199254740991]]}");
        assertThat(send("{\"forget\":[[5,7]],\"boot\":\"b\",\"events\":[" + event(6) + "," + event(8) + "]}")
                        .body())
                .as("both at once, events first")
                .isEqualTo("{\"through\":8,\"accepted\":2,\"duplicates\":0,\"missing\":[[9,9007199254740991]]}");
        assertThat(send(forget("[[1,9223372036854775807]]")).json().getLong("through"))
                .isEqualTo(9_007_199_254_740_992L);
        assertThat(send(events(event(9_007_199_254_740_993L))).json().getInteger("accepted"))
                .as("what was still to come is not given up")
                .isOne();
        assertThat(inside()).isEqualTo(6);
    }

    @Test
    void tellsTheFirstHundredGaps() {
        Answer answer = send(events(
                IntStream.rangeClosed(1, 300).mapToObj(i -> event(2L * i)).toArray(String[]::new)));

        JsonArray missing = answer.json().getJsonArray("missing");
        assertThat(missing).hasSize(100);
        assertThat(missing.getJsonArray(99)).isEqualTo(JsonArray.of(199, 199));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"seq\":2500,\"at\":\"2026-13-21T09:59:00+08:00\",\"direction\":\"IN\"}",
                "{\"seq\":2500,\"at\":\"2026-11-21 09:59:00\",\"direction\":\"IN\"}",
                "{\"at\":\"\",\"direction\":\"IN\",\"seq\":2500}",
                "{\"at\":1795312740,\"direction\":\"IN\",\"seq\":2500}",
                "{\"seq\":2500,\"at\":null,\"direction\":\"IN\"}",
                "{\"seq\":2500,\"at\":{\"s\":[1,2,{}]},\"direction\":\"IN\"}",
                "{\"seq\":2500,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"BOTH\"}",
                "{\"seq\":2500,\"at\":\"2026-11-21T09:59:00Z\"}",
                "{\"seq\":2500}",
                "{\"seq\":2500,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\",\"pass\":\"\"}",
                "{\"seq\":2500,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\",\"floor\":[[[[[[[[[[1]]]]]]]]]]}",
                "{\"seq\":2500,\"at\":\"2026-11-21T09:59:00Z\",\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":2500,\"direction\":\"IN\",\"at\":\"LONG\"}",
                "{\"seq\":2500,\"LONG\":1}",
                "{\"seq\":2500,\"at\":1LONG}"
            })
    void countsTheOthersWhereOneEventIsWrong(String wrong) {
        String bad = wrong.replace("1LONG", "1" + "0".repeat(9_000)).replace("LONG", "x".repeat(9_000));
        String body = events(IntStream.rangeClosed(1, 5_000)
                .mapToObj(seq -> seq == 2_500 ? bad : event(seq))
                .toArray(String[]::new));
        JsonObject answer = send(body).json();

        assertThat(answer.getLong("through")).as(answer.encode()).isEqualTo(5_000);
        assertThat(answer.getInteger("accepted")).isEqualTo(4_999);
        assertThat(answer.getJsonArray("missing")).isEmpty();
        assertThat(answer.getJsonArray("rejected")).hasSize(1);
        JsonObject rejected = answer.getJsonArray("rejected").getJsonObject(0);
        assertThat(rejected.getString("in")).isEqualTo("events");
        assertThat(rejected.getInteger("index")).isEqualTo(2_499);
        assertThat(rejected.getInteger("seq")).isEqualTo(2_500);
        assertThat(rejected.getString("code")).isEqualTo("body-invalid");
        assertThat(rejected.getString("detail")).isNotBlank().hasSizeLessThan(300);
        assertThat(inside()).isEqualTo(4_999);
        assertThat(send(events(event(2_500))).json().getInteger("duplicates"))
                .as("its number is used up")
                .isOne();
        assertThat(engine.meters.get("yizhan.gate.events.rejected").counter().count())
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "[]",
                "{}",
                "\"seq\"",
                "{\"seq\":0,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":-2500,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":\"2\",\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":2.5,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":1e400,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":9223372036854775808,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}",
                "{\"seq\":2,\"seq\":5,\"at\":\"2026-11-21T09:59:00Z\",\"direction\":\"IN\"}"
            })
    void usesUpNoNumberThatItCanNotRead(String wrong) {
        JsonObject answer = send(events(event(1), wrong, event(3))).json();

        assertThat(answer.getInteger("accepted")).as(answer.encode()).isEqualTo(2);
        assertThat(answer.getJsonArray("missing")).isEqualTo(JsonArray.of(JsonArray.of(2, 2)));
        assertThat(answer.getJsonArray("rejected").getJsonObject(0).getInteger("index"))
                .isOne();
        assertThat(send(events(event(2))).json().getLong("through")).isEqualTo(3);
    }

    @Test
    void countsAnEventOfWhichTheSameBodyHasABadCopyToo() {
        String bad = event(2).replace("IN", "UP");
        assertThat(send(events(bad, event(2), event(1), bad)).body())
                .startsWith("{\"through\":2,\"accepted\":2,\"duplicates\":0,\"missing\":[],\"rejected\":[");
        assertThat(inside()).isEqualTo(2);
    }

    @Test
    void tellsTheFirstHundredThatAreWrong() {
        JsonObject answer = send(events(IntStream.rangeClosed(1, 300)
                        .mapToObj(seq -> seq % 2 == 0 ? event(seq) : event(seq).replace("IN", "in"))
                        .toArray(String[]::new)))
                .json();

        assertThat(answer.getJsonArray("rejected")).hasSize(100);
        assertThat(answer.getInteger("accepted")).isEqualTo(150);
        assertThat(answer.getLong("through")).isEqualTo(300);
    }

    /** As for any other body that is wrong; but who never hears more than "it has arrived" must not wait behind it for ever. */
    @Test
    void refusesABodyWithoutAnyGoodEventAndUsesUpItsNumbers() {
        Answer answer = send(events(event(1).replace("IN", "in"), event(2).replace("2026", "year")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("body-invalid");
        assertThat(answer.json().getString("field")).isEqualTo("direction");
        assertThat(answer.json().getJsonArray("rejected")).hasSize(2);
        assertThat(send(events(event(3))).json().getLong("through")).isEqualTo(3);
        assertThat(send(events("1")).json().getJsonArray("rejected")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[3,2]]",
                "[[0,1]]",
                "[[1]]",
                "[[]]",
                "[1,2]",
                "[[1,\"2\"]]",
                "[[1,2,3]]",
                "[null]",
                "[[[1],[2]]]"
            })
    void leavesOutARangeThatIsWrong(String ranges) {
        String both = "{\"boot\":\"b\",\"events\":[" + event(2) + "],\"forget\":" + ranges + "}";
        JsonObject answer = send(both).json();

        assertThat(answer.getInteger("accepted")).as(answer.encode()).isOne();
        assertThat(answer.getJsonArray("missing")).isEqualTo(JsonArray.of(JsonArray.of(1, 1)));
        assertThat(answer.getJsonArray("rejected").getJsonObject(0).getString("in"))
                .isEqualTo("forget");
        assertThat(send(forget(ranges)).code()).isEqualTo("body-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"boot\":\"b\",\"boot\":\"b\",\"events\":[EVENT]}",
                "{\"boot\":\"b\",\"events\":[EVENT],\"events\":[EVENT]}",
                "{\"boot\":\"b\",\"forget\":[],\"forget\":[]}",
                "{\"boot\":\"b\",\"events\":[EVENT,]}",
                "{\"boot\":\"b\",\"events\":[EVENT]"
            })
    void refusesWhatIsNoJsonAsAWhole(String body) {
        assertThat(send(body.replace("EVENT", event(1))).code()).isEqualTo("json-malformed");
        assertThat(inside()).isZero();
    }

    @Test
    void refusesMoreThanABodyMayHave() {
        String events = IntStream.rangeClosed(1, 5_001).mapToObj(seq -> "{}").collect(Collectors.joining(","));
        assertThat(send(events(events)).code()).isEqualTo("body-invalid");
        String ranges = IntStream.rangeClosed(1, 1_001).mapToObj(seq -> "[1,1]").collect(Collectors.joining(","));
        assertThat(send(forget("[" + ranges + "]")).code()).isEqualTo("body-invalid");
    }

    @Test
    void saysWhenARefusalPasses() {
        engine.refusing.set(new Refusal.GateBootsExceeded(1_000, HttpEngine.START_MS + 60_000));
        Answer boots = send(events(event(1)));
        assertThat(boots.status()).isEqualTo(409);
        assertThat(boots.code()).isEqualTo("gate-boots-exceeded");
        assertThat(boots.json().getString("freesAt")).isEqualTo("2026-11-21T10:01:00+08:00");
        assertThat(boots.json().getString("detail")).contains("1000", "2026-11-21T10:01:00+08:00");
        engine.refusing.set(new Refusal.GateGapsExceeded(1_000, 7, List.of(new NumberRange(8, 9))));
        Answer gaps = send(events(event(1)));
        assertThat(gaps.status()).isEqualTo(409);
        assertThat(gaps.code()).isEqualTo("gate-gaps-exceeded");
        assertThat(gaps.json().getLong("through")).isEqualTo(7);
        assertThat(gaps.json().getJsonArray("missing")).isEqualTo(JsonArray.of(JsonArray.of(8, 9)));
        assertThat(gaps.json().getString("detail")).contains("1000", "forget");
    }
}
