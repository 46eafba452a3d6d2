package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class CellIndexTest {
    private final List<Long> keys = new ArrayList<>();
    private final CellIndex index = new CellIndex(8) {
        @Override
        long key(int cell) {
            return keys.get(cell);
        }
    };

    /** Few keys, so that many cells share one and runs are long; cells come, go and come again. */
    @Test
    void findsEveryCellOfAKeyAndNoOther() {
        SplittableRandom random = new SplittableRandom(11);
        for (int cell = 0; cell < 3_000; cell++) keys.add(random.nextLong(400));
        Set<Integer> present = new HashSet<>();
        for (int step = 0; step < 20_000; step++) {
            int cell = random.nextInt(keys.size());
            if (present.add(cell)) {
                index.add(cell);
            } else if (present.remove(cell)) {
                index.remove(cell);
            }
            long key = random.nextLong(420);
            assertThat(cellsOf(key)).isEqualTo(expected(present, key));
        }
    }

    @Test
    void refusesARowThatIsNotThereAndOneTooMany() {
        keys.add(1L);
        assertThatThrownBy(() -> index.remove(0)).hasMessageContaining("cell 0 is not in the index");
        assertThatThrownBy(() -> index.add(1 << 27)).hasMessageContaining("at most");
    }

    /** Each cell that is moved is asked for its key; the cell that is added too. */
    @Test
    void movesFewCellsForEachThatIsAdded() {
        int[] asked = {0};
        CellIndex counted = counted(key -> key * 7, asked);
        int most = 0;
        long all = 0;
        for (int cell = 0; cell < 1_000_000; cell++) {
            asked[0] = 0;
            counted.add(cell);
            most = Math.max(most, asked[0]);
            all += asked[0];
        }
        assertThat(most).isBetween(CellIndex.SEGMENT / 2, CellIndex.SEGMENT);
        // A cell is moved once or twice for all that come after it.
        assertThat(all).isLessThan(3_000_000);
    }

    /** However many there are: a search that finds nothing looks at one cell in sixteen that it passes. */
    @Test
    void looksAtFewCells() {
        int[] asked = {0};
        CellIndex counted = counted(key -> key * 7, asked);
        int cells = 0;
        for (int size : new int[] {10_000, 100_000, 1_000_000}) {
            while (cells < size) counted.add(cells++);
            asked[0] = 0;
            for (int cell = 0; cell < 10_000; cell++) {
                assertThat(find(counted, cell * 7L)).isEqualTo(cell);
                assertThat(find(counted, -1 - cell)).isNegative();
            }
            assertThat(asked[0]).isBetween(10_000, 20_000);
        }
    }

    /** As members' names whose hashes somebody made equal: no split parts them, and the directory doesn't grow without end. */
    @Test
    void holdsManyCellsOfOneHashAndFindsTheOthersAmongThem() {
        int cells = 6 * CellIndex.SEGMENT;
        for (int cell = 0; cell < cells; cell++) {
            keys.add(cell % 3 == 0 ? cell : -5L);
            index.add(cell);
        }
        assertThat(cellsOf(-5)).hasSize(cells / 3 * 2);
        for (int cell = 0; cell < cells; cell += 3) assertThat(cellsOf(cell)).containsExactly(cell);
        for (int cell = 1; cell < cells; cell += 3) index.remove(cell);
        assertThat(cellsOf(-5)).hasSize(cells / 3);
    }

    private static CellIndex counted(LongUnaryOperator keyOfCell, int[] asked) {
        return new CellIndex(8) {
            @Override
            long key(int cell) {
                asked[0]++;
                return keyOfCell.applyAsLong(cell);
            }
        };
    }

    private static int find(CellIndex index, long key) {
        long hash = Hash.of(key);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at))
            if (index.key(index.cellAt(hash, at)) == key) return index.cellAt(hash, at);
        return -1;
    }

    private Set<Integer> cellsOf(long key) {
        Set<Integer> cells = new HashSet<>();
        long hash = Hash.of(key);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            if (keys.get(index.cellAt(hash, at)) == key)
                assertThat(cells.add(index.cellAt(hash, at))).isTrue();
        }
        return cells;
    }

    private Set<Integer> expected(Set<Integer> present, long key) {
        Set<Integer> cells = new HashSet<>();
        for (int cell = 0; cell < keys.size(); cell++)
            if (present.contains(cell) && keys.get(cell) == key) cells.add(cell);
        return cells;
    }
}
