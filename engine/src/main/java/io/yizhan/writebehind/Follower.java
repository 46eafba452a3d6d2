package io.yizhan.writebehind;

import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.Superseded;
import io.yizhan.writebehind.WriteBehind.Figures;
import io.yizhan.writebehind.WriteBehind.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a journal's events to a {@link RowSink}, in order, each exactly once: one {@link #step} at a time, which never waits for anything
 * but the sink. While the sink is away it tries again, without end; what the sink refuses for good is never skipped: then it stops,
 * {@link State#FAILED}, and says why.
 *
 * <p>Steps and {@link #close} are for one thread at a time, see {@link WriteBehind}; the figures are for any.
 */
public final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final long MS = 1_000_000;

    private final Journal journal;
    private final RowSink sink;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final PeakPause peakPause;

    private final Retries tries;
    private final Pending pending;

    private Journal.@Nullable Reader reader;
    private boolean connected;
    /** The first batch pending was tried: it must stay as it is, or a lost answer could not be told from a lost batch. */
    private boolean underWay;

    private long pauseUntilNs;

    private volatile State state = State.FOLLOWING;
    private volatile @Nullable String reason;
    private volatile long checkpoint;
    private volatile boolean fenced;
    private volatile long wantedSeq;
    private volatile long pendingSinceMs;
    private volatile long askedAtNs;
    /** The sink has been asked for something, at that time. */
    private volatile boolean asking;

    private final LongAdder batches = new LongAdder();
    private final LongAdder statements = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder reservations = new LongAdder();
    private final LongAdder retries = new LongAdder();

    /** What came of a step. */
    public enum Step {
        /** A transaction was tried; there may be more to do. */
        WORKED,
        /** The rows hold all that there is. */
        IDLE,
        /** It is not yet time: for another try, or for rows at a peak. */
        WAITING,
        /** It has stopped for good. */
        ENDED
    }

    /**
     * @param checkpoint where the rows stand
     * @param nanoTime measures how long things take, as {@link System#nanoTime} does
     * @param jitter spreads tries to reach the sink
     */
    public Follower(
            Journal journal,
            RowSink sink,
            long checkpoint,
            InstantSource clock,
            LongSupplier nanoTime,
            RandomGenerator jitter,
            PeakPause peakPause) {
        this.journal = journal;
        this.sink = sink;
        this.checkpoint = checkpoint;
        this.clock = clock;
        this.nanoTime = nanoTime;
        tries = new Retries(jitter);
        pending = new Pending(checkpoint);
        this.peakPause = peakPause;
    }

    /** Does what can be done now: at most one transaction. */
    public Step step() {
        if (state == State.FAILED) return Step.ENDED;
        try {
            return advance();
        } catch (RowsRefusedException | IOException | RuntimeException | Error broken) {
            fenced = broken instanceof RowsRefusedException refused && refused.fenced();
            broke(broken);
            return Step.ENDED;
        }
    }

    /** It can't go on. */
    void broke(Throwable cause) {
        String message = cause.getMessage();
        become(State.FAILED, message == null ? cause.toString() : message);
        LOG.error("write-behind stops for good at event {}", checkpoint, cause);
    }

    /** Somebody waits for this event: until it is in the rows there is no pause. Any thread. */
    public synchronized void want(long seq) {
        wantedSeq = Math.max(wantedSeq, seq);
    }

    private boolean wanted() {
        return wantedSeq > checkpoint;
    }

    private Step advance() throws RowsRefusedException, IOException {
        if (waits()) return Step.WAITING;
        if (!underWay) gather();
        RowBatch batch = pending.first();
        if (batch == null) return Step.IDLE;
        flush(batch);
        return Step.WORKED;
    }

    private boolean waits() {
        long nowNs = nanoTime.getAsLong();
        if (tries.haveFailed()) return tries.pausing(nowNs, wanted());
        return nowNs - pauseUntilNs < 0
                && !wanted()
                && peakPause.wanted(figures().lagMs(), journal.bytesPending(), journal.bytesMax());
    }

    /** Takes what there is until the first batch is full; journal batches come whole. */
    private void gather() throws IOException {
        Journal.Reader open = reader;
        if (open == null) reader = open = journal.read(checkpoint);
        while (!pending.isFull() && open.next(pending) > 0) pending.endCommand();
        sincePending();
    }

    private void sincePending() {
        RowBatch first = pending.first();
        pendingSinceMs = first == null ? 0 : first.firstAtMs();
    }

    /** Tries once; the batch stays the first one pending until it counts. */
    private void flush(RowBatch batch) throws RowsRefusedException {
        underWay = true;
        askedAtNs = nanoTime.getAsLong();
        asking = true;
        try {
            if (!connected && reconnected(batch)) return;
            long beganNs = nanoTime.getAsLong();
            int sent = sink.write(batch);
            statements.add(sent);
            committed(batch);
            long endedNs = nanoTime.getAsLong();
            pauseUntilNs = endedNs + PeakPause.pauseMs((endedNs - beganNs) / MS) * MS;
        } catch (RowSinkAwayException away) {
            connected = false;
            backOff(away);
        } finally {
            asking = false;
        }
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
        underWay = false;
        tries.succeeded();
        sincePending();
        batches.increment();
        rows.add(batch.rows());
        reservations.add(batch.placed());
        journal.discardThrough(batch.lastSeq());
        checkpoint = batch.lastSeq();
        if (state == State.AWAY) {
            LOG.info("write-behind goes on at event {}", checkpoint);
            become(State.FOLLOWING, null);
        }
    }

    private void backOff(RowSinkAwayException away) {
        if (state != State.AWAY) LOG.warn("write-behind waits at event {}: {}", checkpoint, away.getMessage());
        become(State.AWAY, away.getMessage());
        retries.increment();
        tries.failed(nanoTime.getAsLong());
    }

    private void become(State now, @Nullable String why) {
        reason = why;
        state = now;
    }

    /** Whether all that there is was taken up. The thread of the steps. */
    boolean caughtUp() {
        Journal.Reader open = reader;
        return open != null && journal.readableSeq() <= open.seq();
    }

    /** The last event that the rows hold. Any thread. */
    public long checkpoint() {
        return checkpoint;
    }

    /**
     * Whether the rows hold this event. Any thread.
     *
     * @throws Superseded they never will: the region has a newer owner
     * @throws IOException they never will
     */
    public boolean holds(long seq) throws IOException {
        if (checkpoint >= seq) return true;
        State now = state;
        if (now == State.STOPPED) throw new IOException("the write-behind has stopped");
        if (now != State.FAILED) return false;
        if (fenced) throw new Superseded("the rows have a newer owner: " + reason);
        throw new IOException("the rows take nothing more: " + reason);
    }

    /** Any thread. */
    public State state() {
        return state;
    }

    /** Any thread. */
    public Figures figures() {
        long reached = checkpoint;
        long since = pendingSinceMs;
        return new Figures(
                state,
                reason,
                reached,
                Math.max(0, journal.readableSeq() - reached),
                since == 0 ? 0 : Math.max(0, clock.millis() - since),
                asking ? (nanoTime.getAsLong() - askedAtNs) / MS : 0,
                batches.sum(),
                statements.sum(),
                rows.sum(),
                reservations.sum(),
                retries.sum());
    }

    /** Ends the steps. What is left stays in the journal; the sink stays open. */
    void close() {
        Journal.Reader open = reader;
        reader = null;
        if (state != State.FAILED) become(State.STOPPED, null);
        if (open == null) return;
        try {
            open.close();
        } catch (IOException failure) {
            LOG.warn("while the write-behind closes the journal", failure);
        }
    }
}
