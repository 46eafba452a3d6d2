package io.yizhan.journal;

import io.yizhan.core.Event;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Executor;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A journal in segment files of one folder. Durable means: on this disk.
 *
 * <p>A segment begins with a {@link SegmentHeader} and goes on with one {@link Frame} a batch; the rest is zeros. A batch is one positional
 * write from one buffer and one sync. A segment's file is made beforehand ({@link Preallocation}); it gets its header, its first frame and
 * then its name, in this order, so that a segment by its name always has both. What a crash leaves is dealt with in
 * {@link FileJournalRecovery}.
 *
 * <p>Appending, syncing and closing are for the region's writer thread, which must not be interrupted: that closes the file. After an
 * exception in {@link #sync} the journal is broken, for what became of the batch is unknown, and a second sync would only pretend to know:
 * every later append and sync throws.
 */
public final class FileJournal implements Journal {
    private static final int FRAME_AT = SegmentHeader.BYTES;
    private static final int EVENTS_AT = FRAME_AT + Frame.HEADER_BYTES;
    private static final int BUFFER_BYTES = 256 * 1024;

    private final JournalDisk disk;
    private final FileJournalOptions options;
    private final Closeable lock;
    private final Segments segments;
    private final Preallocation preallocation;
    private final @Nullable RecoveredTail recoveredTail;
    private final EventCodec codec = new EventCodec();
    private final Frame frame = new Frame();

    private @Nullable Segment active;
    private @Nullable DiskFile activeFile;
    private @Nullable Throwable broken;
    private boolean closed;
    private long lastSeq;
    private volatile long durableSeq;

    /** Room for a segment's header, then the open batch as a frame. */
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

    private final UnsafeBuffer batch = new UnsafeBuffer(0, 0);
    private int batchEnd = EVENTS_AT;
    private int batchCount;

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
        return options.batchBytesMax() - (batchEnd - EVENTS_AT);
    }

    @Override
    public void append(Event event) {
        if (broken != null) throw new UncheckedIOException(brokenBefore(broken));
        if (closed) throw new IllegalStateException("the journal is closed");
        int bytesMax = codec.encodedBytesMax(event);
        if (bytesMax > 3 * Journal.EVENT_BYTES_MAX) throw tooLarge("an event", bytesMax, Journal.EVENT_BYTES_MAX);
        reserve(Integer.BYTES + bytesMax);
        int length = codec.encode(event, batch, batchEnd + Integer.BYTES);
        if (length > Journal.EVENT_BYTES_MAX) throw tooLarge("an event", length, Journal.EVENT_BYTES_MAX);
        int free = batchBytesFree();
        if (Integer.BYTES + length > free) throw tooLarge("the batch's next event", Integer.BYTES + length, free);
        buffer.putInt(batchEnd, length);
        batchEnd += Integer.BYTES + length;
        batchCount++;
        lastSeq++;
    }

    private static IllegalArgumentException tooLarge(String what, int bytes, int bytesMax) {
        return new IllegalArgumentException(what + " takes " + bytes + " bytes; at most " + bytesMax);
    }

    /** Sees that so many bytes, and the frame's padding, fit into the buffer. */
    private void reserve(int bytes) {
        int needed = batchEnd + bytes + Frame.ALIGNMENT;
        if (needed <= buffer.capacity()) return;
        int capacity = (int) Math.max(needed, Math.min(2L * buffer.capacity(), options.batchBytesMax()));
        ByteBuffer larger =
                ByteBuffer.allocateDirect(Math.max(capacity, BUFFER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        larger.put(0, buffer, 0, Math.min(batchEnd, buffer.capacity()));
        buffer = larger;
        batch.wrap(larger);
    }

    @Override
    public void sync() throws IOException {
        if (broken != null) throw brokenBefore(broken);
        if (closed) throw new IllegalStateException("the journal is closed");
        if (batchCount == 0) return;
        try {
            write();
        } catch (IOException | RuntimeException | Error e) {
            broken = e;
            throw e;
        }
        batchEnd = EVENTS_AT;
        batchCount = 0;
        durableSeq = lastSeq;
    }

    private static IOException brokenBefore(Throwable cause) {
        return new IOException("the journal failed before, and takes nothing more: " + cause.getMessage(), cause);
    }

    private void write() throws IOException {
        while (batchEnd % Frame.ALIGNMENT != 0) buffer.put(batchEnd++, (byte) 0);
        long firstSeq = lastSeq - batchCount + 1;
        frame.seal(buffer, FRAME_AT, batchEnd - EVENTS_AT, firstSeq, batchCount);
        int frameBytes = batchEnd - FRAME_AT;
        Segment segment = active;
        DiskFile file = activeFile;
        if (segment == null || file == null || segment.end + frameBytes > segment.sizeBytes) {
            roll(firstSeq);
        } else {
            long end = segment.end;
            file.write(buffer.limit(batchEnd).position(FRAME_AT), end);
            buffer.clear();
            file.force();
            segment.end = end + frameBytes;
        }
    }

    /** Writes the batch as the first of a new segment: still one write and one sync. */
    private void roll(long firstSeq) throws IOException {
        boolean fits = batchEnd <= options.segmentBytes();
        DiskFile file = fits ? preallocation.take() : disk.create(Preallocation.OVERSIZED_NAME);
        Segment next = new Segment(firstSeq, fits ? options.segmentBytes() : batchEnd, batchEnd);
        try {
            new SegmentHeader(options.region(), firstSeq, next.sizeBytes).put(buffer);
            file.write(buffer.limit(batchEnd).position(0), 0);
            buffer.clear();
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
