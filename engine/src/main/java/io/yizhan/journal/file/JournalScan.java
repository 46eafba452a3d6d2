package io.yizhan.journal.file;

import io.yizhan.core.Event;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.record.EventCodec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's folder without changing anything, beside a running engine or in a copy: every checksum, every event, and that
 * none is missing. Where something is damaged it says so, and goes on with the next segment. One scan each; one thread.
 *
 * <p>While somebody writes, a batch may be seen in the middle of its write: so what looks torn is looked at again before it counts.
 */
public final class JournalScan implements Closeable {
    private static final int PROBLEMS_MAX = 50;

    private final JournalDisk disk;
    private final boolean beingWritten;
    private final EventCodec codec = new EventCodec();
    private final List<Source> sources = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private int segments;
    private long bytes;
    private long bytesTotal;
    private @Nullable String region;
    private long firstSeq;
    private long lastSeq;
    private long firstAtMs;
    private long lastAtMs;
    private boolean timeWentBack;
    /** The last segment could be read to its end, so the next must go on where it ended. */
    private boolean whole;

    private @Nullable RecoveredTail tail;

    /** Takes what is found, in order. Whatever it throws ends the scan. */
    public interface Visitor {
        void event(long seq, Event event) throws IOException;

        /** Called after each segment and each batch. */
        default void progress(long bytesDone, long bytesTotal, long seq) {}
    }

    /**
     * What was found.
     *
     * @param region null where no segment tells
     * @param bytes up to the end of the last batch of each segment
     * @param firstSeq 0 where there is no event
     * @param firstAtMs when it happened
     * @param tail what a start would cut off; null where the journal ends with a whole batch, or is being written
     * @param problems each with its file and place; empty where all is well
     */
    public record Found(
            @Nullable String region,
            int segments,
            long bytes,
            long firstSeq,
            long lastSeq,
            long firstAtMs,
            long lastAtMs,
            @Nullable RecoveredTail tail,
            List<String> problems) {}

    private record Source(String name, DiskFile file) {}

    /**
     * Opens what there is: from here on nothing of it is lost by a discard.
     *
     * @param beingWritten whether somebody may be writing to it meanwhile
     */
    public static JournalScan open(JournalDisk disk, boolean beingWritten) throws IOException {
        JournalScan scan = new JournalScan(disk, beingWritten);
        try {
            scan.open();
            return scan;
        } catch (IOException | RuntimeException failure) {
            scan.close();
            throw failure;
        }
    }

    private JournalScan(JournalDisk disk, boolean beingWritten) {
        this.disk = disk;
        this.beingWritten = beingWritten;
    }

    private void open() throws IOException {
        for (String name : disk.list().stream().filter(Segment::isName).sorted().toList()) {
            try {
                sources.add(new Source(name, disk.open(name)));
            } catch (NoSuchFileException discarded) {
                if (!beingWritten) throw discarded;
                // Oldest first: so those before it were discarded, too.
                close();
            }
        }
    }

    /** The number that the oldest segment begins with, by its name; 0 where there is none. */
    public long oldestSeq() {
        return sources.isEmpty() ? 0 : Segment.seqOf(sources.getFirst().name);
    }

    /**
     * Reads all of it.
     *
     * @param fromSeq segments that end before this event are passed over, unread
     * @param toSeq segments that begin behind it, too
     * @throws IOException a file can't be read at all
     */
    public Found run(long fromSeq, long toSeq, Visitor visitor) throws IOException {
        List<Source> all = new ArrayList<>(sources);
        while (all.size() > 1 && Segment.seqOf(all.get(1).name) <= fromSeq) all.removeFirst();
        while (!all.isEmpty() && neverBegun(all.getLast())) all.removeLast();
        for (Source source : all) bytesTotal += source.file.size();
        for (Source source : all) {
            if (Segment.seqOf(source.name) > toSeq) break;
            segment(source, source.equals(all.getLast()), visitor);
        }
        return new Found(region, segments, bytes, firstSeq, lastSeq, firstAtMs, lastAtMs, tail, List.copyOf(problems));
    }

    private void segment(Source source, boolean last, Visitor visitor) throws IOException {
        String name = source.name;
        try {
            boolean follows = whole;
            whole = false;
            checkPlace(SegmentHeader.read(FileJournalRecovery.headerOf(source.file), disk.path(name)), name, follows);
            segments++;
            frames(source.file, name, last, visitor);
            visitor.progress(bytes, bytesTotal, lastSeq);
        } catch (JournalDamaged | JournalUnusable found) {
            problem(String.valueOf(found.getMessage()));
        }
    }

    /** A crash leaves it so, and a start takes it away. */
    private boolean neverBegun(Source source) throws IOException {
        ByteBuffer header = FileJournalRecovery.headerOf(source.file);
        for (int at = 0; at < header.limit(); at++) if (header.get(at) != 0) return false;
        String path = disk.path(source.name);
        FrameScanner scanner = new FrameScanner(source.file, path);
        long size = source.file.size();
        if (scanner.look(size) == FrameScanner.Found.FRAME || scanner.laterFrame(1, size)) return false;
        tail = new RecoveredTail(path, 0, size, "the segment was never begun");
        return true;
    }

    @Override
    public void close() throws IOException {
        for (Source source : sources) source.file.close();
        sources.clear();
    }

    private void checkPlace(SegmentHeader header, String name, boolean follows) {
        String path = disk.path(name);
        if (region == null) region = header.region();
        if (!header.region().equals(region))
            problem(path + " is of region " + header.region() + ", those before of " + region);
        if (header.firstSeq() != Segment.seqOf(name))
            problem(path + ": the segment begins with event " + header.firstSeq() + ", not as named");
        if (follows && header.firstSeq() != lastSeq + 1)
            problem(path + ": begins with event " + header.firstSeq() + ", but the segment before ends with " + lastSeq
                    + ": a file is missing in between");
        lastSeq = header.firstSeq() - 1;
    }

    private void frames(DiskFile file, String name, boolean last, Visitor visitor) throws IOException {
        String path = disk.path(name);
        long size = file.size();
        FrameScanner scanner = new FrameScanner(file, path);
        String torn = frames(scanner, size, visitor);
        while (torn != null && beingWritten) {
            // A batch is written once the one before it is whole. So after this look a torn batch with others behind it
            // is damage.
            boolean later = scanner.laterFrame(lastSeq + 1, size);
            long at = scanner.offset();
            scanner = new FrameScanner(file, path, at);
            torn = frames(scanner, size, visitor);
            if (scanner.offset() == at) {
                if (torn != null && later) throw new JournalDamaged(path, at, torn + ", and there are later batches");
                break;
            }
        }
        bytes += scanner.offset();
        if (torn != null) {
            if (!last) throw new JournalDamaged(path, scanner.offset(), torn + ", and there are later segments");
            if (!beingWritten && scanner.laterFrame(lastSeq + 1, size))
                throw new JournalDamaged(path, scanner.offset(), torn + ", and there are later batches");
            if (!beingWritten) tail = new RecoveredTail(path, scanner.offset(), scanner.bytesToLastNonZero(size), torn);
        }
        whole = true;
    }

    /** Goes to the end of what is whole. Tells what is wrong with what stands there. */
    private @Nullable String frames(FrameScanner scanner, long size, Visitor visitor) throws IOException {
        while (scanner.look(size) == FrameScanner.Found.FRAME) {
            if (scanner.firstSeq() != lastSeq + 1) return "a batch begins with event " + scanner.firstSeq();
            if (scanner.check(size) != FrameScanner.Found.FRAME) return scanner.why();
            scanner.events(
                    (seq, buffer, at, length, continues) -> take(seq, codec.decode(buffer, at, length), visitor));
            lastSeq = scanner.lastSeq();
            scanner.pass();
            visitor.progress(bytes + scanner.offset(), bytesTotal, lastSeq);
        }
        if (scanner.look(size) == FrameScanner.Found.BAD) return scanner.why();
        return scanner.bytesToLastNonZero(size) == 0 ? null : "bytes behind the last batch";
    }

    private void take(long seq, Event event, Visitor visitor) throws IOException {
        if (firstSeq == 0) {
            firstSeq = seq;
            firstAtMs = event.atMs();
        } else if (event.atMs() < lastAtMs && !timeWentBack) {
            timeWentBack = true;
            problem("event " + seq + " happened before the one before it");
        }
        lastAtMs = event.atMs();
        visitor.event(seq, event);
    }

    private void problem(String what) {
        if (problems.size() < PROBLEMS_MAX) problems.add(what);
        else if (problems.size() == PROBLEMS_MAX) problems.add("and more");
    }
}
