package io.yizhan.sequencer;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A journal in memory whose syncs can be held up or made to fail. Counts them. */
final class StallingJournal implements Journal {
    final List<Event> durable = new ArrayList<>();
    final AtomicLong syncs = new AtomicLong();
    final Semaphore gate = new Semaphore(1_000_000);
    final AtomicLong bytesPending = new AtomicLong();
    volatile @Nullable IOException failure;
    volatile @Nullable Error error;
    private final List<Event> open = new ArrayList<>();

    /** Lets no sync return until {@link #resume}. */
    void stall() {
        gate.drainPermits();
    }

    void resume() {
        gate.release(1_000_000);
    }

    @Override
    public long lastSeq() {
        return durable.size() + (long) open.size();
    }

    @Override
    public long durableSeq() {
        return durable.size();
    }

    @Override
    public void append(Event event, boolean continues) {
        open.add(event);
    }

    @Override
    public void sync() throws IOException {
        gate.acquireUninterruptibly();
        Error fatal = error;
        if (fatal != null) throw fatal;
        IOException wanted = failure;
        if (wanted != null) throw wanted;
        syncs.incrementAndGet();
        durable.addAll(open);
        open.clear();
    }

    @Override
    public Reader read(long afterSeq) {
        throw new AssertionError("not read here");
    }

    @Override
    public void discardThrough(long seq) {}

    @Override
    public long bytesPending() {
        return bytesPending.get();
    }

    @Override
    public long bytesMax() {
        return 1_000;
    }

    @Override
    public void close() {}
}
