package io.yizhan.journal.file;

import io.yizhan.core.Event;
import io.yizhan.core.Event.MemberErased;
import io.yizhan.core.Event.OrderErased;
import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.frame.OpenBatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A journal in segment files of one folder. Durable means: on this disk.
 *
 * <p>A segment begins with a {@link SegmentHeader} and goes on with one {@link io.yizhan.journal.frame.Frame} a batch; the rest is zeros. A batch is one positional
 * write from one buffer and one sync. A segment's file is made beforehand ({@link Preallocation}); it gets its header, its first frame and
 * then its name, in this order, so that a segment by its name always has both. What a crash leaves is dealt with in
 * {@link FileJournalRecovery}. A segment has no more than a day's events, and no more than
 * a minute's where somebody was forgotten meanwhile: since whole segments are discarded, they would else be named for as long as it takes a
 * city to fill one. With the first event of the minute after, that segment is no longer the last, and goes as soon as the rows have it.
 *
 * <p>Appending, syncing and closing are for the region's writer thread, which must not be interrupted: that closes the file. After an
 * exception in {@link #sync} the journal is broken, for what became of the batch is unknown, and a second sync would only pretend to know:
 * every later append and sync throws.
 */
public final class FileJournal implements Journal {
    private static final int FRAME_AT = SegmentHeader.BYTES;
    private static final long SEGMENT_MS_MAX = TimeUnit.DAYS.toMillis(1);
    /** A file is made for each segment, so nobody gets us to make one more often by coming and going. */
    private static final long FORGETFUL_SEGMENT_MS_MAX = TimeUnit.MINUTES.toMillis(1);

    private final JournalDisk disk;
    private final FileJournalOptions options;
    private final Closeable lock;
    private final Segments segments;
    private final Preallocation preallocation;
    private final @Nullable RecoveredTail recoveredTail;
    /** Behind room for a segment's header. */
    private final OpenBatch batch;

    private @Nullable Segment active;
    private @Nullable DiskFile activeFile;
    private @Nullable Throwable broken;
    private boolean closed;
    private long lastSeq;
    /** When the open batch's first event happened. */
    private long batchAtMs;
    /** Whether the active segment may name somebody who was forgotten; of one that was there before nobody knows. */
    private boolean namesForgotten;
    /** The same of the open batch. */
    private boolean batchForgets;

    private volatile long durableSeq;

    /**
     * Locks the folder, checks all that is in it, and cuts a torn tail.
     *
     * @param background where segments are preallocated and deleted
     * @throws JournalUnusable it is in use, another region's, of a newer format, or ends before {@code startAfterSeq}
     * @throws JournalDamaged something that had been durable isn't as it was written
     */
    public static FileJournal open(JournalDisk disk, FileJournalOptions options, Executor background)
            throws IOException {
        Closeable lock = disk.lock();
        try {
            FileJournalRecovery recovery = new FileJournalRecovery(disk, options.region(), options.batchBytesMax());
            recovery.run();
            return new FileJournal(disk, options, background, lock, recovery);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private FileJournal(
            JournalDisk disk,
            FileJournalOptions options,
            Executor background,
            Closeable lock,
            FileJournalRecovery recovery)
            throws IOException {
        this.disk = disk;
        this.options = options;
        this.lock = lock;
        batch = new OpenBatch(FRAME_AT, options.batchBytesMax());
        segments = new Segments(disk, background, recovery.segments);
        preallocation = new Preallocation(disk, options.segmentBytes(), background);
        recoveredTail = recovery.tail;
        lastSeq = recovery.segments.isEmpty() ? options.startAfterSeq() : recovery.lastSeq;
        if (lastSeq < options.startAfterSeq())
            throw new JournalUnusable("the journal (" + disk.path(recovery.segments.getLast().name)
                    + ") ends with event " + lastSeq + ", but " + options.startAfterSeq()
                    + " is safe elsewhere: it is out of date. Put the folder away to start without it");
        durableSeq = lastSeq;
        if (!recovery.segments.isEmpty()) {
            active = recovery.segments.getLast();
            activeFile = disk.open(active.name);
            namesForgotten = true;
        }
        preallocation.begin();
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    /** The oldest event that is still here; the next one's number where there is none. Any thread. */
    public long firstSeq() {
        Segment[] present = segments.present();
        return present.length == 0 ? durableSeq + 1 : present[0].firstSeq;
    }

    /** What opening it cut off, or null. Any thread. */
    public @Nullable RecoveredTail recoveredTail() {
        return recoveredTail;
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
        if (batch.count() == 1) batchAtMs = event.atMs();
        if (event instanceof MemberErased || event instanceof OrderErased) batchForgets = true;
        lastSeq++;
    }

    @Override
    public void sync() throws IOException {
        if (broken != null) throw brokenBefore(broken);
        if (closed) throw new IllegalStateException("the journal is closed");
        if (batch.count() == 0) return;
        try {
            write();
        } catch (IOException | RuntimeException | Error e) {
            broken = e;
            throw e;
        }
        batch.clear();
        namesForgotten |= batchForgets;
        batchForgets = false;
        durableSeq = lastSeq;
    }

    private static IOException brokenBefore(Throwable cause) {
        return new IOException("the journal failed before, and takes nothing more: " + cause.getMessage(), cause);
    }

    private void write() throws IOException {
        long firstSeq = lastSeq - batch.count() + 1;
        batch.seal(firstSeq);
        int frameBytes = batch.end() - FRAME_AT;
        Segment segment = active;
        DiskFile file = activeFile;
        if (segment == null || file == null || isFull(segment, frameBytes)) {
            roll(firstSeq);
        } else {
            long end = segment.end;
            file.write(batch.bytes(FRAME_AT), end);
            file.force();
            segment.end = end + frameBytes;
        }
    }

    private boolean isFull(Segment segment, int frameBytes) {
        long ageMsMax = namesForgotten ? FORGETFUL_SEGMENT_MS_MAX : SEGMENT_MS_MAX;
        return segment.end + frameBytes > segment.sizeBytes || batchAtMs - segment.firstAtMs >= ageMsMax;
    }

    /** Writes the batch as the first of a new segment: still one write and one sync. */
    private void roll(long firstSeq) throws IOException {
        int end = batch.end();
        boolean fits = end <= options.segmentBytes();
        DiskFile file = fits ? preallocation.take() : disk.create(Preallocation.OVERSIZED_NAME);
        Segment next = new Segment(firstSeq, fits ? options.segmentBytes() : end, batchAtMs, end);
        try {
            new SegmentHeader(options.region(), firstSeq, next.sizeBytes, next.firstAtMs).put(batch.bytes(0));
            file.write(batch.bytes(0), 0);
            file.force();
            disk.rename(fits ? Preallocation.NAME : Preallocation.OVERSIZED_NAME, next.name);
            disk.syncDirectory();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        if (activeFile != null) activeFile.close();
        active = next;
        activeFile = file;
        namesForgotten = false;
        segments.add(next);
        if (fits) preallocation.begin();
    }

    @Override
    public Reader read(long afterSeq) throws IOException {
        long durable = durableSeq;
        if (afterSeq < 0 || afterSeq > durable)
            throw new IOException("can't read behind event " + afterSeq + "; the journal ends with " + durable);
        if (afterSeq + 1 < firstSeq()) segments.holding(afterSeq + 1, durable + 1);
        return new FileJournalReader(this, disk, afterSeq);
    }

    Segment segmentHolding(long seq) throws IOException {
        return segments.holding(seq, durableSeq + 1);
    }

    /** Deletes the segments whose events are all up to this one. The last segment stays, whatever is in it. */
    @Override
    public void discardThrough(long seq) {
        segments.discardThrough(seq);
    }

    /** Counts whole segments, so what the last one holds always counts. */
    @Override
    public long bytesPending() {
        long bytes = 0;
        for (Segment segment : segments.present()) bytes += segment.end;
        return bytes;
    }

    @Override
    public long bytesMax() {
        return options.bytesMax();
    }

    /** Drops an open batch. Waits for background work. Readers can go on with what is there. */
    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        try {
            preallocation.close();
            segments.close();
            if (activeFile != null) activeFile.close();
        } finally {
            lock.close();
        }
    }
}
