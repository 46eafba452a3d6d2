package io.yizhan.core;

import java.util.Arrays;

/**
 * Finds rows of a table by the {@code long} that one of its columns holds: open addressing with linear probing over row numbers
 * alone, 6 to 12 bytes a row. The keys stay in the column, so they aren't stored twice; several rows may have the same.
 *
 * <pre>{@code
 * for (int at = index.start(key); (row = index.rowAt(at)) >= 0; at = index.after(at))
 *     if (column[row] == key) return row;
 * }</pre>
 */
abstract class RowIndex {
    private static final int EMPTY = -1;

    private int[] rows;
    private int mask;
    private int size;

    RowIndex(int capacity) {
        rows = new int[Integer.highestOneBit(Math.max(8, capacity) * 2 - 1)];
        mask = rows.length - 1;
        Arrays.fill(rows, EMPTY);
    }

    /** What the row's column holds; the same for as long as the row is in the index. */
    abstract long key(int row);

    int start(long key) {
        return (int) mix(key) & mask;
    }

    int after(int at) {
        return (at + 1) & mask;
    }

    /** Negative where the search ends. */
    int rowAt(int at) {
        return rows[at];
    }

    void add(int row) {
        if (++size > rows.length - rows.length / 4) grow();
        put(row);
    }

    void remove(int row) {
        int at = start(key(row));
        while (rows[at] != row) {
            if (rows[at] == EMPTY) throw new IllegalStateException("row " + row + " is not in the index");
            at = after(at);
        }
        size--;
        closeGap(at);
    }

    /** Moves later rows of the same run forward, so that no search ends early at the gap. */
    private void closeGap(int gap) {
        int at = gap;
        while (true) {
            rows[gap] = EMPTY;
            int home;
            do {
                at = after(at);
                if (rows[at] == EMPTY) return;
                home = start(key(rows[at]));
            } while (((at - home) & mask) < ((at - gap) & mask));
            rows[gap] = rows[at];
            gap = at;
        }
    }

    private void put(int row) {
        int at = start(key(row));
        while (rows[at] != EMPTY) at = after(at);
        rows[at] = row;
    }

    private void grow() {
        int[] former = rows;
        rows = new int[former.length * 2];
        mask = rows.length - 1;
        Arrays.fill(rows, EMPTY);
        for (int row : former) if (row != EMPTY) put(row);
    }

    /** The finalizer of MurmurHash3: every bit of the key moves every bit of the result. */
    static long mix(long key) {
        key = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        key = (key ^ (key >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return key ^ (key >>> 33);
    }
}
