package io.yizhan.journal.stream;

import io.yizhan.journal.Journal;
import io.yizhan.journal.frame.Frame;
import io.yizhan.journal.record.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The batches of a {@link StreamJournal} that the rows do not hold yet, in memory: sealed frames, in order. One thread adds; any discards and
 * reads.
 */
final class StreamTail {
    /** By the number of the last event. */
    private final ConcurrentNavigableMap<Long, ByteBuffer> frames = new ConcurrentSkipListMap<>();

    private final AtomicLong bytes = new AtomicLong();
    private volatile long endSeq;

    /** @param seq the last event before the first one that will be added */
    StreamTail(long seq) {
        endSeq = seq;
    }

    /** The last event in it, or that was once in it. */
    long endSeq() {
        return endSeq;
    }

    long bytes() {
        return bytes.get();
    }

    /** @param frame whole and checked; must not change any more */
    void add(long lastSeq, ByteBuffer frame) {
        bytes.addAndGet(frame.remaining());
        frames.put(lastSeq, frame);
        endSeq = lastSeq;
    }

    /** Drops batches whose events are all up to this one. */
    void discardThrough(long seq) {
        while (true) {
            Map.Entry<Long, ByteBuffer> first = frames.firstEntry();
            if (first == null || first.getKey() > seq) return;
            ByteBuffer gone = frames.remove(first.getKey());
            if (gone != null) bytes.addAndGet(-gone.remaining());
        }
    }

    Journal.Reader read(long afterSeq) throws IOException {
        long end = endSeq;
        if (afterSeq < 0 || afterSeq > end)
            throw new IOException("can't read behind event " + afterSeq + "; the journal ends with " + end);
        if (afterSeq < end) holding(afterSeq + 1);
        return new Reader(afterSeq);
    }

    private ByteBuffer holding(long seq) throws IOException {
        Map.Entry<Long, ByteBuffer> entry = frames.ceilingEntry(seq);
        if (entry == null) throw new IOException("event " + seq + " is no longer in the journal");
        // A frame's bytes are shared; position, limit and order are each reader's own.
        ByteBuffer frame = entry.getValue().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long first = Frame.firstSeq(frame, 0);
        if (first > seq)
            throw new IOException("event " + seq + " is no longer in the journal, which begins with " + first);
        return frame;
    }

    private final class Reader implements Journal.Reader {
        private final EventCodec codec = new EventCodec();
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private long seq;

        Reader(long afterSeq) {
            seq = afterSeq;
        }

        @Override
        public int next(Journal.Sink sink) throws IOException {
            if (seq >= endSeq) return 0;
            long before = seq;
            ByteBuffer frame = holding(before + 1);
            view.wrap(frame);
            Frame.events(
                    frame,
                    0,
                    view,
                    (number, buffer, at, length, continues) -> {
                        if (number <= seq) return;
                        sink.event(number, codec.decode(buffer, at, length), continues);
                        seq = number;
                    },
                    (within, cause) -> new IOException(
                            "the batch that ends with event " + Frame.lastSeq(frame, 0) + ", offset " + within + ": "
                                    + cause.getMessage(),
                            cause));
            return (int) (seq - before);
        }

        @Override
        public long seq() {
            return seq;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
