package io.yizhan.feed;

import static io.yizhan.feed.ReservationNews.KEPT;
import static io.yizhan.feed.ReservationNews.OVERTAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Changes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReservationNewsTest {
    private static final int BATCH_MAX = 1 << 16;

    private final ReservationNews news = new ReservationNews();
    private final Changes changes = new Changes();
    private final List<Long> seen = new ArrayList<>();

    private void publish(long seq, long... ids) {
        for (long id : ids) changes.reservation(id, (int) -id);
        news.publish(seq, changes);
        changes.clear();
    }

    /** One a batch, with rising numbers: ids as the event that it is of. */
    private void publishEach(int from, int to) {
        for (int seq = from; seq < to; seq++) publish(seq, seq);
    }

    private long read(long place) {
        seen.clear();
        return news.read(place, (id, member) -> {
            assertThat(member).isEqualTo((int) -id);
            seen.add(id);
        });
    }

    @Test
    void tellsWhatHasChangedSinceAPlaceInOrder() {
        long first = news.end();
        publish(10, 1, 2);
        publish(11, 3);
        long next = read(first);
        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(read(next)).isEqualTo(next);
        assertThat(seen).isEmpty();
        publish(12, 1);
        read(next);
        assertThat(seen).containsExactly(1L);
    }

    @Test
    void findsWhereToGoOnAfterAnEvent() {
        publish(10, 1, 2);
        publish(13, 3);
        publish(13, 4);
        publish(20, 5);
        for (long seq = 0; seq < 10; seq++) assertSince(seq, 1L, 2L, 3L, 4L, 5L);
        for (long seq = 10; seq < 13; seq++) assertSince(seq, 3L, 4L, 5L);
        for (long seq = 13; seq < 20; seq++) assertSince(seq, 5L);
        assertSince(20);
        assertSince(30);
    }

    private void assertSince(long seq, Long... ids) {
        long place = news.since(seq);
        assertThat(place).as("after %d", seq).isNotEqualTo(OVERTAKEN);
        assertThat(read(place)).isEqualTo(news.end());
        assertThat(seen).as("after %d", seq).containsExactly(ids);
    }

    @Test
    void keepsTheLastAndSaysWhereTheOthersAreGone() {
        long first = news.end();
        publishEach(0, KEPT);
        assertThat(read(first)).isEqualTo(news.end());
        assertThat(seen).hasSize(KEPT).startsWith(0L).endsWith(KEPT - 1L);

        publishEach(KEPT, KEPT + 1);
        assertThat(read(first)).isEqualTo(OVERTAKEN);
        assertThat(read(first + 1)).isEqualTo(news.end());
        assertThat(seen).startsWith(1L).endsWith((long) KEPT);
        assertThat(news.since(KEPT)).isEqualTo(news.end());
        assertThat(news.since(KEPT - 1)).isEqualTo(news.end() - 1);
        assertThat(news.since(1)).isEqualTo(first + 2);
        // Of event 0 nothing is here: there may have been others before event 1.
        assertThat(news.since(0)).isEqualTo(OVERTAKEN);
    }

    @Test
    void beginsAnewForOtherBooks() {
        publish(10, 1);
        long place = news.end();
        news.restart(8);
        assertThat(read(place)).isEqualTo(OVERTAKEN);
        assertThat(news.since(7)).isEqualTo(OVERTAKEN);
        assertSince(8);
        publish(9, 5);
        assertThat(read(place)).isEqualTo(OVERTAKEN);
        assertSince(8, 5L);
        assertSince(9);
    }

    /** As after a replay at a start. */
    @Test
    void beginsAnewWhereMoreHasChangedAtOnceThanIsKept() {
        publish(10, 1);
        long place = news.end();
        for (int id = 0; id < BATCH_MAX; id++) changes.reservation(id, -id);
        publish(11);
        assertThat(read(place)).isEqualTo(news.end());
        assertThat(seen).hasSize(BATCH_MAX);

        place = news.end();
        for (int id = 0; id <= BATCH_MAX; id++) changes.reservation(id, -id);
        publish(12);
        assertThat(read(place)).isEqualTo(OVERTAKEN);
        assertThat(news.since(11)).isEqualTo(OVERTAKEN);
        assertThat(news.since(12)).isNotEqualTo(OVERTAKEN);
        publish(13, 7);
        assertSince(12, 7L);
    }

    /** What a reader relies on was whole and in order, however fast the writer is. */
    @Test
    void aReaderThatIsOvertakenWhileItReadsFindsOut() throws InterruptedException {
        AtomicBoolean ends = new AtomicBoolean();
        // Ids are places.
        Thread writer = Thread.ofPlatform().start(() -> {
            for (long id = 0, seq = 1; !ends.get(); seq++) {
                for (int i = 0; i < 1_000; i++, id++) changes.reservation(id, (int) -id);
                news.publish(seq, changes);
                changes.clear();
            }
        });
        long overtaken = 0;
        long whole = 0;
        try {
            long untilNs = System.nanoTime() + 20_000_000_000L;
            while ((overtaken < 20 || whole < 20) && System.nanoTime() < untilNs) {
                // Somewhere behind, so that now and then what is read is written over.
                long place = Math.max(0, news.end() - KEPT + 500);
                seen.clear();
                long next = news.read(place, (id, member) -> {
                    if (member != (int) -id) throw new AssertionError("torn: " + id + " of " + member);
                    seen.add(id);
                });
                for (int i = 0; i < seen.size(); i++) assertThat(seen.get(i)).isEqualTo(place + i);
                if (next == OVERTAKEN) overtaken++;
                else whole++;
            }
        } finally {
            ends.set(true);
            writer.join();
        }
        assertThat(overtaken).isPositive();
        assertThat(whole).isPositive();
    }
}
