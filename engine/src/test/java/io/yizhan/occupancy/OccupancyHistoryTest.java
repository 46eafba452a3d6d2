package io.yizhan.occupancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.occupancy.OccupancyHistory.Point;
import io.yizhan.occupancy.OccupancyHistory.Usual;
import io.yizhan.occupancy.OccupancySamples.Sample;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.LivelyTown;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How full stations were, by real rows. */
@Tag("server")
class OccupancyHistoryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Wednesday. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 25, 12, 0, 0, 0, BERLIN);

    private PostgresUri uri;
    private OccupancyHistory history;
    private OccupancySamples samples;

    @BeforeEach
    void start() throws Exception {
        uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        history = new PostgresOccupancyHistory(uri);
        samples = new OccupancySamples(uri, LivelyTown.ID);
    }

    private void write(ZonedDateTime at, int inside, Confidence confidence) throws Exception {
        samples.write(
                Math.toIntExact(at.toEpochSecond() / 60),
                List.of(new Sample(1, inside, confidence), new Sample(2, 99, Confidence.LIVE)));
    }

    private Usual usual(int isoDay, int half) throws IOException {
        return history.week(LivelyTown.ID, 1, BERLIN, NOW.toInstant().toEpochMilli())
                .get((isoDay - 1) * 48 + half);
    }

    @Test
    void tellsOfAStationWhatWasShownAndLeavesGaps() throws Exception {
        write(NOW, 5, Confidence.LIVE);
        write(NOW, 7, Confidence.LIVE);
        write(NOW.plusMinutes(5), 6, Confidence.STALE);
        write(NOW.plusMinutes(20), 0, Confidence.UNKNOWN);
        write(NOW.plusMinutes(25), 1, Confidence.LIVE);
        long fromMs = NOW.toInstant().toEpochMilli();
        assertThat(history.points(LivelyTown.ID, 1, fromMs, fromMs + 25 * 60_000))
                .containsExactly(
                        new Point(fromMs, 5, Confidence.LIVE),
                        new Point(fromMs + 5 * 60_000, 6, Confidence.STALE),
                        new Point(fromMs + 20 * 60_000, 0, Confidence.UNKNOWN));
    }

    @Test
    void tellsTheMedianOfTheWeeksAndOfHowManyItIs() throws Exception {
        // Tuesdays at 18:00, across the end of summer time; one of them unknown, one too long ago.
        ZonedDateTime tuesday = ZonedDateTime.of(2026, 11, 24, 18, 0, 0, 0, BERLIN);
        int[] inside = {10, 40, 12, 20, 11};
        for (int week = 0; week < inside.length; week++) {
            write(tuesday.minusWeeks(week), inside[week] - 2, Confidence.LIVE);
            write(tuesday.minusWeeks(week).plusMinutes(25), inside[week] + 2, Confidence.STALE);
        }
        write(tuesday.minusWeeks(5), 0, Confidence.UNKNOWN);
        write(tuesday.minusWeeks(9), 1_000, Confidence.LIVE);
        assertThat(usual(2, 36)).isEqualTo(new Usual(12, 5));
        assertThat(usual(2, 37)).isEqualTo(new Usual(0, 0));
        write(tuesday.plusMinutes(30), 3, Confidence.LIVE);
        assertThat(usual(2, 37).isKnown()).as("of one week").isFalse();
        assertThat(usual(2, 36).isKnown()).isTrue();
    }

    @Test
    void forgetsWhatIsOlderThanNinetyDays() throws Exception {
        write(NOW.minusMinutes(90 * 1_440 + 5), 1, Confidence.LIVE);
        write(NOW.minusMinutes(90 * 1_440), 2, Confidence.LIVE);
        samples.forget(Math.toIntExact(NOW.toEpochSecond() / 60));
        assertThat(history.points(LivelyTown.ID, 1, 0, NOW.toInstant().toEpochMilli()))
                .extracting(Point::inside)
                .containsExactly(2);
    }

    @Test
    void saysSoWhereTheRowsAreAway() {
        OccupancyHistory away =
                new PostgresOccupancyHistory(new PostgresUri("postgresql://nobody@127.0.0.1:1/nowhere"));
        assertThatThrownBy(() -> away.points(LivelyTown.ID, 1, 0, Instant.now().toEpochMilli()))
                .isInstanceOf(IOException.class);
    }
}
