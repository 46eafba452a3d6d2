package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.config.StartFailed;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.JournalDisk;
import io.yizhan.region.TakeUp;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Submission;
import io.yizhan.writebehind.Follower;
import io.yizhan.writebehind.PeakPause;
import io.yizhan.writebehind.WriteBehind.State;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One process: the engine's parts put together as {@code Engine} does it, but with nobody to run them. */
final class SimNode implements Desk {
    static final String REGION = "sim";
    /** Everything ages within hours, so that a short run sees it archived and forgotten. */
    static final Rules RULES = new Rules(
                    2, 1, 40, 3_600_000, 7_200_000, 3_600_000, new StrikeRules(1, 5_400_000, 900_000, 1_200_000))
            .withLongestStayMs(1_200_000);

    final Life life;
    final Sequencer sequencer;
    final Follower follower;
    final Region region = new Region(RULES);
    final long checkpoint;
    final long faultsBefore;
    private final FileJournal file;
    private final Journal journal;
    private final Ledger ledger;
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private @Nullable Throwable failure;

    /** What a process is started in. */
    record Surroundings(
            SimClock clock,
            Platter platter,
            SimPostgres postgres,
            Ledger ledger,
            CrashPoints points,
            FileJournalOptions options,
            Limits limits,
            Mutation mutation) {}

    SimNode(Surroundings around, Life life, long seed) throws SQLException, IOException, StartFailed {
        this.life = life;
        ledger = around.ledger();
        faultsBefore = around.platter().faults();
        JournalDisk disk = around.mutation().disk(new SimDisk(around.platter(), life, around.points()));
        TakeUp books = TakeUp.of(
                region,
                around.mutation().rows(around.postgres().region(life)),
                disk,
                around.options(),
                background::addLast);
        file = books.journal();
        checkpoint = books.checkpoint();
        ledger.recovered(file.lastSeq());
        Journal watched = new WatchedJournal(around.mutation().journal(file), ledger, around.points());
        journal = watched;
        follower = new Follower(
                watched,
                around.postgres().sink(life, books.epoch()),
                books.checkpoint(),
                around.clock(),
                around.clock()::nanoTime,
                new SplittableRandom(seed),
                PeakPause.NONE);
        sequencer = new Sequencer(
                region,
                watched,
                this::publish,
                around.clock(),
                around.clock()::nanoTime,
                around.limits(),
                new Observer() {
                    @Override
                    public void stopped(String reason, Throwable cause) {
                        failure = cause;
                    }
                });
    }

    @Override
    public Life life() {
        return life;
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        return sequencer.offer(submission);
    }

    @Override
    public void answers(Op.Attempt attempt, Outcome outcome) {
        if (!(outcome instanceof Refusal.RegionStopped)) ledger.tell(lastSeq());
    }

    private void publish(long seq) {
        if (life.over()) return;
        unless(seq == ledger.durable(), "what is shown is durable", seq + ", durable " + ledger.durable());
        ledger.tell(seq);
    }

    /** One turn of the writer; whether it did something. */
    boolean write() {
        int done = sequencer.step();
        if (failure instanceof Violation violation) throw violation;
        return done > 0;
    }

    /** Why the region has stopped, or null. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** One turn of the write-behind. */
    Follower.Step follow() {
        Follower.Step step = follower.step();
        if (!life.over() && follower.state() == State.FAILED)
            throw new Violation(
                    "rows take every event", String.valueOf(follower.figures().reason()));
        return step;
    }

    /** One task of the thread for files; whether there was one. */
    boolean background() {
        Runnable task = background.pollFirst();
        if (task != null) task.run();
        return task != null;
    }

    long lastSeq() {
        return file.lastSeq();
    }

    /** Whether the rows have all that there is. */
    boolean followed() {
        return follower.checkpoint() == file.durableSeq();
    }

    /** Holds what the journal and the books have against the ledger. Returns the number of the last frame's first event. */
    long check() throws IOException {
        unless(region.stateHash() == ledger.shadowHash(), "a start finds the books as they were", "other hash");
        region.checkInvariants();
        ledger.sameBooks(region);
        long[] lastFrame = {file.lastSeq() + 1};
        try (Journal.Reader reader = file.read(checkpoint)) {
            long before = checkpoint;
            for (int n; (n = reader.next(ledger::same)) > 0; before += n) lastFrame[0] = before + 1;
        }
        return lastFrame[0];
    }

    /** Does what was accepted, as a stop does. */
    void stop() throws IOException {
        sequencer.refuseFurther("the engine is stopping");
        while (write()) {}
        sequencer.finish();
        for (int i = 0; i < 20 && follow() == Follower.Step.WORKED; i++) {}
        journal.close();
    }
}
