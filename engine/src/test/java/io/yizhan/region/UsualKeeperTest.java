package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.occupancy.Confidence;
import io.yizhan.occupancy.OccupancySamples;
import io.yizhan.occupancy.OccupancySamples.Sample;
import io.yizhan.occupancy.UsualHalfHours;
import io.yizhan.occupancy.UsualNow;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.LivelyTown;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is usual is known in the half hour that runs, by a clock that is a quarter of an hour beside UTC's. */
@Tag("server")
class UsualKeeperTest {
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZonedDateTime SIX = ZonedDateTime.of(2026, 11, 24, 18, 0, 0, 0, KATHMANDU);

    private final UsualNow usual = new UsualNow();
    private final AtomicReference<ZonedDateTime> now = new AtomicReference<>(SIX);

    private long nowMs() {
        return Objects.requireNonNull(now.get()).toInstant().toEpochMilli();
    }

    @Test
    void isReadAnewWithEachHalfHour() throws Exception {
        PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        OccupancySamples samples = new OccupancySamples(uri, LivelyTown.ID);
        for (int week = 1; week <= 2; week++)
            for (int half = 0; half < 2; half++)
                samples.write(
                        Math.toIntExact(
                                SIX.minusWeeks(week).plusMinutes(30L * half + 5).toEpochSecond() / 60),
                        List.of(new Sample(1, 20 + half, Confidence.LIVE)));
        UsualKeeper keeper = new UsualKeeper(
                usual,
                new UsualHalfHours(uri, LivelyTown.ID),
                KATHMANDU,
                () -> Objects.requireNonNull(now.get()).toInstant());

        now.set(SIX.plusMinutes(29));
        keeper.look();
        assertThat(usual.at(1, nowMs())).isEqualTo(20);
        now.set(SIX.plusMinutes(30));
        assertThat(usual.at(1, nowMs())).as("before it has looked").isEqualTo(UsualNow.UNKNOWN);
        keeper.look();
        assertThat(usual.at(1, nowMs())).isEqualTo(21);
        now.set(SIX.plusMinutes(60));
        keeper.look();
        assertThat(usual.at(1, nowMs())).isEqualTo(UsualNow.UNKNOWN);
    }
}
