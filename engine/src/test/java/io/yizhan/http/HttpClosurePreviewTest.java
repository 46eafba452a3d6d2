package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator hears before closing. */
@HearsErrors
class HttpClosurePreviewTest {
    private static final String PATH = "/v1/admin/closures";
    private static final String COURT = "s-1-b1.20261121T1800";
    private static final String GYM = "s-1-gym.20261121T1800";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
    }

    private Answer post(String path, JsonObject body) {
        return client.sendJson("Bearer " + operator, "POST", path, body.encode());
    }

    private Answer preview(JsonObject body) {
        return post(PATH + "?preview=true", body);
    }

    private static JsonObject evening(String... venues) {
        return new JsonObject()
                .put("venues", new JsonArray(List.of(venues)))
                .put("from", "2026-11-21T17:00:00+08:00")
                .put("to", "2026-11-21T19:00:00+08:00")
                .put("reason", "屋顶漏水")
                .put("reservations", "CANCEL");
    }

    private JsonObject closures() {
        return client.get(PATH, "Authorization", "Bearer " + operator).json();
    }

    @Test
    void tellsWhoWouldLoseTheirPlaceAndWhatElseThereIs() {
        String first = client.reserve("m-1", slots(COURT)).json().getString("id");
        client.reserve("m-2", slots("s-1-b1.20261121T1500"));
        String second = client.reserve("m-3", slots(GYM)).json().getString("id");

        Answer preview = preview(evening("s-1-b1", "s-1-gym"));
        assertThat(preview.status()).as(preview.body()).isEqualTo(200);
        JsonObject told = preview.json();
        assertThat(told.getJsonArray("venues").encode()).isEqualTo("[\"s-1-b1\",\"s-1-gym\"]");
        assertThat(told.getString("from")).isEqualTo("2026-11-21T17:00:00+08:00");
        assertThat(told.getString("to")).isEqualTo("2026-11-21T19:00:00+08:00");
        assertThat(told.getString("reservations")).isEqualTo("CANCEL");
        assertThat(told.getInteger("affected")).isEqualTo(2);
        assertThat(told.containsKey("more")).isFalse();
        JsonObject court = told.getJsonArray("reservationsAffected").getJsonObject(0);
        assertThat(court.getString("id")).isEqualTo(first);
        assertThat(court.getString("member")).isEqualTo("m-1");
        assertThat(court.getString("state")).isEqualTo("CONFIRMED");
        assertThat(court.getJsonArray("slots").encode()).isEqualTo("[\"" + COURT + "\"]");
        assertThat(court.getInteger("party")).isEqualTo(1);
        // The next hour and the one before that is not closed, before any further in time; 17:00 would be closed as
        // well.
        assertThat(court.getJsonArray("alternatives").encode())
                .isEqualTo("[\"s-1-b1.20261121T1900\",\"s-1-b1.20261121T1600\",\"s-1-b1.20261121T1400\"]");
        assertThat(told.getJsonArray("reservationsAffected").getJsonObject(1).getString("id"))
                .isEqualTo(second);
    }

    @Test
    void changesNothing() {
        String id = client.reserve("m-1", slots(COURT)).json().getString("id");
        preview(evening("s-1-b1"));

        assertThat(closures().getJsonArray("closures")).isEmpty();
        assertThat(client.getAs("m-1", "/v1/reservations/" + id).json().getString("state"))
                .isEqualTo("CONFIRMED");
        assertThat(client.reserve("m-2", slots("s-1-b1.20261121T1700")).status())
                .isEqualTo(201);
    }

    @Test
    void tellsOfTheVeryOnesThatTheClosureThenCancels() {
        for (int i = 0; i < 5; i++) client.reserve("m-" + i, slots(i % 2 == 0 ? GYM : "s-1-gym.20261121T1900"));
        List<String> told = new ArrayList<>();
        JsonArray affected = preview(evening("s-1-gym")).json().getJsonArray("reservationsAffected");
        for (int i = 0; i < affected.size(); i++)
            told.add(affected.getJsonObject(i).getString("member"));

        post(PATH, evening("s-1-gym"));
        List<String> cancelled = new ArrayList<>();
        await().until(() -> closures()
                .getJsonArray("closures")
                .getJsonObject(0)
                .getString("state")
                .equals("CLOSED"));
        for (int i = 0; i < 5; i++)
            if (client.getAs("m-" + i, "/v1/me/reservations?state=CANCELLED")
                            .json()
                            .getJsonArray("reservations")
                            .size()
                    > 0) cancelled.add("m-" + i);
        assertThat(told).containsExactly("m-0", "m-2", "m-4").isEqualTo(cancelled);
    }

    @Test
    void tellsWhoStandsWhereReservationsAreKept() {
        client.reserve("m-1", slots(COURT));
        JsonObject told = preview(evening("s-1-b1").put("reservations", "KEEP")).json();

        assertThat(told.getString("reservations")).isEqualTo("KEEP");
        assertThat(told.getInteger("affected")).isEqualTo(1);
    }

    @Test
    void isRefusedAsTheClosureWouldBe() {
        assertThat(preview(evening("s-2-b1")).code()).isEqualTo("station-foreign");
        assertThat(preview(evening("s-1-b9")).code()).isEqualTo("venue-unknown");
        assertThat(preview(evening("s-1-b1").put("reason", "")).json().getString("field"))
                .isEqualTo("reason");
        Answer unclear = post(PATH + "?preview=maybe", evening("s-1-b1"));
        assertThat(unclear.code()).isEqualTo("parameter-invalid");
        assertThat(unclear.json().getString("parameter")).isEqualTo("preview");
        assertThat(closures().getJsonArray("closures")).isEmpty();
    }
}
