package io.yizhan.journal.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments that there are, oldest first. The writer adds, anybody looks, and whoever discards takes away from the front. */
final class Segments {
    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

    private final JournalDisk disk;
    private final Executor background;
    private volatile Segment[] present;

    private final Object deleting = new Object();
    private final Deque<Segment> discarded = new ArrayDeque<>();
    private boolean closed;

    Segments(JournalDisk disk, Executor background, List<Segment> found) {
        this.disk = disk;
        this.background = background;
        this.present = found.toArray(Segment[]::new);
    }

    Segment[] present() {
        return present;
    }

    synchronized void add(Segment segment) {
        Segment[] more = Arrays.copyOf(present, present.length + 1);
        more[more.length - 1] = segment;
        present = more;
    }

    /**
     * The segment in which an event is, or will be.
     *
     * @param nextSeq what the journal begins with if there is no segment
     * @throws IOException it was discarded
     */
    Segment holding(long seq, long nextSeq) throws IOException {
        Segment[] all = present;
        for (int i = all.length - 1; i >= 0; i--) if (all[i].firstSeq <= seq) return all[i];
        long first = all.length == 0 ? nextSeq : all[0].firstSeq;
        throw new IOException("event " + seq + " is no longer in the journal, which begins with " + first + " ("
                + disk.path(Segment.nameOf(first)) + ")");
    }

    /** Takes away the segments whose events are all up to this one, but never the last; the files go by and by. */
    void discardThrough(long seq) {
        synchronized (this) {
            Segment[] all = present;
            int gone = 0;
            while (gone + 1 < all.length && all[gone + 1].firstSeq <= seq + 1) gone++;
            if (gone == 0) return;
            present = Arrays.copyOfRange(all, gone, all.length);
            synchronized (deleting) {
                discarded.addAll(Arrays.asList(all).subList(0, gone));
            }
        }
        try {
            background.execute(this::deleteDiscarded);
        } catch (RejectedExecutionException e) {
            // The executor is stopping: the files stay, and are discarded again after the next start.
        }
    }

    /** Oldest first, each made durable before the next: a crash in between leaves no gap. */
    private void deleteDiscarded() {
        synchronized (deleting) {
            while (!closed && !discarded.isEmpty()) {
                Segment oldest = discarded.getFirst();
                try {
                    disk.delete(oldest.name);
                    disk.syncDirectory();
                } catch (IOException e) {
                    LOG.warn("can't delete {}; tried again at the next discard", disk.path(oldest.name), e);
                    return;
                }
                discarded.removeFirst();
            }
        }
    }

    /** Waits for a deletion under way; begins no other. */
    void close() {
        synchronized (deleting) {
            closed = true;
        }
    }
}
