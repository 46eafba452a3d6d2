package io.yizhan.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReservationIdsTest {
    @Test
    void reservationIdsComeBackAsTheyWere() {
        for (long id : new long[] {1, 31, 32, 1_000_000, Long.MAX_VALUE}) {
            assertThat(ReservationIds.parse(ReservationIds.format(id))).isEqualTo(id);
        }
        assertThat(ReservationIds.format(32)).isEqualTo("r-10");
        for (String wrong : List.of("", "r-", "r-0", "r-01", "R-1", "r-u", "r-1é", "r-zzzzzzzzzzzzz", "1", "r--1")) {
            assertThat(ReservationIds.parse(wrong)).as(wrong).isEqualTo(ReservationIds.NONE);
        }
    }
}
