package io.yizhan.journal.file;

import io.yizhan.journal.Journal;
import io.yizhan.journal.record.EventCodec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link FileJournal} as it grows. Has its own handle of the segment it is in, so a discard doesn't disturb it there; the next
 * segment may then be missing, which it says.
 */
final class FileJournalReader implements Journal.Reader {
    private final FileJournal journal;
    private final JournalDisk disk;
    private final EventCodec codec = new EventCodec();
    private long seq;

    private @Nullable Segment segment;
    private @Nullable DiskFile file;
    private @Nullable FrameScanner scanner;

    FileJournalReader(FileJournal journal, JournalDisk disk, long afterSeq) {
        this.journal = journal;
        this.disk = disk;
        this.seq = afterSeq;
    }

    @Override
    public long seq() {
        return seq;
    }

    @Override
    public int next(Journal.Sink sink) throws IOException {
        if (seq >= journal.durableSeq()) return 0;
        while (true) {
            FrameScanner frames = scanner;
            Segment here = segment;
            if (frames == null || here == null || frames.offset() >= here.end) {
                enter(journal.segmentHolding(seq + 1));
                continue;
            }
            find(frames, here);
            if (frames.lastSeq() > seq) return deliver(frames, here, sink);
            frames.pass();
        }
    }

    private void enter(Segment next) throws IOException {
        if (next == segment)
            throw new JournalDamaged(disk.path(next.name), next.end, "the segment ends before event " + (seq + 1));
        close();
        try {
            file = disk.open(next.name);
        } catch (NoSuchFileException e) {
            journal.segmentHolding(seq + 1); // says so where it was discarded meanwhile
            throw e;
        }
        segment = next;
        scanner = new FrameScanner(file, disk.path(next.name));
    }

    private void find(FrameScanner frames, Segment here) throws IOException {
        FrameScanner.Found found = frames.look(here.end);
        if (found == FrameScanner.Found.FRAME && frames.firstSeq() <= seq + 1) return;
        String why = switch (found) {
            case FRAME -> "a batch begins with event " + frames.firstSeq() + " instead of " + (seq + 1);
            case NOTHING -> "zeros instead of a batch";
            case BAD -> frames.why();
        };
        throw new JournalDamaged(disk.path(here.name), frames.offset(), why);
    }

    private int deliver(FrameScanner frames, Segment here, Journal.Sink sink) throws IOException {
        if (frames.check(here.end) != FrameScanner.Found.FRAME)
            throw new JournalDamaged(disk.path(here.name), frames.offset(), frames.why());
        long before = seq;
        frames.events((long number, UnsafeBuffer buffer, int at, int length, boolean continues) -> {
            if (number <= seq) return;
            sink.event(number, codec.decode(buffer, at, length), continues);
            seq = number;
        });
        frames.pass();
        return (int) (seq - before);
    }

    @Override
    public void close() throws IOException {
        DiskFile open = file;
        segment = null;
        scanner = null;
        file = null;
        if (open != null) open.close();
    }
}
