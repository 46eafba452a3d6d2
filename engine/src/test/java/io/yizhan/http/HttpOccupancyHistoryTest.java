package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.occupancy.Confidence;
import io.yizhan.occupancy.OccupancyHistory.Point;
import io.yizhan.occupancy.OccupancyHistory.Usual;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How full a station was, over real HTTP. It is 10:00 on the 21st of November 2026, a Saturday. */
@HearsErrors
class HttpOccupancyHistoryTest {
    private static final String HISTORY = "/v1/stations/s-1/occupancy/history";
    private static final String WEEK = "/v1/stations/s-1/occupancy/week";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    @Test
    void anybodySeesWhatWasShownOnSomeDays() {
        engine.occupancies.points.add(new Point(HttpEngine.START_MS - 300_000, 12, Confidence.LIVE));
        engine.occupancies.points.add(new Point(HttpEngine.START_MS - 86_400_000, 3, Confidence.STALE));
        Answer today = client.get(HISTORY);
        assertThat(today.status()).as(today.body()).isEqualTo(200);
        assertThat(today.body())
                .isEqualTo("{\"stationId\":\"s-1\",\"everyMin\":5,\"points\":["
                        + "{\"at\":\"2026-11-21T09:55:00+08:00\",\"inside\":12,\"confidence\":\"live\"}]}");
        assertThat(client.get(HISTORY, "If-None-Match", today.header("etag")).status())
                .isEqualTo(304);
        assertThat(client.get(HISTORY + "?from=2026-11-20&to=2026-11-20").body())
                .contains("\"inside\":3,\"confidence\":\"stale\"")
                .doesNotContain("\"inside\":12");
    }

    @Test
    void noMoreThanAMonthIsToldAtOnce() {
        assertThat(client.get(HISTORY + "?from=2026-10-22&to=2026-11-21").status())
                .isEqualTo(200);
        assertThat(client.get(HISTORY + "?from=2026-10-21&to=2026-11-21").code())
                .isEqualTo("parameter-invalid");
        assertThat(client.get(HISTORY + "?from=2026-11-22&to=2026-11-21").code())
                .isEqualTo("parameter-invalid");
        assertThat(client.get(HISTORY + "?from=yesterday").code()).isEqualTo("parameter-invalid");
        assertThat(client.get("/v1/stations/nowhere/occupancy/history").code()).isEqualTo("station-unknown");
    }

    @Test
    void anybodySeesTheUsualWeekAndOfHowManyWeeksItIs() {
        engine.occupancies.week.set(48 + 38, new Usual(17, 6));
        engine.occupancies.week.set(48 + 39, new Usual(18, 1));
        Answer week = client.get(WEEK);
        assertThat(week.status()).as(week.body()).isEqualTo(200);
        JsonObject tuesday = week.json().getJsonArray("days").getJsonObject(1);
        assertThat(tuesday.getString("day")).isEqualTo("TUESDAY");
        assertThat(tuesday.getJsonArray("halfHours").getJsonObject(38).encode())
                .isEqualTo("{\"from\":\"19:00\",\"inside\":17,\"weeks\":6}");
        assertThat(tuesday.getJsonArray("halfHours").getJsonObject(39).encode())
                .isEqualTo("{\"from\":\"19:30\",\"inside\":null,\"weeks\":1}");
    }

    @Test
    void itIsSaidWhereTheRowsAreAway() {
        engine.occupancies.away = new IOException("gone");
        for (String path : new String[] {HISTORY, WEEK}) {
            Answer away = client.get(path);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.code()).isEqualTo("history-unavailable");
        }
    }
}
