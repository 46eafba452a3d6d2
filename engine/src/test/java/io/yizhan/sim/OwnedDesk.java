package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.journal.Commits;
import io.yizhan.journal.CommittedJournal;
import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.region.cluster.TakeOver;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Submission;
import io.yizhan.writebehind.Follower;
import io.yizhan.writebehind.PeakPause;
import io.yizhan.writebehind.WriteBehind.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A region while a process owns it, put together as {@code OwnedRegion} does it: a writer, and rows that follow. */
final class OwnedDesk implements Desk {
    private static final long WRITER_IDLE_MS = 200;
    private static final long ROWS_IDLE_MS = 300;
    private static final long ROWS_WAIT_MS = 20;

    final long epoch;
    final Region books;
    final StreamJournal stream;
    final Chronicle.Owner owner;
    final House house;
    private final ClusterProcess process;
    private final ClusterSurroundings around;
    private final Follower follower;
    private final Sequencer sequencer;
    private final Fiber writer;
    private final Fiber rows;
    private final SplittableRandom dice;
    private boolean open = true;
    private boolean draining;
    private boolean rowsStopping;
    private @Nullable Throwable failure;

    OwnedDesk(ClusterProcess process, ClusterSurroundings around, TakeOver.Progress.Done done, long seed)
            throws IOException {
        this.process = process;
        this.around = around;
        dice = new SplittableRandom(seed);
        epoch = done.epoch();
        books = done.region();
        stream = done.journal();
        owner = around.chronicle()
                .begin(
                        process,
                        epoch,
                        done.checkpoint(),
                        stream,
                        around.postgres().rows(),
                        books);
        follower = new Follower(
                stream,
                process.sink(epoch),
                done.checkpoint(),
                process.clock(),
                around.clock()::nanoTime,
                dice.split(),
                PeakPause.NONE);
        Commits commits = around.mutation().commits(this::await);
        stream.commits(commits);
        Journal journal = around.answersAfterRows() ? new CommittedJournal(stream, commits) : stream;
        sequencer = new Sequencer(
                books,
                new Watched(around.mutation().journal(journal)),
                this::publish,
                process.clock(),
                around.clock()::nanoTime,
                around.catalogue().town().limits(),
                new Observer() {
                    @Override
                    public void stopped(String reason, Throwable cause) {
                        failure = cause;
                    }
                });
        house = new House(process.clock(), around.clock()::passedMs, around.catalogue());
        writer = process.fiber(this::write);
        rows = process.fiber(this::follow);
    }

    /** Lets the chronicle know what is appended, and what the journal calls durable. */
    private final class Watched extends PassingJournal {
        Watched(Journal journal) {
            super(journal);
        }

        @Override
        public void append(Event event, boolean continues) {
            super.append(event, continues);
            owner.appended(lastSeq(), event, continues);
        }

        @Override
        public void sync() throws IOException {
            super.sync();
            process.life.require();
            owner.durable(lastSeq());
        }
    }

    @Override
    public Life life() {
        return process.life;
    }

    boolean open() {
        return open;
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        Refusal refusal = sequencer.offer(submission);
        if (refusal == null) writer.wake(around.clock().passedMs());
        return refusal;
    }

    @Override
    public void answers(Op.Attempt attempt, Outcome outcome) {
        attempt.outdated = around.postgres().rows().epoch > epoch;
    }

    private void publish(long seq) {
        if (process.life.over()) return;
        unless(seq == owner.seq(), "what is shown is durable", seq + ", durable " + owner.seq());
        rows.wake(around.clock().passedMs() + dice.nextLong(1 + around.rowsLagMs()));
    }

    private void write() {
        while (true) {
            boolean last = draining;
            int done = sequencer.step();
            if (process.life.over()) return;
            requireSound();
            if (done == 0 && last) break;
            process.rest(done > 0 ? 0 : WRITER_IDLE_MS);
        }
        sequencer.finish();
    }

    private void requireSound() {
        Throwable cause = failure;
        if (cause instanceof Violation violation) throw violation;
        if (cause != null && !(cause instanceof UncheckedIOException))
            throw new Violation("a region stops only when it can't write", cause);
    }

    private void follow() {
        while (!rowsStopping) {
            Follower.Step step = follower.step();
            if (process.life.over()) return;
            if (follower.state() == State.FAILED) requireFenced();
            switch (step) {
                case WORKED -> process.rest(0);
                case IDLE -> process.rest(ROWS_IDLE_MS + around.rowsLagMs());
                case WAITING -> process.rest(ROWS_WAIT_MS);
                case ENDED -> {
                    return;
                }
            }
        }
    }

    private void requireFenced() {
        unless(
                around.postgres().rows().epoch != epoch,
                "rows take every event of their owner",
                String.valueOf(follower.figures().reason()));
    }

    /** As {@code WriteBehind} does. */
    private boolean await(long seq, Duration atMost) throws IOException {
        long untilMs = around.clock().passedMs() + atMost.toMillis();
        follower.want(seq);
        rows.wake(around.clock().passedMs());
        while (follower.checkpoint() < seq) {
            if (follower.state() == State.FAILED || around.clock().passedMs() >= untilMs) break;
            process.rest(5);
        }
        return follower.holds(seq);
    }

    /** Why this process can't go on with it, or null. */
    @Nullable
    String stopped() {
        Refusal.RegionStopped stopped = sequencer.stopped();
        if (stopped != null) return stopped.reason();
        return follower.state() == State.FAILED
                ? "the rows: " + follower.figures().reason()
                : null;
    }

    /** Nobody is sent here any more. */
    void leave() {
        open = false;
    }

    private void drain() {
        sequencer.refuseFurther("the engine is stopping");
        draining = true;
        writer.wake(around.clock().passedMs());
        while (!writer.ended()) process.rest(5);
    }

    boolean rowsFollow() {
        return follower.state() == State.FOLLOWING;
    }

    /** Lets the rows have everything, however long they are away, unless they refuse. */
    void settle() {
        drain();
        long through = stream.durableSeq();
        follower.want(through);
        rows.wake(around.clock().passedMs());
        while (follower.checkpoint() < through && follower.state() != State.FAILED) process.rest(5);
    }

    void close() {
        open = false;
        drain();
        rowsStopping = true;
        rows.wake(around.clock().passedMs());
        while (!rows.ended()) process.rest(5);
        stream.close();
    }

    /** Whether all is done and the rows have it. */
    boolean quiet() {
        return open && house.quiet() && sequencer.queued() == 0 && follower.checkpoint() == stream.lastSeq();
    }

    @Override
    public String toString() {
        return "epoch " + epoch + (open ? "" : " no more") + ", event " + stream.lastSeq() + ", rows "
                + follower.checkpoint() + ", queued " + sequencer.queued() + (house.quiet() ? "" : ", house")
                + ", stopped " + stopped();
    }
}
