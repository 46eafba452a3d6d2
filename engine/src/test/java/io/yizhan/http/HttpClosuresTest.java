package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Command;
import io.yizhan.http.HttpClient.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does, over real HTTP against the real core. */
@HearsErrors
class HttpClosuresTest {
    private static final String PATH = "/v1/admin/closures";
    private static final String COURT = "s-1-b1.20261121T1800";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String admin;
    private String operator;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
    }

    private Answer as(String token, String method, String path, String body) {
        return client.sendJson("Bearer " + token, method, path, body);
    }

    private Answer close(String token, JsonObject body) {
        return as(token, "POST", PATH, body.encode());
    }

    private static JsonObject evening() {
        return new JsonObject()
                .put("venues", new JsonArray().add("s-1-b1").add("s-1-gym"))
                .put("from", "2026-11-21T18:00:00+08:00")
                .put("to", "2026-11-21T20:00:00+08:00")
                .put("reason", "屋顶漏水")
                .put("reservations", "CANCEL");
    }

    private JsonObject reservation(Answer placed) {
        return client.getAs("m-1", "/v1/reservations/" + placed.json().getString("id"))
                .json();
    }

    @Test
    void closesACourtCancelsWhatIsBookedThereAndTellsWhy() {
        Answer placed = client.reserve("m-1", slots(COURT));
        Answer later = client.reserve("m-1", slots("s-1-b1.20261121T1500"));

        Answer closed = close(operator, evening());
        assertThat(closed.status()).as(closed.body()).isEqualTo(201);
        assertThat(closed.header("location")).isEqualTo(PATH + "/c-1");
        assertThat(closed.json().getString("state")).isEqualTo("CANCELLING");
        await().untilAsserted(
                        () -> assertThat(reservation(placed).getString("state")).isEqualTo("CANCELLED"));
        assertThat(reservation(placed).getString("by")).isEqualTo("closure");
        assertThat(reservation(placed).getString("reason")).isEqualTo("屋顶漏水");
        assertThat(reservation(later).getString("state")).isEqualTo("CONFIRMED");
        assertThat(client.get("/v1/stations/s-1/slots?venue=s-1-b1").body())
                .contains("\"id\":\"" + COURT + "\"")
                .containsPattern("\"" + COURT + "\"[^}]*\"state\":\"CLOSED\",\"reason\":\"屋顶漏水\"");
        assertThat(client.get("/v1/slots?free=false&from=18:00&to=19:00&kind=BADMINTON")
                        .body())
                .containsPattern("\"" + COURT + "\"[^}]*\"state\":\"CLOSED\",\"reason\":\"屋顶漏水\"");
        Answer refused = client.reserve("m-2", slots(COURT));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("slot-closed");
        assertThat(refused.json().getString("reason")).isEqualTo("屋顶漏水");
        assertThat(refused.json().getString("detail")).contains("屋顶漏水");

        JsonObject listed =
                as(admin, "GET", PATH, "").json().getJsonArray("closures").getJsonObject(0);
        assertThat(listed.getString("state")).isEqualTo("CLOSED");
        assertThat(listed.getInteger("cancelled")).isEqualTo(1);
        assertThat(listed.getJsonArray("venues").encode()).isEqualTo("[\"s-1-b1\",\"s-1-gym\"]");
    }

    @Test
    void tellsWhoLostTheirPlaceWhatElseThereIsUntilTheSlotBegins() {
        Answer placed = client.reserve("m-1", slots(COURT));
        Answer given = client.reserve("m-2", slots("s-1-b1.20261121T1900"));
        client.as("m-2", "DELETE", "/v1/reservations/" + given.json().getString("id"));
        close(operator, evening().put("to", "2026-11-21T19:00:00+08:00"));
        await().untilAsserted(
                        () -> assertThat(reservation(placed).getString("state")).isEqualTo("CANCELLED"));

        assertThat(reservation(placed).getJsonArray("alternatives").encode())
                .isEqualTo("[\"s-1-b1.20261121T1900\",\"s-1-b1.20261121T1700\",\"s-1-b1.20261121T1600\"]");
        assertThat(client.getAs("m-1", "/v1/me/reservations").body())
                .contains("屋顶漏水")
                .doesNotContain("alternatives");
        JsonObject own = client.getAs("m-2", "/v1/reservations/" + given.json().getString("id"))
                .json();
        assertThat(own.getString("by")).isEqualTo("member");
        assertThat(own.containsKey("alternatives")).isFalse();
        engine.nowMs.set(HttpEngine.START_MS + 8 * 3_600_000L);
        assertThat(reservation(placed).getString("state")).isEqualTo("CANCELLED");
        assertThat(reservation(placed).containsKey("alternatives")).isFalse();
    }

    @Test
    void opensAgain() {
        close(operator, evening());
        Answer again = close(operator, evening());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("id")).isEqualTo("c-1");

        Answer lifted = as(operator, "DELETE", PATH + "/c-1", "");
        assertThat(lifted.status()).as(lifted.body()).isEqualTo(200);
        assertThat(lifted.json().getString("state")).isEqualTo("LIFTED");
        assertThat(client.reserve("m-1", slots(COURT)).status()).isEqualTo(201);
        assertThat(as(operator, "DELETE", PATH + "/c-1", "").code()).isEqualTo("closure-unknown");
        assertThat(as(admin, "GET", PATH, "").json().getJsonArray("closures")).isEmpty();
    }

    /** What the afternoon's closure closes, too, stays closed; the gym's first slot has begun. */
    @Test
    void saysWhatWouldOpenAgain() {
        close(operator, evening().put("from", "2026-11-21T10:00:00+08:00").put("to", "2026-11-21T13:00:00+08:00"));
        close(
                operator,
                evening().put("venues", new JsonArray().add("s-1-b1")).put("from", "2026-11-21T12:00:00+08:00"));
        await().until(() -> !as(admin, "GET", PATH, "").body().contains("CANCELLING"));

        Answer previewed = as(operator, "DELETE", PATH + "/c-1?preview=true", "{}");
        assertThat(previewed.status()).as(previewed.body()).isEqualTo(200);
        JsonObject preview = previewed.json();
        assertThat(preview.getString("state")).isEqualTo("CLOSED");
        assertThat(preview.getInteger("opening")).isEqualTo(3);
        assertThat(preview.getJsonArray("slotsOpening"))
                .containsExactlyInAnyOrder("s-1-b1.20261121T1100", "s-1-gym.20261121T1100", "s-1-gym.20261121T1200");
        assertThat(preview.getBoolean("more")).isFalse();
        assertThat(as(admin, "GET", PATH, "").json().getJsonArray("closures")).hasSize(2);
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1100")).code()).isEqualTo("slot-closed");

        as(operator, "DELETE", PATH + "/c-1", "{\"reason\":\"干了\"}");
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1100")).status())
                .isEqualTo(201);
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1200")).code()).isEqualTo("slot-closed");
        for (String query : new String[] {"", "?preview=true"})
            assertThat(as(operator, "DELETE", PATH + "/c-1" + query, "").code()).isEqualTo("closure-unknown");
        assertThat(as(operator, "DELETE", PATH + "/c-2?preview=maybe", "").code())
                .isEqualTo("parameter-invalid");
        assertThat(as(operator, "DELETE", PATH + "/c-2", "{\"reason\":\" \"}").code())
                .isEqualTo("body-invalid");
        String foreign = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}");
        assertThat(as(foreign, "DELETE", PATH + "/c-2?preview=true", "").code()).isEqualTo("station-foreign");
    }

    @Test
    void aWholeStationKeepsWhatIsBookedUnlessAskedOtherwise() {
        Answer placed = client.reserve("m-1", slots(COURT));
        JsonObject station = evening().put("station", "s-1");
        station.remove("venues");
        station.remove("reservations");

        Answer closed = close(admin, station);
        assertThat(closed.json().getJsonArray("venues")).hasSize(3);
        assertThat(closed.json().getString("reservations")).isEqualTo("KEEP");
        assertThat(closed.json().getString("state")).isEqualTo("CLOSED");
        assertThat(reservation(placed).getString("state")).isEqualTo("CONFIRMED");
    }

    @Test
    void onlyWhoRunsTheStationMay() {
        assertThat(close(client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}"), evening())
                        .code())
                .isEqualTo("role-missing");
        assertThat(client.send("POST", PATH, evening().encode(), "Content-Type", "application/json")
                        .code())
                .isEqualTo("token-missing");
        Answer foreign = close(
                operator, evening().put("venues", new JsonArray().add("s-1-b1").add("s-2-b1")));
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("station-foreign");
        assertThat(foreign.json().getString("station")).isEqualTo("s-2");

        close(admin, evening().put("venues", new JsonArray().add("s-2-b1")));
        assertThat(as(operator, "GET", PATH, "").json().getJsonArray("closures"))
                .isEmpty();
        assertThat(as(operator, "DELETE", PATH + "/c-1", "").code()).isEqualTo("station-foreign");
        assertThat(as(admin, "DELETE", PATH + "/c-1", "").status()).isEqualTo(200);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(close(admin, evening().put("venues", new JsonArray().add("s-1-b9")))
                        .code())
                .isEqualTo("venue-unknown");
        JsonObject nowhere = evening().put("station", "s-9");
        nowhere.remove("venues");
        assertThat(close(admin, nowhere).code()).isEqualTo("station-unknown");
        assertWrong("venues", evening().put("station", "s-1"));
        assertWrong("venues", evening().put("venues", new JsonArray()));
        assertWrong(
                "venues", evening().put("venues", new JsonArray().add("s-1-b1").add("s-1-b1")));
        JsonArray many = new JsonArray();
        for (int i = 0; i < 201; i++) many.add("v" + i);
        assertWrong("venues", evening().put("venues", many));
        assertWrong("to", evening().put("to", "2026-11-21T18:00:00+08:00"));
        assertWrong("to", evening().put("to", "tomorrow at eight pm"));
        assertWrong("from", evening().put("from", "1999-12-31T00:00:00Z"));
        assertWrong("reason", evening().put("reason", ""));
        assertWrong("reason", evening().put("reason", " "));
        assertWrong("reason", evening().put("reason", "a\u0000b"));
        assertWrong("reason", evening().put("reason", "a\nb"));
        assertWrong("reason", evening().put("reason", "x".repeat(Command.REASON_MAX + 1)));
        assertWrong("reservations", evening().put("reservations", "MOVE"));
        assertWrong("reservations", evening().put("reservations", true));
        assertWrong("force", evening().put("force", true));
        for (String field : new String[] {"venues", "from", "to", "reason"}) {
            JsonObject without = evening();
            without.remove(field);
            assertWrong(field, without);
        }
        for (String id : new String[] {"c-0", "c-2", "c-01", "c-", "c-9999999999", "r-1", "x"})
            assertThat(as(admin, "DELETE", PATH + "/" + id, "").code()).as(id).isEqualTo("closure-unknown");
        assertThat(as(admin, "PUT", PATH, "").code()).isEqualTo("method-not-allowed");
        assertThat(as(admin, "GET", PATH, "").json().getJsonArray("closures")).isEmpty();
    }

    private void assertWrong(String field, JsonObject body) {
        Answer answer = close(admin, body);
        assertThat(answer.status()).as(body.encode()).isEqualTo(400);
        assertThat(answer.json().getString("field")).as(body.encode()).isEqualTo(field);
    }
}
