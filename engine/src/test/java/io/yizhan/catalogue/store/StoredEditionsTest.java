package io.yizhan.catalogue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.Editions;
import io.yizhan.catalogue.edition.EditionsContract;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** By the rows of a real PostgreSQL. */
@Tag("server")
final class StoredEditionsTest extends EditionsContract {
    private record Rows(PostgresUri uri) implements Place {
        @Override
        public Editions editions() throws SQLException {
            return new StoredEditions(uri, DrillTown.REGION, takeOver());
        }

        @Override
        public void passOn() throws SQLException {
            takeOver();
        }

        private long takeOver() throws SQLException {
            return new RegionStore(uri, DrillTown.REGION)
                    .takeOver(DrillTown.ZONE)
                    .epoch();
        }

        @Override
        public void store(City city, byte[] document) throws SQLException {
            new CatalogueStore(uri).store(city, document, (done, total) -> {});
        }
    }

    @Override
    protected Place place() throws Exception {
        return rows();
    }

    private static Rows rows() throws SQLException {
        Rows rows = new Rows(new PostgresUri(TestPostgres.freshDatabase()));
        Schema.migrate(rows.uri);
        rows.store(FIRST, CatalogueFile.write(FIRST));
        return rows;
    }

    /** A newer program has stored what this one can't use. */
    @Test
    void refusesToFollowWhatItCannotRead() throws Exception {
        Rows rows = rows();
        rows.store(FIRST, "{}".getBytes(UTF_8));
        Editions editions = rows.editions();
        Proposal proposal = new Proposal(FIRST, CatalogueFile.write(DrillTown.city(3)), tag -> true);
        assertThatThrownBy(() -> editions.add(proposal, new Author("a-1", "why"), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not usable by this program");
        try (Connection connection = rows.uri.connect()) {
            assertThat(CatalogueVersions.present(connection, DrillTown.REGION)).isEqualTo(2);
        }
    }
}
