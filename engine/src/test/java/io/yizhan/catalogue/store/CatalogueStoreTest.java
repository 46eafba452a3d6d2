package io.yizhan.catalogue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Editions;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.store.CatalogueStore.Stored;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.DrillTown;
import io.yizhan.town.LivelyTown;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
    void followsOnlyTheVersionThatItWasMadeForAndOnlyForTheOwner() throws Exception {
        Schema.migrate(uri);
        City city = DrillTown.city(2);
        byte[] first = CatalogueFile.write(city);
        byte[] second = CatalogueFile.write(DrillTown.city(3));
        store.store(city, first, (done, total) -> {});
        long epoch = epoch();
        Proposal proposal = new Proposal(DrillTown.city(3), second, tag -> true);
        StoredEditions former = new StoredEditions(uri, DrillTown.REGION, epoch - 1);
        assertThat(former.add(proposal, 1)).isEqualTo(Editions.Kept.NotOwner.NOT_OWNER);
        assertThat(version()).isEqualTo(1);

        StoredEditions editions = new StoredEditions(uri, DrillTown.REGION, epoch);
        assertThat(editions.add(proposal, 1)).isInstanceOfSatisfying(Editions.Kept.Done.class, done -> {
            assertThat(done.edition().version()).isEqualTo(2);
            assertThat(done.edition().directory().city()).isEqualTo(proposal.city());
        });
        assertThat(editions.add(new Proposal(city, first, tag -> true), 1))
                .isInstanceOfSatisfying(
                        Editions.Kept.Outdated.class,
                        outdated -> assertThat(outdated.latest().document()).isEqualTo(second));
        assertThat(version()).isEqualTo(2);
    }

    /** A newer program has stored what this one can't use. */
    @Test
    void refusesToFollowWhatItCannotRead() throws Exception {
        Schema.migrate(uri);
        City city = DrillTown.city(2);
        store.store(city, CatalogueFile.write(city), (done, total) -> {});
        store.store(city, "{}".getBytes(UTF_8), (done, total) -> {});
        StoredEditions editions = new StoredEditions(uri, DrillTown.REGION, epoch());
        Proposal proposal = new Proposal(city, CatalogueFile.write(DrillTown.city(3)), tag -> true);
        assertThatThrownBy(() -> editions.add(proposal, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not usable by this program");
        assertThat(version()).isEqualTo(2);
    }

    private int version() throws SQLException {
        try (Connection connection = uri.connect()) {
            return CatalogueStore.version(connection, DrillTown.REGION);
        }
    }

    /** Of an owner that has taken it over. */
    private long epoch() throws SQLException {
        return new RegionStore(uri, DrillTown.REGION).takeOver(DrillTown.ZONE).epoch();
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
