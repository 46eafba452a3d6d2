package io.yizhan.loadtest.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DriftTest {
    @Test
    void addsUpTheStationsOfEachFullHour() {
        long hour = WeekTime.HOUR_MS;
        List<Drift.Hour> hours = Drift.hours(List.of(
                new Sample(hour, "a", 10, 12, 13),
                new Sample(hour, "b", 20, 20, 15),
                new Sample(hour + hour / 4, "a", 99, 99, 0),
                new Sample(2 * hour, "a", 0, 2, 2)));
        assertThat(hours)
                .containsExactly(new Drift.Hour(hour, 30, 28, -2, 4, 5, 2), new Drift.Hour(2 * hour, 0, 2, 2, 2, 2, 2));
        assertThat(Drift.markdown(hours))
                .contains("| Mon 01:00 | 30 | 28 | -2 | -6.7 % | 4.00 | 5 | +2 |")
                .contains("| Mon 02:00 | 0 | 2 | +2 | – | 2.00 | 2 | +2 |");
    }
}
