package io.yizhan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Event;
import io.yizhan.journal.record.EventCodecTest;
import io.yizhan.journal.record.EventSamples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} promises. */
public abstract class JournalContract {
    /** Opens the test's journal; again after a close, with what it had. */
    protected abstract Journal open() throws IOException;

    public static void append(Journal journal, int count) {
        for (int i = 0; i < count; i++) journal.append(EventSamples.placed(journal.lastSeq() + 1));
    }

    public static void appendBatches(Journal journal, int batches, int eventsEach) throws IOException {
        for (int i = 0; i < batches; i++) {
            append(journal, eventsEach);
            journal.sync();
        }
    }

    /** Reads all behind this event; each must be the one that its number says. Returns how many. */
    public static int readAll(Journal journal, long afterSeq) throws IOException {
        try (Journal.Reader reader = journal.read(afterSeq)) {
            return drain(reader);
        }
    }

    public static int drain(Journal.Reader reader) throws IOException {
        long[] seq = {reader.seq()};
        int all = 0;
        for (int n; (n = reader.next((s, event) -> check(++seq[0], s, event))) > 0; all += n) {}
        assertThat(reader.seq()).isEqualTo(seq[0]);
        return all;
    }

    private static void check(long expected, long seq, Event event) {
        if (seq != expected) throw new AssertionError(seq + " instead of " + expected);
        EventCodecTest.assertSame(event, EventSamples.placed(seq));
    }

    @Test
    void numbersEventsFromOneAndShowsThemOnceSynced() throws IOException {
        try (Journal journal = open()) {
            assertThat(journal.lastSeq()).isZero();
            append(journal, 3);
            assertThat(journal.lastSeq()).isEqualTo(3);
            assertThat(journal.durableSeq()).isZero();
            assertThat(readAll(journal, 0)).isZero();
            journal.sync();
            assertThat(journal.durableSeq()).isEqualTo(3);
            assertThat(readAll(journal, 0)).isEqualTo(3);
        }
    }

    @Test
    void syncsNothingWithoutAnOpenBatch() throws IOException {
        try (Journal journal = open()) {
            journal.sync();
            assertThat(journal.durableSeq()).isZero();
            append(journal, 1);
            journal.sync();
            long bytes = journal.bytesPending();
            journal.sync();
            assertThat(journal.bytesPending()).isEqualTo(bytes).isLessThanOrEqualTo(journal.bytesMax());
        }
    }

    @Test
    void keepsEveryKindOfEvent() throws IOException {
        List<Event> events = new ArrayList<>();
        EventSamples samples = new EventSamples(9);
        for (int i = 0; i < 200; i++) events.add(samples.of(i % EventSamples.KINDS));
        try (Journal journal = open()) {
            for (Event event : events) {
                journal.append(event);
                if (journal.lastSeq() % 7 == 0) journal.sync();
            }
            journal.sync();
        }
        try (Journal journal = open();
                Journal.Reader reader = journal.read(0)) {
            while (reader.next((seq, event) -> EventCodecTest.assertSame(event, events.get((int) seq - 1))) > 0) {}
            assertThat(reader.seq()).isEqualTo(events.size());
        }
    }

    @Test
    void knowsWhichEventsCameOfOneCommand() throws IOException {
        StringBuilder told = new StringBuilder();
        Journal.Sink sink = new Journal.Sink() {
            @Override
            public void event(long seq, Event event) {
                throw new AssertionError("without whether it continues");
            }

            @Override
            public void event(long seq, Event event, boolean continues) {
                told.append(continues ? "+" : " ").append(seq);
            }
        };
        try (Journal journal = open()) {
            assertThatThrownBy(() -> journal.append(EventSamples.placed(1), true))
                    .as("there is nothing that it would continue")
                    .isInstanceOf(IllegalStateException.class);
            for (long seq = 1; seq <= 8; seq++) {
                journal.append(EventSamples.placed(seq), seq % 4 > 1);
                if (seq == 4) journal.sync();
            }
            journal.sync();
        }
        try (Journal journal = open();
                Journal.Reader reader = journal.read(0)) {
            while (reader.next(sink) > 0) {}
        }
        assertThat(told).hasToString(" 1+2+3 4 5+6+7 8");
    }

    @Test
    void goesOnAfterAReopen() throws IOException {
        try (Journal journal = open()) {
            appendBatches(journal, 5, 4);
        }
        try (Journal journal = open()) {
            assertThat(journal.lastSeq()).isEqualTo(20);
            assertThat(journal.durableSeq()).isEqualTo(20);
            appendBatches(journal, 1, 4);
            assertThat(readAll(journal, 0)).isEqualTo(24);
        }
    }

    @Test
    void readsFromTheMiddleOfABatch() throws IOException {
        try (Journal journal = open()) {
            appendBatches(journal, 4, 10);
            for (int after = 0; after <= 40; after++)
                assertThat(readAll(journal, after)).isEqualTo(40 - after);
            assertThatThrownBy(() -> journal.read(41)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void handsAnEventOverAgainThatTheSinkDidNotTake() throws IOException {
        try (Journal journal = open()) {
            appendBatches(journal, 1, 10);
            Journal.Reader reader = journal.read(0);
            assertThatThrownBy(() -> reader.next((seq, event) -> {
                        if (seq == 6) throw new IllegalStateException("not now");
                    }))
                    .hasMessage("not now");
            assertThat(reader.seq()).isEqualTo(5);
            assertThat(drain(reader)).isEqualTo(5);
            reader.close();
        }
    }

    @Test
    void isFollowedByAReaderOnAnotherThread() throws Exception {
        try (Journal journal = open();
                Journal.Reader reader = journal.read(0)) {
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try {
                    int n = 0;
                    while (n < 6_000) n += drain(reader);
                    return n;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            appendBatches(journal, 300, 20);
            assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(6_000);
        }
    }

    @Test
    void stillHasWhatWasNotDiscarded() throws IOException {
        try (Journal journal = open()) {
            appendBatches(journal, 100, 10);
            for (long seq = 0; seq <= 500; seq++) {
                journal.discardThrough(seq);
                try (Journal.Reader reader = journal.read(seq)) {
                    assertThat(reader.next((s, event) -> {})).isPositive();
                }
            }
            assertThat(readAll(journal, 500)).isEqualTo(500);
        }
        try (Journal journal = open()) {
            assertThat(readAll(journal, 500)).isEqualTo(500);
        }
    }

    @Test
    void takesNothingOnceClosed() throws IOException {
        Journal journal = open();
        append(journal, 1);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> append(journal, 1)).isInstanceOf(IllegalStateException.class);
        try (Journal again = open()) {
            assertThat(again.lastSeq()).isZero();
        }
    }
}
