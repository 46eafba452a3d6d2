package io.yizhan.sequencer;

import io.yizhan.core.Event;
import io.yizhan.journal.CountingJournal;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Makes time pass: so much for a sync, so much for an event. */
final class TimedJournal extends CountingJournal {
    final AtomicLong nowNs = new AtomicLong(1_000_000_000L);
    long syncNs;
    long eventNs;

    @Override
    public void append(Event event, boolean continues) {
        nowNs.addAndGet(eventNs);
        super.append(event, continues);
    }

    @Override
    public void sync() throws IOException {
        super.sync();
        nowNs.addAndGet(syncNs);
    }
}
