package io.yizhan.sim;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import java.io.IOException;

/** Lets the ledger know what is appended, and what the journal calls durable. */
final class WatchedJournal extends PassingJournal {
    private final Ledger ledger;
    private final CrashPoints points;

    WatchedJournal(Journal journal, Ledger ledger, CrashPoints points) {
        super(journal);
        this.ledger = ledger;
        this.points = points;
    }

    @Override
    public void append(Event event, boolean continues) {
        points.pass("append " + event.getClass().getSimpleName());
        super.append(event, continues);
        ledger.appended(lastSeq(), event, continues);
    }

    @Override
    public void sync() throws IOException {
        super.sync();
        ledger.durable(lastSeq());
    }
}
