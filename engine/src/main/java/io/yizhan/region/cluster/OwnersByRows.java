package io.yizhan.region.cluster;

import io.yizhan.region.cluster.ServingNodes.Serving;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns which region while Redis does not say: the rows are asked instead, about once a second, on a thread of its own. What they say may
 * be old, which costs a request a hop: who is no owner says so, and hops are counted. Any thread.
 */
public final class OwnersByRows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnersByRows.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServingNodes rows;
    private final Runnable changed;
    private final Thread thread =
            Thread.ofPlatform().name("owners-by-rows").daemon().unstarted(this::run);
    private volatile boolean needed;
    private volatile boolean closing;
    private volatile Map<String, Serving> known = Map.of();
    private boolean away;

    /** @param changed called when the rows have said something new */
    public OwnersByRows(ServingNodes rows, Runnable changed) {
        this.rows = rows;
        this.changed = changed;
        thread.start();
    }

    /** Whether the rows are to be asked, from now on. */
    public void need(boolean now) {
        if (now == needed) return;
        needed = now;
        LockSupport.unpark(thread);
    }

    /**
     * Where the owner of a region is; null where the rows are not asked, or tell nothing that is newer.
     *
     * @param afterEpoch that of the last owner of which this node has heard otherwise
     */
    @Nullable
    public URI of(String region, long afterEpoch) {
        Serving serving = needed ? known.get(region) : null;
        return serving == null || serving.epoch() <= afterEpoch ? null : serving.node();
    }

    private void run() {
        while (!closing) {
            if (needed) ask();
            else known = Map.of();
            if (closing) return;
            if (needed) LockSupport.parkNanos(this, PAUSE.toNanos());
            else LockSupport.park(this);
        }
    }

    private void ask() {
        try {
            Map<String, Serving> now = rows.all();
            away = false;
            if (now.equals(known)) return;
            known = now;
            changed.run();
        } catch (SQLException failure) {
            if (!away) LOG.warn("neither Redis nor the rows say who owns what: {}", failure.getMessage());
            away = true;
        } catch (RuntimeException | Error defect) {
            if (!away) LOG.error("the rows can't be asked who owns what", defect);
            away = true;
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
