package io.yizhan.writebehind;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal and brings its events to a {@link RowSink}, in order, each exactly once, on a thread of its own. Nobody waits for
 * it: while the sink is away the journal keeps what is pending, and this tries again without end. What the sink refuses for good is
 * never skipped: then it stops, {@link State#FAILED}, and says why.
 */
public final class WriteBehind implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);

    /** Between looks at whether the peak is over. */
    private static final Duration PAUSE_STEP = Duration.ofMillis(20);

    /** Between looks into the journal; {@link #signal} cuts it short. */
    private static final Duration IDLE_MAX = Duration.ofMillis(100);

    private static final long BACKOFF_MIN_MS = 20;
    private static final long BACKOFF_MAX_MS = 5_000;

    private final Journal journal;
    private final RowSink sink;
    private final InstantSource clock;
    private final PeakPause peakPause;
    private final Thread thread;

    // Owned by the thread.
    private final ArrayDeque<RowBatch> pending = new ArrayDeque<>();
    private boolean connected;
    private int failures;

    // Written by the thread, read by any.
    private volatile State state = State.FOLLOWING;
    private volatile @Nullable String reason;
    private volatile long checkpoint;
    private volatile long pendingSinceMs;
    private final LongAdder batches = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder reservations = new LongAdder();
    private final LongAdder retries = new LongAdder();

    private volatile boolean stopping;
    private volatile boolean idle;
    private final ReentrantLock progress = new ReentrantLock();
    private final Condition moved = progress.newCondition();

    /** How it is. */
    public enum State {
        FOLLOWING,
        /** The sink is not to be reached; tries again. */
        AWAY,
        /** Stopped for good: the sink refused, or the journal can't be read. */
        FAILED,
        STOPPED
    }

    /**
     * What it has done since it was started, and how far behind it is.
     *
     * @param reason why it is away or has failed
     * @param lagEvents durable in the journal and not yet in rows
     * @param lagMs age of the oldest event under way
     * @param rows added or changed, about
     * @param reservations placed
     * @param retries connections that were tried again
     */
    public record Figures(
            State state,
            @Nullable String reason,
            long checkpoint,
            long lagEvents,
            long lagMs,
            long batches,
            long statements,
            long rows,
            long reservations,
            long retries) {

        /** What batching is for; 0 before the first reservation. */
        public double statementsPerThousandReservations() {
            return reservations == 0 ? 0 : statements * 1_000.0 / reservations;
        }
    }

    /**
     * Does not start yet.
     *
     * @param checkpoint where the rows stand, see {@link RegionStore.Ownership#seq}
     * @param sink closed by {@link #close}
     */
    public WriteBehind(
            String region, Journal journal, RowSink sink, long checkpoint, InstantSource clock, PeakPause peakPause) {
        this.peakPause = peakPause;
        this.journal = journal;
        this.sink = sink;
        this.checkpoint = checkpoint;
        this.clock = clock;
        thread = Thread.ofPlatform().name("write-behind-" + region).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** There is more in the journal. Any thread; does not block. */
    public void signal() {
        if (idle) LockSupport.unpark(thread);
    }

    public Figures figures() {
        long reached = checkpoint;
        long since = pendingSinceMs;
        return new Figures(
                state,
                reason,
                reached,
                Math.max(0, journal.durableSeq() - reached),
                since == 0 ? 0 : Math.max(0, clock.millis() - since),
                batches.sum(),
                statements.sum(),
                rows.sum(),
                reservations.sum(),
                retries.sum());
    }

    /**
     * Waits until the rows hold this event.
     *
     * @return false where they do not after this time, or never will
     */
    public boolean flushThrough(long seq, Duration atMost) throws InterruptedException {
        long leftNs = atMost.toNanos();
        signal();
        progress.lock();
        try {
            while (checkpoint < seq) {
                if (state == State.FAILED || state == State.STOPPED || leftNs <= 0) return false;
                leftNs = moved.awaitNanos(leftNs);
            }
            return true;
        } finally {
            progress.unlock();
        }
    }

    /** Stops after the batch under way, and closes the sink. What is left stays in the journal. Idempotent. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sink.close();
    }

    private void run() {
        try (Journal.Reader reader = journal.read(checkpoint)) {
            while (!stopping) {
                boolean more = gather(reader);
                if (pending.isEmpty()) awaitMore(reader);
                // The last one is still filling while there is more.
                while (pending.size() > (more ? 1 : 0) && !stopping) flush(pending.getFirst());
            }
            become(State.STOPPED, null);
        } catch (RowsRefusedException | IOException | RuntimeException | Error broken) {
            LOG.error("write-behind stops for good at event {}", checkpoint, broken);
            become(State.FAILED, String.valueOf(broken.getMessage()));
        }
    }

    /** Takes what is durable until a batch is full; journal batches come whole. Whether there may be more. */
    private boolean gather(Journal.Reader reader) throws IOException {
        while (pending.size() < 2) {
            if (reader.next(this::take) == 0) return false;
        }
        return true;
    }

    private void take(long seq, Event event) {
        RowBatch last = pending.peekLast();
        if (last == null || !last.takes(event)) {
            last = new RowBatch(last == null ? checkpoint : last.lastSeq());
            pending.addLast(last);
            if (pending.size() == 1) pendingSinceMs = event.atMs();
        }
        if (seq != last.lastSeq() + 1)
            throw new IllegalStateException("event " + seq + " comes after " + last.lastSeq());
        last.add(event);
    }

    private void awaitMore(Journal.Reader reader) {
        idle = true;
        if (journal.durableSeq() <= reader.seq() && !stopping) LockSupport.parkNanos(this, IDLE_MAX.toNanos());
        idle = false;
    }

    /** Tries once; the batch stays the first one pending until it counts. */
    private void flush(RowBatch batch) throws RowsRefusedException {
        try {
            if (!connected && reconnected(batch)) return;
            long beganNs = System.nanoTime();
            int sent = sink.write(batch);
            statements.add(sent);
            committed(batch);
            giveWay(System.nanoTime() - beganNs);
        } catch (RowSinkAwayException away) {
            connected = false;
            backOff(away);
        }
    }

    private void giveWay(long tookNs) {
        long untilNs = System.nanoTime()
                + Duration.ofMillis(PeakPause.pauseMs(tookNs / 1_000_000)).toNanos();
        while (!stopping
                && System.nanoTime() < untilNs
                && peakPause.wanted(figures().lagMs(), journal.bytesPending(), journal.bytesMax()))
            LockSupport.parkNanos(this, PAUSE_STEP.toNanos());
    }

    /** Whether it turns out that the batch had been written, and only the answer was lost. */
    private boolean reconnected(RowBatch batch) throws RowSinkAwayException, RowsRefusedException {
        long stands = sink.connect();
        connected = true;
        if (stands == batch.lastSeq()) {
            committed(batch);
            return true;
        }
        if (stands != batch.formerSeq())
            throw new RowsRefusedException(
                    "the rows stand at event " + stands + ", not at " + batch.formerSeq() + " or " + batch.lastSeq(),
                    true,
                    null);
        return false;
    }

    private void committed(RowBatch batch) {
        pending.removeFirst();
        RowBatch next = pending.peekFirst();
        pendingSinceMs = next == null ? 0 : next.firstAtMs();
        batches.increment();
        rows.add(batch.rows());
        reservations.add(batch.placed());
        failures = 0;
        journal.discardThrough(batch.lastSeq());
        progress.lock();
        try {
            checkpoint = batch.lastSeq();
            moved.signalAll();
        } finally {
            progress.unlock();
        }
        if (state == State.AWAY) {
            LOG.info("write-behind goes on at event {}", checkpoint);
            become(State.FOLLOWING, null);
        }
    }

    private void backOff(RowSinkAwayException away) {
        if (state != State.AWAY) LOG.warn("write-behind waits at event {}: {}", checkpoint, away.getMessage());
        become(State.AWAY, away.getMessage());
        retries.increment();
        long ceilingMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS << Math.min(failures++, 10));
        long waitMs = ceilingMs / 2 + ThreadLocalRandom.current().nextLong(ceilingMs / 2 + 1);
        long untilNs = System.nanoTime() + Duration.ofMillis(waitMs).toNanos();
        for (long left = waitMs; left > 0 && !stopping; left = (untilNs - System.nanoTime()) / 1_000_000)
            LockSupport.parkNanos(this, left * 1_000_000);
    }

    private void become(State now, @Nullable String why) {
        progress.lock();
        try {
            reason = why;
            state = now;
            moved.signalAll();
        } finally {
            progress.unlock();
        }
    }
}
