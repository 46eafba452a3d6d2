package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Policy;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.NightTown;
import io.yizhan.town.TestPolicies;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What counts for a day and for a week, by the clock of a city that is not where UTC is, over real HTTP against the real core: of the court, two
 * reservations a day and four a week.
 */
@HearsErrors
class HttpLocalDaysTest {
    private static final String LONDON = "Europe/London";
    private static final String NEW_YORK = "America/New_York";
    private static final String DAILY = "RESERVATIONS_A_DAY";
    private static final String WEEKLY = "RESERVATIONS_A_WEEK";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private ZoneId zone;

    private void start(String city, String at) {
        zone = ZoneId.of(city);
        Policy allAhead = TestPolicies.policy("p", 120, 0, NightTown.HORIZON_DAYS - 1, LocalTime.of(0, 0));
        Policy policy =
                new Policy("p", allAhead.terms().with(Term.DAILY_MAX, 2).with(Term.WEEKLY_MAX, 4), allAhead.release());
        engine = new HttpEngine(
                NightTown.of(zone, policy, 5),
                ms(LocalDateTime.parse(at)),
                Rules.DEFAULT.withActiveReservationsMax(50));
        client = engine.client;
    }

    private long ms(LocalDateTime local) {
        return local.atZone(zone).toInstant().toEpochMilli();
    }

    private static String slot(String date, int hour) {
        return ClockChange.slot(LocalDate.parse(date), hour);
    }

    private void booked(String... slots) {
        for (String slot : slots) {
            Answer answer = client.reserve("m-1", slots(slot));
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        }
    }

    private void refused(String rule, String slot) {
        Answer answer = client.reserve("m-1", slots(slot));
        assertThat(answer.code()).as(answer.body()).isEqualTo("quota-exceeded");
        assertThat(answer.json().getString("rule")).as(slot).isEqualTo(rule);
    }

    /** As it is said to the member, of the court. */
    private int used(String rule) {
        for (Object each : client.getAs("m-1", "/v1/me/standing").json().getJsonArray("quotas")) {
            JsonObject usage = (JsonObject) each;
            if (usage.getString("rule").equals(rule) && usage.getString("kind").equals("BADMINTON"))
                return usage.getInteger("current");
        }
        throw new AssertionError("no " + rule);
    }

    /** In London it is the day before in UTC, in New York the day after. */
    @ParameterizedTest
    @ValueSource(strings = {LONDON, NEW_YORK})
    void countsAsADayWhatIsOneByTheCitysClock(String city) {
        start(city, "2027-06-08T10:00:00");
        booked(slot("2027-06-09", 0), slot("2027-06-09", 23));
        refused(DAILY, slot("2027-06-09", 12));
        booked(slot("2027-06-08", 23), slot("2027-06-10", 0));
        assertThat(used(DAILY)).isEqualTo(1);
        engine.nowMs.set(ms(LocalDateTime.parse("2027-06-08T21:59:59.999")));
        assertThat(used(DAILY)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {LONDON, NEW_YORK})
    void isAnotherDayFromMidnightOn(String city) {
        start(city, "2027-06-08T22:00:00");
        booked(slot("2027-06-09", 0), slot("2027-06-09", 23));
        engine.nowMs.set(ms(LocalDateTime.parse("2027-06-08T23:59:59.999")));
        assertThat(used(DAILY)).isZero();
        assertThat(today()).containsOnly("2027-06-08");
        engine.nowMs.set(ms(LocalDateTime.parse("2027-06-09T00:00:00")));
        assertThat(used(DAILY)).isEqualTo(2);
        assertThat(today()).containsOnly("2027-06-09");
    }

    /** To whoever names no date. */
    private List<String> today() {
        JsonObject run =
                client.get("/v1/activities").json().getJsonArray("activities").getJsonObject(0);
        return List.of(
                client.get("/v1/stations/s-1/slots").json().getString("date"),
                client.get("/v1/slots").json().getString("date"),
                run.getString("start").substring(0, 10));
    }

    /** Clocks change on a Sunday. */
    @ParameterizedTest
    @EnumSource
    void countsADayOfAnyLengthAsOneAndItsWeekUntilMidnight(ClockChange change) {
        start(change.zone.getId(), change.date.minusDays(6) + "T10:00:00");
        booked(change.slot(0), change.skips ? change.slot(change.hour + 1) : change.secondSlot());
        refused(DAILY, change.slot(23));
        booked(ClockChange.slot(change.date.minusDays(6), 23), ClockChange.slot(change.date.minusDays(1), 23));
        assertThat(used(WEEKLY)).isEqualTo(4);
        refused(WEEKLY, ClockChange.slot(change.date.minusDays(2), 12));
        booked(ClockChange.slot(change.date.plusDays(1), 0), ClockChange.slot(change.date.plusDays(7), 23));
    }

    @Test
    void countsWeeksByMondaysAlsoWhereTheYearEndsWithinOne() {
        // The 53rd of 2026, from 28 December on.
        start(LONDON, "2026-12-28T10:00:00");
        booked(slot("2026-12-28", 12), slot("2026-12-31", 23), slot("2027-01-01", 0), slot("2027-01-03", 23));
        assertThat(used(WEEKLY)).isEqualTo(4);
        refused(WEEKLY, slot("2026-12-30", 12));
        refused(WEEKLY, slot("2027-01-02", 12));
        booked(slot("2027-01-04", 0), slot("2027-01-04", 1));
        refused(DAILY, slot("2027-01-04", 2));
    }

    @Test
    void countsAsOneWeekTheFirstDaysOfAYearAndTheLastOfTheYearBefore() {
        // The first of 2025, from 30 December 2024 on.
        start(NEW_YORK, "2024-12-29T10:00:00");
        booked(slot("2024-12-29", 23), slot("2024-12-30", 0), slot("2024-12-31", 23), slot("2025-01-01", 0));
        booked(slot("2025-01-05", 23));
        refused(WEEKLY, slot("2025-01-03", 12));
        booked(slot("2025-01-06", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {LONDON, NEW_YORK})
    void knowsTheLeapDay(String city) {
        start(city, "2028-02-28T10:00:00");
        JsonObject page = client.get("/v1/stations/s-1/slots?venue=s-1-b1&date=2028-02-29")
                .json();
        JsonArray hours = page.getJsonArray("venues").getJsonObject(0).getJsonArray("slots");
        assertThat(hours).hasSize(24);
        assertThat(hours.getJsonObject(23).getString("end")).startsWith("2028-03-01T00:00:00");
        assertThat(client.get("/v1/slots?kind=BADMINTON&date=2028-02-29").json().getJsonArray("slots"))
                .hasSize(24);
        booked(slot("2028-02-29", 0), slot("2028-02-29", 23), slot("2028-03-01", 0));
        refused(DAILY, slot("2028-02-29", 12));
        Answer series = series("s-1-b1.20280229T1800", 2);
        assertThat(SeriesClient.codes(series)).containsExactly("quota-exceeded");
        assertThat(SeriesClient.madeOf(series)).containsExactly("s-1-b1.20280307T1800");
    }

    private Answer series(String slot, int weeks) {
        return SeriesClient.post(client, client.bearer("m-1"), "series", SeriesClient.weeks(slot, weeks));
    }

    @ParameterizedTest
    @EnumSource
    void hasASeriesAtTheSameTimeByTheClockUntilTheHorizonEnds(ClockChange change) {
        LocalDate first = change.date.minusDays(7);
        start(change.zone.getId(), first + "T10:00:00");
        Answer series = series(ClockChange.slot(first, 18), 4);
        JsonArray made = series.json().getJsonArray("reservations");
        for (int week = 0; week < 3; week++) {
            ZonedDateTime start = first.plusWeeks(week).atTime(18, 0).atZone(change.zone);
            assertThat(made.getJsonObject(week).getString("start")).isEqualTo(change.text(start.toInstant()));
            assertThat(made.getJsonObject(week).getString("end"))
                    .isEqualTo(change.text(start.plusHours(1).toInstant()));
        }
        assertThat(made).hasSize(3);
        assertThat(SeriesClient.codes(series)).containsExactly("slot-unknown");
        assertThat(SeriesClient.problem(series, 0).getString("announcedOn"))
                .isEqualTo(
                        first.plusWeeks(3).minusDays(NightTown.HORIZON_DAYS - 1).toString());
    }

    @ParameterizedTest
    @EnumSource
    void losesTheWeekOfASeriesInWhichItIsClosedOrTheClockSkipsIt(ClockChange change) {
        LocalDate first = change.date.minusDays(7);
        start(change.zone.getId(), first.minusDays(1) + "T22:00:00");
        JsonObject closure = new JsonObject()
                .put("station", "s-1")
                .put("from", change.text(change.date.atStartOfDay(change.zone).toInstant()))
                .put("to", change.text(change.moment()))
                .put("reason", "the clocks are being seen to");
        String admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        Answer closed = client.sendJson("Bearer " + admin, "POST", "/v1/admin/closures", closure.encode());
        assertThat(closed.status()).as(closed.body()).isEqualTo(201);

        Answer series = series(ClockChange.slot(first, change.hour), 3);
        assertThat(SeriesClient.madeOf(series))
                .containsExactly(
                        ClockChange.slot(first, change.hour), ClockChange.slot(change.date.plusDays(7), change.hour));
        assertThat(SeriesClient.codes(series)).containsExactly(change.skips ? "slot-unknown" : "slot-closed");
        assertThat(SeriesClient.problem(series, 0).containsKey("announcedOn")).isFalse();
    }
}
