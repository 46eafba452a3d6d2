package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker books for many of its own members in one request. It is 10:00 on 21 November 2026. */
@HearsErrors
class HttpBrokerTest {
    private static final String PATH = "/v1/broker/reservations";
    private static final String GYM = "s-1-gym.20261121T1800";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private String token(String broker) {
        return "Bearer " + engine.client.token("{\"roles\":[\"broker\"],\"subject\":\"" + broker + "\"}");
    }

    private Answer send(String broker, String method, String path, String body) {
        return engine.client.sendJson(token(broker), method, path, body, "Accept-Language", "en");
    }

    private static JsonObject item(String member, String key, String slot) {
        return new JsonObject().put("member", member).put("key", key).put("slots", JsonArray.of(slot));
    }

    private List<JsonObject> results(String broker, Object... items) {
        Answer answer = send(
                broker,
                "POST",
                PATH,
                new JsonObject().put("items", JsonArray.of(items)).encode());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<Integer> statuses(List<JsonObject> results) {
        return results.stream().map(it -> it.getInteger("status")).toList();
    }

    private static String code(JsonObject result) {
        return result.getJsonObject("problem").getString("code");
    }

    private static String id(JsonObject result) {
        return result.getJsonObject("reservation").getString("id");
    }

    /** By what the books call them; whoever is at the desk has read that in a list. */
    @Test
    void whoIsAtTheDeskFindsABrokersMember() {
        String id = id(results("b-1", item("c-1", "k", "s-1-b1.20261121T1800")).getFirst());
        String admin = "Bearer " + engine.client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        JsonObject found = engine.client
                .sendJson(admin, "GET", "/v1/admin/members/b-1%20c-1/reservations", "")
                .json();
        assertThat(found.getJsonArray("reservations"))
                .singleElement()
                .satisfies(it -> assertThat(((JsonObject) it).getString("id")).isEqualTo(id));
        assertThat(engine.client
                        .sendJson(admin, "GET", "/v1/admin/members/b-1%20c-1/standing", "")
                        .status())
                .isEqualTo(200);
        assertThat(engine.client
                        .sendJson(admin, "GET", "/v1/admin/audit?subject=b-1%20c-1", "")
                        .status())
                .isEqualTo(200);
        for (String nobody : List.of("b-1%20", "%20c-1", "b-1%20%20c-1", "b-1%20c-1%20x", "b-1%0Ac-1"))
            assertThat(engine.client
                            .sendJson(admin, "GET", "/v1/admin/members/" + nobody + "/standing", "")
                            .status())
                    .as(nobody)
                    .isEqualTo(400);
    }

    @Test
    void eachIsDecidedOnItsOwnInTheirOrder() {
        List<JsonObject> results = results(
                "b-1",
                item("c-1", "k", "s-1-b1.20261121T1800"),
                item("c-2", "k", "s-1-b1.20261121T1800"),
                item("c-3", "k", "s-1-b1.20261121T1800").put("onFull", "waitlist"),
                item("c-1", "k2", "s-1-b1.20261121T1900").put("mode", "hold").put("party", 2),
                item("c-1", "k3", "s-1-b1.20261121T1900"));
        assertThat(statuses(results)).containsExactly(201, 409, 201, 201, 201);
        assertThat(code(results.get(1))).isEqualTo("slot-full");
        assertThat(results.get(2).getJsonObject("reservation").getString("state"))
                .isEqualTo("WAITLISTED");
        assertThat(results.get(3).getJsonObject("reservation").getString("state"))
                .isEqualTo("HELD");
        assertThat(results.get(3).getJsonObject("reservation").getInteger("party"))
                .isEqualTo(2);
    }

    @Test
    void oneBrokenItemHarmsNoneBesideIt() {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 12; i++) items.add(item("c-" + i, "k", GYM));
        items.set(1, item("c 1", "k", GYM));
        items.set(2, item("c-2", "k", GYM).put("party", 21));
        items.set(3, item("c-3", "k", GYM).put("mode", "preview"));
        items.set(4, 7);
        items.set(5, JsonArray.of(JsonArray.of(1), new JsonObject().put("x", 1)));
        items.set(6, new JsonObject());
        items.set(7, item("c-7", "k", GYM).put("deep", new JsonObject().put("a", JsonArray.of(new JsonObject()))));
        items.set(8, item("c-8", "k", "nowhere"));
        items.set(9, item("c-9", "k".repeat(65), GYM));
        items.set(10, item("c-10", "k", GYM).put("slots", JsonArray.of(GYM, GYM)));
        List<JsonObject> results = results("b-1", items.toArray());
        assertThat(statuses(results)).containsExactly(201, 400, 400, 400, 400, 400, 400, 400, 422, 400, 400, 201);
        assertThat(results.get(2).getJsonObject("problem").getString("field")).isEqualTo("party");
        assertThat(code(results.get(8))).isEqualTo("slot-unknown");
        for (int i : new int[] {0, 11}) {
            String path = PATH + "/" + id(results.get(i)) + "?member=c-" + i;
            assertThat(send("b-1", "GET", path, "").status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theWholeAgainGivesTheSameAgain() {
        Object[] items =
                IntStream.range(0, 5).mapToObj(i -> item("c-" + i, "k", GYM)).toArray();
        List<JsonObject> first = results("b-1", items);
        List<JsonObject> again = results("b-1", items);
        assertThat(statuses(first)).containsOnly(201);
        assertThat(statuses(again)).containsOnly(200);
        assertThat(again.stream().map(HttpBrokerTest::id))
                .containsExactlyElementsOf(
                        first.stream().map(HttpBrokerTest::id).toList());
    }

    @Test
    void theSameKeyManyTimesIsOneBooking() {
        Object[] same =
                IntStream.range(0, 1_000).mapToObj(i -> item("c-1", "k", GYM)).toArray();
        List<JsonObject> results = results("b-1", same);
        assertThat(results.stream().map(HttpBrokerTest::id).distinct()).hasSize(1);
        assertThat(statuses(results).getFirst()).isEqualTo(201);
        assertThat(statuses(results).subList(1, 1_000)).containsOnly(200);

        assertThat(statuses(results("b-1", item("c-1", "k", "s-1-gym.20261121T1900"))))
                .as("for something else")
                .containsExactly(422);
    }

    @Test
    void membersAreTheBrokersOwn() {
        String mine = id(results("b-1", item("c-1", "k", GYM)).getFirst());
        String other = id(results("b-2", item("c-1", "k", GYM)).getFirst());
        assertThat(other).isNotEqualTo(mine);

        assertThat(send("b-1", "GET", PATH + "/" + mine + "?member=c-1", "")
                        .json()
                        .getString("pass"))
                .isNotEmpty();
        for (String path : new String[] {mine + "?member=c-2", other + "?member=c-1"})
            for (String method : new String[] {"GET", "DELETE"}) {
                Answer refused = send("b-1", method, PATH + "/" + path, "");
                assertThat(refused.status()).as(path).isEqualTo(404);
                assertThat(refused.code()).isEqualTo("reservation-unknown");
            }
        assertThat(send("b-1", "GET", PATH + "/" + mine, "").code()).isEqualTo("parameter-invalid");
        assertThat(engine.client
                        .sendJson(
                                engine.client.bearer("c-1"),
                                "GET",
                                "/v1/reservations/" + mine,
                                "",
                                "Accept-Language",
                                "en")
                        .status())
                .as("somebody of the city who is called alike")
                .isEqualTo(404);
        assertThat(send("b-1", "DELETE", PATH + "/" + mine + "?member=c-1", "")
                        .json()
                        .getString("state"))
                .isEqualTo("CANCELLED");
    }

    @Test
    void aHoldIsConfirmed() {
        String held =
                id(results("b-1", item("c-1", "k", GYM).put("mode", "hold")).getFirst());
        Answer confirmed = send("b-1", "POST", PATH + "/" + held + "/confirm?member=c-1", "");
        assertThat(confirmed.json().getString("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void membersHaveTheLimitsOfAnyMember() {
        List<JsonObject> results =
                results("b-1", item("c-1", "k1", "s-1-gym.20261121T1800"), item("c-1", "k2", "s-1-b1.20261121T1800"));
        assertThat(code(results.get(1))).isEqualTo("overlaps-own-reservation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"items\":[]}",
                "{\"items\":{}}",
                "{\"items\":[{}],\"items\":[{}]}",
                "{\"items\":[{}],\"other\":1}",
                "{\"items\":[{}",
                "{\"items\":[{\"member\":\"c-1\"]}"
            })
    void whatIsNoListOfItemsIsRefusedAsAWhole(String body) {
        Answer refused = send("b-1", "POST", PATH, body);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    }

    @Test
    void noMoreThanAThousand() {
        JsonArray items = new JsonArray();
        for (int i = 0; i <= 1_000; i++) items.add(item("c-" + i, "k", GYM));
        Answer refused =
                send("b-1", "POST", PATH, new JsonObject().put("items", items).encode());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getString("detail")).contains("1–1000");
        Answer large = send("b-1", "POST", PATH, "{\"items\":[\"" + "x".repeat(1024 * 1024) + "\"]}");
        assertThat(large.status()).isEqualTo(413);
    }

    @Test
    void onlyABrokerMay() {
        Answer refused = engine.client.sendJson(
                engine.client.bearer("m-1"), "POST", PATH, "{\"items\":[]}", "Accept-Language", "en");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("role")).isEqualTo("broker");
    }
}
