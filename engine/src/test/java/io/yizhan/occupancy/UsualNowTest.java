package io.yizhan.occupancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.occupancy.OccupancyHistory.Usual;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsualNowTest {
    private static final long FROM_MS = 1_800_000_000_000L;

    private final UsualNow usual = new UsualNow();

    @Test
    void knowsTheHalfHourThatRunsAndNoOther() {
        assertThat(usual.at(1, FROM_MS)).isEqualTo(UsualNow.UNKNOWN);
        usual.put(FROM_MS, Map.of(1, new Usual(12, 5), 2, new Usual(9, 1)));

        assertThat(usual.at(1, FROM_MS)).isEqualTo(12);
        assertThat(usual.at(1, FROM_MS + UsualNow.HALF_HOUR_MS - 1)).isEqualTo(12);
        assertThat(usual.at(1, FROM_MS + UsualNow.HALF_HOUR_MS)).isEqualTo(UsualNow.UNKNOWN);
        assertThat(usual.at(1, FROM_MS - 1)).isEqualTo(UsualNow.UNKNOWN);
        assertThat(usual.at(2, FROM_MS)).as("of one week").isEqualTo(UsualNow.UNKNOWN);
        assertThat(usual.at(3, FROM_MS)).isEqualTo(UsualNow.UNKNOWN);
    }
}
