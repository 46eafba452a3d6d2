package io.yizhan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.journal.stream.Superseded;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Rows that follow a journal whenever somebody waits for them, unless they are away. One thread. */
public final class FollowedRows implements Commits {
    private final Journal journal;
    private Journal.@Nullable Reader reader;

    public static final int FOR_EVER = -1;

    /** How many more waits end without a commit. */
    public int away;
    /** In the middle of a wait, before a commit. */
    public Runnable meanwhile = () -> {};
    /** They have another owner. */
    public boolean fenced;

    public int waits;
    public long heldSeq;

    public FollowedRows(Journal journal, long heldSeq) {
        this.journal = journal;
        this.heldSeq = heldSeq;
    }

    /** Takes what the journal shows, in order. */
    public void follow() throws IOException {
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
