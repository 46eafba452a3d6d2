package io.yizhan.journal;

import io.yizhan.core.Event;
import java.util.ArrayList;
import java.util.List;

/** Events in memory, durable once synced; any thread. */
public final class MemoryJournal implements Journal {
    private final List<Entry> events = new ArrayList<>();
    private long durable;
    private long discarded;

    private record Entry(Event event, boolean continues) {}

    public synchronized void appendAll(List<Event> more) {
        // Of these kinds only a closure is of several events.
        for (Event event : more) append(event, event instanceof Event.VenueClosed);
        sync();
    }

    @Override
    public synchronized long lastSeq() {
        return events.size();
    }

    @Override
    public synchronized long durableSeq() {
        return durable;
    }

    public synchronized long discardedSeq() {
        return discarded;
    }

    @Override
    public synchronized void append(Event event, boolean continues) {
        events.add(new Entry(event, continues));
    }

    @Override
    public synchronized void sync() {
        durable = events.size();
    }

    @Override
    public Reader read(long afterSeq) {
        return new Reader() {
            private long seq = afterSeq;

            @Override
            public int next(Sink sink) {
                List<Entry> fresh;
                synchronized (MemoryJournal.this) {
                    int end = (int) Math.min(durable, seq + 1_000);
                    while (end < durable && events.get(end).continues) end++;
                    fresh = List.copyOf(events.subList((int) seq, end));
                }
                for (Entry entry : fresh) sink.event(++seq, entry.event, entry.continues);
                return fresh.size();
            }

            @Override
            public long seq() {
                return seq;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized void discardThrough(long seq) {
        discarded = seq;
    }

    @Override
    public long bytesPending() {
        return 0;
    }

    @Override
    public long bytesMax() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {}
}
