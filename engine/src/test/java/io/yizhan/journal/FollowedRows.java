package io.yizhan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rows that follow a journal whenever somebody waits for them, unless they are away. One thread. */
final class FollowedRows implements Commits {
    private final Journal journal;
    private Journal.@Nullable Reader reader;

    static final int FOR_EVER = -1;

    /** How many more waits end without a commit. */
    int away;
    /** In the middle of a wait, before a commit. */
    Runnable meanwhile = () -> {};
    /** They have another owner. */
    boolean fenced;

    int waits;
    long heldSeq;

    FollowedRows(Journal journal, long heldSeq) {
        this.journal = journal;
        this.heldSeq = heldSeq;
    }

    /** Takes what the journal shows, in order. */
    void follow() throws IOException {
        Journal.Reader open = reader;
        if (open == null) reader = open = journal.read(heldSeq);
        while (open.next((seq, event) -> assertThat(seq).isEqualTo(++heldSeq)) > 0) {}
        journal.discardThrough(heldSeq);
    }

    @Override
    public boolean await(long seq, Duration atMost) throws IOException {
        waits++;
        meanwhile.run();
        if (fenced) throw new Superseded("the rows have a newer owner");
        if (away > 0) away--;
        else if (away != FOR_EVER) follow();
        return heldSeq >= seq;
    }
}
