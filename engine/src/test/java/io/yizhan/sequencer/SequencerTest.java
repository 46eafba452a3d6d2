package io.yizhan.sequencer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private static final long SLOT = SlotKey.of(1, 60);
    private static final Limits LIMITS = new Limits(4_096, 512, 60_000, 1_000, 1_000);

    private final Region region = new Region(Rules.DEFAULT);
    private final StallingJournal journal = new StallingJournal();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong clockMs = new AtomicLong(1_000);
    private final Sequencer sequencer = new Sequencer(
            region, journal, published::set, () -> Instant.ofEpochMilli(clockMs.get()), LIMITS, Observer.NONE);
    private final Writer writer = new Writer(sequencer, "test");

    @BeforeEach
    void openOneSlotOfOnePlace() {
        writer.start();
        Caller caller = new Caller(sequencer);
        caller.call(new VenueCommand.DefineVenue(1, new VenueTerms(1, true, 300_000, 0)));
        caller.call(new VenueCommand.OpenSlots(
                1, new int[] {60, 120}, new int[] {90, 150}, new int[] {1, 1}, new int[] {0, 0}, new boolean[2]));
    }

    @AfterEach
    void stop() {
        journal.resume();
        writer.close();
    }

    private static Command place(int member) {
        return new Command.PlaceReservation("m-" + member, member, member, new long[] {SLOT}, 1, false);
    }

    /** Collects answers, on the writer's thread. */
    private static final class Answers implements Mailbox {
        final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        final AtomicInteger flushes = new AtomicInteger();

        @Override
        public void put(Submission submission) {
            submission.answer();
        }

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }

        @Nullable
        Refusal ask(Inbox inbox, Command command) {
            return inbox.offer(new Submission(command, this) {
                @Override
                protected void answered(Outcome outcome) {
                    outcomes.add(outcome);
                }
            });
        }
    }

    @Test
    void answersOnlyWhatIsDurableAndPublished() {
        journal.stall();
        Answers answers = new Answers();
        answers.ask(sequencer, place(1));
        await().until(() -> journal.gate.hasQueuedThreads());

        assertThat(answers.outcomes).isEmpty();
        assertThat(published).hasValue(2);

        journal.resume();
        await().until(() -> answers.outcomes.size() == 1);
        assertThat(journal.durableSeq()).isEqualTo(3);
        assertThat(published).hasValue(3);
    }

    @Test
    void givesTheOnlyPlaceToOneOfTwoThousandAndSyncsOncePerBatch() {
        long syncsBefore = journal.syncs.get();
        journal.stall();
        Answers answers = new Answers();
        for (int member = 1; member <= 2_000; member++)
            assertThat(answers.ask(sequencer, place(member))).isNull();
        journal.resume();
        await().until(() -> answers.outcomes.size() == 2_000);

        assertThat(answers.outcomes.stream().filter(it -> it instanceof Outcome.Placed))
                .hasSize(1);
        assertThat(answers.outcomes.stream().filter(it -> it instanceof Refusal.SlotFull))
                .hasSize(1_999);
        assertThat(journal.syncs.get() - syncsBefore).isEqualTo(1);
        assertThat(answers.flushes.get()).isLessThan(20);
    }

    @Test
    void keepsQueueAndWaitBoundedWhileTheDiskStalls() {
        journal.stall();
        Answers answers = new Answers();
        answers.ask(sequencer, place(1));
        await().until(() -> journal.gate.hasQueuedThreads());
        List<Refusal> refusals = Collections.synchronizedList(new ArrayList<>());

        await().atMost(10, SECONDS).until(() -> {
            Refusal refusal = answers.ask(sequencer, place(2));
            if (refusal != null) refusals.add(refusal);
            return !refusals.isEmpty();
        });

        assertThat(refusals.get(0)).isInstanceOf(Refusal.Overloaded.class);
        assertThat(((Refusal.Overloaded) refusals.get(0)).retryAfterMs()).isGreaterThanOrEqualTo(1_000);
        assertThat(sequencer.queued()).isLessThanOrEqualTo(LIMITS.queueMax());
        Command gate = new GateCommand.RecordGateEvents(
                "g-1", "b", 1, new long[] {1}, new long[] {1}, new boolean[] {true}, new String[] {""});
        assertThat(answers.ask(sequencer, gate)).as("gates are still taken").isNull();
        journal.resume();
        await().until(() -> answers.outcomes.stream().anyMatch(it -> it instanceof Outcome.GateReceipt));
    }

    @Test
    void takesGatesBeforeBookingsBeforeReads() {
        journal.stall();
        Answers answers = new Answers();
        answers.ask(sequencer, place(1));
        await().until(() -> journal.gate.hasQueuedThreads());
        answers.ask(sequencer, new Command.FindReservation("m-1", 1));
        answers.ask(sequencer, place(2));
        answers.ask(
                sequencer,
                new GateCommand.RecordGateEvents(
                        "g-1", "b", 1, new long[] {1}, new long[] {1}, new boolean[] {true}, new String[] {""}));
        journal.resume();

        await().until(() -> answers.outcomes.size() == 4);
        assertThat(answers.outcomes.stream().map(it -> it.getClass().getSimpleName()))
                .containsExactly("Placed", "GateReceipt", "SlotFull", "Stands");
    }

    @Test
    void stopsForGoodWhenTheJournalFails() {
        journal.failure = new IOException("disk gone");
        Caller caller = new Caller(sequencer);

        assertThat(caller.call(place(1))).isInstanceOf(Refusal.RegionStopped.class);
        journal.failure = null;
        assertThat(caller.call(place(2))).isInstanceOf(Refusal.RegionStopped.class);
        assertThat(sequencer.stopped()).isNotNull();
        assertThat(published).as("nothing undurable is shown").hasValue(2);
    }

    @Test
    void stopsForGoodOnAnErrorToo() {
        journal.error = new StackOverflowError("planted");
        Caller caller = new Caller(sequencer);

        assertThat(caller.call(place(1))).isInstanceOf(Refusal.RegionStopped.class);
        assertThat(sequencer.stopped()).isNotNull();
    }

    @Test
    void refusesWritesButReadsWhileTheJournalIsFull() {
        Caller caller = new Caller(sequencer);
        assertThat(caller.call(place(1))).isInstanceOf(Outcome.Placed.class);
        journal.bytesPending.set(1_000);

        // It looks after each batch, so after one that has seen it so.
        await().until(() -> caller.call(place(2)) instanceof Refusal.RegionStopped);
        assertThat(caller.call(new Command.FindReservation("m-1", 1))).isInstanceOf(Outcome.Stands.class);
        assertThat(caller.call(new Command.PreviewReservation("m-2", new long[] {SlotKey.of(1, 120)}, 1)))
                .isInstanceOf(Outcome.Previewed.class);
        assertThat(caller.call(new Command.FindStanding("m-1", 0))).isInstanceOf(Outcome.Standing.class);
    }

    @Test
    void acceptsWritesAgainWhenTheFullJournalHasRoom() {
        Caller caller = new Caller(sequencer);
        caller.call(place(1));
        journal.bytesPending.set(1_000);
        await().until(() -> caller.call(place(2)) instanceof Refusal.RegionStopped);
        journal.bytesPending.set(0);
        caller.call(new Command.FindReservation("m-1", 1));

        await().until(() -> caller.call(place(2)) instanceof Refusal.SlotFull);
    }

    @Test
    void answersEverythingItAcceptedBeforeItEnds() {
        journal.stall();
        Answers answers = new Answers();
        int accepted = 0;
        for (int member = 1; member <= 500; member++) if (answers.ask(sequencer, place(member)) == null) accepted++;
        Thread closing = new Thread(writer::close);
        closing.start();
        await().until(() -> answers.ask(sequencer, place(9_999)) instanceof Refusal.RegionStopped);
        journal.resume();
        int expected = accepted;

        await().until(() -> answers.outcomes.size() == expected);
        assertThat(answers.outcomes).noneMatch(it -> it instanceof Refusal.RegionStopped);
    }

    @Test
    void neverLetsTimeGoBack() {
        clockMs.set(50_000);
        Caller caller = new Caller(sequencer);
        caller.call(place(1));
        clockMs.set(10_000);
        caller.call(new Command.PlaceReservation("m-2", 7, 7, new long[] {SlotKey.of(1, 120)}, 1, true));

        assertThat(journal.durable.get(journal.durable.size() - 1).atMs()).isEqualTo(50_000);
    }

    @Test
    void expiresAHoldByAnEventWhenItsTimeHasCome() {
        Caller caller = new Caller(sequencer);
        caller.call(new Command.PlaceReservation("m-1", 1, 1, new long[] {SLOT}, 1, true));
        clockMs.addAndGet(300_256);

        await().until(() -> caller.call(place(2)) instanceof Outcome.Placed);
        assertThat(journal.durable).anyMatch(it -> it instanceof io.yizhan.core.Event.HoldExpired);
    }
}
