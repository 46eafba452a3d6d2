package io.yizhan.journal.file;

import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.frame.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what an earlier process left behind: checks every frame of every segment, and cuts a torn tail.
 *
 * <p>A torn tail is a last batch that isn't whole. Each batch is written only after the one before it is durable; so if there is any
 * trace of a later batch, the bad one had been durable once, and it is damage, not a crash: that stops the start. A last batch that was
 * durable and then rotted looks just like a torn one; only its writer could have told. Cutting writes zeros; if that is
 * cut short itself, what remains is a torn tail again.
 *
 * <p>What reads well may stand in the system's memory alone: a process that was killed before it synced, or whose sync failed, leaves that
 * behind, and a power cut takes it back; a sync alone proves nothing after one that failed. So at each start the last batch, and zeros
 * behind it for as far as another could reach, are written once more and synced, and so are the names.
 */
final class FileJournalRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournalRecovery.class);
    private static final int ZEROS_BYTES = 256 * 1024;

    private final JournalDisk disk;
    private final String region;
    private final int batchBytesMax;

    final List<Segment> segments = new ArrayList<>();
    long lastSeq;
    private long lastFrameAt;

    @Nullable
    RecoveredTail tail;

    /** @param batchBytesMax no batch is larger */
    FileJournalRecovery(JournalDisk disk, String region, int batchBytesMax) {
        this.disk = disk;
        this.region = region;
        this.batchBytesMax = batchBytesMax;
    }

    void run() throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : disk.list()) {
            if (Preallocation.isLeftover(name)) disk.delete(name);
            if (Segment.isName(name)) names.add(name);
        }
        names.sort(null);
        while (!names.isEmpty() && dropIfNeverBegun(names.getLast())) names.removeLast();
        for (int i = 0; i < names.size(); i++) recover(names.get(i), i == names.size() - 1);
        if (!names.isEmpty()) disk.syncDirectory();
    }

    /** A last segment whose header never reached the disk, and in which nothing was written. */
    private boolean dropIfNeverBegun(String name) throws IOException {
        try (DiskFile file = disk.open(name)) {
            long size = file.size();
            ByteBuffer header = headerOf(file);
            for (int at = 0; at < header.limit(); at++) if (header.get(at) != 0) return false;
            FrameScanner scanner = new FrameScanner(file, disk.path(name));
            if (scanner.look(size) == FrameScanner.Found.FRAME || scanner.laterFrame(1, size)) return false;
            long bytes = scanner.bytesToLastNonZero(size);
            report(new RecoveredTail(disk.path(name), 0, bytes, "the segment was never begun"));
        }
        disk.delete(name);
        disk.syncDirectory();
        return true;
    }

    private void recover(String name, boolean last) throws IOException {
        String path = disk.path(name);
        try (DiskFile file = disk.open(name)) {
            long size = file.size();
            SegmentHeader header = SegmentHeader.read(headerOf(file), path);
            checkPlace(header, name, path);
            FrameScanner scanner = new FrameScanner(file, path);
            lastSeq = header.firstSeq() - 1;
            String torn = scan(scanner, size);
            if (torn != null) {
                if (!last) throw new JournalDamaged(path, scanner.offset(), torn + ", and there are later segments");
                if (scanner.laterFrame(lastSeq + 1, size))
                    throw new JournalDamaged(path, scanner.offset(), torn + ", and there are later batches");
                reportTorn(path, scanner, size, torn);
            }
            if (last) writeAgain(file, scanner.offset(), size, header.sizeBytes());
            segments.add(new Segment(header.firstSeq(), header.sizeBytes(), header.firstAtMs(), scanner.offset()));
        }
    }

    static ByteBuffer headerOf(DiskFile file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SegmentHeader.BYTES);
        while (header.hasRemaining() && file.read(header, header.position()) >= 0) {}
        return header.flip();
    }

    private void checkPlace(SegmentHeader header, String name, String path) throws IOException {
        if (!header.region().equals(region))
            throw new JournalUnusable(
                    path + " is of region " + header.region() + ", not of " + region + ": point it at its own folder");
        if (header.firstSeq() < 1 || !Segment.nameOf(header.firstSeq()).equals(name))
            throw new JournalDamaged(path, 0, "the segment begins with event " + header.firstSeq() + ", not as named");
        if (segments.isEmpty() || header.firstSeq() == lastSeq + 1) return;
        Segment before = segments.getLast();
        throw new JournalDamaged(
                disk.path(before.name),
                before.end,
                "the segment ends with event " + lastSeq + ", and the next begins with " + header.firstSeq());
    }

    /** Goes through the frames to the end, which is left as the scanner's offset. Tells what is wrong with what stands there. */
    private @Nullable String scan(FrameScanner scanner, long size) throws IOException {
        lastFrameAt = scanner.offset();
        while (scanner.look(size) == FrameScanner.Found.FRAME) {
            if (scanner.firstSeq() != lastSeq + 1) return "a batch begins with event " + scanner.firstSeq();
            if (scanner.check(size) != FrameScanner.Found.FRAME) return scanner.why();
            lastSeq = scanner.lastSeq();
            lastFrameAt = scanner.offset();
            scanner.pass();
        }
        if (scanner.look(size) == FrameScanner.Found.BAD) return scanner.why();
        return scanner.bytesToLastNonZero(size) == 0 ? null : "bytes behind the last batch";
    }

    private void reportTorn(String path, FrameScanner scanner, long size, String why) throws IOException {
        report(new RecoveredTail(path, scanner.offset(), scanner.bytesToLastNonZero(size), why));
    }

    private void report(RecoveredTail cut) {
        tail = cut;
        LOG.warn(
                "cut {} bytes off the journal's end, a batch that nobody was answered for: {}, offset {}: {}",
                cut.bytesCut(),
                cut.file(),
                cut.offset(),
                cut.why());
    }

    /** From the last batch on, as far as anything that wasn't synced can reach; and to the end, where the file lacks one. */
    private void writeAgain(DiskFile file, long end, long size, long sizeWanted) throws IOException {
        ByteBuffer frame = ByteBuffer.allocateDirect((int) (end - lastFrameAt));
        while (frame.hasRemaining())
            if (file.read(frame, lastFrameAt + frame.position()) < 0) throw new EOFException("the file became shorter");
        if (frame.capacity() > 0) file.write(frame.flip(), lastFrameAt);
        long reach = end + Frame.HEADER_BYTES + batchBytesMax + Frame.ALIGNMENT;
        writeZeros(file, end, size < sizeWanted ? sizeWanted : Math.min(size, reach));
        file.force();
    }

    private static void writeZeros(DiskFile file, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS_BYTES, to - from));
        for (long at = from; at < to; at += zeros.capacity())
            file.write(zeros.clear().limit((int) Math.min(zeros.capacity(), to - at)), at);
    }
}
