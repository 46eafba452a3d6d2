package io.yizhan.region;

import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowWatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second for catalogues that others have stored, or this node without knowing, and puts them in force here. What can't be read
 * here, because a newer program has stored it, is named and left.
 */
public final class EditionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EditionWatch.class);
    private static final int ANSWER_S_MAX = 5;

    private final Collection<RegionPresence> regions;
    /** By region, the version that was looked at last and can't be used. */
    private final Map<String, Integer> unusable = new HashMap<>();

    private final RowWatch watch;

    /** Looks for nothing before its {@link #start}. */
    public EditionWatch(PostgresUri rows, Collection<RegionPresence> regions) {
        this.regions = regions;
        watch = new RowWatch("catalogues", "new catalogues", rows, this::look);
    }

    public void start() {
        watch.start();
    }

    private void look(Connection connection) throws SQLException {
        for (RegionPresence region : regions) {
            int seen = Math.max(region.present().version(), unusable.getOrDefault(region.region(), 0));
            CatalogueStore.Stored later = StoredEditions.later(connection, region.region(), seen);
            if (later == null) continue;
            try {
                take(later, region);
            } catch (EditionUnusable newer) {
                LOG.error("the latest catalogue is not in force here", newer);
                unusable.put(region.region(), later.version());
            }
        }
    }

    /**
     * Puts the latest stored edition in force. Blocks, for some seconds where the rows don't answer.
     *
     * @throws EditionUnusable the one before it stays in force
     */
    public static void look(PostgresUri rows, RegionPresence region) throws SQLException, EditionUnusable {
        try (Connection connection = rows.connect(ANSWER_S_MAX)) {
            CatalogueStore.Stored later = StoredEditions.later(
                    connection, region.region(), region.present().version());
            if (later != null) take(later, region);
        }
    }

    private static void take(CatalogueStore.Stored later, RegionPresence region) throws EditionUnusable {
        Edition edition;
        try {
            edition = StoredEditions.edition(later);
        } catch (CatalogueInvalid invalid) {
            throw new EditionUnusable(region.region(), later.version(), invalid);
        }
        region.take(edition);
    }

    @Override
    public void close() {
        watch.close();
    }
}
