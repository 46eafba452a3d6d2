package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockWindowTest {
    private static final int DAY = ClockWindow.DAY_MIN;

    private static ClockWindow window(String zone, String date, int fromMin, int toMin) {
        return ClockWindow.of(ZoneId.of(zone), LocalDate.parse(date), fromMin, toMin);
    }

    private static int minute(String instant) {
        return (int) (Instant.parse(instant).getEpochSecond() / 60);
    }

    private static ClockWindow.Piece piece(String from, String end) {
        return new ClockWindow.Piece(minute(from), minute(end));
    }

    @Test
    void isOnePieceOnAnOrdinaryDay() {
        assertThat(window("Asia/Shanghai", "2026-11-21", 18 * 60, 21 * 60).pieces())
                .containsExactly(piece("2026-11-21T10:00:00Z", "2026-11-21T13:00:00Z"));
        assertThat(window("Pacific/Kiritimati", "2026-11-21", 0, DAY).pieces())
                .containsExactly(piece("2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z"));
    }

    @Test
    void leavesOutWhatTheClockSkips() {
        assertThat(window("America/New_York", "2026-03-08", 2 * 60, 3 * 60).pieces())
                .isEmpty();
        assertThat(window("America/New_York", "2026-03-08", 60, 4 * 60).pieces())
                .containsExactly(piece("2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z"));
        assertThat(window("Africa/Cairo", "2026-04-24", 0, 60).pieces())
                .as("midnight is skipped")
                .isEmpty();
    }

    @Test
    void hasTwiceWhatTheClockShowsTwice() {
        assertThat(window("America/New_York", "2026-11-01", 60 + 30, 2 * 60).pieces())
                .containsExactly(
                        piece("2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z"),
                        piece("2026-11-01T06:30:00Z", "2026-11-01T07:00:00Z"));
        assertThat(window("America/New_York", "2026-11-01", 0, DAY).pieces())
                .as("25 hours without a gap")
                .containsExactly(piece("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"));
        assertThat(window("Africa/Cairo", "2026-10-29", 23 * 60 + 30, DAY).pieces())
                .as("the date goes on after the first midnight")
                .containsExactly(
                        piece("2026-10-29T20:30:00Z", "2026-10-29T21:00:00Z"),
                        piece("2026-10-29T21:30:00Z", "2026-10-29T22:00:00Z"));
    }

    @Test
    void hasNothingOfADayThatAZoneHasLeftOut() {
        assertThat(window("Pacific/Apia", "2011-12-30", 0, DAY).pieces()).isEmpty();
    }

    /** Minute for minute, by {@code java.time}. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01",
        "America/Havana, 2026-11-01",
        "Africa/Cairo, 2026-04-24",
        "Africa/Cairo, 2026-10-29",
        "Australia/Lord_Howe, 2026-04-05",
        "Australia/Lord_Howe, 2026-10-04",
        "Pacific/Apia, 2011-12-29",
        "Pacific/Apia, 2011-12-31",
        "Asia/Kolkata, 2026-11-21"
    })
    void agreesWithTheClockMinuteForMinute(String zone, String date) {
        SplittableRandom random = new SplittableRandom(20_261_129);
        ZoneId id = ZoneId.of(zone);
        LocalDate day = LocalDate.parse(date);
        for (int i = 0; i < 100; i++) {
            int fromMin = random.nextInt(DAY);
            int toMin = random.nextInt(fromMin + 1, DAY + 1);
            List<Integer> shown = new ArrayList<>();
            int noon = (int) (day.toEpochDay() * DAY) + DAY / 2;
            for (int minute = noon - 3 * DAY; minute < noon + 3 * DAY; minute++) {
                LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60L), id);
                int ofDay = local.getHour() * 60 + local.getMinute();
                if (local.toLocalDate().equals(day) && ofDay >= fromMin && ofDay < toMin) shown.add(minute);
            }
            List<Integer> window = new ArrayList<>();
            for (ClockWindow.Piece piece :
                    ClockWindow.of(id, day, fromMin, toMin).pieces())
                for (int minute = piece.fromMin(); minute < piece.endMin(); minute++) window.add(minute);
            assertThat(window).as(fromMin + " to " + toMin).isEqualTo(shown);
        }
    }
}
