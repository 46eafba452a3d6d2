package io.yizhan.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many commands that go together: decided in one turn, in their order, behind those who come alone. */
class BundleTest {
    private static final int PLACES = 100;
    private static final long SLOT = SlotKey.of(1, 60);
    private static final Limits LIMITS = new Limits(64, 4_096, 60_000, 1_000, 1_000);

    private final Region region = new Region(Rules.DEFAULT);
    private final MemoryJournal journal = new MemoryJournal();
    private final List<String> answered = new ArrayList<>();
    private Sequencer sequencer = sequencer(LIMITS);
    private int refusals;

    private Sequencer sequencer(Limits limits) {
        return new Sequencer(region, journal, seq -> {}, () -> Instant.ofEpochMilli(1_000), limits, Observer.NONE);
    }

    /** Counts syncs, and keeps nothing. */
    private static final class MemoryJournal implements Journal {
        int syncs;
        private long seq;

        @Override
        public long lastSeq() {
            return seq;
        }

        @Override
        public long durableSeq() {
            return seq;
        }

        @Override
        public int batchBytesFree() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void append(Event event, boolean continues) {
            seq++;
        }

        @Override
        public void sync() {
            syncs++;
        }

        @Override
        public Reader read(long afterSeq) {
            throw new AssertionError("nobody reads it");
        }

        @Override
        public void discardThrough(long upTo) {}

        @Override
        public long bytesPending() {
            return 0;
        }

        @Override
        public long bytesMax() {
            return Long.MAX_VALUE;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void openASlot() {
        region.carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(1, false, 300_000, 0)), 1_000, event -> {});
        region.carryOut(
                new VenueCommand.OpenSlots(
                        1, new int[] {60}, new int[] {90}, new int[] {PLACES}, new int[] {0}, new boolean[1]),
                1_000,
                event -> {});
    }

    private Submission one(String name) {
        Command place = new Command.PlaceReservation(name, name.hashCode(), 1, new long[] {SLOT}, 1, false);
        return new Submission(place, new Mailbox() {
            @Override
            public void put(Submission submission) {
                submission.answer();
            }

            @Override
            public void flush() {}
        }) {
            @Override
            protected void answered(Outcome outcome) {
                answered.add(name);
                if (outcome instanceof Refusal) refusals++;
            }
        };
    }

    private Bundle many(String name, int count) {
        List<Submission> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) parts.add(one(name + i));
        return new Bundle(parts);
    }

    private @Nullable Refusal offer(Submission submission) {
        return sequencer.offer(submission);
    }

    @Test
    void allPartsAreDecidedInTheirOrderInOneTurnAndBecomeDurableByOneSync() {
        assertThat(offer(many("m", PLACES + 5))).isNull();
        assertThat(sequencer.queued()).isEqualTo(PLACES + 5);

        sequencer.step();

        assertThat(answered).hasSize(PLACES + 5).startsWith("m0", "m1", "m2").endsWith("m104");
        assertThat(refusals).as("the last five find no place").isEqualTo(5);
        assertThat(journal.syncs).isEqualTo(1);
        assertThat(sequencer.queued()).isZero();
    }

    @Test
    void whoComesAloneGoesFirst() {
        offer(many("m", 3));
        offer(one("alone"));

        sequencer.step();

        assertThat(answered).containsExactly("alone", "m0", "m1", "m2");
    }

    /** A second bundle is begun as long as there are fewer than 512 commands, and a third waits. */
    @Test
    void aTurnHasSoManyBundlesAndThoseWhoComeMeanwhileDontWaitForTheRest() {
        for (String name : List.of("a", "b", "c")) offer(many(name, 400));
        sequencer.step();
        assertThat(answered).hasSize(800);
        assertThat(sequencer.queued()).isEqualTo(400);

        offer(one("alone"));
        sequencer.step();
        assertThat(answered).hasSize(1_201);
        assertThat(answered.get(800)).isEqualTo("alone");
    }

    @Test
    void theLargestFitsBehindAsManyAsATurnHas() {
        for (int i = 0; i < 63; i++) offer(one("s" + i));
        offer(many("m", Bundle.PARTS_MAX));
        sequencer.step();
        assertThat(answered).hasSize(63 + Bundle.PARTS_MAX);
    }

    /** 64 places in the queue, whatever is in a bundle; what waits counts by its commands, and so does what it takes. */
    @Test
    void whatWaitsCountsByItsCommands() {
        for (int i = 0; i < 64; i++) assertThat(offer(many("m" + i + "-", 3))).isNull();
        Refusal full = offer(many("late", 3));
        assertThat(full).isInstanceOf(Refusal.Overloaded.class);
        assertThat(sequencer.queued()).as("the refused one is not counted").isEqualTo(192);

        sequencer = sequencer(new Limits(64, 512, 60_000, 1, 1));
        while (sequencer.queued() < 20_000 && offer(many("b", Bundle.PARTS_MAX)) == null) {}
        assertThat(sequencer.queued())
                .as("some bundles are more than can be done in a millisecond")
                .isBetween(Bundle.PARTS_MAX, 10 * Bundle.PARTS_MAX);
        assertThat(offer(one("alone")))
                .as("who comes alone does not wait for them")
                .isNull();
    }

    @Test
    void whoeverWaitsHearsThatTheRegionHasStopped() {
        offer(many("m", 7));
        sequencer.refuseFurther("it ends");
        sequencer.finish();
        assertThat(answered).hasSize(7);
        assertThat(refusals).isEqualTo(7);
        assertThat(sequencer.queued()).isZero();
        assertThat(offer(many("n", 7))).isInstanceOf(Refusal.RegionStopped.class);
    }
}
