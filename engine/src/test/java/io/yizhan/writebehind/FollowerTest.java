package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.writebehind.Follower.Step;
import io.yizhan.writebehind.RowSinkContract.Streams;
import io.yizhan.writebehind.WriteBehind.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Step by step, in a time of its own. */
class FollowerTest {
    private final MemoryJournal journal = new MemoryJournal();
    private final Sink sink = new Sink();
    private long nowNs;
    private final Follower follower = new Follower(
            journal, sink, 0, InstantSource.system(), () -> nowNs, new SplittableRandom(1), PeakPause.NONE);

    private static final class Sink implements RowSink {
        private MemoryRows rows = new MemoryRows();
        private boolean losesAnswer;
        private Runnable meanwhile = () -> {};

        @Override
        public long connect() {
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
    void endsForGoodWhereRowsAreRefused() {
        journal.appendAll(Streams.opened(1));
        journal.appendAll(List.of(Streams.placed(1, 1), Streams.placed(2, 1)));

        assertThat(follower.step()).isEqualTo(Step.ENDED);
        assertThat(follower.state()).isEqualTo(State.FAILED);
        assertThat(follower.figures().reason()).contains("slot_never_oversold");
        assertThat(journal.discardedSeq()).isZero();
    }
}
