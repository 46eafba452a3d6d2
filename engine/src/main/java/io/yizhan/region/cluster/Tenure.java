package io.yizhan.region.cluster;

import io.yizhan.lease.Lease;
import io.yizhan.lease.Plan;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.RegionPresence;
import io.yizhan.time.Deadline;
import io.yizhan.time.Watch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's time as a region's owner: kept for as long as lease and rows allow it, given away whole as the plan says, or given up. One thread
 * at a time, but where it says so.
 */
final class Tenure {
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);

    /** Requests that have come in but not yet to the writer are let through, before it ends. */
    private static final Duration HAND_OVER_PAUSE = Duration.ofMillis(50);

    private static final Duration HAND_OVER_MAX = Duration.ofSeconds(5);
    /** The rest is for letting go of it. */
    private static final double ROWS_SHARE = 0.6;

    private static final long LOOK_MS_MAX = 50;
    private static final long STEPPED_DOWN_PAUSE_MS = 500;
    private static final long NEVER = Long.MIN_VALUE;

    private final ClusterRegion region;
    private final OwnedRegion ours;
    private final Supplier<@Nullable Deadline> closing;
    private final Watch watch = new Watch();

    private volatile boolean over;
    private long renewAtNs;
    private long givesSinceNs = NEVER;
    /** Until then nobody else can hold the lease. */
    private volatile long leasedUntilNs;

    /**
     * Opens the region here.
     *
     * @param closing until when the node stops; null while it does not
     */
    Tenure(ClusterRegion region, TakeOver.Progress.Done done, Supplier<@Nullable Deadline> closing) {
        this.region = region;
        this.closing = closing;
        RegionPresence presence = region.presence();
        if (!done.followed()) presence.feed().restart(done.journal().lastSeq());
        leasedUntilNs = System.nanoTime();
        done.journal().leased(() -> System.nanoTime() - leasedUntilNs < 0);
        ours = new OwnedRegion(
                region.around(),
                presence,
                new OwnedRegion.Beginning(done.region(), done.journal(), done.epoch(), done.checkpoint()));
        renewAtNs = System.nanoTime();
        presence.open(ours);
        ours.keepSlotsOpenSoon();
    }

    /** Null once it is over. Any thread. */
    @Nullable
    OwnedRegion owned() {
        return over ? null : ours;
    }

    /**
     * One look at how things are, and what follows.
     *
     * @param newsNs when that was asked for by which the plan was made
     * @return for how long nothing needs to be done, in ms
     */
    long keep(Plan plan, long newsNs) {
        String stopped = ours.stopped();
        if (stopped != null) {
            stepDown(stopped);
            return STEPPED_DOWN_PAUSE_MS;
        }
        long nowNs = System.nanoTime();
        long stillNs = watch.look(ours.evidence(), nowNs);
        if (stillNs >= region.leaseTime().toNanos()) {
            String hangs = "its writer has not moved for " + TimeUnit.NANOSECONDS.toMillis(stillNs) + " ms";
            ours.giveUpWriter(hangs);
            stepDown(hangs);
            return STEPPED_DOWN_PAUSE_MS;
        }
        // Who does not move must not keep the right to: the lease then ends by itself, whatever becomes of this thread.
        boolean moves = stillNs < region.leaseTime().dividedBy(3).toNanos();
        if (moves && nowNs - renewAtNs >= 0) {
            renewAtNs = System.nanoTime() + region.leaseTime().dividedBy(3).toNanos();
            String lost = renew();
            if (lost != null) {
                stepDown(lost);
                return STEPPED_DOWN_PAUSE_MS;
            }
        }
        if (plan.givesAway(ours.epoch()) && ours.rowsFollow()) {
            if (confirmed(newsNs)) {
                handOver();
                return 0;
            }
        } else givesSinceNs = NEVER;
        return Math.max(1, Math.min(LOOK_MS_MAX, TimeUnit.NANOSECONDS.toMillis(renewAtNs - System.nanoTime())));
    }

    /**
     * Whether the plan to give the region away stands by news that were asked for after it was made: the next owner may have thought
     * better of it, or have gone. Where nobody can be asked, the region stays.
     */
    private boolean confirmed(long newsNs) {
        if (givesSinceNs == NEVER) {
            givesSinceNs = System.nanoTime();
            region.changed().run();
        }
        return newsNs - givesSinceNs > 0;
    }

    /**
     * Where the lease was not held without a gap, another may have owned the region meanwhile; the rows know. Who has nothing to write would
     * not find out, and go on to show what it has.
     *
     * @return why the region is another's; null where it is not, or nobody can tell
     */
    private @Nullable String renew() {
        long askedNs = System.nanoTime();
        boolean gapless = askedNs - leasedUntilNs < 0;
        Lease.Attempt attempted = region.lease().acquire();
        if (attempted == Lease.Attempt.TAKEN) return "another node holds the lease";
        boolean held = attempted == Lease.Attempt.HELD;
        if (!held || !gapless) {
            try {
                long epoch = region.rows().stand().epoch();
                if (epoch != ours.epoch()) return "the rows have an owner of epoch " + epoch;
            } catch (SQLException away) {
                LOG.debug("region {}: whether it is still owned here can't be asked", region.id(), away);
                return null;
            }
        }
        if (held) leasedUntilNs = askedNs + region.leaseTime().toNanos();
        return null;
    }

    /** Gives the region away whole: nobody is refused, and whoever comes next has nothing to make up for. */
    void handOver() {
        long beganNs = System.nanoTime();
        region.presence().leave();
        LockSupport.parkNanos(this, HAND_OVER_PAUSE.toNanos());
        boolean settled = settle();
        end();
        LOG.info(
                "region {} is given away, {} ms{}",
                region.id(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs),
                settled ? "" : "; the rows have not followed, the stream has the rest");
    }

    /**
     * Lets the rows have everything, however long they are away: what was answered is in no other memory. Only a node that stops does not wait
     * for them without end, and leaves the rest to the stream.
     */
    private boolean settle() {
        try {
            boolean settled = ours.settle(by());
            while (!settled && closing.get() == null && ours.rowsMayFollow()) settled = ours.settle(by());
            return settled;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Deadline by() {
        Deadline stop = closing.get();
        return stop == null ? Deadline.in(HAND_OVER_MAX) : stop.part(ROWS_SHARE).atMost(HAND_OVER_MAX);
    }

    /**
     * Takes nothing more, and brings what only this memory may hold into the rows, as long as they let it: whoever is about to take over may
     * be waiting just for that, where Redis has lost the stream. Where the rows have a newer owner already, that ends at once.
     */
    private void stepDown(String why) {
        LOG.warn("region {} is given up: {}", region.id(), why);
        region.presence().leave();
        ours.abandon();
        settle();
        end();
    }

    private void end() {
        region.presence().close();
        ours.close(by());
        over = true;
        region.lease().release();
        region.changed().run();
    }
}
