package io.yizhan.region;

import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.postgres.PostgresUri;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second for catalogues that others have stored, or this node without knowing, and puts them in force here. What can't be read
 * here, because a newer program has stored it, is named and left.
 */
public final class EditionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EditionWatch.class);
    private static final long LOOK_MS = 1_000;
    private static final long CLOSE_MS_MAX = 1_000;

    private final PostgresUri rows;
    private final Collection<RegionPresence> regions;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("catalogues").daemon().unstarted(this::run);
    private boolean away;
    private String unreadable = "";

    /** Looks for nothing before its {@link #start}. */
    public EditionWatch(PostgresUri rows, Collection<RegionPresence> regions) {
        this.rows = rows;
        this.regions = regions;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (waited()) {
            for (RegionPresence region : regions) {
                try {
                    look(rows, region);
                    if (away) LOG.info("catalogues are looked for again");
                    away = false;
                } catch (SQLException failure) {
                    if (!away) LOG.warn("new catalogues are not seen for now: {}", failure.getMessage());
                    away = true;
                } catch (RuntimeException | Error unusable) {
                    String why = region.region() + ": " + unusable;
                    if (!why.equals(unreadable)) LOG.error("the latest catalogue is not in force here", unusable);
                    unreadable = why;
                }
            }
        }
    }

    /** False once it is closed. */
    private boolean waited() {
        try {
            return !closed.await(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            return false;
        }
    }

    /**
     * Puts the latest stored edition in force. Blocks.
     *
     * @throws CatalogueInvalid it is not usable by this program
     */
    public static void look(PostgresUri rows, RegionPresence region) throws SQLException {
        Edition latest = StoredEditions.latest(
                new CatalogueStore(rows), region.region(), region.present().version());
        if (latest != null) region.take(latest);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) thread.join(CLOSE_MS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
