package io.yizhan.journal.stream;

import io.yizhan.core.Event;
import io.yizhan.journal.Commits;
import io.yizhan.journal.Journal;
import io.yizhan.journal.frame.OpenBatch;
import io.yizhan.journal.stream.EventStream.Appended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in an {@link EventStream}, under an epoch. Durable means: in the stream, or in the rows.
 *
 * <p>As long as the stream takes the batches, an answer waits for the stream alone. Where it is away, was emptied or is short of copies, an
 * answer waits until the rows hold its batch; after such a commit everything up to there is in the rows, and the stream may begin anew behind
 * it. So neither of the two stops bookings alone; without both nobody is answered.
 *
 * <p>Batches that the rows do not hold yet stay in memory, where readers find them: the stream is read only by whoever takes the region over.
 * A reader is therefore shown a batch that the stream has not taken: it is on its way to the rows, which are to make it durable
 * ({@link #readableSeq}).
 *
 * <p>Appending, syncing and closing are for the region's writer thread. It has no thread and no time of its own. After an exception in
 * {@link #sync} it is unknown what became of the batch: every later append and sync throws.
 */
public final class StreamJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(StreamJournal.class);
    private static final int RESTART_PAUSES_MAX = 16;

    private final EventStream stream;
    private final long epoch;
    private final EventStream.Stand found;
    private final StreamJournalOptions options;
    private final LongSupplier nanoTime;
    private final StreamTail tail;
    private final OpenBatch batch;
    private final Duration retry;

    private @Nullable Commits commits;
    private BooleanSupplier leased = () -> true;
    private @Nullable Throwable broken;
    private boolean closed;
    private volatile boolean abandoned;
    private long lastSeq;
    private volatile long durableSeq;
    private volatile long discardedSeq;

    /** Why answers wait for the rows; null while they wait for the stream. */
    private volatile @Nullable String byCommit;

    private final LongAdder restarts = new LongAdder();
    /** The rows have not confirmed this epoch since. */
    private boolean begunAnew;

    /** An append has succeeded since the stream was begun anew. */
    private boolean proven = true;

    private long restartTriedNs;
    private long restartPauseNs;

    /**
     * Makes this epoch the stream's only one, and finds what the rows do not hold yet. The caller applies {@link #read}{@code (checkpoint)}
     * to the books.
     *
     * @param epoch raised in the rows beforehand, so that no older owner's commit moves the checkpoint
     * @param checkpoint the last event that the rows hold
     * @param nanoTime measures how long things take, as {@link System#nanoTime} does
     * @throws Superseded a newer owner has claimed the stream
     * @throws JournalUnusable events that the rows do not hold are missing or damaged
     * @throws IOException the stream can't be reached: it is unknown whether it was claimed
     */
    public static StreamJournal takeOver(
            EventStream stream, long epoch, long checkpoint, StreamJournalOptions options, LongSupplier nanoTime)
            throws IOException {
        StreamTakeOver takeOver = new StreamTakeOver(stream, options.region(), epoch, checkpoint);
        EventStream.Stand found = takeOver.run();
        return new StreamJournal(stream, epoch, checkpoint, takeOver.tail, found, options, nanoTime);
    }

    private StreamJournal(
            EventStream stream,
            long epoch,
            long checkpoint,
            StreamTail tail,
            EventStream.Stand found,
            StreamJournalOptions options,
            LongSupplier nanoTime) {
        this.stream = stream;
        this.epoch = epoch;
        this.found = found;
        this.options = options;
        this.nanoTime = nanoTime;
        this.tail = tail;
        retry = Duration.ofMillis(options.retryMs());
        batch = new OpenBatch(0, options.batchBytesMax());
        lastSeq = tail.endSeq();
        durableSeq = lastSeq;
        discardedSeq = checkpoint;
        restartPauseNs = restartNs();
        restartTriedNs = nanoTime.getAsLong() - restartPauseNs;
    }

    private Superseded superseded(long by) {
        return new Superseded("region " + options.region() + " has a newer owner, of epoch " + by);
    }

    private long restartNs() {
        return Duration.ofMillis(options.restartMs()).toNanos();
    }

    /** Where answers wait for the rows. To be set before the first {@link #sync}: the rows follow this journal. */
    public void commits(Commits rows) {
        commits = rows;
    }

    /**
     * Whether nobody else can have come to the right to take the region over: else an answer waits for the rows as well. For where Redis falls
     * back to a copy that has not heard of a successor's claim, the stream lets a superseded owner in again, and only the rows know better.
     */
    public void leased(BooleanSupplier held) {
        leased = held;
    }

    /** Why answers wait for the rows, which is slower; null while they wait for the stream. Any thread. */
    public @Nullable String answersByCommit() {
        return byCommit;
    }

    /** How often the stream was begun anew. Any thread. */
    public long restarts() {
        return restarts.sum();
    }

    public long epoch() {
        return epoch;
    }

    /** How the stream stood before it was claimed. */
    public EventStream.Stand found() {
        return found;
    }

    /** Whoever waits for a batch to become durable waits no longer: the region may have a newer owner. Any thread. */
    public void abandon() {
        abandoned = true;
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    @Override
    public long readableSeq() {
        return tail.endSeq();
    }

    @Override
    public int batchBytesFree() {
        return batch.bytesFree();
    }

    @Override
    public void append(Event event, boolean continues) {
        if (broken != null) throw new UncheckedIOException(brokenBefore(broken));
        if (closed) throw new IllegalStateException("the journal is closed");
        batch.add(event, continues);
        lastSeq++;
    }

    @Override
    public void sync() throws IOException {
        if (broken != null) throw brokenBefore(broken);
        if (closed) throw new IllegalStateException("the journal is closed");
        if (batch.count() == 0) return;
        try {
            write(sealed());
        } catch (IOException | RuntimeException | Error e) {
            broken = e;
            throw e;
        }
        batch.clear();
        durableSeq = lastSeq;
    }

    private static IOException brokenBefore(Throwable cause) {
        return new IOException("the journal failed before, and takes nothing more: " + cause.getMessage(), cause);
    }

    private ByteBuffer sealed() {
        batch.seal(lastSeq - batch.count() + 1);
        ByteBuffer frame = ByteBuffer.allocate(batch.end()).order(ByteOrder.LITTLE_ENDIAN);
        return frame.put(batch.bytes(0)).flip();
    }

    private void write(ByteBuffer frame) throws IOException {
        boolean lost = false;
        boolean inStream = false;
        if (byCommit == null || begunAnew) {
            Appended appended = append(frame);
            inStream = appended == Appended.Done.DONE;
            lost = appended instanceof Appended.Lost;
            if (inStream && !begunAnew && leased.getAsBoolean()) {
                // Only now: rows must not run ahead of what is durable while answers wait for the stream.
                tail.add(lastSeq, frame);
                return;
            }
        }
        tail.add(lastSeq, frame);
        if (!awaitEither(frame, inStream || lost)) return;
        if (inStream) answerByStream();
        else if (stream.reachable() && nanoTime.getAsLong() - restartTriedNs >= restartPauseNs) restart();
    }

    /**
     * @param alone the stream is of no help to this batch
     * @return whether it was the rows that made the batch durable
     */
    private boolean awaitEither(ByteBuffer frame, boolean alone) throws IOException {
        Commits rows = commits;
        if (rows == null) throw new IllegalStateException("nobody has said where the rows are");
        boolean byRowsAlone = alone;
        while (!rows.await(lastSeq, retry)) {
            if (abandoned) throw new Superseded("region " + options.region() + " was given up");
            if (byRowsAlone || !stream.reachable()) continue;
            Appended appended = append(frame);
            if (appended == Appended.Done.DONE && leased.getAsBoolean()) {
                answerByStream();
                return false;
            }
            byRowsAlone = appended instanceof Appended.Lost;
        }
        return true;
    }

    /** Null where it is unknown what became of it. */
    private @Nullable Appended append(ByteBuffer frame) throws Superseded {
        Appended appended;
        try {
            appended = stream.append(epoch, durableSeq, lastSeq, frame.duplicate(), discardedSeq);
        } catch (IOException unknown) {
            answerByCommit("no answer from the stream: " + unknown.getMessage());
            return null;
        }
        switch (appended) {
            case Appended.Done done -> proven = true;
            case Appended.Superseded newer -> throw superseded(newer.epoch());
            case Appended.Lost other ->
                answerByCommit("the stream was emptied or replaced: it stands at event "
                        + other.stand().endSeq() + " of epoch " + other.stand().epoch() + ", not at " + durableSeq);
            case Appended.TooFewCopies few -> answerByCommit("the stream has only " + few.copies() + " copies");
        }
        return appended;
    }

    private void answerByCommit(String reason) {
        if (byCommit == null || begunAnew) {
            LOG.warn("region {}: answers wait for the rows from event {} on: {}", options.region(), lastSeq, reason);
            // A stream that fails as soon as it was begun anew is begun anew less and less often.
            restartPauseNs = proven ? restartNs() : Math.min(2 * restartPauseNs, RESTART_PAUSES_MAX * restartNs());
        }
        begunAnew = false;
        byCommit = reason;
    }

    private void answerByStream() {
        begunAnew = false;
        if (byCommit == null) return;
        LOG.info("region {}: answers wait for the stream again, from event {} on", options.region(), lastSeq);
        byCommit = null;
    }

    /**
     * The rows hold everything, and have just confirmed this epoch: the stream may begin anew behind it. But before it did, a successor may
     * have raised the epoch in the rows, and Redis have lost that one's claim. So answers wait for the rows until they have confirmed this
     * epoch once more: from there on no successor can claim the stream unnoticed.
     */
    private void restart() throws Superseded {
        restartTriedNs = nanoTime.getAsLong();
        long under;
        try {
            under = stream.restart(epoch, lastSeq);
        } catch (IOException unknown) {
            byCommit = "no answer from the stream: " + unknown.getMessage();
            return;
        }
        if (under != epoch) throw superseded(under);
        restarts.increment();
        begunAnew = true;
        proven = false;
        byCommit = "the stream was begun anew, and the rows are to confirm its owner once more";
    }

    @Override
    public Reader read(long afterSeq) throws IOException {
        return tail.read(afterSeq);
    }

    /** Drops what the rows hold, here; in the stream with the next append. */
    @Override
    public void discardThrough(long seq) {
        tail.discardThrough(seq);
        discardedSeq = seq;
    }

    @Override
    public long bytesPending() {
        return tail.bytes();
    }

    @Override
    public long bytesMax() {
        return options.bytesMax();
    }

    /** Drops an open batch, and closes the stream. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        stream.close();
    }
}
