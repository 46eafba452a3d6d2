package io.yizhan.sequencer;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import java.util.concurrent.atomic.AtomicLong;

/** A journal that keeps nothing and makes time pass: so much for a sync, so much for an event. */
final class TimedJournal implements Journal {
    final AtomicLong nowNs = new AtomicLong(1_000_000_000L);
    long syncNs;
    long eventNs;
    /** What happens while a sync is under way. */
    Runnable whileSyncing = () -> {};

    private long lastSeq;
    private long durableSeq;

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public long durableSeq() {
        return durableSeq;
    }

    @Override
    public void append(Event event) {
        nowNs.addAndGet(eventNs);
        lastSeq++;
    }

    @Override
    public void sync() {
        whileSyncing.run();
        nowNs.addAndGet(syncNs);
        durableSeq = lastSeq;
    }

    @Override
    public Reader read(long afterSeq) {
        throw new AssertionError("not read here");
    }

    @Override
    public void discardThrough(long seq) {}

    @Override
    public long bytesPending() {
        return 0;
    }

    @Override
    public long bytesMax() {
        return 1_000;
    }

    @Override
    public void close() {}
}
