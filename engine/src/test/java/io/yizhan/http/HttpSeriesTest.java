package io.yizhan.http;

import static io.yizhan.http.SeriesClient.COURT;
import static io.yizhan.http.SeriesClient.PATH;
import static io.yizhan.http.SeriesClient.WEEKS_OPEN;
import static io.yizhan.http.SeriesClient.codes;
import static io.yizhan.http.SeriesClient.idOf;
import static io.yizhan.http.SeriesClient.madeOf;
import static io.yizhan.http.SeriesClient.problem;
import static io.yizhan.http.SeriesClient.refusedOf;
import static io.yizhan.http.SeriesClient.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.VenueCommand;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.town.HttpTown;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same slots some weeks running, over real HTTP against the real core. */
@HearsErrors
class HttpSeriesTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private SeriesClient series;

    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust);
    }

    @BeforeEach
    void start() {
        engine = engine(options -> options);
        client = engine.client;
        series = new SeriesClient(engine);
    }

    @Test
    void tellsWhichShareOfAStationsPlacesSeriesHave() {
        client.reserve("m-9", HttpClient.slots("s-1-gym.20261121T1900"));
        SeriesClient.post(client, client.bearer("m-1"), "once", weeks("s-1-gym.20261121T1400", 1));
        int before = booked().getInteger("places");
        assertThat(booked().getInteger("recurring")).isZero();
        Answer answer = series.post("m-2", "k", weeks(COURT, 2));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        int made = answer.json().getJsonArray("reservations").size();
        assertThat(made).isPositive();
        assertThat(booked().getInteger("recurring")).isEqualTo(made);
        assertThat(booked().getInteger("places")).isEqualTo(before + made);
    }

    private JsonObject booked() {
        return client.get("/v1/stations/s-1").json().getJsonObject("booked");
    }

    @Test
    void reservesTheSameSlotsSomeWeeksRunning() {
        Answer answer = series.post(
                "m-1", "k", "{\"slots\":[\"s-1-b1.20261121T1800\",\"s-1-b1.20261121T1900\"],\"weeks\":3,\"party\":2}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("idempotency-replayed")).isEmpty();
        assertThat(answer.json().getJsonArray("refused")).isEmpty();
        assertThat(madeOf(answer))
                .containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261128T1800", "s-1-b1.20261205T1800");
        for (int week = 0; week < 3; week++) {
            JsonObject made = answer.json().getJsonArray("reservations").getJsonObject(week);
            assertThat(made.getJsonArray("slots")).hasSize(2);
            JsonObject one = client.getAs("m-1", "/v1/reservations/" + made.getString("id"))
                    .json();
            one.remove("pass");
            assertThat(one).as("a reservation like any other").isEqualTo(made);
        }
        client.as("m-1", "DELETE", "/v1/reservations/" + idOf(answer, 1));
        assertThat(client.getAs("m-1", "/v1/reservations/" + idOf(answer, 2))
                        .json()
                        .getString("state"))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void hasNoMoreThanSingleReservationsWould() {
        client.reserve("m-1", HttpClient.slots("s-1-gym.20261121T1400"));
        client.reserve("m-1", HttpClient.slots("s-1-gym.20261121T1500"));

        Answer answer = series.post("m-1", "k", weeks(COURT, 4));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(madeOf(answer)).containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261128T1800");
        assertThat(refusedOf(answer)).containsExactly("s-1-b1.20261205T1800", "s-1-b1.20261212T1800");
        Answer single = client.reserve("m-1", HttpClient.slots("s-1-b1.20261205T1800"));
        assertThat(single.code()).isEqualTo("quota-exceeded");
        assertThat(problem(answer, 0).getString("freesAt"))
                .isEqualTo(single.json().getString("freesAt"));
        assertThat(problem(answer, 0).getInteger("current")).isEqualTo(4);
        assertThat(problem(answer, 0).getInteger("status")).isEqualTo(409);
    }

    @Test
    void losesOnlyTheWeekInWhichTheCourtIsClosedAndTellsWhy() {
        String operator = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        Answer closed = client.sendJson(
                "Bearer " + operator,
                "POST",
                "/v1/admin/closures",
                "{\"venues\":[\"s-1-b1\"],\"from\":\"2026-11-28T08:00:00+08:00\",\"to\":\"2026-11-28T20:00:00+08:00\","
                        + "\"reason\":\"repairs\"}");
        assertThat(closed.status()).as(closed.body()).isEqualTo(201);

        Answer answer = series.post("m-1", "k", weeks(COURT, 3));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(madeOf(answer)).containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261205T1800");
        assertThat(refusedOf(answer)).containsExactly("s-1-b1.20261128T1800");
        assertThat(codes(answer)).containsExactly("slot-closed");
        assertThat(problem(answer, 0).getString("reason")).isEqualTo("repairs");
        assertThat(problem(answer, 0).getString("slot")).isEqualTo("s-1-b1.20261128T1800");
        assertThat(problem(answer, 0).getString("detail")).contains("closed");
        assertThat(answer.header("content-language")).isEqualTo("en");
    }

    @Test
    void losesTheWeeksThatAreFullOwnOrNotOpen() {
        client.reserve("m-2", HttpClient.slots("s-1-b1.20261128T1800"));
        client.reserve("m-1", HttpClient.slots("s-1-gym.20261205T1800"));
        Answer answer = series.post("m-1", "k", weeks(COURT, WEEKS_OPEN + 2));
        assertThat(madeOf(answer))
                .containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261212T1800", "s-1-b1.20261219T1800");
        assertThat(codes(answer))
                .containsExactly(
                        "slot-full", "overlaps-own-reservation", "quota-exceeded", "slot-unknown", "slot-unknown");
        assertThat(problem(answer, 0).getJsonArray("alternatives")).contains("s-1-b1.20261128T1900");
        JsonObject later = problem(answer, 4);
        assertThat(later.getString("slot")).isEqualTo("s-1-b1.20270109T1800");
        assertThat(later.getString("announcedOn")).isEqualTo("2027-01-07");
        assertThat(later.getString("detail"))
                .isEqualTo("There is no slot s-1-b1.20270109T1800 yet."
                        + " The slots of that day are announced on 2027-01-07.");
        Answer single = client.reserve("m-3", HttpClient.slots("s-1-b1.20270109T1800"));
        assertThat(single.json().getString("announcedOn")).isEqualTo("2027-01-07");
        Answer never = client.reserve("m-3", HttpClient.slots("s-1-b1.20270109T2300"));
        assertThat(never.code()).isEqualTo("slot-unknown");
        assertThat(never.json().containsKey("announcedOn")).isFalse();
    }

    @Test
    void losesTheWeekInWhichTheClockSkipsTheTime() {
        ZoneId newYork = ZoneId.of("America/New_York");
        engine.directory = HttpTown.changed("New York", newYork, "en");
        for (String date : List.of("2027-03-07", "2027-03-21"))
            openAnHour(LocalDate.parse(date).atTime(2, 30).atZone(newYork));
        Answer answer = series.post("m-1", "k", weeks("s-1-b1.20270307T0230", 3));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(madeOf(answer)).containsExactly("s-1-b1.20270307T0230", "s-1-b1.20270321T0230");
        assertThat(codes(answer)).containsExactly("slot-unknown");
        assertThat(problem(answer, 0).getString("slot")).isEqualTo("s-1-b1.20270314T0230");
    }

    private void openAnHour(ZonedDateTime start) {
        int startMin = (int) (start.toEpochSecond() / 60);
        VenueCommand.OpenSlots court = new VenueCommand.OpenSlots(
                engine.directory.venueNo("s-1-b1"),
                new int[] {startMin},
                new int[] {startMin + 60},
                new int[] {1},
                new int[1],
                new boolean[1],
                new int[] {(int) start.toLocalDate().toEpochDay()});
        engine.tell(court);
    }

    @Test
    void answersTwoHundredWhereNoWeekIsHad() {
        Answer answer = series.post("m-1", "k", weeks("s-1-b1.20261121T2300", 2));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("idempotency-replayed")).isEmpty();
        assertThat(madeOf(answer)).isEmpty();
        assertThat(codes(answer)).containsExactly("slot-unknown", "slot-unknown");
    }

    @Test
    void holdsPlacesAndWaitsForThoseThatAreTaken() {
        client.reserve("m-2", HttpClient.slots("s-1-b1.20261128T1800"));
        Answer answer = series.post(
                "m-1", "k", "{\"slots\":[\"" + COURT + "\"],\"weeks\":2,\"mode\":\"hold\",\"onFull\":\"waitlist\"}");
        JsonArray made = answer.json().getJsonArray("reservations");
        assertThat(made.getJsonObject(0).getString("state")).isEqualTo("HELD");
        assertThat(made.getJsonObject(1).getString("state")).isEqualTo("WAITLISTED");
        assertThat(made.getJsonObject(1).getInteger("position")).isEqualTo(1);
    }

    @Test
    void refusesRubbishAndSaysWhatIsWrong() {
        assertWrong("weeks", HttpClient.slots(COURT));
        for (String weeks : new String[] {"0", "-1", "10", "1000", "1.5", "\"4\"", "null", "99999999999999999999"})
            assertWrong("weeks", "{\"slots\":[\"" + COURT + "\"],\"weeks\":" + weeks + "}");
        assertThat(series.post("m-1", "k", weeks(COURT, 1_000)).json().getString("detail"))
                .contains("1–9");
        assertWrong("mode", "{\"slots\":[\"" + COURT + "\"],\"weeks\":2,\"mode\":\"preview\"}");
        assertWrong("until", "{\"slots\":[\"" + COURT + "\"],\"weeks\":2,\"until\":1}");
        assertWrong("slots", "{\"weeks\":2}");
        assertWrong("slots", "{\"slots\":[\"" + COURT + "\",\"" + COURT + "\"],\"weeks\":2}");
        assertWrong("slots", "{\"slots\":[" + "\"a\",".repeat(8) + "\"b\"],\"weeks\":2}");
        assertThat(series.post("m-1", "k", "{").code()).isEqualTo("json-malformed");
        Answer unknown = series.post("m-1", "k", weeks("s-9-b9.20261121T1800", 2));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("slot-unknown");
        Answer withoutKey = client.sendJson(client.bearer("m-1"), "POST", PATH, weeks(COURT, 2));
        assertThat(withoutKey.code()).isEqualTo("idempotency-key-missing");
        assertThat(series.mine("m-1")).isEmpty();
    }

    private void assertWrong(String field, String body) {
        Answer answer = series.post("m-1", "k", body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.json().getString("field")).as(body).isEqualTo(field);
    }

    @Test
    void countsAsSoManyRequestsAsItHasWeeks() {
        try (HttpEngine slow = engine(options -> options.withRates(new RateLimit(1, 8), new RateLimit(100, 100)))) {
            assertThat(SeriesClient.post(slow.client, slow.client.bearer("m-1"), "k", weeks(COURT, 9))
                            .status())
                    .isEqualTo(201);
            Answer limited = slow.client.getAs("m-1", "/v1/me/reservations");
            assertThat(limited.code()).isEqualTo("rate-limited");
            assertThat(slow.client.getAs("m-2", "/v1/me/reservations").status()).isEqualTo(200);
        }
    }
}
