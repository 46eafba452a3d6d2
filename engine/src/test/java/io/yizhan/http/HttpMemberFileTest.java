package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of a member, over real HTTP. At the gym and at the court of the other station one checks in; two strikes suspend. */
@HearsErrors
class HttpMemberFileTest {
    private static final String STANDING = "/v1/admin/members/m-1/standing";
    private static final String RESERVATIONS = "/v1/admin/members/m-1/reservations";
    private static final String GYM = "s-1-gym.20261121T";
    private static final String ELSEWHERE = "s-2-b1.20261121T";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;
    private String other;
    private String nowhere;
    private String admin;

    @BeforeEach
    void start() {
        long dayMs = TimeUnit.DAYS.toMillis(1);
        engine = new HttpEngine(Rules.DEFAULT.withStrikes(new StrikeRules(2, 30 * dayMs, 7 * dayMs)));
        client = engine.client;
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        other = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}");
        nowhere = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-3\"}");
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        looksWhoComes("s-1", "s-1-gym", "GYM", false);
        looksWhoComes("s-2", "s-2-b1", "BADMINTON", true);
    }

    private void looksWhoComes(String station, String venue, String kind, boolean exclusive) {
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo(venue),
                new VenueTerms(engine.directory.stationNo(station), kind, exclusive, HttpTown.POLICY.terms())
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
    }

    /** At a quarter past, when whoever has not come is noticed. */
    private void missed(int hour) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60 + 15));
        ask(admin, STANDING);
    }

    private JsonObject ask(String token, String path) {
        Answer answer = client.get(path, "Authorization", "Bearer " + token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        return answer.json();
    }

    private String id(String slot) {
        Answer placed = client.reserve("m-1", slots(slot));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed.json().getString("id");
    }

    private static List<String> ids(JsonObject answer, String list, String id) {
        JsonArray all = answer.getJsonArray(list);
        return all.stream().map(it -> ((JsonObject) it).getString(id)).toList();
    }

    private static List<String> strikes(JsonObject standing) {
        return ids(standing, "strikes", "reservationId");
    }

    @Test
    void anOperatorSeesTheStrikesOfItsStationsAndForgivesThem() {
        String here = id(GYM + "1100");
        String there = id(ELSEWHERE + "1300");
        missed(11);
        missed(13);

        JsonObject all = ask(admin, STANDING);
        assertThat(strikes(all)).containsExactly(there, here);
        assertThat(ids(all, "strikes", "stationId")).containsExactly("s-2", "s-1");
        JsonObject own = client.getAs("m-1", "/v1/me/standing").json();
        assertThat(all.getJsonArray("quotas"))
                .isEqualTo(own.getJsonArray("quotas"))
                .isNotEmpty();
        assertThat(all.getInteger("strikesMax")).isEqualTo(2);
        assertThat(all.getString("subject")).isEqualTo("m-1");
        for (JsonObject part : List.of(ask(operator, STANDING), ask(other, STANDING), ask(nowhere, STANDING))) {
            assertThat(part.getString("suspendedUntil"))
                    .isEqualTo(own.getString("suspendedUntil"))
                    .isNotNull();
            assertThat(part.containsKey("quotas")).isFalse();
        }
        assertThat(strikes(ask(operator, STANDING))).containsExactly(here);
        assertThat(strikes(ask(other, STANDING))).containsExactly(there);
        assertThat(strikes(ask(nowhere, STANDING))).isEmpty();

        String strike = "/v1/admin/members/m-1/strikes/"
                + strikes(ask(operator, STANDING)).getFirst();
        assertThat(client.sendJson("Bearer " + operator, "DELETE", strike, "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(200);
        assertThat(strikes(ask(admin, STANDING))).containsExactly(there);
        assertThat(ask(operator, STANDING).containsKey("suspendedUntil")).isFalse();
    }

    @Test
    void anOperatorSeesTheReservationsOfItsStations() {
        String first = id(GYM + "1800");
        String there = id(ELSEWHERE + "1700");
        String last = id(GYM + "1900");

        assertThat(ids(ask(admin, RESERVATIONS), "reservations", "id")).containsExactly(last, there, first);
        assertThat(ids(ask(operator, RESERVATIONS), "reservations", "id")).containsExactly(last, first);
        assertThat(ids(ask(other, RESERVATIONS), "reservations", "id")).containsExactly(there);
        assertThat(ids(ask(nowhere, RESERVATIONS), "reservations", "id")).isEmpty();
        assertThat(ids(ask(admin, RESERVATIONS), "reservations", "subject")).containsOnly("m-1");
        JsonObject page = ask(operator, RESERVATIONS + "?limit=1");
        assertThat(ids(page, "reservations", "id")).containsExactly(last);
        JsonObject next = ask(operator, RESERVATIONS + "?limit=1&after=" + page.getString("next"));
        assertThat(ids(next, "reservations", "id")).containsExactly(first);
        assertThat(next.containsKey("next")).isFalse();
        client.as("m-1", "DELETE", "/v1/reservations/" + first);
        assertThat(ids(ask(operator, RESERVATIONS + "?state=CANCELLED"), "reservations", "id"))
                .containsExactly(first);
        assertThat(ids(ask(admin, "/v1/admin/members/m-2/reservations"), "reservations", "id"))
                .isEmpty();
    }

    @Test
    void ofSomebodyWhomNobodyKnowsThereIsNothing() {
        JsonObject standing = ask(operator, "/v1/admin/members/nobody/standing");
        assertThat(strikes(standing)).isEmpty();
        assertThat(standing.containsKey("suspendedUntil")).isFalse();
        assertThat(ids(ask(admin, "/v1/admin/members/nobody/reservations"), "reservations", "id"))
                .isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String path : List.of(
                "/v1/admin/members/" + "m".repeat(65) + "/standing",
                "/v1/admin/members/%E9%A9%BF/standing",
                "/v1/admin/members/%20/reservations",
                "/v1/admin/members/%00/reservations",
                RESERVATIONS + "?state=LATE",
                RESERVATIONS + "?limit=0",
                RESERVATIONS + "?limit=101",
                RESERVATIONS + "?from=today",
                RESERVATIONS + "?after=last",
                RESERVATIONS + "?after=r-1&after=r-2")) {
            Answer answer = client.get(path, "Authorization", "Bearer " + admin);
            assertThat(answer.status()).as(path + answer.body()).isEqualTo(400);
            assertThat(answer.code()).as(path).isEqualTo("parameter-invalid");
        }
        assertThat(client.getAs("m-1", STANDING).code()).isEqualTo("role-missing");
        assertThat(client.get(STANDING).code()).isEqualTo("token-missing");
    }
}
