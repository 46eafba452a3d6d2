package io.yizhan.http;

import static io.yizhan.http.LimitedMember.DAILY;
import static io.yizhan.http.LimitedMember.WEEKLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.NightTown;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts for a day and for a week, by the clock of a city that is not where UTC is, over real HTTP against the real core. */
@HearsErrors
class HttpLocalDaysTest {
    private static final String LONDON = "Europe/London";
    private static final String NEW_YORK = "America/New_York";

    private static String slot(String date, int hour) {
        return ClockChange.slot(LocalDate.parse(date), hour);
    }

    /** In London it is the day before in UTC, in New York the day after. */
    @ParameterizedTest
    @ValueSource(strings = {LONDON, NEW_YORK})
    void countsAsADayWhatIsOneByTheCitysClock(String city) {
        try (LimitedMember member = new LimitedMember(city, "2027-06-08T10:00:00")) {
            member.booked(slot("2027-06-09", 0), slot("2027-06-09", 23));
            member.refused(DAILY, slot("2027-06-09", 12));
            member.booked(slot("2027-06-08", 23), slot("2027-06-10", 0));
            assertThat(member.used(DAILY)).isEqualTo(1);
            member.clockShows("2027-06-08T21:59:59.999");
            assertThat(member.used(DAILY)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LONDON, NEW_YORK})
    void isAnotherDayFromMidnightOn(String city) {
        try (LimitedMember member = new LimitedMember(city, "2027-06-08T22:00:00")) {
            member.booked(slot("2027-06-09", 0), slot("2027-06-09", 23));
            member.clockShows("2027-06-08T23:59:59.999");
            assertThat(member.used(DAILY)).isZero();
            assertThat(member.today()).containsOnly("2027-06-08");
            member.clockShows("2027-06-09T00:00:00");
            assertThat(member.used(DAILY)).isEqualTo(2);
            assertThat(member.today()).containsOnly("2027-06-09");
        }
    }

    /** Clocks change on a Sunday. */
    @ParameterizedTest
    @EnumSource
    void countsADayOfAnyLengthAsOneAndItsWeekUntilMidnight(ClockChange change) {
        try (LimitedMember member = new LimitedMember(change.zone.getId(), change.date.minusDays(6) + "T10:00:00")) {
            member.booked(change.slot(0), change.skips ? change.slot(change.hour + 1) : change.secondSlot());
            member.refused(DAILY, change.slot(23));
            member.booked(
                    ClockChange.slot(change.date.minusDays(6), 23), ClockChange.slot(change.date.minusDays(1), 23));
            assertThat(member.used(WEEKLY)).isEqualTo(4);
            member.refused(WEEKLY, ClockChange.slot(change.date.minusDays(2), 12));
            member.booked(ClockChange.slot(change.date.plusDays(1), 0), ClockChange.slot(change.date.plusDays(7), 23));
        }
    }

    @Test
    void countsWeeksByMondaysAlsoWhereTheYearEndsWithinOne() {
        // The 53rd of 2026, from 28 December on.
        try (LimitedMember member = new LimitedMember(LONDON, "2026-12-28T10:00:00")) {
            member.booked(
                    slot("2026-12-28", 12), slot("2026-12-31", 23), slot("2027-01-01", 0), slot("2027-01-03", 23));
            assertThat(member.used(WEEKLY)).isEqualTo(4);
            member.refused(WEEKLY, slot("2026-12-30", 12));
            member.refused(WEEKLY, slot("2027-01-02", 12));
            member.booked(slot("2027-01-04", 0), slot("2027-01-04", 1));
            member.refused(DAILY, slot("2027-01-04", 2));
        }
    }

    @Test
    void countsAsOneWeekTheFirstDaysOfAYearAndTheLastOfTheYearBefore() {
        // The first of 2025, from 30 December 2024 on.
        try (LimitedMember member = new LimitedMember(NEW_YORK, "2024-12-29T10:00:00")) {
            member.booked(slot("2024-12-29", 23), slot("2024-12-30", 0), slot("2024-12-31", 23), slot("2025-01-01", 0));
            member.booked(slot("2025-01-05", 23));
            member.refused(WEEKLY, slot("2025-01-03", 12));
            member.booked(slot("2025-01-06", 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LONDON, NEW_YORK})
    void knowsTheLeapDay(String city) {
        try (LimitedMember member = new LimitedMember(city, "2028-02-28T10:00:00")) {
            JsonObject page = member.client
                    .get("/v1/stations/s-1/slots?venue=s-1-b1&date=2028-02-29")
                    .json();
            JsonArray hours = page.getJsonArray("venues").getJsonObject(0).getJsonArray("slots");
            assertThat(hours).hasSize(24);
            assertThat(hours.getJsonObject(23).getString("end")).startsWith("2028-03-01T00:00:00");
            assertThat(member.client
                            .get("/v1/slots?kind=BADMINTON&date=2028-02-29")
                            .json()
                            .getJsonArray("slots"))
                    .hasSize(24);
            member.booked(slot("2028-02-29", 0), slot("2028-02-29", 23), slot("2028-03-01", 0));
            member.refused(DAILY, slot("2028-02-29", 12));
            Answer series = member.series("s-1-b1.20280229T1800", 2);
            assertThat(SeriesClient.codes(series)).containsExactly("quota-exceeded");
            assertThat(SeriesClient.madeOf(series)).containsExactly("s-1-b1.20280307T1800");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasASeriesAtTheSameTimeByTheClockUntilTheHorizonEnds(ClockChange change) {
        LocalDate first = change.date.minusDays(7);
        try (LimitedMember member = new LimitedMember(change.zone.getId(), first + "T10:00:00")) {
            Answer series = member.series(ClockChange.slot(first, 18), 4);
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
                    .isEqualTo(first.plusWeeks(3)
                            .minusDays(NightTown.HORIZON_DAYS - 1)
                            .toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void losesTheWeekOfASeriesInWhichItIsClosedOrTheClockSkipsIt(ClockChange change) {
        LocalDate first = change.date.minusDays(7);
        try (LimitedMember member = new LimitedMember(change.zone.getId(), first.minusDays(1) + "T22:00:00")) {
            JsonObject closure = new JsonObject()
                    .put("station", "s-1")
                    .put(
                            "from",
                            change.text(change.date.atStartOfDay(change.zone).toInstant()))
                    .put("to", change.text(change.moment()))
                    .put("reason", "the clocks are being seen to");
            String admin = member.client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
            Answer closed = member.client.sendJson("Bearer " + admin, "POST", "/v1/admin/closures", closure.encode());
            assertThat(closed.status()).as(closed.body()).isEqualTo(201);

            Answer series = member.series(ClockChange.slot(first, change.hour), 3);
            assertThat(SeriesClient.madeOf(series))
                    .containsExactly(
                            ClockChange.slot(first, change.hour),
                            ClockChange.slot(change.date.plusDays(7), change.hour));
            assertThat(SeriesClient.codes(series)).containsExactly(change.skips ? "slot-unknown" : "slot-closed");
            assertThat(SeriesClient.problem(series, 0).containsKey("announcedOn"))
                    .isFalse();
        }
    }
}
