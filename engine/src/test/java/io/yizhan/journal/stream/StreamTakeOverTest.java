package io.yizhan.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.journal.JournalContract;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.stream.EventStream.Stand;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a region's next owner finds in the stream. The former one left 400 batches of 5 events. */
class StreamTakeOverTest {
    private static final StreamJournalOptions OPTIONS = StreamJournalOptions.of("shanghai");

    private final MemoryStream server = new MemoryStream();

    @BeforeEach
    void leaveEvents() throws IOException {
        JournalContract.appendBatches(takeOver(1, 0), 400, 5);
    }

    private StreamJournal takeOver(long epoch, long checkpoint) throws IOException {
        return StreamJournal.takeOver(server.connect(), epoch, checkpoint, OPTIONS, System::nanoTime);
    }

    @Test
    void findsWhatTheRowsDoNotHold() throws IOException {
        for (long checkpoint : new long[] {0, 1, 4, 5, 6, 1_234, 1_995, 1_999, 2_000}) {
            StreamJournal journal = takeOver(checkpoint + 2, checkpoint);
            assertThat(journal.lastSeq()).isEqualTo(2_000);
            assertThat(journal.durableSeq()).isEqualTo(2_000);
            assertThat(JournalContract.readAll(journal, checkpoint)).isEqualTo((int) (2_000 - checkpoint));
        }
    }

    @Test
    void goesOnBehindIt() throws IOException {
        StreamJournal journal = takeOver(2, 777);
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(server.stand()).isEqualTo(new Stand(2, 2_005));
        assertThat(JournalContract.readAll(takeOver(3, 777), 777)).isEqualTo(1_228);
    }

    @Test
    void beginsTheStreamAnewWhereTheRowsAreAhead() throws IOException {
        StreamJournal journal = takeOver(2, 2_100);
        assertThat(server.stand()).isEqualTo(new Stand(2, 2_100));
        assertThat(server.batches()).isEmpty();
        assertThat(journal.lastSeq()).isEqualTo(2_100);
        JournalContract.appendBatches(journal, 1, 5);
        assertThat(server.stand()).isEqualTo(new Stand(2, 2_105));
    }

    @Test
    void beginsAnEmptiedStreamAtTheRows() throws IOException {
        server.set(new MemoryStream());
        JournalContract.appendBatches(takeOver(2, 2_000), 1, 5);
        assertThat(server.stand()).isEqualTo(new Stand(2, 2_005));
    }

    @Test
    void isRefusedByANewerOwnersClaim() throws IOException {
        takeOver(9, 2_000);
        assertThatThrownBy(() -> takeOver(8, 2_000))
                .isInstanceOf(Superseded.class)
                .hasMessageContaining("epoch 9");
        assertThat(server.stand().epoch()).isEqualTo(9);
    }

    @Test
    void saysWhichEventIsLost() {
        server.lose(1_005);
        assertThatThrownBy(() -> takeOver(2, 0))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContainingAll("shanghai", "has lost event 1001", "goes on with 1006");
        assertThatThrownBy(() -> takeOver(3, 1_003)).hasMessageContaining("has lost event 1004");
    }

    @Test
    void doesNotMissWhatTheRowsHold() throws IOException {
        server.lose(1_005);
        assertThat(JournalContract.readAll(takeOver(2, 1_005), 1_005)).isEqualTo(995);
    }

    @Test
    void saysThatTheEndIsLost() {
        server.lose(2_000);
        assertThatThrownBy(() -> takeOver(2, 1_000))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContainingAll("has lost event 1996", "says that it ends with 2000");
    }

    @Test
    void saysThatABatchIsDamaged() {
        int frameBytes = server.frameBytes(1_005);
        for (int at = 0; at < frameBytes; at++) {
            server.damage(1_005, at);
            long epoch = at + 2L;
            assertThatThrownBy(() -> takeOver(epoch, 0))
                    .isInstanceOf(JournalUnusable.class)
                    .hasMessageContaining("has lost event 1001");
            server.damage(1_005, at);
        }
    }

    @Test
    void takesNothingOverFromAStreamThatIsAway() {
        FaultyStream stream = new FaultyStream(server.connect());
        stream.away = true;
        assertThatThrownBy(() -> StreamJournal.takeOver(stream, 2, 2_000, OPTIONS, System::nanoTime))
                .isInstanceOf(IOException.class)
                .hasMessage("away");
        assertThat(server.stand().epoch()).isEqualTo(1);
    }
}
