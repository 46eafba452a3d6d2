package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.equipment.Equipment;
import io.yizhan.equipment.UseMeter.Use;
import io.yizhan.feed.Feed;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.LivelyTown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an owner knows of machines that another one has heard, by real PostgreSQL. */
@Tag("server")
class UseSamplerTest {
    private static final long NOW_MS = 29_000_000L * 60_000;
    private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(NOW_MS);

    private static Use use(String machine, int hoursAgo, int knownS) {
        int hourMin = Math.toIntExact((NOW_MS - TimeUnit.HOURS.toMillis(hoursAgo)) / 3_600_000 * 60);
        return new Use(1, machine, "BIKE", hourMin, 0, knownS);
    }

    @Test
    void recallsTheMachinesThatAFormerOwnerHasHeardOfLate() throws Exception {
        PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        new UseRows(uri, LivelyTown.ID, 1)
                .write(List.of(use("heard", 2, 60), use("never-heard", 2, 0), use("heard-two-days-ago", 48, 60)));
        Directory directory = new Directory(
                LivelyTown.city(2, 3),
                Map.of("s1", 1, "s2", 2),
                Map.of("s1-v1", 1, "s1-v2", 2, "s1-v3", 3, "s2-v1", 4, "s2-v2", 5, "s2-v3", 6));
        Equipment equipment = new Equipment();
        try (UseSampler sampler =
                new UseSampler(() -> directory, new Feed(), equipment, new UseRows(uri, LivelyTown.ID, 2), CLOCK)) {
            sampler.look();
        }
        assertThat(equipment.station(1).awaitedSinceMs("heard")).isEqualTo(NOW_MS);
        assertThat(equipment.station(1).machine("heard").heardMs())
                .as("how it stands nobody knows")
                .isZero();
        assertThat(equipment.station(1).awaitedSinceMs("never-heard")).isZero();
        assertThat(equipment.station(1).awaitedSinceMs("heard-two-days-ago")).isZero();
        assertThat(equipment.station(2).awaitedSinceMs("heard")).isZero();
    }
}
