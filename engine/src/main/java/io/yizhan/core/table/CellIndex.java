package io.yizhan.core.table;

import java.util.Arrays;

/**
 * Finds cells of a table by the {@code long} that one of their fields holds: open addressing with linear probing over cell numbers
 * alone, 6 to 12 bytes a cell. The keys stay in the cells, so they aren't stored twice; several cells may have the same. Four bits of each
 * entry are of the key's hash, so that a search that will find nothing, which most are, hardly ever looks at a cell.
 *
 * <p>Grows in small steps (extendible hashing, Fagin et al., 1979): the entries lie in segments, some bits of the hash say in which, and a
 * full segment becomes two by one bit more. So an added cell moves at most one segment's cells, however many there are; copied as a whole
 * is only the directory, some bytes for a thousand cells.
 *
 * <pre>{@code
 * long hash = Hash.of(key);
 * for (int at = index.first(hash); at >= 0; at = index.next(hash, at))
 *     if (key(index.cellAt(hash, at)) == key) return index.cellAt(hash, at);
 * }</pre>
 */
abstract class CellIndex {
    private static final int EMPTY = -1;
    private static final int NONE = -1;
    private static final int CELL_BITS = 27;
    private static final int CELL_MASK = (1 << CELL_BITS) - 1;

    /** Entries of a segment that is split instead of made larger. */
    static final int SEGMENT = 4096;
    /**
     * Where in a segment: how many cells it has, by how many bits of the hash it was split off, and its first entry. Ahead, in the cache
     * line of the array's length, which every access reads anyway.
     */
    private static final int SIZE = 0;

    private static final int DEPTH = 1;
    private static final int FIRST = 2;

    /** By the hash's bits from 32 on, as many as its length takes; a segment that was split off by fewer is here several times. */
    private int[][] segments;

    private int size;
    /** Of cells that are being moved; kept for the next time. */
    private long[] hashes = {};

    CellIndex(int capacity) {
        int[] only = segment(Integer.highestOneBit(Math.min(SEGMENT, Math.max(8, capacity)) * 2 - 1), 0);
        segments = new int[][] {only};
    }

    private static int[] segment(int entries, int depth) {
        int[] made = new int[FIRST + entries];
        Arrays.fill(made, FIRST, made.length, EMPTY);
        made[DEPTH] = depth;
        return made;
    }

    /** What the cell's field holds; the same for as long as the cell is in the index. */
    abstract long key(int cell);

    /** Where the first cell is that may have a key of this hash; negative where there is none. */
    int first(long hash) {
        int[] in = segment(hash);
        return candidate(in, hash, home(in, hash));
    }

    /** Where the next one is. */
    int next(long hash, int at) {
        int[] in = segment(hash);
        return candidate(in, hash, after(in, at));
    }

    /** Reads where the search for this hash begins, so that it is in the cache when it does. */
    int touch(long hash) {
        int[] in = segment(hash);
        return in[home(in, hash)];
    }

    int cellAt(long hash, int at) {
        return segment(hash)[at] & CELL_MASK;
    }

    private static int candidate(int[] in, long hash, int from) {
        int tag = tag(hash);
        int at = from;
        for (int entry = in[at]; entry != EMPTY; entry = in[at]) {
            if ((entry & ~CELL_MASK) == tag) return at;
            at = after(in, at);
        }
        return NONE;
    }

    private int[] segment(long hash) {
        return segments[directoryBits(hash) & (segments.length - 1)];
    }

    private static int directoryBits(long hash) {
        return (int) (hash >>> 32);
    }

    private static int home(int[] in, long hash) {
        return FIRST + ((int) hash & mask(in));
    }

    private static int after(int[] in, int at) {
        return FIRST + ((at + 1 - FIRST) & mask(in));
    }

    /** Nearly all segments are of the one size: the entry's address then follows from the hash, without a wait for the array's length. */
    private static int mask(int[] in) {
        return in.length == FIRST + SEGMENT ? SEGMENT - 1 : in.length - FIRST - 1;
    }

    private static boolean full(int[] in) {
        int entries = mask(in) + 1;
        return in[SIZE] >= entries - entries / 4;
    }

    /** Other bits than the home's and the directory's; never the sign, which is that of an empty place. */
    private static int tag(long hash) {
        return (int) (hash >>> 60) << CELL_BITS;
    }

    void add(int cell) {
        if (cell > CELL_MASK) throw new IllegalStateException("a table has at most " + CELL_MASK + " cells");
        long hash = Hash.of(key(cell));
        while (full(segment(hash))) makeRoom(hash);
        put(hash, cell);
        size++;
    }

    private void put(long hash, int cell) {
        int[] in = segment(hash);
        int at = home(in, hash);
        while (in[at] != EMPTY) at = after(in, at);
        in[at] = tag(hash) | cell;
        in[SIZE]++;
    }

    void remove(int cell) {
        long hash = Hash.of(key(cell));
        int[] in = segment(hash);
        int at = home(in, hash);
        while ((in[at] & CELL_MASK) != cell || in[at] == EMPTY) {
            if (in[at] == EMPTY) throw new IllegalStateException("cell " + cell + " is not in the index");
            at = after(in, at);
        }
        in[SIZE]--;
        size--;
        closeGap(in, at);
    }

    /** Moves later entries of the same run forward, so that no search ends early at the gap. */
    private void closeGap(int[] in, int emptied) {
        int gap = emptied;
        int at = emptied;
        while (true) {
            in[gap] = EMPTY;
            int home;
            do {
                at = after(in, at);
                if (in[at] == EMPTY) return;
                home = home(in, Hash.of(key(in[at] & CELL_MASK)));
            } while (((at - home) & mask(in)) < ((at - gap) & mask(in)));
            in[gap] = in[at];
            gap = at;
        }
    }

    /**
     * Splits this hash's segment, or makes it larger: while it is a small one, and where it is full although the directory has an entry
     * for every half segment's cells, because then too many cells have this very hash, which no split would part.
     */
    private void makeRoom(long hash) {
        int[] former = segment(hash);
        int entries = former.length - FIRST;
        int depth = former[DEPTH];
        boolean deepest = 1 << depth == segments.length;
        if (entries < SEGMENT || (deepest && segments.length > size / (SEGMENT / 2))) {
            int[] larger = segment(2 * entries, depth);
            enter(hash, depth, larger);
        } else {
            if (deepest) doubleDirectory();
            enter(hash, depth + 1, segment(entries, depth + 1));
            enter(hash ^ (1L << (32 + depth)), depth + 1, segment(entries, depth + 1));
        }
        moveCells(former);
    }

    /** All keys are read before the first cell is put: none waits for what becomes of another, so that the waits for memory overlap. */
    private void moveCells(int[] former) {
        int count = 0;
        for (int at = FIRST; at < former.length; at++)
            if (former[at] != EMPTY) former[count++] = former[at] & CELL_MASK;
        if (hashes.length < count) hashes = new long[former.length];
        for (int i = 0; i < count; i++) hashes[i] = Hash.of(key(former[i]));
        for (int i = 0; i < count; i++) put(hashes[i], former[i]);
    }

    private void doubleDirectory() {
        int[][] former = segments;
        segments = Arrays.copyOf(former, 2 * former.length);
        System.arraycopy(former, 0, segments, former.length, former.length);
    }

    /** Wherever a hash has these lowest bits of the directory's. */
    private void enter(long hash, int depth, int[] segment) {
        int step = 1 << depth;
        for (int at = directoryBits(hash) & (step - 1); at < segments.length; at += step) segments[at] = segment;
    }
}
