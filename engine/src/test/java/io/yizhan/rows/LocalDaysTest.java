package io.yizhan.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Or members would have other limits after a restart. */
final class LocalDaysTest {
    private static LocalDate day(LocalDays days, String instant) {
        return LocalDate.ofEpochDay(days.of((int) (Instant.parse(instant).getEpochSecond() / 60)));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/London, 2026-10-24T22:59:00Z, 2026-10-24",
        "Europe/London, 2026-10-24T23:00:00Z, 2026-10-25",
        "Europe/London, 2026-10-25T23:59:00Z, 2026-10-25",
        "Europe/London, 2027-03-28T00:00:00Z, 2027-03-28",
        "Europe/London, 2027-03-28T23:00:00Z, 2027-03-29",
        "America/New_York, 2026-11-01T03:59:00Z, 2026-10-31",
        "America/New_York, 2026-11-02T04:59:00Z, 2026-11-01",
        "America/New_York, 2027-03-15T04:00:00Z, 2027-03-15",
        "America/New_York, 2028-03-01T04:59:00Z, 2028-02-29",
        "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-31"
    })
    void beginAtMidnightByTheCitysClock(String zone, String instant, LocalDate day) {
        assertThat(day(new LocalDays(ZoneId.of(zone)), instant)).isEqualTo(day);
    }

    @Test
    void areTheSameWhenLookedUpAgain() {
        LocalDays days = new LocalDays(ZoneId.of("Europe/London"));
        for (int i = 0; i < 2; i++) {
            assertThat(day(days, "2026-10-24T22:59:00Z")).isEqualTo(LocalDate.of(2026, 10, 24));
            assertThat(day(days, "2026-10-24T23:00:00Z")).isEqualTo(LocalDate.of(2026, 10, 25));
        }
    }
}
