package io.yizhan.journal;

import io.yizhan.core.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A journal whose batches count only once the rows hold them too: for those who trust nothing else. The rows must follow the journal within,
 * not this one.
 */
public final class CommittedJournal implements Journal {
    /** Only how often it is asked again; an answer comes when there is one. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final Journal journal;
    private final Commits commits;
    private @Nullable IOException broken;

    public CommittedJournal(Journal journal, Commits commits) {
        this.journal = journal;
        this.commits = commits;
    }

    @Override
    public long lastSeq() {
        return journal.lastSeq();
    }

    /** Durable in the journal within, which is what the rows are compared with. */
    @Override
    public long durableSeq() {
        return journal.durableSeq();
    }

    @Override
    public long readableSeq() {
        return journal.readableSeq();
    }

    @Override
    public int batchBytesFree() {
        return journal.batchBytesFree();
    }

    @Override
    public void append(Event event, boolean continues) {
        if (broken != null) throw new UncheckedIOException(brokenBefore(broken));
        journal.append(event, continues);
    }

    private static IOException brokenBefore(IOException cause) {
        return new IOException("the journal failed before, and takes nothing more: " + cause.getMessage(), cause);
    }

    /** Waits without end while the rows are away: then nobody is answered. */
    @Override
    public void sync() throws IOException {
        if (broken != null) throw brokenBefore(broken);
        journal.sync();
        try {
            while (!commits.await(journal.lastSeq(), WAIT)) {}
        } catch (IOException failure) {
            broken = failure;
            throw failure;
        }
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
