package io.yizhan.sequencer;

import io.yizhan.core.Event;
import io.yizhan.core.EventSink;
import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.RegionStopped;
import io.yizhan.core.Region;
import io.yizhan.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of a region. Each {@link #step} takes what has arrived, stamps it with one time, decides and applies command by
 * command, journals the events, syncs once, publishes, and only then answers. So a batch is small when it is calm and large at the peak,
 * without a timer; and no answer, no published number, is ever ahead of the disk.
 *
 * <p>If the journal fails or an invariant breaks, the region stops for good: the books may be ahead of the disk, so nothing may be decided
 * by them any more. Whoever was waiting hears {@link RegionStopped}; what was answered before is durable. What fails beside the books, an
 * observer or one mailbox, is said and passed over: it harms nobody else.
 *
 * <p>{@link #offer} is for any thread; {@link #step} for one thread at a time, see {@link Writer}.
 */
public final class Sequencer implements Inbox {
    private static final long LOAD_WINDOW_NS = 100_000_000;

    /** Answers are given within microseconds; whoever gives them for longer hangs. */
    private static final long HANDING_MAX_MS = 500;

    private final Region region;
    private final Journal journal;
    private final Publisher publisher;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Limits limits;
    private final Observer observer;
    private final Pace pace = new Pace();
    private final List<MpscArrayQueue<Submission>> lanes = new ArrayList<>();
    /** Commands in bundles that wait, without the first of each, which the queue counts. */
    private final AtomicInteger bundled = new AtomicInteger();
    /** The writer's. */
    private final Batch batch;
    /** Of whoever answers in its place. */
    private final Batch left;
    /** Held by who takes from the lanes, publishes or answers: the writer, until it is given up. */
    private final ReentrantLock handing = new ReentrantLock();

    private final EventSink record = new Recorder();

    private long nowMs;
    private int events;
    private long syncNs;
    private long windowBeganNs;
    private long windowBusyNs;
    private boolean moreDue;
    private long turned;

    private volatile long turns;
    /** When the batch at work began; 0 between batches. */
    private volatile long batchBeganNs;
    /** How many commands it has. */
    private volatile int batchSize;

    private volatile double load;
    private volatile boolean journalFull;
    private volatile @Nullable RegionStopped stopped;
    /** No more is accepted, but what was accepted is still done. */
    private volatile @Nullable RegionStopped closing;

    private volatile boolean drained;
    /** The writer has not moved for too long, and what it had is answered already. Changes while {@link #handing} is held. */
    private boolean givenUp;

    private volatile @Nullable Thread sleeper;

    public Sequencer(
            Region region,
            Journal journal,
            Publisher publisher,
            InstantSource clock,
            Limits limits,
            Observer observer) {
        this(region, journal, publisher, clock, System::nanoTime, limits, observer);
    }

    /** @param nanoTime measures how long things take, as {@link System#nanoTime} does */
    public Sequencer(
            Region region,
            Journal journal,
            Publisher publisher,
            InstantSource clock,
            LongSupplier nanoTime,
            Limits limits,
            Observer observer) {
        this.region = region;
        this.journal = journal;
        this.publisher = publisher;
        this.clock = clock;
        this.nanoTime = nanoTime;
        windowBeganNs = nanoTime.getAsLong();
        this.limits = limits;
        Mishaps mishaps = new Mishaps();
        this.observer = new Shield(observer, mishaps);
        batch = new Batch(limits.batchMax(), this.observer, mishaps);
        left = new Batch(limits.batchMax(), this.observer, mishaps);
        for (int i = 0; i < Lane.COUNT; i++) lanes.add(Lane.queue(limits));
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        Lane lane = Lane.of(submission);
        Refusal refusal = refusal(lane);
        if (refusal == null && !put(submission, lane)) refusal = overloaded(lane);
        if (refusal != null) {
            observer.refused(submission.command, refusal);
            return refusal;
        }
        VarHandle.fullFence(); // The writer announces its sleep and then looks at the queues; here it is the other way
        // round.
        Thread asleep = sleeper;
        if (asleep != null) LockSupport.unpark(asleep);
        if (drained) rejectQueued();
        return null;
    }

    private boolean put(Submission submission, Lane lane) {
        int more = submission instanceof Bundle bundle ? bundle.size() - 1 : 0;
        // Before the writer can take it off again.
        if (more > 0) bundled.addAndGet(more);
        boolean fits = lanes.get(lane.rank).offer(submission);
        if (more > 0 && !fits) bundled.addAndGet(-more);
        return fits;
    }

    private @Nullable Refusal refusal(Lane lane) {
        RegionStopped reason = stopped == null ? closing : stopped;
        if (reason != null) return reason;
        if (journalFull && lane != Lane.READS)
            return new RegionStopped("the journal is full; it empties when the database is back");
        return waitNs(lane) > lane.waitMaxNs(limits) ? overloaded(lane) : null;
    }

    private Refusal overloaded(Lane lane) {
        return new Refusal.Overloaded(Math.max(1_000, waitNs(lane) / 1_000_000));
    }

    /** What the lane before and this one hold, at the present pace, behind what is left of the batch at work. */
    private long waitNs(Lane lane) {
        long ahead = 0;
        for (int i = 0; i <= lane.rank; i++) ahead += lanes.get(i).size();
        if (lane.rank >= Lane.BUNDLES.rank) ahead += bundled.get();
        return pace.aheadNs(ahead, limits.batchMax()) + underWayNs();
    }

    /** What takes longer than it should will go on to do so: for as long again, as far as anybody can tell. */
    private long underWayNs() {
        long beganNs = batchBeganNs;
        if (beganNs == 0) return 0;
        long goneNs = Math.max(0, nanoTime.getAsLong() - beganNs);
        return Math.abs(goneNs - pace.batchNs(batchSize));
    }

    /** Commands waiting. Any thread. */
    public int queued() {
        int queued = bundled.get();
        for (MpscArrayQueue<Submission> lane : lanes) queued += lane.size();
        return queued;
    }

    /** The share of its time that the writer was at work lately, syncs included: 0 to 1. Any thread. */
    public double load() {
        // The loop turns at least every 50 ms, and then the figure is fresh.
        return load;
    }

    /** Why the region takes no commands, or null. Any thread. */
    public @Nullable RegionStopped stopped() {
        return stopped;
    }

    /** Whether writes are refused because the journal has reached its limit. Any thread. */
    public boolean journalFull() {
        return journalFull;
    }

    /** How many steps there were: as long as it rises, the writer moves. Any thread. */
    public long turns() {
        return turns;
    }

    /** For how long the batch at work has been going on; 0 between batches. Any thread. */
    public long atWorkMs() {
        long beganNs = batchBeganNs;
        return beganNs == 0 ? 0 : Math.max(0, nanoTime.getAsLong() - beganNs) / 1_000_000;
    }

    /**
     * Does one batch: whatever has come and whatever is due, but not all bundles. One thread at a time.
     *
     * @return how many commands and events that were; 0 when there was nothing to do
     */
    public int step() {
        turns = ++turned;
        events = 0;
        int size = take();
        RegionStopped reason = stopped;
        if (reason == null) work(size);
        else for (int i = 0; i < size; i++) batch.decided(i, reason);
        answer();
        return size + events;
    }

    private int take() {
        handing.lock();
        try {
            return givenUp ? 0 : batch.fill(lanes, bundled);
        } finally {
            handing.unlock();
        }
    }

    private void work(int size) {
        try {
            long beganNs = nanoTime.getAsLong();
            batchSize = size;
            batchBeganNs = beganNs;
            syncNs = 0;
            nowMs = Math.max(Math.max(nowMs, region.lastMs()), clock.millis());
            moreDue = region.elapse(nowMs, limits.batchMax(), record);
            int due = events;
            for (int i = 0; i < size; i++) region.anticipate(batch.command(i));
            for (int i = 0; i < size; i++) batch.decided(i, region.carryOut(batch.command(i), nowMs, record));
            if (events > 0) {
                sync();
                publish();
            }
            journalFull = journal.bytesPending() >= journal.bytesMax();
            long endedNs = nanoTime.getAsLong();
            measure(size, due, endedNs, endedNs - beganNs);
            batchBeganNs = 0;
        } catch (RuntimeException | Error failure) {
            // Errors too: a writer that dies unheard would leave everybody waiting, and the health green.
            stop(size, failure);
        }
    }

    /** What is durable. Not where another may have published since, who owns the region now. */
    private void publish() {
        handing.lock();
        try {
            if (!givenUp) publisher.publish(journal.lastSeq());
        } finally {
            handing.unlock();
        }
    }

    private void measure(int size, int due, long endedNs, long tookNs) {
        int done = size + events;
        measureLoad(endedNs, done > 0 ? tookNs : 0);
        if (done == 0) return;
        pace.learn(size + due, tookNs, syncNs);
        observer.batch(size, events, tookNs, syncNs);
    }

    private void answer() {
        handing.lock();
        try {
            if (givenUp) batch.clear();
            else batch.answer();
        } finally {
            handing.unlock();
        }
    }

    /** Journals what happens: each command's events in one batch, so that a crash leaves all of them or none. */
    private final class Recorder implements EventSink {
        private boolean continues;

        @Override
        public void begin() {
            if (journal.batchBytesFree() < Journal.COMMAND_BYTES_MAX) sync();
            continues = false;
        }

        @Override
        public void take(Event event) {
            journal.append(event, continues);
            continues = true;
            events++;
        }
    }

    private void sync() {
        long beganNs = nanoTime.getAsLong();
        try {
            journal.sync();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        syncNs += nanoTime.getAsLong() - beganNs;
    }

    private void stop(int size, Throwable failure) {
        Throwable cause = failure.getCause();
        RegionStopped reason = new RegionStopped(
                failure instanceof UncheckedIOException && cause != null
                        ? "the journal failed: " + cause.getMessage()
                        : "broken: " + failure);
        batchBeganNs = 0;
        moreDue = false;
        if (stopped == null) stopped = reason;
        for (int i = 0; i < size; i++) batch.decided(i, reason);
        observer.stopped(reason.reason(), failure);
    }

    private void measureLoad(long atNs, long busyNs) {
        windowBusyNs += busyNs;
        long windowNs = atNs - windowBeganNs;
        if (windowNs < LOAD_WINDOW_NS) return;
        load = (double) windowBusyNs / windowNs;
        windowBeganNs = atNs;
        windowBusyNs = 0;
    }

    /** Waits until something is offered, or {@code maxNs} have passed, or more is due already. The writer's thread. */
    void awaitWork(long maxNs) {
        if (moreDue) return;
        sleeper = Thread.currentThread();
        VarHandle.fullFence();
        if (queued() == 0) LockSupport.parkNanos(this, maxNs);
        sleeper = null;
    }

    /** Takes no more commands; those accepted are still to be done. Any thread. */
    public void refuseFurther(String reason) {
        closing = new RegionStopped(reason);
    }

    /** There is no further {@link #step}: whatever slips in from now on is answered here. */
    public void finish() {
        if (stopped == null) stopped = closing == null ? new RegionStopped("its writer has ended") : closing;
        drained = true;
        rejectQueued();
    }

    /**
     * Goes on without a writer that does not move: whoever waits hears why, and nothing that it may still do is shown or answered. Any thread,
     * while a {@link #step} is under way or not.
     */
    public void giveUp(String reason) {
        RegionStopped why = new RegionStopped(reason);
        if (stopped == null) stopped = why;
        drained = true;
        if (!lockedInTime()) return;
        try {
            if (!givenUp) batch.answer(why);
            givenUp = true;
        } finally {
            handing.unlock();
        }
        rejectQueued();
        observer.stopped(reason, new IllegalStateException(reason));
    }

    private void rejectQueued() {
        RegionStopped reason = stopped;
        if (reason == null || !lockedInTime()) return;
        try {
            while (left.fill(lanes, bundled) > 0) {
                left.answer(reason);
                left.clear();
            }
        } finally {
            handing.unlock();
        }
    }

    /** Not where the writer hangs while it answers: then nobody else can. */
    private boolean lockedInTime() {
        try {
            return handing.tryLock(HANDING_MAX_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return handing.tryLock();
        }
    }
}
