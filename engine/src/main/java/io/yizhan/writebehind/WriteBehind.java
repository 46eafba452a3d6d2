package io.yizhan.writebehind;

import io.yizhan.journal.Commits;
import io.yizhan.journal.Journal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The thread that a {@link Follower} of the journal runs on. As a rule nobody waits for it: while the sink is away the journal keeps what is
 * pending. Where the rows are all that an answer can rest on, the writer waits, see {@link #await}.
 */
public final class WriteBehind implements Commits, AutoCloseable {
    /** Between looks at whether it is time. */
    private static final Duration WAIT_STEP = Duration.ofMillis(20);

    /** Between looks into the journal; {@link #signal} cuts it short. */
    private static final Duration IDLE_MAX = Duration.ofMillis(100);

    /** Longer than any batch takes. */
    private static final Duration CLOSE_MAX = Duration.ofSeconds(60);

    private static final Duration INTERRUPTED_MAX = Duration.ofMillis(500);

    private final Follower follower;
    private final RowSink sink;
    private final Thread thread;

    private volatile boolean stopping;
    private volatile boolean idle;
    private final ReentrantLock progress = new ReentrantLock();
    private final Condition moved = progress.newCondition();
    private final LongAdder asked = new LongAdder();

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
     * @param lagEvents in the journal and not yet in rows
     * @param lagMs age of the oldest event under way
     * @param unansweredMs for how long the sink has owed an answer; 0 where it owes none
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
            long unansweredMs,
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
     * @param checkpoint where the rows stand
     * @param sink closed by {@link #close}
     */
    public WriteBehind(
            String region, Journal journal, RowSink sink, long checkpoint, InstantSource clock, PeakPause peakPause) {
        this.sink = sink;
        follower = new Follower(journal, sink, checkpoint, clock, System::nanoTime, new SplittableRandom(), peakPause);
        thread = Thread.ofPlatform().name("write-behind-" + region).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** There is more in the journal. Any thread; does not block. */
    public void signal() {
        if (idle) LockSupport.unpark(thread);
    }

    /** Any thread. */
    public Figures figures() {
        return follower.figures();
    }

    /**
     * Waits until the rows hold this event. Meanwhile there is no pause between transactions, and the one that brings it wakes the caller.
     *
     * @return false where they do not after this time, or never will
     */
    public boolean flushThrough(long seq, Duration atMost) throws InterruptedException {
        long leftNs = atMost.toNanos();
        follower.want(seq);
        LockSupport.unpark(thread);
        progress.lock();
        try {
            while (follower.checkpoint() < seq) {
                State state = follower.state();
                if (state == State.FAILED || state == State.STOPPED || leftNs <= 0) return false;
                leftNs = moved.awaitNanos(leftNs);
            }
            return true;
        } finally {
            progress.unlock();
        }
    }

    @Override
    public boolean await(long seq, Duration atMost) throws IOException {
        asked.increment();
        try {
            return flushThrough(seq, atMost) || follower.holds(seq);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an answer waits for the rows");
        }
    }

    /** How often somebody has come to wait for the rows: who does so again and again does not hang. Any thread. */
    public long asked() {
        return asked.sum();
    }

    /** Stops after the batch under way, and closes the sink. What is left stays in the journal. Idempotent. */
    @Override
    public void close() {
        close(CLOSE_MAX);
    }

    /**
     * As {@link #close()}, but a sink that does not answer is given up after this time: the batch under way may count or not, which the next
     * owner sees by the checkpoint.
     */
    public void close(Duration atMost) {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(atMost)) {
                thread.interrupt();
                thread.join(INTERRUPTED_MAX);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sink.close();
    }

    private void run() {
        try {
            follow();
        } catch (RuntimeException | Error defect) {
            // Rows that nobody brings any more, and a health that says otherwise, would only be found at the next
            // start.
            follower.broke(defect);
        } finally {
            follower.close();
            announce();
        }
    }

    private void follow() {
        boolean ended = false;
        while (!ended && !stopping) {
            switch (follower.step()) {
                case WORKED -> announce();
                case IDLE -> awaitMore();
                case WAITING -> LockSupport.parkNanos(this, WAIT_STEP.toNanos());
                case ENDED -> ended = true;
            }
        }
    }

    private void awaitMore() {
        idle = true;
        if (follower.caughtUp() && !stopping) LockSupport.parkNanos(this, IDLE_MAX.toNanos());
        idle = false;
    }

    /** Whoever waits looks again. */
    private void announce() {
        progress.lock();
        try {
            moved.signalAll();
        } finally {
            progress.unlock();
        }
    }
}
