package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Visit.Ending;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.member.MemberRecords.VisitQuestion;
import io.yizhan.member.MemberVisit;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a member was where, over real HTTP. It is 10:00 on 21 November 2026; what the rows know is put there. */
@HearsErrors
class HttpVisitsTest {
    private static final long HOUR_MS = 3_600_000;

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String token = "";

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
    }

    private Answer ask(String query) {
        return client.sendJson("Bearer " + token, "GET", "/v1/me/visits" + query, "", "Accept-Language", "en");
    }

    private VisitQuestion asked() {
        return Objects.requireNonNull(engine.members.askedVisits);
    }

    @Test
    void tellsVisitsOfTheLastMonth() {
        int stationNo = engine.directory.stationNo("s-1");
        Answer placed = client.reserve("m-1", slots("s-1-gym.20261121T1800"));
        long id = ReservationIds.parse(placed.json().getString("id"));
        engine.members.visits.add(new MemberVisit(id, stationNo, HttpEngine.START_MS, 0, Ending.INSIDE));
        engine.members.visits.add(new MemberVisit(
                7, stationNo, HttpEngine.START_MS - 3 * HOUR_MS, HttpEngine.START_MS - HOUR_MS, Ending.EXIT));
        engine.members.visits.add(new MemberVisit(
                6, 999, HttpEngine.START_MS - 30 * HOUR_MS, HttpEngine.START_MS - 26 * HOUR_MS, Ending.LONGEST_STAY));

        Answer answer = ask("");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"visits\":[{\"reservationId\":\"" + ReservationIds.format(id)
                        + "\",\"stationId\":\"s-1\",\"in\":\"2026-11-21T10:00:00+08:00\",\"how\":\"INSIDE\"},"
                        + "{\"reservationId\":\"r-7\",\"stationId\":\"s-1\",\"in\":\"2026-11-21T07:00:00+08:00\","
                        + "\"out\":\"2026-11-21T09:00:00+08:00\",\"minutes\":120,\"how\":\"EXIT\"},"
                        + "{\"reservationId\":\"r-6\",\"in\":\"2026-11-20T04:00:00+08:00\","
                        + "\"out\":\"2026-11-20T08:00:00+08:00\",\"minutes\":240,\"how\":\"LONGEST_STAY\"}]}");
        assertThat(asked().member()).isEqualTo("m-1");
        assertThat(asked().inBooks()).containsExactly(id);
        long todayMs = HttpEngine.START_MS - 10 * HOUR_MS;
        assertThat(asked().fromMs()).isEqualTo(todayMs - 30 * 24 * HOUR_MS);
        assertThat(asked().toMs()).isEqualTo(todayMs + 24 * HOUR_MS);
        assertThat(engine.rowsWanted).as("the rows have come so far").isPositive();

        JsonObject two = ask("?from=2026-11-20&to=2026-11-21&limit=2").json();
        assertThat(two.getJsonArray("visits")).hasSize(2);
        assertThat(two.getBoolean("more")).isTrue();
        JsonObject export = client.getAs("m-1", "/v1/me/export").json();
        assertThat(export.getJsonArray("visits")).hasSize(3);
    }

    @Test
    void tellsThatTheyCantBeReadForNow() {
        engine.members.away = new IOException("away");
        assertThat(ask("").code()).isEqualTo("visits-unavailable");
        engine.members.away = null;
        engine.rowsFollow = false;
        assertThat(ask("").code()).isEqualTo("visits-unavailable");
        assertThat(ask("").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=yesterday",
                "?from=2026-11-22&to=2026-11-21",
                "?from=2025-11-20&to=2026-11-21",
                "?limit=0",
                "?limit=1001",
                "?limit=x"
            })
    void refusesDaysThatMakeNoSense(String query) {
        assertThat(ask(query).status()).isEqualTo(400);
    }
}
