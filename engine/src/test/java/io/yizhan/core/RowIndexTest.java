package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
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

    /** Each row that is moved is asked for its key; the row that is added too. */
    @Test
    void movesFewRowsForEachThatIsAdded() {
        int[] asked = {0};
        RowIndex counted = counted(key -> key * 7, asked);
        int most = 0;
        long all = 0;
        for (int row = 0; row < 1_000_000; row++) {
            asked[0] = 0;
            counted.add(row);
            most = Math.max(most, asked[0]);
            all += asked[0];
        }
        assertThat(most).isBetween(RowIndex.SEGMENT / 2, RowIndex.SEGMENT);
        // A row is moved once or twice for all that come after it.
        assertThat(all).isLessThan(3_000_000);
    }

    /** However many there are: a search that finds nothing looks at one row in sixteen that it passes. */
    @Test
    void looksAtFewRows() {
        int[] asked = {0};
        RowIndex counted = counted(key -> key * 7, asked);
        int rows = 0;
        for (int size : new int[] {10_000, 100_000, 1_000_000}) {
            while (rows < size) counted.add(rows++);
            asked[0] = 0;
            for (int row = 0; row < 10_000; row++) {
                assertThat(find(counted, row * 7L)).isEqualTo(row);
                assertThat(find(counted, -1 - row)).isNegative();
            }
            assertThat(asked[0]).isBetween(10_000, 20_000);
        }
    }

    /** As members' names whose hashes somebody made equal: no split parts them, and the directory doesn't grow without end. */
    @Test
    void holdsManyRowsOfOneHashAndFindsTheOthersAmongThem() {
        int rows = 6 * RowIndex.SEGMENT;
        for (int row = 0; row < rows; row++) {
            keys.add(row % 3 == 0 ? row : -5L);
            index.add(row);
        }
        assertThat(rowsOf(-5)).hasSize(rows / 3 * 2);
        for (int row = 0; row < rows; row += 3) assertThat(rowsOf(row)).containsExactly(row);
        for (int row = 1; row < rows; row += 3) index.remove(row);
        assertThat(rowsOf(-5)).hasSize(rows / 3);
    }

    private static RowIndex counted(LongUnaryOperator keyOfRow, int[] asked) {
        return new RowIndex(8) {
            @Override
            long key(int row) {
                asked[0]++;
                return keyOfRow.applyAsLong(row);
            }
        };
    }

    private static int find(RowIndex index, long key) {
        long hash = RowIndex.mix(key);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at))
            if (index.key(index.rowAt(hash, at)) == key) return index.rowAt(hash, at);
        return -1;
    }

    private Set<Integer> rowsOf(long key) {
        Set<Integer> rows = new HashSet<>();
        long hash = RowIndex.mix(key);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            if (keys.get(index.rowAt(hash, at)) == key)
                assertThat(rows.add(index.rowAt(hash, at))).isTrue();
        }
        return rows;
    }

    private Set<Integer> expected(Set<Integer> present, long key) {
        Set<Integer> rows = new HashSet<>();
        for (int row = 0; row < keys.size(); row++) if (present.contains(row) && keys.get(row) == key) rows.add(row);
        return rows;
    }
}
