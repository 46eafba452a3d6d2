package io.yizhan.catalogue.store;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Editions;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A city's editions in PostgreSQL. Any thread. */
public final class StoredEditions implements Editions {
    private static final Logger LOG = LoggerFactory.getLogger(StoredEditions.class);

    private final CatalogueStore store;
    private final String region;
    private final long epoch;

    /** @param epoch of the owner in whose name it adds */
    public StoredEditions(PostgresUri uri, String region, long epoch) {
        store = new CatalogueStore(uri);
        this.region = region;
        this.epoch = epoch;
    }

    @Override
    public Kept add(Proposal proposal, Author author, int ontoVersion) throws IOException {
        try {
            CatalogueStore.Stored stored = store.replace(
                    proposal.city(), proposal.document(), author, new CatalogueStore.Fence(ontoVersion, epoch));
            return new Kept.Done(edition(stored));
        } catch (CatalogueRefused refused) {
            return new Kept.Contradicted(refused.obstacles());
        } catch (FencedOff off) {
            Edition latest = later(ontoVersion);
            return latest == null ? Kept.NotOwner.NOT_OWNER : new Kept.Outdated(latest);
        } catch (SQLException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    @Override
    public List<Added> added(long after, int through) throws IOException {
        try (Connection connection = store.connect()) {
            return CatalogueVersions.added(connection, region, after, through);
        } catch (SQLException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private @Nullable Edition later(int version) throws IOException {
        try (Connection connection = store.connect()) {
            CatalogueStore.Stored stored = later(connection, region, version);
            return stored == null ? null : edition(stored);
        } catch (SQLException failure) {
            throw new IOException(failure.getMessage(), failure);
        } catch (CatalogueInvalid unusable) {
            throw new IOException("there is a later one that is not usable by this program", unusable);
        }
    }

    /** What is stored of a city, where that is later than this version; otherwise null. Leaves the connection as it was. */
    public static CatalogueStore.@Nullable Stored later(Connection connection, String region, int version)
            throws SQLException {
        return CatalogueVersions.present(connection, region) > version
                ? CatalogueStore.current(connection, region)
                : null;
    }

    /** @throws CatalogueInvalid it is not usable by this program */
    public static Edition edition(CatalogueStore.Stored stored) {
        Directory directory =
                new Directory(CatalogueFile.read(stored.document()), stored.stationNos(), stored.venueNos());
        return new Edition(stored.version(), stored.document(), directory, formers(stored));
    }

    private static List<Edition.Former> formers(CatalogueStore.Stored stored) {
        List<Edition.Former> formers = new ArrayList<>();
        for (CatalogueVersions.Former each : stored.formers()) {
            try {
                formers.add(new Edition.Former(
                        each.version(),
                        new Directory(CatalogueFile.read(each.document()), stored.stationNos(), stored.venueNos())));
            } catch (CatalogueInvalid unusable) {
                // An older program took it. It is no longer in force, so nothing stands on it.
                LOG.info("version {} of {} tells nothing of what has gone", each.version(), stored.region(), unusable);
            }
        }
        return formers;
    }
}
