package io.yizhan.journal;

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
 */
final class FileJournalRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournalRecovery.class);
    private static final int ZEROS_BYTES = 256 * 1024;

    private final JournalDisk disk;
    private final String region;

    final List<Segment> segments = new ArrayList<>();
    long lastSeq;

    @Nullable
    RecoveredTail tail;

    FileJournalRecovery(JournalDisk disk, String region) {
        this.disk = disk;
        this.region = region;
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
                cut(file, path, scanner, size, torn);
            }
            if (last && size < header.sizeBytes()) {
                writeZeros(file, size, header.sizeBytes());
                file.force();
            }
            segments.add(new Segment(header.firstSeq(), header.sizeBytes(), scanner.offset()));
        }
    }

    private static ByteBuffer headerOf(DiskFile file) throws IOException {
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
        while (scanner.look(size) == FrameScanner.Found.FRAME) {
            if (scanner.firstSeq() != lastSeq + 1) return "a batch begins with event " + scanner.firstSeq();
            if (scanner.check(size) != FrameScanner.Found.FRAME) return scanner.why();
            lastSeq = scanner.lastSeq();
            scanner.pass();
        }
        if (scanner.look(size) == FrameScanner.Found.BAD) return scanner.why();
        return scanner.bytesToLastNonZero(size) == 0 ? null : "bytes behind the last batch";
    }

    private void cut(DiskFile file, String path, FrameScanner scanner, long size, String why) throws IOException {
        long from = scanner.offset();
        long bytes = scanner.bytesToLastNonZero(size);
        writeZeros(file, from, from + bytes);
        file.force();
        report(new RecoveredTail(path, from, bytes, why));
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

    private static void writeZeros(DiskFile file, long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS_BYTES, to - from));
        for (long at = from; at < to; at += zeros.capacity())
            file.write(zeros.clear().limit((int) Math.min(zeros.capacity(), to - at)), at);
    }
}
