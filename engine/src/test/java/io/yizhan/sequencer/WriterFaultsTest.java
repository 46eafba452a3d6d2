package io.yizhan.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever throws around the writer, and wherever it hangs: nobody waits for good, and nobody is harmed by another's fault. */
@LogsErrors
class WriterFaultsTest {
    private static final long SLOT = SlotKey.of(1, 60);

    /** Where something throws once it is armed. */
    enum Part {
        CLOCK,
        TIMER,
        PUBLISHER,
        JOURNAL
    }

    private volatile @Nullable Part armed;
    private final StallingJournal journal = new StallingJournal();
    private final List<String> stops = new CopyOnWriteArrayList<>();
    private Observer observer = new Observer() {
        @Override
        public void stopped(String reason, Throwable cause) {
            stops.add(reason);
        }
    };

    private final Sequencer sequencer = new Sequencer(
            new Region(Rules.DEFAULT),
            journal,
            seq -> failIf(Part.PUBLISHER),
            () -> {
                failIf(Part.CLOCK);
                return Instant.ofEpochMilli(1_000);
            },
            () -> {
                if (Thread.currentThread().getName().startsWith("writer")) failIf(Part.TIMER);
                return System.nanoTime();
            },
            Limits.DEFAULT,
            new Observer() {
                @Override
                public void answered(Command command, Outcome outcome, long tookNs) {
                    observer.answered(command, outcome, tookNs);
                }

                @Override
                public void refused(Command command, Outcome outcome) {
                    observer.refused(command, outcome);
                }

                @Override
                public void batch(int commands, int events, long tookNs, long syncNs) {
                    observer.batch(commands, events, tookNs, syncNs);
                }

                @Override
                public void stopped(String reason, Throwable cause) {
                    observer.stopped(reason, cause);
                }
            });
    private final Writer writer = new Writer(sequencer, "test");

    private void failIf(Part part) {
        if (armed == part) throw new OutOfMemoryError("planted");
    }

    @AfterEach
    void stop() {
        armed = null;
        journal.resume();
        writer.close();
    }

    private void open() {
        writer.start();
        Caller caller = new Caller(sequencer);
        caller.call(new VenueCommand.DefineVenue(1, new VenueTerms(1, false, 300_000, 0)));
        caller.call(new VenueCommand.OpenSlots(
                1, new int[] {60}, new int[] {90}, new int[] {1_000}, new int[] {0}, new boolean[1]));
    }

    private static Command book(int member) {
        return new Command.PlaceReservation("m-" + member, member, member, new long[] {SLOT}, 1, false);
    }

    /** What one client hears. */
    private final class Client implements Mailbox {
        final List<Outcome> heard = new CopyOnWriteArrayList<>();
        private final boolean putFails;
        private final boolean flushFails;

        Client(boolean putFails, boolean flushFails) {
            this.putFails = putFails;
            this.flushFails = flushFails;
        }

        @Override
        public void put(Submission submission) {
            if (putFails) throw new IllegalStateException("planted");
            submission.answer();
        }

        @Override
        public void flush() {
            if (flushFails) throw new StackOverflowError("planted");
        }

        @Nullable
        Refusal ask(int member) {
            return sequencer.offer(new Submission(book(member), this) {
                @Override
                protected void answered(Outcome outcome) {
                    heard.add(outcome);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsTheRegionAndAnswersAllWhateverThrows(Part part) {
        open();
        if (part == Part.JOURNAL) journal.error = new OutOfMemoryError("planted");
        journal.stall();
        Client first = new Client(false, false);
        first.ask(1);
        await().until(() -> journal.gate.hasQueuedThreads());
        Client waiting = new Client(false, false);
        for (int member = 2; member < 100; member++)
            assertThat(waiting.ask(member)).isNull();
        armed = part;
        journal.resume();

        await().until(() -> waiting.heard.size() == 98 && first.heard.size() == 1);
        assertThat(waiting.heard).allMatch(it -> it instanceof Refusal.RegionStopped);
        assertThat(sequencer.stopped()).isNotNull();
        assertThat(stops).isNotEmpty();
        assertThat(new Client(false, false).ask(200)).isInstanceOf(Refusal.RegionStopped.class);
    }

    @Test
    void answersEverybodyElseWhereOneClientsMailboxFails() {
        open();
        journal.stall();
        Client early = new Client(false, false);
        early.ask(1);
        await().until(() -> journal.gate.hasQueuedThreads());
        Client broken = new Client(true, false);
        Client deaf = new Client(false, true);
        Client good = new Client(false, false);
        for (int member = 2; member < 30; member += 3) {
            broken.ask(member);
            deaf.ask(member + 1);
            good.ask(member + 2);
        }
        journal.resume();

        await().until(() -> good.heard.size() == 10);
        assertThat(good.heard).allMatch(it -> it instanceof Outcome.Placed);
        assertThat(new Caller(sequencer).call(book(500))).isInstanceOf(Outcome.Placed.class);
        assertThat(sequencer.stopped()).isNull();
    }

    @Test
    void goesOnWhereTheFiguresFail() {
        open();
        observer = new Observer() {
            @Override
            public void answered(Command command, Outcome outcome, long tookNs) {
                throw new IllegalStateException("planted");
            }

            @Override
            public void batch(int commands, int events, long tookNs, long syncNs) {
                throw new StackOverflowError("planted");
            }
        };

        assertThat(new Caller(sequencer).call(book(1))).isInstanceOf(Outcome.Placed.class);
        assertThat(new Caller(sequencer).call(book(2))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void movesAsLongAsItIsIdleAndNotWhileItHangs() {
        open();
        long idle = sequencer.turns();
        await().until(() -> sequencer.turns() > idle + 2);
        journal.stall();
        new Client(false, false).ask(1);
        await().until(() -> journal.gate.hasQueuedThreads());

        long hanging = sequencer.turns();
        await().until(() -> sequencer.atWorkMs() > 100);
        assertThat(sequencer.turns()).isEqualTo(hanging);
    }

    /** The answers of the batch that hangs, and of what waits behind it; once it moves again nobody hears anything else. */
    @Test
    void answersInPlaceOfAWriterThatHangs() throws InterruptedException {
        open();
        journal.stall();
        Client first = new Client(false, false);
        first.ask(1);
        await().until(() -> journal.gate.hasQueuedThreads());
        Client waiting = new Client(false, false);
        for (int member = 2; member < 10; member++) waiting.ask(member);
        assertThat(writer.close(Duration.ofMillis(50))).isFalse();

        sequencer.giveUp("it hangs");
        assertThat(first.heard).containsExactly(new Refusal.RegionStopped("it hangs"));
        assertThat(waiting.heard).hasSize(8).allMatch(it -> it instanceof Refusal.RegionStopped);
        assertThat(waiting.ask(10)).isInstanceOf(Refusal.RegionStopped.class);
        armed = Part.PUBLISHER; // Nothing is shown any more.
        journal.resume();
        assertThat(writer.close(Duration.ofSeconds(20))).isTrue();
        assertThat(first.heard).hasSize(1);
        assertThat(stops).containsExactly("it hangs");
    }
}
