package io.yizhan.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueryTest {
    @Test
    void readsADateThatStandsAlone() {
        assertThat(Query.dateAlone("date=2026-11-25")).isEqualTo(LocalDate.of(2026, 11, 25));
        assertThat(Query.dateAlone("date=2028-02-29")).isEqualTo(LocalDate.of(2028, 2, 29));
    }

    @Test
    void leavesEverythingElseToTheLongWay() {
        for (String query : List.of(
                "",
                "date=",
                "date=2026-02-29",
                "date=2026-11-31",
                "date=2026-13-01",
                "date=2026-00-10",
                "date=2026-10-00",
                "date=1999-12-31",
                "date=2200-01-01",
                "date=2026-1-025",
                "date=2026/11/25",
                "date=+026-11-25",
                "date=20\u0662\u0666-11-25",
                "Date=2026-11-25",
                "date=2026-11-25&",
                "date=2026-11-25&venue=x",
                "venu=2026-11-25",
                "d%61te=2026-11-")) assertThat(Query.dateAlone(query)).as(query).isNull();
    }
}
