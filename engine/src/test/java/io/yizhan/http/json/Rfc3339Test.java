package io.yizhan.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.http.HttpEngine;
import io.yizhan.town.HttpTown;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Rfc3339Test {
    @Test
    void writesTimesWithTheOffsetOfThatMoment() {
        ZoneId zone = ZoneId.of("America/New_York");
        long beforeMs = Rfc3339.parse("2026-11-01T05:59:59Z");

        assertThat(Rfc3339.format(beforeMs, zone)).isEqualTo("2026-11-01T01:59:59-04:00");
        assertThat(Rfc3339.format(beforeMs + 1_005, zone)).isEqualTo("2026-11-01T01:00:00.005-05:00");
        assertThat(Rfc3339.format(HttpEngine.START_MS, HttpTown.ZONE)).isEqualTo("2026-11-21T10:00:00+08:00");
    }

    @Test
    void readsTimesOnlyWithSecondsAndOffset() {
        assertThat(Rfc3339.parse("2026-11-21T10:00:00+08:00")).isEqualTo(HttpEngine.START_MS);
        assertThat(Rfc3339.parse("2026-11-21T02:00:00.001Z")).isEqualTo(HttpEngine.START_MS + 1);
        for (String wrong : List.of(
                "2026-11-21T10:00+08:00     ",
                "2026-11-21T10:00:00.0000",
                "2026-11-21T10:00:00+08",
                "2026-02-30T10:00:00Z",
                "1999-11-21T10:00:00Z",
                "",
                "2026-11-21")) {
            assertThatThrownBy(() -> Rfc3339.parse(wrong)).as(wrong).isInstanceOf(DateTimeException.class);
        }
    }
}
