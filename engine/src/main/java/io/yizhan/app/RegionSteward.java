package io.yizhan.app;

import io.yizhan.core.Region;
import io.yizhan.feed.FeedWriter;
import io.yizhan.journal.EventStream;
import io.yizhan.journal.StreamJournalOptions;
import io.yizhan.lease.Lease;
import io.yizhan.lease.Plan;
import io.yizhan.region.Standby;
import io.yizhan.region.TakeOver;
import io.yizhan.writebehind.JournalHome;
import io.yizhan.writebehind.RegionStore;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node of a cluster does about one region: owns it, stands by, or neither, as the {@link Plan} says and the lease allows. On a
 * thread of its own, so that a slow take-over of one region costs no other its lease.
 */
final class RegionSteward implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegionSteward.class);

    /** Requests that have come in but not yet to the writer are let through, before it ends. */
    private static final Duration HAND_OVER_PAUSE = Duration.ofMillis(50);

    private static final Duration HAND_OVER_MAX = Duration.ofSeconds(5);
    private static final long CANDIDATE_PAUSE_MS = 50;
    private static final long FOLLOW_PAUSE_MS = 20;
    private static final long FAILURE_PAUSE_MS = 500;
    private static final long NEVER = Long.MIN_VALUE;

    private final Surroundings around;
    private final RegionDesk desk;
    private final Supplier<Region> empty;
    private final Lease lease;
    private final Supplier<EventStream> streams;
    private final RegionStore rows;
    private final JournalHome home;
    private final Duration leaseTime;
    private final Runnable changed;
    private final Thread thread;

    private volatile Orders orders = new Orders(Plan.NOTHING, 0);
    private volatile boolean closing;
    private volatile @Nullable OwnedRegion owned;
    private volatile boolean ready;
    private volatile long followedMs;

    private @Nullable URI url;
    private @Nullable TakeOver attempt;
    private @Nullable EventStream attemptStream;
    private @Nullable Standby standby;
    private @Nullable EventStream standbyStream;
    private long renewAtNs;
    private long givesSinceNs = NEVER;
    /** Until then nobody else can hold the lease. */
    private volatile long leasedUntilNs;

    private @Nullable String trouble;

    /**
     * What to do.
     *
     * @param newsNs when that was asked for by which it was made
     */
    private record Orders(Plan plan, long newsNs) {}

    /**
     * @param empty books without anything in them, under the region's rules
     * @param streams opens the region's stream, once for each use
     * @param changed called when the others should hear what this node has now
     */
    RegionSteward(
            Surroundings around,
            RegionDesk desk,
            Supplier<Region> empty,
            Lease lease,
            Supplier<EventStream> streams,
            Duration leaseTime,
            Runnable changed) {
        this.around = around;
        this.desk = desk;
        this.empty = empty;
        this.lease = lease;
        this.streams = streams;
        this.leaseTime = leaseTime;
        this.changed = changed;
        rows = new RegionStore(around.database().uri(), desk.region());
        home = new JournalHome(around.database().uri(), desk.region());
        thread = new Thread(this::run, "region-" + desk.region());
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
        return owned;
    }

    /** Whether this node could take over at once. Any thread. */
    boolean ready() {
        return ready;
    }

    /** Until when it has followed the owner; only where it is {@link #ready}. Any thread. */
    long followedMs() {
        return followedMs;
    }

    RegionDesk desk() {
        return desk;
    }

    private void run() {
        while (!closing) {
            long pauseMs;
            try {
                pauseMs = turn();
                settled();
            } catch (SQLException | IOException | StartFailed failure) {
                pauseMs = failed(String.valueOf(failure.getMessage()), failure);
            } catch (RuntimeException | Error defect) {
                LOG.error("region {}", desk.region(), defect);
                pauseMs = failed(defect.toString(), defect);
            }
            if (pauseMs > 0 && !closing) LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pauseMs));
        }
        OwnedRegion left = owned;
        if (left != null) handOver(left);
        endAttempt();
        standDown();
        lease.release();
    }

    private void settled() {
        if (trouble == null || attempt != null) return;
        trouble = null;
    }

    /** Shouts once for each reason. */
    private long failed(String why, Throwable failure) {
        if (!why.equals(trouble)) LOG.warn("region {}: {}", desk.region(), why, failure);
        trouble = why;
        boolean tried = attempt != null;
        endAttempt();
        standDown();
        if (tried) lease.release();
        return FAILURE_PAUSE_MS;
    }

    /** One look at how things are, and what follows. @return for how long nothing needs to be done, in ms */
    private long turn() throws SQLException, IOException, StartFailed {
        OwnedRegion present = owned;
        Orders latest = orders;
        if (present != null) return keep(present, latest);
        Plan now = latest.plan();
        if (now.takesOver()) return takeOver();
        endAttempt();
        if (now.role() == Plan.Role.NEITHER) {
            standDown();
            return leaseTime.toMillis();
        }
        return follow() ? 0 : FOLLOW_PAUSE_MS;
    }

    private long keep(OwnedRegion present, Orders now) {
        String stopped = present.stopped();
        if (stopped != null) {
            stepDown(present, stopped);
            return FAILURE_PAUSE_MS;
        }
        if (System.nanoTime() - renewAtNs >= 0) {
            renewAtNs = System.nanoTime() + leaseTime.dividedBy(3).toNanos();
            String lost = renew(present);
            if (lost != null) {
                stepDown(present, lost);
                return FAILURE_PAUSE_MS;
            }
        }
        if (now.plan().givesAway(present.epoch()) && present.rowsFollow()) {
            if (confirmed(now.newsNs())) {
                handOver(present);
                return 0;
            }
        } else givesSinceNs = NEVER;
        return Math.max(1, Math.min(CANDIDATE_PAUSE_MS, TimeUnit.NANOSECONDS.toMillis(renewAtNs - System.nanoTime())));
    }

    /**
     * Whether the plan to give the region away stands by news that were asked for after it was made: the next owner may have thought
     * better of it, or have gone. Where nobody can be asked, the region stays.
     */
    private boolean confirmed(long newsNs) {
        if (givesSinceNs == NEVER) {
            givesSinceNs = System.nanoTime();
            changed.run();
        }
        return newsNs - givesSinceNs > 0;
    }

    /**
     * Where the lease was not held without a gap, another may have owned the region meanwhile; the rows know. Who has nothing to write would
     * not find out, and go on to show what it has.
     *
     * @return why the region is another's; null where it is not, or nobody can tell
     */
    private @Nullable String renew(OwnedRegion present) {
        long askedNs = System.nanoTime();
        boolean gapless = askedNs - leasedUntilNs < 0;
        Lease.Attempt attempted = lease.acquire();
        if (attempted == Lease.Attempt.TAKEN) return "another node holds the lease";
        boolean held = attempted == Lease.Attempt.HELD;
        if (!held || !gapless) {
            try {
                long epoch = rows.stand().epoch();
                if (epoch != present.epoch()) return "the rows have an owner of epoch " + epoch;
            } catch (SQLException away) {
                LOG.debug("region {}: whether it is still owned here can't be asked", desk.region(), away);
                return null;
            }
        }
        if (held) leasedUntilNs = askedNs + leaseTime.toNanos();
        return null;
    }

    private long takeOver() throws SQLException, IOException, StartFailed {
        TakeOver current = attempt;
        if (current == null) attempt = current = begin();
        return switch (current.step()) {
            case TakeOver.Progress.Going going -> 0;
            case TakeOver.Progress.Waiting waiting ->
                Math.min(waiting.ms(), leaseTime.dividedBy(4).toMillis());
            case TakeOver.Progress.NotOurs notOurs -> {
                endAttempt();
                yield CANDIDATE_PAUSE_MS;
            }
            case TakeOver.Progress.Done done -> {
                own(done);
                yield 0;
            }
        };
    }

    private TakeOver begin() throws SQLException, StartFailed {
        JournalHome.Home stands = home.home();
        if (!stands.mayGoOnIn(JournalHome.Kind.STREAM))
            throw new StartFailed("the journal of " + desk.region()
                    + " is in the files of an engine that has the city to itself: they may hold what the rows do not."
                    + " Stop that engine, and run \"yizhan journal drain\" with its settings");
        EventStream stream = streams.get();
        attemptStream = stream;
        return new TakeOver(
                new TakeOver.Terms(
                        desk.region(),
                        desk.directory.city().zone(),
                        StreamJournalOptions.of(desk.region()),
                        stands.kind() == JournalHome.Kind.STREAM && !stands.drained(),
                        leaseTime.multipliedBy(3).dividedBy(2).toMillis()),
                lease,
                rows,
                stream,
                empty,
                standby,
                System::nanoTime);
    }

    private void own(TakeOver.Progress.Done done) throws SQLException {
        home.moveTo(JournalHome.Kind.STREAM, done.epoch(), url);
        // The journal closes its stream.
        attemptStream = null;
        attempt = null;
        if (!done.followed()) desk.feed.restart(done.journal().lastSeq());
        leasedUntilNs = System.nanoTime();
        done.journal().leased(() -> System.nanoTime() - leasedUntilNs < 0);
        OwnedRegion region = new OwnedRegion(
                around,
                desk.directory,
                desk.feed,
                new OwnedRegion.Beginning(done.region(), done.journal(), done.epoch(), done.checkpoint()));
        owned = region;
        givesSinceNs = NEVER;
        // Not before: who is neither owner nor ready would be passed over.
        standDown();
        renewAtNs = System.nanoTime();
        desk.open(region.inbox());
        region.keepSlotsOpenSoon();
        LOG.info(
                "region {} is owned here: epoch {}, {} reservations, event {}, {} of them not in rows yet{}",
                desk.region(),
                done.epoch(),
                done.region().reservationCount(),
                done.journal().lastSeq(),
                done.journal().lastSeq() - done.checkpoint(),
                done.followed() ? ", from its standby's books" : "");
        changed.run();
    }

    /** Gives the region away whole: nobody is refused, and whoever comes next has nothing to make up for. */
    private void handOver(OwnedRegion present) {
        long beganNs = System.nanoTime();
        desk.leave();
        LockSupport.parkNanos(this, HAND_OVER_PAUSE.toNanos());
        boolean settled = settle(present);
        end(present);
        LOG.info(
                "region {} is given away, {} ms{}",
                desk.region(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs),
                settled ? "" : "; the rows have not followed, the stream has the rest");
    }

    /**
     * Lets the rows have everything, however long they are away: what was answered is in no other memory. Only a node that stops does not wait
     * for them without end, and leaves the rest to the stream.
     */
    private boolean settle(OwnedRegion present) {
        try {
            boolean settled = present.settle(HAND_OVER_MAX);
            while (!settled && !closing && present.rowsMayFollow()) settled = present.settle(HAND_OVER_MAX);
            return settled;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Takes nothing more, and brings what only this memory may hold into the rows, as long as they let it: whoever is about to take over may
     * be waiting just for that, where Redis has lost the stream. Where the rows have a newer owner already, that ends at once.
     */
    private void stepDown(OwnedRegion present, String why) {
        LOG.warn("region {} is given up: {}", desk.region(), why);
        desk.leave();
        present.abandon();
        settle(present);
        end(present);
    }

    private void end(OwnedRegion present) {
        desk.close();
        present.close();
        owned = null;
        lease.release();
        changed.run();
    }

    private void endAttempt() {
        attempt = null;
        EventStream open = attemptStream;
        attemptStream = null;
        if (open != null) open.close();
    }

    /** @return whether there is more to do at once */
    private boolean follow() throws SQLException, IOException {
        Standby following = standby;
        if (following == null) {
            EventStream stream = streams.get();
            standbyStream = stream;
            standby = following = new Standby(rows, stream, empty, new FeedFollower());
        }
        boolean more = following.step();
        if (!more) followedMs = around.clock().millis();
        boolean now = following.ready() && !more;
        if (now != ready) {
            ready = now;
            changed.run();
        }
        return more;
    }

    private void standDown() {
        standby = null;
        EventStream open = standbyStream;
        standbyStream = null;
        if (open != null) open.close();
        if (!ready) return;
        ready = false;
        changed.run();
    }

    /** Shows readers what the standby's books say. */
    private final class FeedFollower implements Standby.Audience {
        private @Nullable FeedWriter writer;

        @Override
        public void loaded(Region books, long seq) {
            desk.feed.restart(seq);
            writer = new FeedWriter(desk.feed, books, desk.directory.city().zone());
            writer.publish(seq);
        }

        @Override
        public void advanced(long seq) {
            if (writer != null) writer.publish(seq);
        }
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
        lease.close();
    }
}
