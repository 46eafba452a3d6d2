package io.yizhan.sim;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import java.io.IOException;

/** Passes everything on: for journals that do one thing otherwise. */
class PassingJournal implements Journal {
    private final Journal journal;

    PassingJournal(Journal journal) {
        this.journal = journal;
    }

    @Override
    public long lastSeq() {
        return journal.lastSeq();
    }

    @Override
    public long durableSeq() {
        return journal.durableSeq();
    }

    @Override
    public long readableSeq() {
        return journal.readableSeq();
    }

    @Override
    public void append(Event event, boolean continues) {
        journal.append(event, continues);
    }

    @Override
    public int batchBytesFree() {
        return journal.batchBytesFree();
    }

    @Override
    public void sync() throws IOException {
        journal.sync();
    }

    @Override
    public Reader read(long afterSeq) throws IOException {
        return journal.read(afterSeq);
    }

    @Override
    public void discardThrough(long seq) {
        journal.discardThrough(seq);
    }

    @Override
    public long bytesPending() {
        return journal.bytesPending();
    }

    @Override
    public long bytesMax() {
        return journal.bytesMax();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
