package io.yizhan.journal;

import io.yizhan.core.Event;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps nothing but the count, as if there had been some before; fails on demand. */
public class CountingJournal implements Journal {
    private volatile long appended = 100;
    /** Thrown by every sync. */
    public volatile @Nullable IOException failure;
    /** Run by the writer at every sync, which lasts as long as it does. */
    public volatile Runnable whileSyncing = () -> {};

    @Override
    public long lastSeq() {
        return appended;
    }

    @Override
    public long durableSeq() {
        return appended;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread appends.
    public void append(Event event, boolean continues) {
        appended++;
    }

    @Override
    public void sync() throws IOException {
        whileSyncing.run();
        IOException wanted = failure;
        if (wanted != null) throw wanted;
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
        return 1;
    }

    @Override
    public void close() {}
}
