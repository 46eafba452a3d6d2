package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellsByIdTest {
    /** Ids as they come and go: upward over many pages, leaving about in order, with stragglers. */
    @Test
    void findsWhatAMapFinds() {
        SplittableRandom random = new SplittableRandom(7);
        CellsById cells = new CellsById();
        TreeMap<Long, Integer> expected = new TreeMap<>();
        long nextId = 1;
        for (int step = 0; step < 40_000; step++) {
            if (random.nextInt(5) < 3 || expected.isEmpty()) {
                nextId += random.nextInt(100) == 0 ? 5_000 : 1;
                cells.put(nextId, step);
                expected.put(nextId, step);
            } else {
                Long from = expected.ceilingKey(random.nextLong(1 + nextId / 3));
                long id = from == null || random.nextInt(4) == 0 ? expected.firstKey() : from;
                cells.remove(id);
                expected.remove(id);
                assertThat(cells.find(id)).isEqualTo(CellsById.NONE);
            }
            long asked = random.nextLong(nextId + 2_000);
            assertThat(cells.find(asked)).isEqualTo(expected.getOrDefault(asked, CellsById.NONE));
        }
        expected.forEach((id, cell) -> assertThat(cells.find(id)).isEqualTo(cell));
    }

    @Test
    void refusesAnIdTwiceAndOneThatIsNotThere() {
        CellsById cells = new CellsById();
        cells.put(1_024, 0);
        assertThatThrownBy(() -> cells.put(1_024, 1)).hasMessageContaining("two reservations of the id 1024");
        assertThatThrownBy(() -> cells.remove(1_025)).hasMessageContaining("1025");
        cells.remove(1_024);
        assertThatThrownBy(() -> cells.remove(1_024)).hasMessageContaining("1024");
    }
}
