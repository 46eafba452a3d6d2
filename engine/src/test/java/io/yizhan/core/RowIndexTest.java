package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowIndexTest {
    private final List<Long> keys = new ArrayList<>();
    private final RowIndex index = new RowIndex(8) {
        @Override
        long key(int row) {
            return keys.get(row);
        }
    };

    /** Few keys, so that many rows share one and runs are long; rows come, go and come again. */
    @Test
    void findsEveryRowOfAKeyAndNoOther() {
        SplittableRandom random = new SplittableRandom(11);
        for (int row = 0; row < 3_000; row++) keys.add(random.nextLong(400));
        Set<Integer> present = new HashSet<>();
        for (int step = 0; step < 20_000; step++) {
            int row = random.nextInt(keys.size());
            if (present.add(row)) {
                index.add(row);
            } else if (present.remove(row)) {
                index.remove(row);
            }
            long key = random.nextLong(420);
            assertThat(rowsOf(key)).isEqualTo(expected(present, key));
        }
    }

    @Test
    void refusesARowThatIsNotThereAndOneTooMany() {
        keys.add(1L);
        assertThatThrownBy(() -> index.remove(0)).hasMessageContaining("row 0 is not in the index");
        assertThatThrownBy(() -> index.add(1 << 27)).hasMessageContaining("at most");
    }

    private Set<Integer> rowsOf(long key) {
        Set<Integer> rows = new HashSet<>();
        long hash = RowIndex.mix(key);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            if (keys.get(index.rowAt(at)) == key)
                assertThat(rows.add(index.rowAt(at))).isTrue();
        }
        return rows;
    }

    private Set<Integer> expected(Set<Integer> present, long key) {
        Set<Integer> rows = new HashSet<>();
        for (int row = 0; row < keys.size(); row++) if (present.contains(row) && keys.get(row) == key) rows.add(row);
        return rows;
    }
}
