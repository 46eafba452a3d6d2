package io.yizhan.occupancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.occupancy.OccupancyHistory.Usual;
import io.yizhan.occupancy.OccupancySamples.Sample;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.LivelyTown;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How full stations usually are in one half hour, by real rows. */
@Tag("server")
class UsualHalfHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** A Tuesday, some weeks after the clocks were changed. */
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 18, 0, 0, 0, BERLIN);

    private PostgresUri uri;
    private OccupancySamples samples;
    private UsualHalfHours usual;

    @BeforeEach
    void start() throws Exception {
        uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        samples = new OccupancySamples(uri, LivelyTown.ID);
        usual = new UsualHalfHours(uri, LivelyTown.ID);
    }

    private void write(ZonedDateTime at, int station, int inside, Confidence confidence) throws Exception {
        samples.write(Math.toIntExact(at.toEpochSecond() / 60), List.of(new Sample(station, inside, confidence)));
    }

    @Test
    void isWhatTheWeekSaysOfThisHalfHour() throws Exception {
        int[] inside = {10, 40, 12, 20, 11};
        for (int week = 1; week <= inside.length; week++) {
            write(NOW.minusWeeks(week), 1, inside[week - 1] - 2, Confidence.LIVE);
            write(NOW.minusWeeks(week).plusMinutes(25), 1, inside[week - 1] + 2, Confidence.STALE);
            write(NOW.minusWeeks(week).plusMinutes(30), 1, 500, Confidence.LIVE);
        }
        write(NOW.minusWeeks(6), 1, 900, Confidence.UNKNOWN);
        write(NOW.minusWeeks(9), 1, 1_000, Confidence.LIVE);
        write(NOW.minusWeeks(2), 2, 3, Confidence.LIVE);
        write(NOW, 1, 700, Confidence.LIVE);

        assertThat(usual.at(NOW)).isEqualTo(Map.of(1, new Usual(12, 5), 2, new Usual(3, 1)));
        assertThat(new PostgresOccupancyHistory(uri)
                        .week(LivelyTown.ID, 1, BERLIN, NOW.toInstant().toEpochMilli())
                        .get(48 + 36))
                .isEqualTo(new Usual(12, 5));
    }
}
