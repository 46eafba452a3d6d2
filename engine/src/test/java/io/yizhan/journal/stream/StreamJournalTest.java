package io.yizhan.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.journal.FollowedRows;
import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalContract;
import io.yizhan.journal.stream.EventStream.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract on a stream in memory, and how stream and rows stand in for each other. */
class StreamJournalTest extends JournalContract {
    private static final StreamJournalOptions OPTIONS = StreamJournalOptions.of("shanghai");

    private final MemoryStream server = new MemoryStream();
    private final FaultyStream stream = new FaultyStream(server.connect());
    private long epoch;
    private long nowNs = Long.MIN_VALUE;

    @Override
    protected Journal open() throws IOException {
        return StreamJournal.takeOver(server.connect(), ++epoch, 0, OPTIONS, () -> nowNs);
    }

    /** Of epoch 1, with five events that the stream holds and the rows do not. */
    private StreamJournal opened() throws IOException {
        StreamJournal journal = StreamJournal.takeOver(stream, ++epoch, 0, OPTIONS, () -> nowNs);
        appendBatches(journal, 1, 5);
        return journal;
    }

    private static FollowedRows rows(StreamJournal journal) {
        FollowedRows rows = new FollowedRows(journal, 0);
        journal.commits(rows);
        return rows;
    }

    private void passMs(long ms) {
        nowNs += ms * 1_000_000;
    }

    @Test
    void answersByTheStreamAloneAsLongAsItTakesTheBatches() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        rows.away = 1_000;
        appendBatches(journal, 3, 5);
        assertThat(journal.answersByCommit()).isNull();
        assertThat(rows.waits).isZero();
        assertThat(server.stand()).isEqualTo(new Stand(1, 20));
        assertThat(stream.appends).isEqualTo(4);
    }

    @Test
    void showsABatchToTheRowsOnlyOnceTheStreamHasIt() throws IOException {
        StreamJournal journal = opened();
        List<Long> shown = new ArrayList<>();
        stream.beforeAppend = () -> shown.add(journal.readableSeq());
        appendBatches(journal, 2, 5);
        assertThat(shown).containsExactly(5L, 10L);
        assertThat(journal.readableSeq()).isEqualTo(15);
    }

    @Test
    void answersByTheRowsWhileTheStreamIsAwayAndByTheStreamOnceItIsBack() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        List<Long> durableMeanwhile = new ArrayList<>();
        rows.meanwhile = () -> durableMeanwhile.add(journal.durableSeq());
        stream.away = true;
        appendBatches(journal, 2, 5);
        assertThat(durableMeanwhile).as("not before the commit").containsExactly(5L, 10L);
        assertThat(journal.durableSeq()).isEqualTo(15);
        assertThat(rows.heldSeq).isEqualTo(15);
        assertThat(journal.answersByCommit()).contains("away");
        assertThat(stream.appends).as("no try while it is known to be away").isEqualTo(2);
        assertThat(stream.restarts).isZero();

        stream.away = false;
        appendBatches(journal, 1, 5);
        assertThat(journal.answersByCommit()).contains("begun anew");
        assertThat(server.stand()).isEqualTo(new Stand(1, 20));
        assertThat(server.batches()).isEmpty();
        appendBatches(journal, 1, 5);
        assertThat(rows.waits).as("the owner is confirmed once more").isEqualTo(4);
        assertThat(journal.answersByCommit()).isNull();
        appendBatches(journal, 1, 5);
        assertThat(rows.waits).isEqualTo(4);
        assertThat(server.stand()).isEqualTo(new Stand(1, 30));
        assertThat(readAll(journal, 25)).isEqualTo(5);
    }

    @Test
    void answersByTheRowsTooWhereAnotherMayHoldTheLease() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        boolean[] leased = {true};
        journal.leased(() -> leased[0]);
        appendBatches(journal, 1, 5);
        assertThat(rows.waits).isZero();

        leased[0] = false;
        appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).isEqualTo(15);
        assertThat(server.stand()).isEqualTo(new Stand(1, 15));
        rows.fenced = true;
        assertThatThrownBy(() -> appendBatches(journal, 1, 5)).isInstanceOf(Superseded.class);
    }

    /** Its successor's claim is lost with all of Redis, and the stream lets it in again. */
    @Test
    void isNotTakenInByAStreamThatLostItsSuccessor() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        stream.away = true;
        appendBatches(journal, 1, 5);
        stream.away = false;
        appendBatches(journal, 1, 5);
        assertThat(server.stand()).isEqualTo(new Stand(1, 15));
        rows.fenced = true;
        assertThatThrownBy(() -> appendBatches(journal, 1, 5)).isInstanceOf(Superseded.class);
    }

    @Test
    void repeatsAnAppendWhoseAnswerWasLostWhileTheRowsAreAwayToo() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        rows.away = 3;
        stream.losesAnswers = true;
        rows.meanwhile = () -> stream.losesAnswers = rows.waits < 2;
        appendBatches(journal, 1, 5);
        assertThat(rows.waits).isEqualTo(2);
        assertThat(rows.heldSeq).isZero();
        assertThat(journal.durableSeq()).isEqualTo(10);
        assertThat(journal.answersByCommit()).isNull();
        assertThat(server.batches()).containsExactly(5L, 10L);
        appendBatches(journal, 1, 5);
        rows.follow();
        assertThat(rows.heldSeq).isEqualTo(15);
    }

    @Test
    void answersNobodyWhileBothAreAway() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        stream.away = true;
        rows.away = 500;
        rows.meanwhile = () -> assertThat(journal.durableSeq()).isEqualTo(5);
        appendBatches(journal, 1, 5);
        assertThat(rows.waits).isEqualTo(501);
        assertThat(journal.durableSeq()).isEqualTo(10);
    }

    @Test
    void beginsAnEmptiedStreamAnewOnceTheRowsHoldEverything() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        server.set(new MemoryStream());
        rows.away = 4;
        rows.meanwhile = () -> assertThat(server.stand()).isEqualTo(Stand.NOTHING);
        appendBatches(journal, 1, 5);
        assertThat(rows.waits).isEqualTo(5);
        assertThat(stream.appends).as("none more, once it was lost").isEqualTo(2);
        assertThat(rows.heldSeq).isEqualTo(10);
        assertThat(server.stand()).isEqualTo(new Stand(1, 10));
        assertThat(journal.answersByCommit()).contains("begun anew");
    }

    @Test
    void beginsAStreamAnewThatFellBackToAnOlderCopy() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        MemoryStream old = server.copy();
        appendBatches(journal, 2, 5);
        server.set(old);
        appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).isEqualTo(20);
        assertThat(server.stand()).isEqualTo(new Stand(1, 20));
        assertThat(server.batches()).isEmpty();
    }

    @Test
    void answersByTheRowsWhereThereAreTooFewCopies() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        stream.copyless = true;
        appendBatches(journal, 1, 5);
        assertThat(rows.heldSeq).isEqualTo(10);
    }

    @Test
    void beginsAStreamAnewLessAndLessOftenThatFailsEachTime() throws IOException {
        StreamJournal journal = opened();
        rows(journal);
        stream.copyless = true;
        int before = stream.restarts;
        for (int i = 0; i < 600; i++) {
            appendBatches(journal, 1, 1);
            passMs(100);
        }
        assertThat(stream.restarts - before).isBetween(8, 15);
        assertThat(journal.answersByCommit()).contains("0 copies");

        stream.copyless = false;
        passMs(8_000);
        appendBatches(journal, 2, 1);
        assertThat(journal.answersByCommit()).isNull();
        stream.away = true;
        appendBatches(journal, 1, 1);
        stream.away = false;
        passMs(500);
        int then = stream.restarts;
        appendBatches(journal, 1, 1);
        assertThat(stream.restarts).as("forgiven").isEqualTo(then + 1);
    }

    @Test
    void triesToBeginAnewAtMostEveryHalfSecond() throws IOException {
        StreamJournal journal = opened();
        rows(journal);
        stream.away = true;
        appendBatches(journal, 1, 1);
        stream.away = false;
        stream.failsRestarts = true;
        for (int i = 0; i < 20; i++) {
            appendBatches(journal, 1, 1);
            passMs(100);
        }
        assertThat(stream.restarts).isEqualTo(4);
        assertThat(journal.answersByCommit()).contains("no restart");
    }

    @Test
    void stopsForGoodWhereTheStreamHasANewerOwner() throws IOException {
        StreamJournal journal = opened();
        rows(journal);
        server.connect().claim(7);
        assertSuperseded(journal, "epoch 7");
        assertThat(server.stand()).isEqualTo(new Stand(7, 5));
    }

    @Test
    void stopsForGoodWhereTheRowsHaveANewerOwner() throws IOException {
        StreamJournal journal = opened();
        stream.away = true;
        rows(journal).fenced = true;
        assertSuperseded(journal, "the rows have a newer owner");
    }

    @Test
    void stopsForGoodWhereTheStreamHasANewerOwnerWhenItIsBegunAnew() throws IOException {
        StreamJournal journal = opened();
        FollowedRows rows = rows(journal);
        stream.away = true;
        appendBatches(journal, 1, 5);
        rows.meanwhile = () -> {
            stream.away = false;
            claimUnasked(7);
        };
        assertSuperseded(journal, "epoch 7");
    }

    private void claimUnasked(long newer) {
        try {
            server.connect().claim(newer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSuperseded(StreamJournal journal, String by) {
        long durable = journal.durableSeq();
        append(journal, 5);
        assertThatThrownBy(journal::sync).isInstanceOf(Superseded.class).hasMessageContaining(by);
        assertThat(journal.durableSeq()).isEqualTo(durable);
        assertThatThrownBy(journal::sync).isInstanceOf(IOException.class).hasMessageContaining("failed before");
        assertThatThrownBy(() -> append(journal, 1)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void letsTheStreamForgetOnlyWhatTheRowsHold() throws IOException {
        StreamJournal journal = opened();
        appendBatches(journal, 3, 5);
        assertThat(server.batches()).containsExactly(5L, 10L, 15L, 20L);
        long bytes = journal.bytesPending();
        journal.discardThrough(12);
        assertThat(journal.bytesPending()).isBetween(bytes / 3, 2 * bytes / 3);
        assertThatThrownBy(() -> journal.read(9)).hasMessageContaining("event 10 is no longer in the journal");
        assertThat(readAll(journal, 12)).isEqualTo(8);
        appendBatches(journal, 1, 5);
        assertThat(server.batches()).containsExactly(15L, 20L, 25L);
        journal.discardThrough(25);
        assertThat(journal.bytesPending()).isZero();
        assertThat(readAll(journal, 25)).isZero();
    }

    @Test
    void refusesAnEventThatNoLongerFitsIntoTheBatchAndKeepsTheRest() throws IOException {
        StreamJournalOptions options = OPTIONS.batchBytesMax(500);
        try (StreamJournal journal = StreamJournal.takeOver(stream, 1, 0, options, () -> nowNs)) {
            append(journal, 4);
            assertThatThrownBy(() -> append(journal, 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most ");
            int fitted = (int) journal.lastSeq();
            journal.sync();
            assertThat(readAll(journal, 0)).isEqualTo(fitted);
            assertThat(journal.batchBytesFree()).isEqualTo(500);
        }
    }
}
