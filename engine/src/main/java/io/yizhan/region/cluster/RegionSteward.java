package io.yizhan.region.cluster;

import io.yizhan.config.StartFailed;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.lease.Plan;
import io.yizhan.region.EditionUnusable;
import io.yizhan.region.JournalHome;
import io.yizhan.region.OverbookedSlots;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.RegionPresence;
import io.yizhan.time.Backoff;
import io.yizhan.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
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
public final class RegionSteward {
    private static final Logger LOG = LoggerFactory.getLogger(RegionSteward.class);
    private static final long CANDIDATE_PAUSE_MS = 50;
    private static final long FOLLOW_PAUSE_MS = 20;
    private static final long FAILURE_PAUSE_MS = 500;
    private static final Duration UNFIT_PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration UNFIT_PAUSE_MAX = Duration.ofSeconds(60);

    private final ClusterRegion region;
    private final Candidacy candidacy;
    private final Following following;
    private final Thread thread;

    private volatile Orders orders = new Orders(Plan.NOTHING, 0);
    private volatile @Nullable Deadline closing;
    private volatile @Nullable Tenure tenure;

    private @Nullable URI url;
    private volatile @Nullable String trouble;
    private final Backoff unfitPause = new Backoff(UNFIT_PAUSE_MIN, UNFIT_PAUSE_MAX);
    private boolean cannotServe;
    private long heldUntilNs = System.nanoTime();

    /**
     * What to do.
     *
     * @param newsNs when that was asked for by which it was made
     */
    private record Orders(Plan plan, long newsNs) {}

    /** Does nothing before its {@link #start}. */
    public RegionSteward(ClusterRegion region) {
        this.region = region;
        candidacy = new Candidacy(region);
        following = new Following(region);
        thread = new Thread(this::run, "region-" + region.id());
    }

    /** @param self where other nodes reach this one */
    public void start(URI self) {
        url = self;
        thread.start();
    }

    /**
     * Any thread.
     *
     * @param newsNs when that was asked for by which it was made, by {@link System#nanoTime}
     */
    public void plan(Plan now, long newsNs) {
        Orders former = orders;
        orders = new Orders(now, newsNs);
        if (!orders.equals(former)) LockSupport.unpark(thread);
    }

    /** Null where the region is not owned here. Any thread. */
    @Nullable
    public OwnedRegion owned() {
        Tenure present = tenure;
        return present == null ? null : present.owned();
    }

    /** Whether this node could take over at once. Any thread. */
    public boolean ready() {
        return following.isReady();
    }

    /** Until when it has followed the owner; only where it is {@link #ready}. Any thread. */
    public long followedMs() {
        return following.followedMs();
    }

    /** The same for as long as the node runs. Any thread. */
    public RegionPresence presence() {
        return region.presence();
    }

    private void run() {
        while (closing == null) {
            long heldNs = heldUntilNs - System.nanoTime();
            if (heldNs > 0) {
                LockSupport.parkNanos(this, heldNs);
                continue;
            }
            long pauseMs;
            try {
                pauseMs = turn();
                wentWell();
            } catch (JournalUnusable unfit) {
                pauseMs = cannotServe(
                        "its journal can't be read here, so this node can't stand by for it: " + unfit.getMessage());
            } catch (EditionUnusable unfit) {
                pauseMs = cannotServe(unfit.getMessage());
            } catch (SQLException | IOException | StartFailed failure) {
                pauseMs = failed(String.valueOf(failure.getMessage()), failure);
            } catch (RuntimeException | Error defect) {
                pauseMs = failed(defect.toString(), defect);
            }
            if (pauseMs > 0 && closing == null) LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pauseMs));
        }
        end();
    }

    /** Each step whatever became of the one before: nothing here may keep another node waiting for the lease. */
    private void end() {
        Tenure left = tenure;
        try {
            if (left != null && left.owned() != null) left.handOver();
        } catch (RuntimeException | Error defect) {
            LOG.error("region {} is not given away whole: its stream has what was answered", region.id(), defect);
        }
        clear(true);
    }

    private void wentWell() {
        if (cannotServe && !following.hasAdvanced() && owned() == null) return;
        if (cannotServe) unfitPause.reset();
        cannotServe = false;
        if (!candidacy.isUnderWay()) trouble = null;
    }

    /**
     * Journal or catalogue have what this program does not know, or the journal was damaged. Loading the books anew would change nothing, and
     * costs as much as a start: so it is tried less and less often.
     */
    private long cannotServe(@Nullable String unfit) {
        String why = unfit + ". Where another engine is of a newer version, bring this one up to it";
        if (!cannotServe) LOG.error("region {}: {}", region.id(), why);
        cannotServe = true;
        trouble = why;
        clear(candidacy.isUnderWay());
        long pauseMs = unfitPause.nextMs();
        heldUntilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        return pauseMs;
    }

    /** Shouts once for each reason. */
    private long failed(String why, Throwable failure) {
        if (!why.equals(trouble)) LOG.warn("region {}: {}", region.id(), why, failure);
        trouble = why;
        clear(candidacy.isUnderWay());
        return FAILURE_PAUSE_MS;
    }

    private void clear(boolean release) {
        try {
            candidacy.end();
            following.end();
            if (release) region.lease().release();
        } catch (RuntimeException | Error defect) {
            LOG.error("region {}: what it had open can't be closed", region.id(), defect);
        }
    }

    /** What keeps this node from its part in the region; null where nothing does. Any thread. */
    @Nullable
    public String trouble() {
        return trouble;
    }

    /** One look at how things are, and what follows. @return for how long nothing needs to be done, in ms */
    private long turn() throws SQLException, IOException, StartFailed, EditionUnusable {
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

    private long takeOver() throws SQLException, IOException, StartFailed, EditionUnusable {
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

    private void own(TakeOver.Progress.Done done) throws SQLException, EditionUnusable {
        // From here on no former owner stores another one. Until it is won the candidacy has stream and lease, and
        // whatever fails ends it.
        region.look();
        region.home().moveTo(JournalHome.Kind.STREAM, done.epoch(), url);
        tenure = new Tenure(region, done, () -> closing);
        candidacy.won();
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

    /** Begins to hand over what it owns. */
    public void end(Deadline by) {
        closing = by;
        LockSupport.unpark(thread);
    }

    /** Waits until that is done, as long as there is time. */
    public void awaitEnd(Deadline by) {
        try {
            if (thread.getState() == Thread.State.NEW || thread.join(by.left())) {
                region.lease().close();
                return;
            }
            LOG.warn(
                    "region {} is not given away in time: its lease ends by itself, and its stream has what was answered",
                    region.id());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
