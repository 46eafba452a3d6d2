package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowsByIdTest {
    /** Ids as they come and go: upward over many pages, leaving about in order, with stragglers. */
    @Test
    void findsWhatAMapFinds() {
        SplittableRandom random = new SplittableRandom(7);
        RowsById rows = new RowsById();
        TreeMap<Long, Integer> expected = new TreeMap<>();
        long nextId = 1;
        for (int step = 0; step < 40_000; step++) {
            if (random.nextInt(5) < 3 || expected.isEmpty()) {
                nextId += random.nextInt(100) == 0 ? 5_000 : 1;
                rows.put(nextId, step);
                expected.put(nextId, step);
            } else {
                Long from = expected.ceilingKey(random.nextLong(1 + nextId / 3));
                long id = from == null || random.nextInt(4) == 0 ? expected.firstKey() : from;
                rows.remove(id);
                expected.remove(id);
                assertThat(rows.find(id)).isEqualTo(RowsById.NONE);
            }
            long asked = random.nextLong(nextId + 2_000);
            assertThat(rows.find(asked)).isEqualTo(expected.getOrDefault(asked, RowsById.NONE));
        }
        expected.forEach((id, row) -> assertThat(rows.find(id)).isEqualTo(row));
    }

    @Test
    void refusesAnIdTwiceAndOneThatIsNotThere() {
        RowsById rows = new RowsById();
        rows.put(1_024, 0);
        assertThatThrownBy(() -> rows.put(1_024, 1)).hasMessageContaining("two reservations of the id 1024");
        assertThatThrownBy(() -> rows.remove(1_025)).hasMessageContaining("1025");
        rows.remove(1_024);
        assertThatThrownBy(() -> rows.remove(1_024)).hasMessageContaining("1024");
    }
}
