package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import org.junit.jupiter.api.Test;

final class WeekTest {
    private static int week(String date) {
        return Week.of((int) LocalDate.parse(date).toEpochDay());
    }

    @Test
    void goesFromMondayToSundayWhereverTheYearEnds() {
        assertThat(week("2027-01-03")).as("the 53rd of 2026").isEqualTo(week("2026-12-28"));
        assertThat(week("2026-12-27")).isEqualTo(week("2026-12-28") - 1);
        assertThat(week("2027-01-04")).isEqualTo(week("2026-12-28") + 1);
        assertThat(week("2024-12-30")).as("the first of 2025").isEqualTo(week("2025-01-05"));
        assertThat(week("2028-02-28")).as("with a leap day").isEqualTo(week("2028-03-05"));
    }

    @Test
    void changesWhenTheNumberByIso8601Does() {
        LocalDate end = LocalDate.of(2100, 1, 1);
        for (LocalDate day = LocalDate.of(1969, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            LocalDate next = day.plusDays(1);
            boolean same = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == next.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            assertThat(Week.of((int) next.toEpochDay()) - Week.of((int) day.toEpochDay()))
                    .as(next.toString())
                    .isEqualTo(same ? 0 : 1);
        }
    }
}
