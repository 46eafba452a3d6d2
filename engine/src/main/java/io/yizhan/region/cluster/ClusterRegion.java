package io.yizhan.region.cluster;

import io.yizhan.core.Region;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.lease.Lease;
import io.yizhan.region.EditionUnusable;
import io.yizhan.region.EditionWatch;
import io.yizhan.region.JournalHome;
import io.yizhan.region.RegionPresence;
import io.yizhan.region.RegionStore;
import io.yizhan.region.Surroundings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A region that several nodes share, from the side of one of them: what it takes to own it, or to follow who does.
 *
 * @param empty books without anything in them, under the region's rules
 * @param streams opens the region's stream, once for each use
 * @param changed called when the others should hear what this node has now
 */
public record ClusterRegion(
        Surroundings around,
        RegionPresence presence,
        Supplier<Region> empty,
        Lease lease,
        Supplier<EventStream> streams,
        Duration leaseTime,
        Runnable changed) {
    String id() {
        return presence.region();
    }

    RegionStore rows() {
        return new RegionStore(around.rows(), id());
    }

    /**
     * Puts the catalogue in force that was stored last, although nobody here has seen it yet.
     *
     * @throws EditionUnusable a newer program has stored it
     */
    void look() throws SQLException, EditionUnusable {
        EditionWatch.look(around.rows(), presence);
    }

    JournalHome home() {
        return new JournalHome(around.rows(), id());
    }
}
