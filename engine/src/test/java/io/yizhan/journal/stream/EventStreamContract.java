package io.yizhan.journal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.journal.stream.EventStream.Appended;
import io.yizhan.journal.stream.EventStream.Appended.Done;
import io.yizhan.journal.stream.EventStream.Appended.Lost;
import io.yizhan.journal.stream.EventStream.Appended.Superseded;
import io.yizhan.journal.stream.EventStream.Entry;
import io.yizhan.journal.stream.EventStream.Stand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStream} promises. Each test has a region of its own. */
abstract class EventStreamContract {
    /** So much that 32 bits are not enough. */
    private static final long FAR = 5_000_000_000_000L;

    EventStream stream;

    abstract EventStream connect() throws IOException;

    /** All that the server has of the region. */
    abstract Object copy();

    /** The server falls back to a copy. */
    abstract void set(Object copy);

    /** The server starts empty. */
    abstract void empty();

    @BeforeEach
    void open() throws IOException {
        stream = connect();
    }

    @AfterEach
    void close() {
        stream.close();
    }

    static ByteBuffer frame(long lastSeq) {
        return ByteBuffer.wrap(("batch " + lastSeq).getBytes(UTF_8));
    }

    Appended append(long epoch, long formerSeq, long lastSeq) throws IOException {
        return stream.append(epoch, formerSeq, lastSeq, frame(lastSeq), 0);
    }

    List<Long> batches() throws IOException {
        List<Long> batches = new ArrayList<>();
        for (Entry entry : stream.read(0, 1_000)) {
            assertThat(entry.frame()).isEqualTo(frame(entry.lastSeq()));
            batches.add(entry.lastSeq());
        }
        return batches;
    }

    @Test
    void isNobodysAtFirst() throws IOException {
        assertThat(stream.stand()).isEqualTo(Stand.NOTHING);
        assertThat(append(1, 0, 3)).isEqualTo(new Lost(Stand.NOTHING));
        assertThat(batches()).isEmpty();
        assertThat(stream.reachable()).isTrue();
    }

    @Test
    void takesBatchesRightBehindItsEndFromWhoClaimedIt() throws IOException {
        assertThat(stream.claim(4)).isEqualTo(Stand.NOTHING);
        assertThat(append(4, 0, 3)).isEqualTo(Done.DONE);
        assertThat(append(4, 3, 10)).isEqualTo(Done.DONE);
        assertThat(stream.stand()).isEqualTo(new Stand(4, 10));
        assertThat(batches()).containsExactly(3L, 10L);
    }

    @Test
    void takesNothingBehindAGapOrBeforeItsEnd() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        append(4, 3, 10);
        Lost lost = new Lost(new Stand(4, 10));
        assertThat(append(4, 11, 12)).isEqualTo(lost);
        assertThat(append(4, 3, 11)).isEqualTo(lost);
        assertThat(append(4, 0, 3)).as("a repeat, but not of the last one").isEqualTo(lost);
        assertThat(batches()).containsExactly(3L, 10L);
    }

    @Test
    void takesTheLastBatchAgainWithoutAChange() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        assertThat(append(4, 0, 3)).isEqualTo(Done.DONE);
        assertThat(append(4, 0, 3)).isEqualTo(Done.DONE);
        assertThat(append(4, 3, 5)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(3L, 5L);
    }

    @Test
    void takesNothingMoreFromAFormerOwner() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        assertThat(stream.claim(7)).isEqualTo(new Stand(4, 3));
        assertThat(append(4, 3, 5)).isEqualTo(new Superseded(7));
        assertThat(append(4, 0, 3)).as("even a repeat").isEqualTo(new Superseded(7));
        assertThat(stream.restart(4, 9)).isEqualTo(7);
        assertThat(stream.claim(4)).isEqualTo(new Stand(7, 3));
        assertThat(stream.stand()).isEqualTo(new Stand(7, 3));
        assertThat(append(7, 3, 5)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(3L, 5L);
    }

    @Test
    void takesNothingFromWhoHasNotClaimedIt() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        assertThat(append(5, 3, 5)).isEqualTo(new Lost(new Stand(4, 3)));
        assertThat(batches()).containsExactly(3L);
    }

    @Test
    void comparesEpochsByTheirSize() throws IOException {
        stream.claim(9);
        assertThat(stream.claim(10)).isEqualTo(new Stand(9, 0));
        assertThat(append(9, 0, 1)).isEqualTo(new Superseded(10));
        assertThat(stream.claim(FAR + 1).epoch()).isEqualTo(10);
        assertThat(append(FAR, 0, 1)).isEqualTo(new Superseded(FAR + 1));
        assertThat(append(FAR + 1, 0, FAR)).isEqualTo(Done.DONE);
        assertThat(append(FAR + 1, FAR, FAR + 1)).isEqualTo(Done.DONE);
        assertThat(stream.read(FAR, 9)).extracting(Entry::lastSeq).containsExactly(FAR + 1);
        assertThat(stream.stand()).isEqualTo(new Stand(FAR + 1, FAR + 1));
    }

    @Test
    void letsGoOfWhatIsSafeElsewhereInTheSameStep() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        append(4, 3, 5);
        append(4, 5, 8);
        assertThat(stream.append(4, 8, 9, frame(9), 4)).isEqualTo(Done.DONE);
        assertThat(batches()).as("5 holds an event behind 4").containsExactly(5L, 8L, 9L);
        assertThat(stream.append(4, 9, 12, frame(12), 8)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(9L, 12L);
        assertThat(stream.append(4, 11, 13, frame(13), 12)).isInstanceOf(Lost.class);
        assertThat(batches()).containsExactly(9L, 12L);
        assertThat(stream.append(4, 12, 13, frame(13), 13)).isEqualTo(Done.DONE);
        assertThat(batches()).isEmpty();
        assertThat(append(4, 13, 14)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(14L);
    }

    @Test
    void isReadInPortions() throws IOException {
        stream.claim(4);
        for (int seq = 1; seq <= 7; seq++) append(4, seq - 1, seq);
        assertThat(stream.read(0, 3)).extracting(Entry::lastSeq).containsExactly(1L, 2L, 3L);
        assertThat(stream.read(3, 3)).extracting(Entry::lastSeq).containsExactly(4L, 5L, 6L);
        assertThat(stream.read(6, 3)).extracting(Entry::lastSeq).containsExactly(7L);
        assertThat(stream.read(7, 3)).isEmpty();
        assertThat(stream.read(70, 3)).isEmpty();
    }

    @Test
    void keepsAnyBytes() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new SplittableRandom(5).nextBytes(bytes);
        stream.claim(4);
        ByteBuffer within = ByteBuffer.wrap(bytes).position(7).limit(2_000_000);
        assertThat(stream.append(4, 0, 1, within, 0)).isEqualTo(Done.DONE);
        assertThat(stream.read(0, 1).getFirst().frame())
                .isEqualTo(ByteBuffer.wrap(bytes).position(7).limit(2_000_000));
    }

    @Test
    void beginsAnewBehindWhatIsSafeElsewhere() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        assertThat(stream.restart(4, 20)).isEqualTo(4);
        assertThat(stream.stand()).isEqualTo(new Stand(4, 20));
        assertThat(batches()).isEmpty();
        assertThat(append(4, 3, 5)).isEqualTo(new Lost(new Stand(4, 20)));
        assertThat(append(4, 20, 22)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(22L);
    }

    @Test
    void losesNothingByAnewBeginningThatComesLate() throws IOException {
        stream.claim(4);
        stream.restart(4, 20);
        append(4, 20, 22);
        assertThat(stream.restart(4, 20)).isEqualTo(4);
        assertThat(stream.restart(4, 22)).isEqualTo(4);
        assertThat(stream.stand()).isEqualTo(new Stand(4, 22));
        assertThat(batches()).containsExactly(22L);
    }

    @Test
    void saysThatItWasEmptied() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        empty();
        assertThat(append(4, 3, 5)).isEqualTo(new Lost(Stand.NOTHING));
        assertThat(append(4, 0, 3)).as("a repeat").isEqualTo(new Lost(Stand.NOTHING));
        assertThat(stream.stand()).isEqualTo(Stand.NOTHING);
        assertThat(stream.restart(4, 5)).isEqualTo(4);
        assertThat(append(4, 5, 6)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(6L);
    }

    @Test
    void saysThatAnOlderCopyTookItsPlace() throws IOException {
        stream.claim(4);
        append(4, 0, 3);
        Object old = copy();
        append(4, 3, 5);
        set(old);
        assertThat(append(4, 5, 6)).isEqualTo(new Lost(new Stand(4, 3)));
        stream.claim(9);
        append(9, 3, 4);
        set(old);
        assertThat(append(9, 4, 6)).isEqualTo(new Lost(new Stand(4, 3)));
        assertThat(append(9, 3, 4)).as("at the right place, of another epoch").isInstanceOf(Lost.class);
        assertThat(stream.restart(9, 6)).isEqualTo(9);
        assertThat(append(9, 6, 7)).isEqualTo(Done.DONE);
        assertThat(batches()).containsExactly(7L);
    }

    @Test
    void standsStillForWhoeverClaimsItWhileTheFormerOwnerAppends() throws Exception {
        stream.claim(1);
        for (long epoch = 2; epoch <= 30; epoch++) {
            long former = epoch - 1;
            long from = stream.stand().endSeq();
            EventStream other = connect();
            CompletableFuture<Long> lastDone =
                    CompletableFuture.supplyAsync(() -> appendUntilSuperseded(other, former, from));
            Awaitility.await().until(() -> stream.stand().endSeq() > from + 2);
            Stand found = stream.claim(epoch);
            assertThat(found.epoch()).isEqualTo(former);
            assertThat(lastDone.get(30, TimeUnit.SECONDS)).isEqualTo(found.endSeq());
            assertThat(stream.stand()).isEqualTo(new Stand(epoch, found.endSeq()));
            other.close();
        }
    }

    private static long appendUntilSuperseded(EventStream own, long epoch, long from) {
        try {
            for (long seq = from; ; seq++) {
                Appended appended = own.append(epoch, seq, seq + 1, frame(seq + 1), seq);
                if (appended instanceof Superseded) return seq;
                assertThat(appended).isEqualTo(Done.DONE);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
