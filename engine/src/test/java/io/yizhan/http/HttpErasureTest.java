package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Rules;
import io.yizhan.http.HttpClient.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members who want to be forgotten, over real HTTP. It is 10:00. */
@HearsErrors
class HttpErasureTest {
    private static final String ME = "/v1/me";
    private static final String GYM = "s-1-gym.20261121T";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String token;

    @BeforeEach
    void start() {
        engine = new HttpEngine(Rules.DEFAULT);
        client = engine.client;
        token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
    }

    private Answer as(String bearer, String method, String path, String body) {
        return client.sendJson("Bearer " + bearer, method, path, body, "Accept-Language", "en");
    }

    private Answer mine(String method, String path) {
        return as(token, method, path, "");
    }

    private static List<String> ids(JsonObject answer) {
        return answer.getJsonArray("reservations").stream()
                .map(it -> ((JsonObject) it).getString("id"))
                .toList();
    }

    private String book(String subject, String hour) {
        Answer placed = client.reserve(subject, slots(GYM + hour));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed.json().getString("id");
    }

    @Test
    void aMemberIsForgottenAndNobodyElse() {
        String early = book("m-1", "1800");
        String late = book("m-1", "1900");
        String others = book("m-2", "1800");

        Answer preview = mine("DELETE", ME + "?preview=true");
        assertThat(preview.status()).as(preview.body()).isEqualTo(200);
        assertThat(ids(preview.json())).containsExactly(late, early);
        assertThat(mine("GET", "/v1/reservations/" + early).status()).isEqualTo(200);

        Answer erased = mine("DELETE", ME);
        assertThat(erased.status()).as(erased.body()).isEqualTo(200);
        assertThat(ids(erased.json())).containsExactly(late, early);
        assertThat(mine("GET", "/v1/reservations/" + early).status()).isEqualTo(404);
        assertThat(ids(mine("GET", "/v1/me/reservations").json())).isEmpty();
        assertThat(client.get("/v1/stations/s-1/slots?date=2026-11-21&venue=s-1-gym")
                        .body())
                .contains("\"id\":\"" + GYM + "1900\"")
                .doesNotContain("m-1");
        String other = client.token("{\"roles\":[\"member\"],\"subject\":\"m-2\"}");
        assertThat(ids(as(other, "GET", "/v1/me/reservations", "").json())).containsExactly(others);

        Answer again = mine("DELETE", ME);
        assertThat(again.status()).isEqualTo(200);
        assertThat(ids(again.json())).isEmpty();
    }

    @Test
    void whoeverIsForgottenComesAlongNoMore() {
        Answer placed = client.reserve("m-2", "{\"slots\":[\"" + GYM + "1800\"],\"party\":2}");
        String id = placed.json().getString("id");
        String invitations = "/v1/reservations/" + id + "/invitations";
        Answer made = client.sendJson(client.bearer("m-2"), "POST", invitations, "{\"count\":1}");
        String invitation =
                made.json().getJsonArray("invitations").getJsonObject(0).getString("token");
        assertThat(mine("POST", "/v1/invitations/" + invitation + "/acceptance").status())
                .isEqualTo(200);
        assertThat(mine("DELETE", ME + "?preview=true").status()).isEqualTo(200);
        assertThat(mine("GET", "/v1/me/companionships/" + id).json().getString("state"))
                .isEqualTo("ACCEPTED");

        assertThat(mine("DELETE", ME).status()).isEqualTo(200);
        assertThat(mine("GET", "/v1/me/companionships/" + id).status()).isEqualTo(404);
        assertThat(client.getAs("m-2", invitations).body()).contains("\"LEFT\"").doesNotContain("m-1");
        assertThat(client.sendJson(client.bearer("m-2"), "POST", invitations, "{\"count\":1}")
                        .status())
                .as("the place is free for another")
                .isEqualTo(201);
    }

    @Test
    void allTheirSessionsEnd() {
        String session = mine("POST", "/v1/session").json().getString("session");
        assertThat(as(session, "GET", "/v1/me/standing", "").status()).isEqualTo(200);
        assertThat(as(session, "DELETE", ME, "").status()).isEqualTo(200);
        assertThat(as(session, "GET", "/v1/me/standing", "").status()).isEqualTo(401);
        // Whoever still has a good token is somebody new.
        assertThat(mine("GET", "/v1/me/standing").status()).isEqualTo(200);
    }

    /** They are forgotten nevertheless, and whoever asks again is signed out. */
    @Test
    void whoeverCouldNotBeSignedOutIsToldToAskAgain() {
        book("m-1", "1800");
        engine.sessionEnds.away = true;
        Answer failed = mine("DELETE", ME);
        assertThat(failed.status()).isEqualTo(503);
        assertThat(failed.code()).isEqualTo("sessions-unavailable");
        assertThat(failed.header("retry-after")).isNotEmpty();
        engine.sessionEnds.away = false;
        assertThat(ids(mine("GET", "/v1/me/reservations").json())).isEmpty();
        assertThat(mine("DELETE", ME).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        book("m-1", "1800");
        assertThat(mine("DELETE", ME + "?preview=perhaps").code()).isEqualTo("parameter-invalid");
        Answer misspelt = mine("DELETE", ME + "?preveiw=true");
        assertThat(misspelt.code()).isEqualTo("parameter-invalid");
        assertThat(misspelt.body()).contains("preveiw", "preview=true");
        assertThat(as(token, "DELETE", ME, "{\"sure\":true}").status()).isEqualTo(400);
        String operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"m-1\",\"stations\":[\"s-1\"]}");
        assertThat(as(operator, "DELETE", ME, "").status()).isEqualTo(403);
        assertThat(client.send("DELETE", ME, "").status()).isEqualTo(401);
        assertThat(mine("GET", ME).status()).isEqualTo(405);
        assertThat(ids(mine("GET", "/v1/me/reservations").json())).hasSize(1);
    }
}
