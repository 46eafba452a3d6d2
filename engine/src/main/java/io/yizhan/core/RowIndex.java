package io.yizhan.core;

import java.util.Arrays;

/**
 * Finds rows of a table by the {@code long} that one of their fields holds: open addressing with linear probing over row numbers
 * alone, 6 to 12 bytes a row. The keys stay in the rows, so they aren't stored twice; several rows may have the same. Four bits of each
 * entry are of the key's hash, so that a search that will find nothing, which most are, hardly ever looks at a row.
 *
 * <pre>{@code
 * long hash = RowIndex.mix(key);
 * for (int at = index.first(hash); at >= 0; at = index.next(hash, at))
 *     if (key(index.rowAt(at)) == key) return index.rowAt(at);
 * }</pre>
 */
abstract class RowIndex {
    private static final int EMPTY = -1;
    private static final int NONE = -1;
    private static final int ROW_BITS = 27;
    private static final int ROW_MASK = (1 << ROW_BITS) - 1;

    private int[] entries;
    private int mask;
    private int size;

    RowIndex(int capacity) {
        entries = new int[Integer.highestOneBit(Math.max(8, capacity) * 2 - 1)];
        mask = entries.length - 1;
        Arrays.fill(entries, EMPTY);
    }

    /** What the row's field holds; the same for as long as the row is in the index. */
    abstract long key(int row);

    /** Where the first row is that may have a key of this hash; negative where there is none. */
    int first(long hash) {
        return candidate(hash, home(hash));
    }

    /** Where the next one is. */
    int next(long hash, int at) {
        return candidate(hash, after(at));
    }

    /** Reads where the search for this hash begins, so that it is in the cache when it does. */
    int touch(long hash) {
        return entries[home(hash)];
    }

    int rowAt(int at) {
        return entries[at] & ROW_MASK;
    }

    private int candidate(long hash, int from) {
        int[] in = entries;
        int tag = tag(hash);
        int at = from;
        for (int entry = in[at]; entry != EMPTY; entry = in[at]) {
            if ((entry & ~ROW_MASK) == tag) return at;
            at = after(at);
        }
        return NONE;
    }

    private int home(long hash) {
        return (int) hash & mask;
    }

    private int after(int at) {
        return (at + 1) & mask;
    }

    /** Other bits than the home's; never the sign, which is that of an empty place. */
    private static int tag(long hash) {
        return (int) (hash >>> 60) << ROW_BITS;
    }

    void add(int row) {
        if (row > ROW_MASK) throw new IllegalStateException("a table has at most " + ROW_MASK + " rows");
        if (++size > entries.length - entries.length / 4) grow();
        put(row);
    }

    void remove(int row) {
        int at = home(mix(key(row)));
        while (rowAt(at) != row || entries[at] == EMPTY) {
            if (entries[at] == EMPTY) throw new IllegalStateException("row " + row + " is not in the index");
            at = after(at);
        }
        size--;
        closeGap(at);
    }

    /** Moves later entries of the same run forward, so that no search ends early at the gap. */
    private void closeGap(int emptied) {
        int gap = emptied;
        int at = emptied;
        while (true) {
            entries[gap] = EMPTY;
            int home;
            do {
                at = after(at);
                if (entries[at] == EMPTY) return;
                home = home(mix(key(rowAt(at))));
            } while (((at - home) & mask) < ((at - gap) & mask));
            entries[gap] = entries[at];
            gap = at;
        }
    }

    private void put(int row) {
        long hash = mix(key(row));
        int at = home(hash);
        while (entries[at] != EMPTY) at = after(at);
        entries[at] = tag(hash) | row;
    }

    private void grow() {
        int[] former = entries;
        entries = new int[former.length * 2];
        mask = entries.length - 1;
        Arrays.fill(entries, EMPTY);
        for (int entry : former) if (entry != EMPTY) put(entry & ROW_MASK);
    }

    /** The finalizer of MurmurHash3: every bit of the key moves every bit of the result. */
    static long mix(long key) {
        key = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        key = (key ^ (key >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return key ^ (key >>> 33);
    }
}
