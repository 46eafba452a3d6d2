package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Companions at a gate and at the desk, over real HTTP: each by a pass of their own. A party of three has booked the gym from six. */
@HearsErrors
class HttpCompanionGatesTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String gate = "";
    private String operator = "";
    private String id = "";

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        gate = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\",\"stations\":[\"s-1\"]}");
        operator = "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
    }

    private void book(int holderPresent) {
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                        .with(Term.HOLDER_PRESENT, holderPresent)
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
        Answer placed = client.reserve("m-1", "{\"slots\":[\"s-1-gym.20261121T1800\"],\"party\":3}");
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        id = placed.json().getString("id");
    }

    private String holders() {
        return client.getAs("m-1", "/v1/reservations/" + id).json().getString("pass");
    }

    private String along(String member) {
        String invitations = "/v1/reservations/" + id + "/invitations";
        Answer made = client.sendJson(client.bearer("m-1"), "POST", invitations, "{\"count\":1}");
        String token = made.json().getJsonArray("invitations").getJsonObject(0).getString("token");
        Answer accepted = client.as(member, "POST", "/v1/invitations/" + token + "/acceptance");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
        return accepted.json().getString("pass");
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    private JsonObject shown(String pass, String direction) {
        Answer answer = client.sendJson(
                gate,
                "POST",
                "/v1/gates/s-1-g1/admissions",
                new JsonObject().put("pass", pass).put("direction", direction).encode(),
                "Accept-Language",
                "en");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String in(String pass) {
        return shown(pass, "IN").getString("code");
    }

    @Test
    void letsInEachByTheirOwnPass() {
        book(0);
        String second = along("m-2");
        String third = along("m-3");
        at(17, 50);
        assertThat(in(second)).isEqualTo("ADMITTED");
        assertThat(client.getAs("m-1", "/v1/reservations/" + id).json().getString("state"))
                .as("the party has come")
                .isEqualTo("CHECKED_IN");
        assertThat(in(second)).as("the same once more").isEqualTo("ALREADY_INSIDE");
        assertThat(in(holders())).isEqualTo("ADMITTED");
        assertThat(in(holders())).as("the others have passes of their own").isEqualTo("ALREADY_INSIDE");
        assertThat(in(third)).isEqualTo("ADMITTED");
        assertThat(shown(second, "OUT").getString("code")).isEqualTo("EXIT");
        assertThat(in(holders())).isEqualTo("ALREADY_INSIDE");
        assertThat(in(second)).isEqualTo("ADMITTED_AGAIN");
    }

    @Test
    void keepsThePlacesOfThoseWhoHaveNotAccepted() {
        book(0);
        along("m-2");
        at(17, 50);
        assertThat(in(holders())).isEqualTo("ADMITTED");
        assertThat(in(holders())).as("who has accepted nothing").isEqualTo("ADMITTED_AGAIN");
        assertThat(in(holders())).isEqualTo("ALREADY_INSIDE");
    }

    @Test
    void letsInNobodyWhoWasTakenBackOrHasLeft() {
        book(0);
        String second = along("m-2");
        String third = along("m-3");
        client.as("m-1", "DELETE", "/v1/reservations/" + id + "/invitations/1");
        client.as("m-3", "DELETE", "/v1/me/companionships/" + id);
        at(17, 50);
        assertThat(in(second)).isEqualTo("CANCELLED");
        assertThat(in(third)).isEqualTo("CANCELLED");
        assertThat(shown(second, "OUT").getBoolean("admit"))
                .as("whoever wants out")
                .isTrue();
        Answer atDesk = checkIn(second);
        assertThat(atDesk.status()).isEqualTo(409);
        assertThat(atDesk.code()).isEqualTo("invitation-withdrawn");
    }

    private Answer checkIn(String pass) {
        return client.sendJson(
                operator,
                "POST",
                "/v1/admin/check-ins",
                new JsonObject().put("pass", pass).encode());
    }

    @Test
    void waitsForTheHolderWhereThePolicySaysSo() {
        book(1);
        String second = along("m-2");
        at(17, 50);
        JsonObject early = shown(second, "IN");
        assertThat(early.getString("code")).isEqualTo("HOLDER_FIRST");
        assertThat(early.getBoolean("admit")).isFalse();
        assertThat(early.getString("message")).isEqualTo("The person who booked comes first");
        Answer atDesk = checkIn(second);
        assertThat(atDesk.code()).isEqualTo("holder-first");
        assertThat(client.getAs("m-1", "/v1/reservations/" + id).json().getString("state"))
                .isEqualTo("CONFIRMED");

        assertThat(in(holders())).isEqualTo("ADMITTED");
        assertThat(checkIn(second).status()).as("the others are here already").isEqualTo(200);
        assertThat(in(second)).isEqualTo("ADMITTED");
    }

    private JsonObject snapshot() {
        Answer answer = client.sendJson(gate, "GET", "/v1/gates/s-1-g1/snapshot", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        byte[] told = Base64.getUrlDecoder()
                .decode(Objects.requireNonNull(answer.body().split("\\.", -1)[1]));
        return new JsonObject(new String(told, StandardCharsets.UTF_8));
    }

    @Test
    void tellsAGateOfCompanionsAndOfThoseWhoAreNoneAnyMore() {
        book(1);
        along("m-2");
        along("m-3");
        client.as("m-1", "DELETE", "/v1/reservations/" + id + "/invitations/1");
        JsonObject told = snapshot();
        assertThat(told.getJsonArray("passes")).hasSize(2);
        JsonObject holder = told.getJsonArray("passes").getJsonObject(0);
        assertThat(holder.getString("id")).isEqualTo(id);
        assertThat(holder.getInteger("party"))
                .as("without who has a pass of their own")
                .isEqualTo(2);
        JsonObject along = told.getJsonArray("passes").getJsonObject(1);
        assertThat(along.getString("id")).isEqualTo(id + "/2");
        assertThat(along.getInteger("party")).isEqualTo(1);
        assertThat(along.getBoolean("holderFirst")).isTrue();
        assertThat(told.getJsonArray("revoked")).containsExactly(id + "/1");

        client.as("m-1", "DELETE", "/v1/reservations/" + id);
        assertThat(snapshot().getJsonArray("revoked")).containsExactlyInAnyOrder(id, id + "/1", id + "/2");
    }

    @Test
    void notesWhatAGateReportsOfACompanionWhoWasTakenBack() {
        book(0);
        String second = along("m-2");
        client.as("m-1", "DELETE", "/v1/reservations/" + id + "/invitations/1");
        at(17, 50);
        Answer reported = client.sendJson(
                gate,
                "POST",
                "/v1/gates/s-1-g1/events",
                "{\"boot\":\"b1\",\"events\":[{\"seq\":1,\"at\":\"2026-11-21T17:49:00+08:00\",\"direction\":\"IN\",\"pass\":\""
                        + second + "\"}]}");
        assertThat(reported.status()).as(reported.body()).isEqualTo(200);
        assertThat(client.getAs("m-1", "/v1/reservations/" + id).json().getString("state"))
                .as("nobody has come")
                .isEqualTo("CONFIRMED");
        Answer day = client.sendJson(
                operator, "GET", "/v1/admin/stations/s-1/reservations?date=2026-11-21&venue=s-1-gym", "");
        assertThat(day.body()).contains("\"odd\":\"CANCELLED\"");
    }
}
