package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Submission;
import io.yizhan.sequencer.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How often the writer goes to the disk, and how often an answer wakes somebody, counted. A mailbox asks for more as soon as its batch is
 * complete, on the writer's own thread: so every batch is exactly as large as the window, whatever else the machine does.
 */
@Isolated
class SyncsAndHopsTest {
    private static final int WINDOW = 64;
    private static final int COMMANDS = 64_000;
    /** The first batch makes its file's name durable too. */
    private static final int SYNCS_OF_A_NEW_SEGMENT = 2;

    private static final String BACKGROUND = "preallocation";

    @TempDir
    private Path folder;

    @Test
    void aBatchIsOneWriteAndOneSync() throws Exception {
        Run run = run(1, SyncsAndHopsTest::booking);

        assertThat(run.placed.get()).isEqualTo(COMMANDS);
        assertThat(run.batches.get()).isEqualTo(COMMANDS / WINDOW);
        assertThat(run.disk.writes.get()).isEqualTo(COMMANDS / WINDOW);
        assertThat(run.disk.syncs.get()).isLessThanOrEqualTo(COMMANDS / WINDOW + SYNCS_OF_A_NEW_SEGMENT);
        System.out.println(
                "syncs per 1,000 commands at a window of " + WINDOW + ": " + 1_000.0 * run.disk.syncs.get() / COMMANDS);
    }

    @Test
    void refusalsAndReadsSyncNothing() throws Exception {
        Run run = run(1, i -> new Command.FindReservation("m-" + i, 1 + i));

        assertThat(run.answered.get()).isEqualTo(COMMANDS);
        assertThat(run.disk.syncs.get()).isZero();
    }

    @Test
    void aCallerIsWokenOnceABatchAndHandedEachAnswerOnce() throws Exception {
        Run run = run(1, SyncsAndHopsTest::booking);

        assertThat(run.puts.get()).isEqualTo(COMMANDS);
        assertThat(run.flushes.get()).isEqualTo(run.batches.get());
    }

    @Test
    void eachOfSeveralCallersIsWokenOnceABatch() throws Exception {
        Run run = run(4, SyncsAndHopsTest::booking);

        assertThat(run.puts.get()).isEqualTo(COMMANDS);
        assertThat(run.flushes.get()).isEqualTo(4 * run.batches.get());
    }

    private static Command booking(long i) {
        return new Command.PlaceReservation(
                "m-" + i,
                i,
                i,
                new long[] {Workload.slotKey(Workload.Slots.SPREAD, (int) (i % Workload.SPREAD_SLOTS))},
                1,
                false);
    }

    /** What was counted. */
    private static final class Run {
        final CountingDisk disk;
        final AtomicLong batches = new AtomicLong();
        final AtomicLong puts = new AtomicLong();
        final AtomicLong flushes = new AtomicLong();
        final AtomicLong placed = new AtomicLong();
        final AtomicLong answered = new AtomicLong();
        final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();

        Run(CountingDisk disk) {
            this.disk = disk;
        }
    }

    private Run run(int callers, LongFunction<Command> commands) throws Exception {
        Region region = new Region(Rules.DEFAULT);
        for (int venue = 1; venue <= 1_000; venue++) Workload.openVenue(region, venue, 100, COMMANDS);
        ExecutorService background = Executors.newSingleThreadExecutor(task -> new Thread(task, BACKGROUND));
        Run run = new Run(new CountingDisk(new FolderDisk(folder), BACKGROUND));
        Observer observer = new Observer() {
            @Override
            public void batch(int size, int events, long tookNs, long syncNs) {
                if (size > 0) run.batches.incrementAndGet();
            }
        };
        try (FileJournal journal = FileJournal.open(run.disk, FileJournalOptions.of("guard"), background)) {
            // Whoever needs a segment that isn't ready makes it himself; that would be counted.
            background.submit(() -> {}).get();
            Sequencer sequencer = new Sequencer(
                    region,
                    journal,
                    seq -> region.changes().clear(),
                    InstantSource.system(),
                    new Limits(65_536, 4_096, 60_000, 60_000, 60_000),
                    observer);
            run.disk.writes.set(0);
            run.disk.syncs.set(0);
            CountDownLatch done = new CountDownLatch(callers);
            List<Echo> echoes = new ArrayList<>();
            for (int i = 0; i < callers; i++) echoes.add(new Echo(run, sequencer, commands, i, callers, done));
            // All are in the queue before the writer takes its first batch.
            for (Echo echo : echoes) echo.flush();
            run.flushes.set(0);
            try (Writer writer = new Writer(sequencer, "guard")) {
                writer.start();
                done.await();
            }
        } finally {
            background.shutdown();
        }
        assertThat(run.refusal.get()).isNull();
        return run;
    }

    /** Sends its share of the window, and again as often as that has come back. */
    private static final class Echo implements Mailbox {
        private final Run run;
        private final Inbox inbox;
        private final LongFunction<Command> commands;
        private final long step;
        private final CountDownLatch done;
        private long next;
        private int missing;

        Echo(Run run, Inbox inbox, LongFunction<Command> commands, int number, int callers, CountDownLatch done) {
            this.run = run;
            this.inbox = inbox;
            this.commands = commands;
            this.done = done;
            next = number;
            step = callers;
        }

        @Override
        public void put(Submission submission) {
            run.puts.incrementAndGet();
            missing--;
            submission.answer();
        }

        @Override
        public void flush() {
            run.flushes.incrementAndGet();
            if (missing > 0) return;
            if (next >= COMMANDS) done.countDown();
            while (next < COMMANDS && missing < WINDOW / step) {
                Ask ask = new Ask(commands.apply(next), this);
                next += step;
                missing++;
                Refusal refusal = inbox.offer(ask);
                if (refusal == null) continue;
                run.refusal.set(refusal);
                done.countDown();
                return;
            }
        }
    }

    private static final class Ask extends Submission {
        private final Echo echo;

        Ask(Command command, Echo echo) {
            super(command, echo);
            this.echo = echo;
        }

        @Override
        protected void answered(Outcome outcome) {
            echo.run.answered.incrementAndGet();
            if (outcome instanceof Outcome.Placed) echo.run.placed.incrementAndGet();
        }
    }
}
