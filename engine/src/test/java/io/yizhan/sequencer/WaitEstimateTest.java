package io.yizhan.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is refused since the writer would not come to it in time, by a clock that stands still but for what the journal takes. */
class WaitEstimateTest {
    private static final long MS = 1_000_000;
    private static final long SLOT = SlotKey.of(1, 60);
    private static final int PLACES = 1_000_000;

    private final TimedJournal journal = new TimedJournal();
    private final Sequencer sequencer = new Sequencer(
            new Region(Rules.DEFAULT),
            journal,
            seq -> {},
            () -> Instant.ofEpochMilli(1_000),
            journal.nowNs::get,
            Limits.DEFAULT,
            Observer.NONE);
    private int members;
    private int answered;

    private final Mailbox mailbox = new Mailbox() {
        @Override
        public void put(Submission submission) {
            submission.answer();
        }

        @Override
        public void flush() {}
    };

    @BeforeEach
    void openOneSlotForAll() {
        offer(new VenueCommand.DefineVenue(1, new VenueTerms(1, false, 300_000, 0)));
        offer(new VenueCommand.OpenSlots(
                1, new int[] {60}, new int[] {90}, new int[] {PLACES}, new int[] {0}, new boolean[1]));
        sequencer.step();
    }

    private @Nullable Refusal offer(Command command) {
        return sequencer.offer(new Submission(command, mailbox) {
            @Override
            protected void answered(Outcome outcome) {
                answered++;
            }
        });
    }

    private @Nullable Refusal book() {
        int member = ++members;
        return offer(new Command.PlaceReservation("m-" + member, member, member, new long[] {SLOT}, 1, false));
    }

    /** One command in each batch, for long enough to learn from. */
    private void calm(int batches) {
        for (int i = 0; i < batches; i++) {
            assertThat(book()).isNull();
            sequencer.step();
        }
    }

    private List<Refusal> burst(int commands) {
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            Refusal refusal = book();
            if (refusal != null) refusals.add(refusal);
        }
        return refusals;
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 2_000, 10_000})
    void refusesNobodyOfABurstThatACalmWriterServesInTime(int commands) {
        journal.syncNs = 5 * MS;
        journal.eventNs = 3_000;
        calm(200);

        assertThat(burst(commands)).isEmpty();
        long beganNs = journal.nowNs.get();
        answered = 0;
        while (sequencer.step() > 0) {}
        assertThat(answered).isEqualTo(commands);
        assertThat(journal.nowNs.get() - beganNs).as("they were served in time").isLessThan(1_000 * MS);
    }

    @Test
    void refusesNobodyOfABurstRightAfterAStart() {
        assertThat(burst(10_000)).isEmpty();
    }

    @Test
    void refusesNobodyOfABurstThatComesDuringASync() {
        journal.syncNs = 5 * MS;
        journal.eventNs = 3_000;
        calm(200);
        List<Refusal> refusals = new ArrayList<>();
        journal.whileSyncing = () -> refusals.addAll(burst(2_000));
        book();
        sequencer.step();

        assertThat(refusals).isEmpty();
    }

    @Test
    void refusesWhatTheQueueIsTrulyTooLongFor() {
        journal.syncNs = MS;
        journal.eventNs = MS;
        for (int i = 0; i < 60; i++) {
            burst(100);
            sequencer.step();
        }

        assertThat(burst(5_000)).isNotEmpty().allMatch(it -> it instanceof Refusal.Overloaded);
        // A second's worth of commands, which take a millisecond each.
        assertThat(sequencer.queued()).isBetween(500, 2_000);
    }

    @Test
    void refusesAsSoonAsASyncHangsForLongerThanAnybodyMayWait() {
        journal.syncNs = 5 * MS;
        calm(50);
        List<Refusal> early = new ArrayList<>();
        List<Refusal> late = new ArrayList<>();
        journal.whileSyncing = () -> {
            journal.nowNs.addAndGet(500 * MS);
            early.addAll(burst(10));
            journal.nowNs.addAndGet(600 * MS);
            late.addAll(burst(10));
        };
        book();
        sequencer.step();

        assertThat(early).isEmpty();
        assertThat(late).hasSize(10).allMatch(it -> it instanceof Refusal.Overloaded);
    }

    @Test
    void takesAStallForAnExceptionAndASlowDiskForARule() {
        journal.syncNs = 5 * MS;
        calm(50);
        journal.syncNs = 10_000 * MS;
        calm(1);
        journal.syncNs = 5 * MS;
        List<Refusal> refusals = new ArrayList<>();
        journal.whileSyncing = () -> refusals.addAll(burst(100));
        book();
        sequencer.step();
        assertThat(refusals).as("after one stall").isEmpty();

        journal.whileSyncing = () -> {};
        while (sequencer.step() > 0) {}
        journal.syncNs = 2_000 * MS;
        calm(60);
        journal.whileSyncing = () -> refusals.addAll(burst(100));
        book();
        sequencer.step();
        assertThat(refusals).as("where each sync takes two seconds").hasSize(100);
    }
}
