package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.LogsErrors;
import io.yizhan.journal.MemoryJournal;
import io.yizhan.journal.stream.Superseded;
import io.yizhan.rows.MemoryRows;
import io.yizhan.writebehind.Follower.Step;
import io.yizhan.writebehind.WriteBehind.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Step by step, in a time of its own. */
@LogsErrors
class FollowerTest {
    private final MemoryJournal journal = new MemoryJournal();
    private final Sink sink = new Sink();
    private long nowNs;
    private final Follower follower = follower(PeakPause.NONE);

    private Follower follower(PeakPause peakPause) {
        return new Follower(journal, sink, 0, InstantSource.system(), () -> nowNs, new SplittableRandom(1), peakPause);
    }

    private static final class Sink implements RowSink {
        private MemoryRows rows = new MemoryRows();
        private boolean losesAnswer;
        private boolean lostAtConnect;
        private Runnable meanwhile = () -> {};

        @Override
        public long connect() throws RowSinkAwayException {
            if (lostAtConnect) throw new RowSinkAwayException("refused", new IOException("refused"));
            return rows.seq;
        }

        @Override
        public int write(RowBatch batch) throws RowSinkAwayException, RowsRefusedException {
            meanwhile.run();
            rows = rows.with(0, batch);
            if (losesAnswer) throw new RowSinkAwayException("cut", new IOException("cut"));
            return 1;
        }

        @Override
        public void close() {}
    }

    @Test
    void leavesABatchAsItWasUntilItKnowsWhetherItCounts() {
        journal.appendAll(Streams.opened(9));
        sink.losesAnswer = true;
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        assertThat(follower.state()).isEqualTo(State.AWAY);
        assertThat(follower.checkpoint()).isZero();

        sink.losesAnswer = false;
        journal.appendAll(List.of(Streams.placed(1, 1)));
        assertThat(follower.step()).as("too early for another try").isEqualTo(Step.WAITING);
        nowNs += 20_000_000;
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        assertThat(follower.checkpoint()).as("found to have been written").isEqualTo(2);
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        assertThat(follower.step()).isEqualTo(Step.IDLE);
        assertThat(follower.checkpoint()).isEqualTo(3);
        assertThat(follower.state()).isEqualTo(State.FOLLOWING);
        assertThat(sink.rows.events()).hasSize(3);
    }

    /** The commands are of three events each, which fit into the largest batch only in part. */
    @Test
    void writesTheEventsOfACommandInOneTransaction() {
        journal.appendAll(Streams.opened(RowBatch.EVENTS_MAX * 3));
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        List<Long> ends = new ArrayList<>();
        sink.meanwhile = () -> ends.add(sink.rows.seq);
        int commands = RowBatch.EVENTS_MAX;
        for (int id = 1; id <= 3 * commands; id++) journal.append(Streams.placed(id, 1), id % 3 != 1);
        journal.sync();

        while (follower.step() == Step.WORKED) {}

        assertThat(follower.state()).isEqualTo(State.FOLLOWING);
        assertThat(follower.checkpoint()).isEqualTo(2 + 3 * commands);
        assertThat(ends)
                .hasSizeGreaterThan(2)
                .allSatisfy(end -> assertThat((end - 2) % 3).isZero());
    }

    @Test
    void beginsAnotherTransactionBeforeACommandThatNeedsIt() {
        journal.appendAll(Streams.opened(9));
        journal.append(Streams.placed(1, 1));
        // In the rows' order of parts, terms come before reservations.
        journal.append(Streams.opened(9).getFirst(), false);
        journal.append(Streams.placed(2, 1), true);
        journal.sync();
        List<Long> ends = new ArrayList<>();
        sink.meanwhile = () -> ends.add(sink.rows.seq);

        while (follower.step() == Step.WORKED) {}

        assertThat(ends).containsExactly(0L, 3L);
        assertThat(follower.checkpoint()).isEqualTo(5);
    }

    @Test
    void stopsBeforeACommandThatRowsCannotTell() {
        journal.appendAll(Streams.opened(9));
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        journal.append(Streams.placed(1, 1), false);
        journal.append(Streams.opened(9).getFirst(), true);
        journal.sync();

        assertThat(follower.step()).isEqualTo(Step.ENDED);
        assertThat(follower.checkpoint()).isEqualTo(2);
    }

    @Test
    void tellsForHowLongTheSinkHasOwedAnAnswer() {
        journal.appendAll(Streams.opened(9));
        List<Long> unansweredMs = new ArrayList<>();
        sink.meanwhile = () -> {
            nowNs += 7_000_000_000L;
            unansweredMs.add(follower.figures().unansweredMs());
        };
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        assertThat(unansweredMs).containsExactly(7_000L);
        assertThat(follower.figures().unansweredMs()).isZero();

        sink.losesAnswer = true;
        journal.appendAll(List.of(Streams.placed(1, 1)));
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        assertThat(follower.figures().unansweredMs())
                .as("away, and asked nothing")
                .isZero();
    }

    @Test
    void doesNotPauseAtAPeakWhileSomebodyWaits() throws IOException {
        Follower polite = follower(new PeakPause(() -> 1, Long.MAX_VALUE));
        sink.meanwhile = () -> nowNs += 100_000_000;
        journal.appendAll(Streams.opened(9));
        assertThat(polite.step()).isEqualTo(Step.WORKED);
        journal.appendAll(List.of(Streams.placed(1, 1)));
        assertThat(polite.step()).isEqualTo(Step.WAITING);
        assertThat(polite.holds(3)).isFalse();
        polite.want(3);
        assertThat(polite.step()).isEqualTo(Step.WORKED);
        assertThat(polite.holds(3)).isTrue();

        journal.appendAll(List.of(Streams.placed(2, 1)));
        assertThat(polite.step()).as("nobody waits any more").isEqualTo(Step.WAITING);
    }

    @Test
    void triesAgainSoonerWhileSomebodyWaits() {
        journal.appendAll(Streams.opened(9));
        sink.lostAtConnect = true;
        for (int i = 0; i < 20; i++) {
            nowNs += 5_000_000_000L;
            assertThat(follower.step()).isEqualTo(Step.WORKED);
        }
        nowNs += 250_000_000;
        assertThat(follower.step()).isEqualTo(Step.WAITING);
        follower.want(2);
        assertThat(follower.step()).isEqualTo(Step.WORKED);
        nowNs += 100_000_000;
        assertThat(follower.step()).as("but not at once").isEqualTo(Step.WAITING);
    }

    @Test
    void endsForGoodWhereTheRegionHasANewerOwner() {
        journal.appendAll(Streams.opened(9));
        sink.rows = sink.rows.owned();
        assertThat(follower.step()).isEqualTo(Step.ENDED);
        assertThatThrownBy(() -> follower.holds(1))
                .isInstanceOf(Superseded.class)
                .hasMessageContaining("the rows have a newer owner");
    }

    @Test
    void endsForGoodWhereRowsAreRefused() throws IOException {
        journal.appendAll(Streams.opened(1));
        journal.appendAll(List.of(Streams.placed(1, 1), Streams.placed(2, 1)));

        assertThat(follower.step()).isEqualTo(Step.ENDED);
        assertThat(follower.state()).isEqualTo(State.FAILED);
        assertThat(follower.figures().reason()).contains("slot_never_oversold");
        assertThat(journal.discardedSeq()).isZero();
        assertThat(follower.holds(0)).isTrue();
        assertThatThrownBy(() -> follower.holds(1))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Superseded.class)
                .hasMessageContaining("slot_never_oversold");
    }
}
