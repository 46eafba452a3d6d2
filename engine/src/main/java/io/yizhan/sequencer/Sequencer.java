package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Decision;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of a region. Each {@link #step} takes what has arrived, stamps it with one time, decides and applies command by
 * command, journals the events, syncs once, publishes, and only then answers. So a batch is small when it is calm and large at the peak,
 * without a timer; and no answer, no published number, is ever ahead of the disk.
 *
 * <p>If the journal fails or an invariant breaks, the region stops for good: the books may be ahead of the disk, so nothing may be decided
 * by them any more. Whoever was waiting hears {@link RegionStopped}; what was answered before is durable.
 *
 * <p>{@link #offer} is for any thread; {@link #step} for one thread at a time, see {@link Writer}.
 */
public final class Sequencer implements Inbox {
    /** Before anything was measured. */
    private static final long COMMAND_NS_GUESS = 20_000;

    private static final long LOAD_WINDOW_NS = 100_000_000;

    private final Region region;
    private final Journal journal;
    private final Publisher publisher;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Limits limits;
    private final Observer observer;
    private final List<MpscArrayQueue<Submission>> lanes = new ArrayList<>();
    private final Submission[] batch;
    private final List<Mailbox> mailboxes = new ArrayList<>();

    private long nowMs;
    private int events;
    private long syncNs;
    private long windowBeganNs;
    private long windowBusyNs;
    private boolean moreDue;
    private long commandNs = COMMAND_NS_GUESS;

    private volatile long publishedCommandNs = COMMAND_NS_GUESS;
    /** When the batch at work began; 0 between batches. */
    private volatile long batchBeganNs;

    private volatile double load;
    private volatile boolean journalFull;
    private volatile @Nullable RegionStopped stopped;
    /** No more is accepted, but what was accepted is still done. */
    private volatile @Nullable RegionStopped closing;

    private volatile boolean drained;
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
        this.observer = observer;
        batch = new Submission[limits.batchMax()];
        for (int i = 0; i < Lane.COUNT; i++) lanes.add(Lane.queue(limits));
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        Lane lane = Lane.of(submission.command);
        Refusal refusal = refusal(lane);
        if (refusal == null && !lanes.get(lane.rank).offer(submission)) refusal = overloaded(lane);
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

    /** What the lane before and this one hold, at the present pace, and how long the batch at work has been going on. */
    private long waitNs(Lane lane) {
        long ahead = 0;
        for (int i = 0; i <= lane.rank; i++) ahead += lanes.get(i).size();
        long beganNs = batchBeganNs;
        return ahead * publishedCommandNs + (beganNs == 0 ? 0 : Math.max(0, nanoTime.getAsLong() - beganNs));
    }

    /** Commands waiting. Any thread. */
    public int queued() {
        int queued = 0;
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

    /**
     * Does one batch: whatever has come and whatever is due. One thread at a time.
     *
     * @return how many commands and events that were; 0 when there was nothing to do
     */
    public int step() {
        int size = drain();
        if (stopped != null) {
            for (int i = 0; i < size; i++) batch[i].outcome = stopped;
            answer(size);
            return size;
        }
        long beganNs = nanoTime.getAsLong();
        batchBeganNs = beganNs;
        events = 0;
        syncNs = 0;
        try {
            nowMs = Math.max(Math.max(nowMs, region.lastMs()), clock.millis());
            moreDue = region.elapse(nowMs, limits.batchMax(), this::record);
            for (int i = 0; i < size; i++) region.anticipate(batch[i].command);
            for (int i = 0; i < size; i++) batch[i].outcome = carryOut(batch[i].command);
            if (events > 0) {
                sync();
                publisher.publish(journal.lastSeq());
            }
            journalFull = journal.bytesPending() >= journal.bytesMax();
        } catch (RuntimeException | Error failure) {
            // Errors too: a writer that dies unheard would leave everybody waiting, and the health green.
            stop(size, failure);
        }
        batchBeganNs = 0;
        long endedNs = nanoTime.getAsLong();
        measureLoad(endedNs, size + events > 0 ? endedNs - beganNs : 0);
        if (size + events > 0) {
            long tookNs = endedNs - beganNs;
            pace(size, tookNs);
            observer.batch(size, events, tookNs, syncNs);
        }
        answer(size);
        return size + events;
    }

    private int drain() {
        int size = 0;
        for (int i = 0; i < Lane.COUNT && size < batch.length; i++) {
            MpscArrayQueue<Submission> lane = lanes.get(i);
            while (size < batch.length) {
                Submission next = lane.poll();
                if (next == null) break;
                batch[size++] = next;
            }
        }
        return size;
    }

    private Outcome carryOut(Command command) {
        Decision decision = region.decide(command, nowMs);
        if (decision instanceof Outcome outcome) return outcome;
        Event event = (Event) decision;
        record(event);
        return region.answer(command, event);
    }

    private void record(Event event) {
        region.apply(event);
        if (journal.batchBytesFree() < Journal.EVENT_BYTES_MAX) sync();
        journal.append(event);
        events++;
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
        stopped = reason;
        for (int i = 0; i < size; i++) batch[i].outcome = reason;
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

    /** A moving average, slow enough not to forget the peak between two batches. */
    private void pace(int size, long tookNs) {
        if (size == 0) return;
        commandNs += (tookNs / size - commandNs) / 8;
        publishedCommandNs = commandNs;
    }

    private void answer(int size) {
        if (size == 0) return;
        long nowNs = System.nanoTime();
        for (int i = 0; i < size; i++) {
            Submission submission = batch[i];
            batch[i] = null;
            Outcome outcome = submission.outcome;
            if (outcome != null) observer.answered(submission.command, outcome, nowNs - submission.submittedNs);
            submission.mailbox.put(submission);
            if (!mailboxes.contains(submission.mailbox)) mailboxes.add(submission.mailbox);
        }
        for (int i = 0; i < mailboxes.size(); i++) mailboxes.get(i).flush();
        mailboxes.clear();
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
        if (stopped == null) stopped = closing;
        drained = true;
        rejectQueued();
    }

    private synchronized void rejectQueued() {
        RegionStopped reason = stopped;
        if (reason == null) return;
        for (int size = drain(); size > 0; size = drain()) {
            for (int i = 0; i < size; i++) batch[i].outcome = reason;
            answer(size);
        }
    }
}
