package io.yizhan.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FullnessTest {
    private static final ZonedDateTime MIDNIGHT =
            ZonedDateTime.of(2026, 11, 21, 0, 0, 0, 0, ZoneId.of("Asia/Shanghai"));
    private static final int STATIONS = 131;

    private static long stationsAt(ZonedDateTime now, double from, double below) {
        return IntStream.range(0, STATIONS)
                .mapToDouble(station -> new Fullness(1, station).at(now))
                .filter(it -> it >= from && it < below)
                .count();
    }

    /** Bounds of the levels that the API tells: LOW, MEDIUM, HIGH. */
    @Test
    void someAreCalmSomeBusySomeFullAtAnyHour() {
        for (int hour = 0; hour < 24; hour++) {
            ZonedDateTime now = MIDNIGHT.plusHours(hour);
            assertThat(stationsAt(now, 0, 0.5)).as("LOW at %s", now).isGreaterThanOrEqualTo(20);
            assertThat(stationsAt(now, 0.5, 0.8)).as("MEDIUM at %s", now).isGreaterThanOrEqualTo(10);
            assertThat(stationsAt(now, 0.8, 2)).as("HIGH at %s", now).isGreaterThanOrEqualTo(3);
            assertThat(stationsAt(now, 0.03, 0.96)).isEqualTo(STATIONS);
        }
    }

    @Test
    void moreAreFullInTheEveningThanInTheMorning() {
        assertThat(stationsAt(MIDNIGHT.plusHours(19), 0.8, 1))
                .isGreaterThan(2 * stationsAt(MIDNIGHT.plusHours(10), 0.8, 1));
    }

    @Test
    void moreThanATenthChangeTheirLevelWithinFiveMinutes() {
        ZonedDateTime now = MIDNIGHT.plusHours(15);
        long changed = IntStream.range(0, STATIONS)
                .mapToObj(station -> new Fullness(1, station))
                .filter(it -> level(it.at(now)) != level(it.at(now.plusMinutes(5))))
                .count();
        assertThat(changed).isGreaterThan(STATIONS / 20);
    }

    private static int level(double fullness) {
        return fullness < 0.5 ? 0 : fullness < 0.8 ? 1 : 2;
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new Fullness(5, 3).at(MIDNIGHT)).isEqualTo(new Fullness(5, 3).at(MIDNIGHT));
        assertThat(new Fullness(5, 3).at(MIDNIGHT)).isNotEqualTo(new Fullness(6, 3).at(MIDNIGHT));
    }
}
