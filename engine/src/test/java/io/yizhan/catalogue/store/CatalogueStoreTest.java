package io.yizhan.catalogue.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.store.CatalogueStore.Stored;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class CatalogueStoreTest {
    private final PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
    private final CatalogueStore store = new CatalogueStore(uri);

    @Test
    void keepsNumbersOfStationsThatALaterCatalogueLacks() throws Exception {
        Schema.migrate(uri);
        assertThat(store.current(LivelyTown.ID)).isNull();
        City large = LivelyTown.city(3, 2);
        Stored first = store.store(large, new byte[] {1}, (done, total) -> {});
        City small = LivelyTown.city(2, 3);
        Stored second = store.store(small, new byte[] {2}, (done, total) -> {});

        assertThat(first.version()).isEqualTo(1);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.document()).containsExactly(2);
        assertThat(second.stationNos()).containsAllEntriesOf(first.stationNos()).containsKey("s3");
        assertThat(second.venueNos()).containsAllEntriesOf(first.venueNos()).hasSize(8);
        assertThat(second.venueNos().values()).doesNotHaveDuplicates();
        assertThat(second.venueNos().get("s1-v3")).isGreaterThan(6);
    }

    @Test
    void knowsTheEditionsThatWereInForceWithinAWeekBeforeTheLatest() throws Exception {
        Schema.migrate(uri);
        for (byte version = 1; version <= 4; version++)
            store.store(LivelyTown.city(2, version), new byte[] {version}, (done, total) -> {});
        assertThat(formers()).containsExactly(1, 2, 3);
        age(1, 30);
        age(2, 8);
        age(3, 6);
        assertThat(formers()).as("the second was in force until the third came").containsExactly(2, 3);
        for (byte version = 5; version <= 30; version++)
            store.store(LivelyTown.city(2, version), new byte[] {version}, (done, total) -> {});
        assertThat(formers()).hasSize(16).startsWith(14).endsWith(29);
        for (int version = 1; version <= 29; version++) age(version, 9);
        assertThat(formers()).as("in force for nine days").containsExactly(29);
    }

    private List<Integer> formers() throws SQLException {
        return requireNonNull(store.current(LivelyTown.ID)).formers().stream()
                .map(CatalogueVersions.Former::version)
                .toList();
    }

    private void age(int version, int days) throws SQLException {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update catalogue set imported_at = now() - interval '%d days' where version = %d"
                    .formatted(days, version));
        }
    }

    @Test
    void storesTheSameDocumentOnceAndTellsHowFarItIs() throws Exception {
        Schema.migrate(uri);
        var told = new ArrayList<Integer>();
        store.store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> told.add(done * 100 / total));
        assertThat(told).containsExactly(50, 100);
        Stored again = store.store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> told.add(done));
        assertThat(again.version()).isEqualTo(1);
        assertThat(told).hasSize(2);
    }
}
