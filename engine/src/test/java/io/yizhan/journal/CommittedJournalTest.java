package io.yizhan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.journal.stream.Superseded;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** The contract, and that nothing counts before the rows hold it. */
class CommittedJournalTest extends JournalContract {
    private final MemoryStream server = new MemoryStream();
    private long epoch;

    private StreamJournal within() throws IOException {
        return StreamJournal.takeOver(
                server.connect(), ++epoch, 0, StreamJournalOptions.of("shanghai"), System::nanoTime);
    }

    @Override
    protected Journal open() throws IOException {
        return new CommittedJournal(within(), (seq, atMost) -> true);
    }

    @Test
    void returnsOnceTheRowsHoldTheBatch() throws IOException {
        StreamJournal within = within();
        FollowedRows rows = new FollowedRows(within, 0);
        Journal journal = new CommittedJournal(within, rows);
        rows.away = 7;
        append(journal, 5);
        journal.sync();
        assertThat(rows.waits).isEqualTo(8);
        assertThat(rows.heldSeq).isEqualTo(5);
        append(journal, 5);
        journal.sync();
        assertThat(rows.heldSeq).isEqualTo(10);
    }

    @Test
    void takesNothingMoreOnceTheRowsHaveRefused() throws IOException {
        StreamJournal within = within();
        FollowedRows rows = new FollowedRows(within, 0);
        Journal journal = new CommittedJournal(within, rows);
        append(journal, 5);
        rows.fenced = true;
        assertThatThrownBy(journal::sync).isInstanceOf(Superseded.class);
        assertThatThrownBy(journal::sync).isInstanceOf(IOException.class).hasMessageContaining("failed before");
        assertThatThrownBy(() -> append(journal, 1)).isInstanceOf(UncheckedIOException.class);
    }
}
