package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * Who comes, who does not, and what is done for them at the desk, over real HTTP. It is 10:00; at the gym one checks in from half an hour before
 * until a quarter of an hour after the start, and two strikes suspend for a week.
 */
@HearsErrors
class HttpArrivalsTest {
    private static final String GYM = "s-1-gym.20261121T";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;
    /** An operator of another station, and one of none. */
    private List<String> others;

    @BeforeEach
    void start() {
        long dayMs = TimeUnit.DAYS.toMillis(1);
        engine = new HttpEngine(Rules.DEFAULT.withStrikes(new StrikeRules(2, 30 * dayMs, 7 * dayMs)));
        client = engine.client;
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        others = List.of(
                client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}"),
                client.token("{\"roles\":[\"operator\"],\"subject\":\"o-3\"}"));
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                        .with(Term.WEEKLY_MAX, 50)
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    private Answer desk(String token, String method, String path, String body) {
        return client.sendJson("Bearer " + token, method, path, body, "Accept-Language", "en");
    }

    private Answer checkIn(String token, Answer placed, String query) {
        return desk(token, "POST", "/v1/admin/reservations/" + id(placed) + "/check-in" + query, "{}");
    }

    private static String id(Answer placed) {
        assertThat(placed.status()).as(placed.body()).isIn(200, 201);
        return placed.json().getString("id");
    }

    private JsonObject of(String member, Answer placed) {
        return client.getAs(member, "/v1/reservations/" + id(placed)).json();
    }

    private JsonObject standing(String member) {
        return client.getAs(member, "/v1/me/standing").json();
    }

    @Test
    void theDeskChecksInWhoeverIsThere() {
        Answer placed = client.reserve("m-1", slots(GYM + "1800"));
        assertThat(placed.json().getString("checkInFrom")).isEqualTo("2026-11-21T17:30:00+08:00");
        assertThat(placed.json().getString("checkInBy")).isEqualTo("2026-11-21T18:15:00+08:00");
        Answer early = checkIn(operator, placed, "");
        assertThat(early.code()).isEqualTo("check-in-not-open");
        assertThat(early.json().getString("opensAt")).isEqualTo("2026-11-21T17:30:00+08:00");

        at(18, 14);
        for (String other : others)
            assertThat(checkIn(other, placed, "").code()).isEqualTo("reservation-unknown");
        assertThat(checkIn(operator, placed, "?preview=true").json().getString("state"))
                .isEqualTo("CONFIRMED");
        assertThat(of("m-1", placed).getString("state")).isEqualTo("CONFIRMED");
        Answer there = checkIn(operator, placed, "");
        assertThat(there.json().getString("state")).as(there.body()).isEqualTo("CHECKED_IN");
        assertThat(there.json().getString("checkedInAt")).isEqualTo("2026-11-21T18:14:00+08:00");
        assertThat(checkIn(operator, placed, "").body()).as("again").isEqualTo(there.body());
        assertThat(client.as("m-1", "DELETE", "/v1/reservations/" + id(placed)).code())
                .isEqualTo("wrong-state");
        at(19, 1);
        assertThat(of("m-1", placed).getString("state")).isEqualTo("COMPLETED");
    }

    @Test
    void aBookingThatIsSentAgainIsAnsweredWithTheWindowAsAtFirst() {
        Answer first = client.reserve("m-1", "key-once", slots(GYM + "1800"));
        at(18, 0);
        checkIn(operator, first, "");

        Answer again = client.reserve("m-1", "key-once", slots(GYM + "1800"));
        assertThat(again.status()).isEqualTo(200);
        for (String field : List.of("id", "state", "checkInFrom", "checkInBy"))
            assertThat(again.json().getString(field))
                    .as(field)
                    .isNotNull()
                    .isEqualTo(first.json().getString(field));
    }

    @Test
    void whoeverDoesNotComeIsToldSoAndSuspendedUntilSomebodyForgives() {
        Answer first = client.reserve("m-1", slots(GYM + "1200"));
        at(12, 15);
        JsonObject missed = of("m-1", first);
        assertThat(missed.getString("state")).isEqualTo("NO_SHOW");
        assertThat(missed.getBoolean("strike")).isTrue();
        JsonObject strike = standing("m-1").getJsonArray("strikes").getJsonObject(0);
        assertThat(strike.getString("reservationId")).isEqualTo(id(first));
        assertThat(strike.getString("at")).isEqualTo("2026-11-21T12:15:00+08:00");
        assertThat(strike.getString("lapsesAt")).isEqualTo("2026-12-21T12:15:00+08:00");
        assertThat(standing("m-1").getInteger("strikesMax")).isEqualTo(2);
        Answer late = checkIn(operator, first, "");
        assertThat(late.code()).isEqualTo("check-in-closed");
        assertThat(late.json().getString("closedAt")).isEqualTo("2026-11-21T12:15:00+08:00");

        client.reserve("m-1", slots(GYM + "1400"));
        at(14, 15);
        assertThat(standing("m-1").getString("suspendedUntil")).isEqualTo("2026-11-28T14:15:00+08:00");
        Answer refused = client.reserve("m-1", slots(GYM + "1800"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("member-suspended");
        assertThat(refused.json().getString("until")).isEqualTo("2026-11-28T14:15:00+08:00");
        assertThat(client.reserve("m-1", slots(GYM + "1800").replace("{", "{\"onFull\":\"waitlist\","))
                        .code())
                .isEqualTo("member-suspended");

        String strikes = "/v1/admin/members/m-1/strikes/" + id(first);
        assertThat(desk(operator, "DELETE", strikes, "{}").code()).isEqualTo("body-invalid");
        String reason = "{\"reason\":\"闸机故障 The gate was broken\"}";
        for (String other : others)
            assertThat(desk(other, "DELETE", strikes, reason).code()).isEqualTo("strike-unknown");
        assertThat(of("m-1", first).getBoolean("strike")).isTrue();
        assertThat(desk(operator, "DELETE", strikes + "?preview=true", reason).status())
                .isEqualTo(200);
        assertThat(standing("m-1").getJsonArray("strikes")).hasSize(2);
        assertThat(desk(operator, "DELETE", strikes, reason).json().containsKey("strike"))
                .isFalse();
        assertThat(standing("m-1").getJsonArray("strikes")).hasSize(1);
        assertThat(standing("m-1").containsKey("suspendedUntil")).isFalse();
        assertThat(client.reserve("m-1", slots(GYM + "1800")).status()).isEqualTo(201);
        assertThat(desk(operator, "DELETE", strikes, reason).code()).as("once").isEqualTo("strike-unknown");
        for (String none : new String[] {"m-2/strikes/" + id(first), "m-1/strikes/r-zzz", "m-1/strikes/x"})
            assertThat(desk(operator, "DELETE", "/v1/admin/members/" + none, reason)
                            .code())
                    .isEqualTo("strike-unknown");
    }

    @Test
    void theDeskCancelsWhateverTheCutoffAndSaysWhy() {
        Answer placed = client.reserve("m-1", slots(GYM + "1200"));
        at(12, 5);
        String path = "/v1/admin/reservations/" + id(placed) + "/cancellation";
        assertThat(desk(operator, "POST", path, "{\"reason\":\"\"}").code()).isEqualTo("body-invalid");
        assertThat(desk(operator, "POST", path, "{\"why\":\"x\"}").code()).isEqualTo("body-invalid");
        String reason = "{\"reason\":\"身体不适 Unwell\"}";
        for (String other : others)
            assertThat(desk(other, "POST", path, reason).code()).isEqualTo("reservation-unknown");
        assertThat(desk(operator, "POST", path + "?preview=true", reason).json().getString("state"))
                .isEqualTo("CONFIRMED");
        JsonObject cancelled = desk(operator, "POST", path, reason).json();
        assertThat(cancelled.getString("by")).isEqualTo("operator");
        assertThat(cancelled.getString("reason")).isEqualTo("身体不适 Unwell");
        assertThat(desk(operator, "POST", path, reason).json()).as("again").isEqualTo(cancelled);
        at(12, 16);
        assertThat(standing("m-1").getJsonArray("strikes")).isEmpty();
        String unknown = path.replace(id(placed), "r-zzzz");
        assertThat(desk(operator, "POST", unknown, reason).code()).isEqualTo("reservation-unknown");
    }
}
