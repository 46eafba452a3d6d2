package io.yizhan.app;

import io.yizhan.lease.Plan;
import io.yizhan.region.TakeOver;
import io.yizhan.writebehind.JournalHome;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node of a cluster does about one region: owns it ({@link Tenure}), tries to ({@link Candidacy}), stands by ({@link Following}), or
 * neither, as the {@link Plan} says and the lease allows. On a thread of its own, so that a slow take-over of one region costs no other its
 * lease.
 */
final class RegionSteward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegionSteward.class);
    private static final long CANDIDATE_PAUSE_MS = 50;
    private static final long FOLLOW_PAUSE_MS = 20;
    private static final long FAILURE_PAUSE_MS = 500;

    private final ClusterRegion region;
    private final Candidacy candidacy;
    private final Following following;
    private final Thread thread;

    private volatile Orders orders = new Orders(Plan.NOTHING, 0);
    private volatile boolean closing;
    private volatile @Nullable Tenure tenure;

    private @Nullable URI url;
    private @Nullable String trouble;

    /**
     * What to do.
     *
     * @param newsNs when that was asked for by which it was made
     */
    private record Orders(Plan plan, long newsNs) {}

    RegionSteward(ClusterRegion region) {
        this.region = region;
        candidacy = new Candidacy(region);
        following = new Following(region);
        thread = new Thread(this::run, "region-" + region.id());
    }

    /** @param self where other nodes reach this one */
    void start(URI self) {
        url = self;
        thread.start();
    }

    /**
     * Any thread.
     *
     * @param newsNs when that was asked for by which it was made, by {@link System#nanoTime}
     */
    void plan(Plan now, long newsNs) {
        Orders former = orders;
        orders = new Orders(now, newsNs);
        if (!orders.equals(former)) LockSupport.unpark(thread);
    }

    /** Null where the region is not owned here. Any thread. */
    @Nullable
    OwnedRegion owned() {
        Tenure present = tenure;
        return present == null ? null : present.owned();
    }

    /** Whether this node could take over at once. Any thread. */
    boolean ready() {
        return following.isReady();
    }

    /** Until when it has followed the owner; only where it is {@link #ready}. Any thread. */
    long followedMs() {
        return following.followedMs();
    }

    RegionDesk desk() {
        return region.desk();
    }

    private void run() {
        while (!closing) {
            long pauseMs;
            try {
                pauseMs = turn();
                if (!candidacy.isUnderWay()) trouble = null;
            } catch (SQLException | IOException | StartFailed failure) {
                pauseMs = failed(String.valueOf(failure.getMessage()), failure);
            } catch (RuntimeException | Error defect) {
                LOG.error("region {}", region.id(), defect);
                pauseMs = failed(defect.toString(), defect);
            }
            if (pauseMs > 0 && !closing) LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pauseMs));
        }
        Tenure left = tenure;
        if (left != null && left.owned() != null) left.handOver();
        candidacy.end();
        following.end();
        region.lease().release();
    }

    /** Shouts once for each reason. */
    private long failed(String why, Throwable failure) {
        if (!why.equals(trouble)) LOG.warn("region {}: {}", region.id(), why, failure);
        trouble = why;
        boolean tried = candidacy.isUnderWay();
        candidacy.end();
        following.end();
        if (tried) region.lease().release();
        return FAILURE_PAUSE_MS;
    }

    /** One look at how things are, and what follows. @return for how long nothing needs to be done, in ms */
    private long turn() throws SQLException, IOException, StartFailed {
        Orders latest = orders;
        Tenure present = tenure;
        if (present != null && present.owned() != null) return present.keep(latest.plan(), latest.newsNs());
        tenure = null;
        if (latest.plan().takesOver()) return takeOver();
        candidacy.end();
        if (latest.plan().role() == Plan.Role.NEITHER) {
            following.end();
            return region.leaseTime().toMillis();
        }
        return following.step() ? 0 : FOLLOW_PAUSE_MS;
    }

    private long takeOver() throws SQLException, IOException, StartFailed {
        return switch (candidacy.step(following.standby())) {
            case TakeOver.Progress.Going going -> 0;
            case TakeOver.Progress.Waiting waiting ->
                Math.min(waiting.ms(), region.leaseTime().dividedBy(4).toMillis());
            case TakeOver.Progress.NotOurs notOurs -> {
                candidacy.end();
                yield CANDIDATE_PAUSE_MS;
            }
            case TakeOver.Progress.Done done -> {
                own(done);
                yield 0;
            }
        };
    }

    private void own(TakeOver.Progress.Done done) throws SQLException {
        region.home().moveTo(JournalHome.Kind.STREAM, done.epoch(), url);
        candidacy.won();
        tenure = new Tenure(region, done, () -> closing);
        long tookMs = candidacy.ms();
        // Not before: who is neither owner nor ready would be passed over.
        following.end();
        LOG.info(
                "region {} is owned here after {} ms: epoch {}, {} reservations, event {}, {} of them not in rows yet{}",
                region.id(),
                tookMs,
                done.epoch(),
                done.region().reservationCount(),
                done.journal().lastSeq(),
                done.journal().lastSeq() - done.checkpoint(),
                done.followed() ? ", from its standby's books" : "");
        OverbookedSlots.log(region.id(), done.region());
        region.changed().run();
    }

    /** Hands over what it owns, and ends. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
        region.lease().close();
    }
}
