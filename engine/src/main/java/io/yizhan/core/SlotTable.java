package io.yizhan.core;

import java.util.Arrays;

/**
 * All slots of a region, one row each, in columns: some 35 bytes a slot. Rows of slots that were forgotten are used again.
 */
final class SlotTable {
    private static final int NONE = -1;

    long[] key = new long[1024];
    int[] endMin = new int[1024];
    int[] releaseMin = new int[1024];
    int[] capacity = new int[1024];
    int[] remaining = new int[1024];
    boolean[] closed = new boolean[1024];
    boolean[] used = new boolean[1024];
    private final RowIndex byKey = new RowIndex(1024) {
        @Override
        long key(int row) {
            return key[row];
        }
    };
    private int end;
    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Rows are below this; some of them may be unused. */
    int rowEnd() {
        return end;
    }

    /** Negative where there is no such slot. */
    int find(long slotKey) {
        int row;
        for (int at = byKey.start(slotKey); (row = byKey.rowAt(at)) >= 0; at = byKey.after(at)) {
            if (key[row] == slotKey) return row;
        }
        return NONE;
    }

    void add(long slotKey, int endMinute, int places, int releaseMinute, boolean isClosed) {
        int row = free;
        if (row == NONE) {
            if (end == key.length) grow(end + (end >> 1));
            row = end++;
        } else {
            free = endMin[row];
        }
        key[row] = slotKey;
        endMin[row] = endMinute;
        releaseMin[row] = releaseMinute;
        capacity[row] = places;
        remaining[row] = places;
        closed[row] = isClosed;
        used[row] = true;
        byKey.add(row);
        size++;
    }

    void remove(int row) {
        byKey.remove(row);
        used[row] = false;
        endMin[row] = free;
        free = row;
        size--;
    }

    long startMs(int row) {
        return SlotKey.startMin(key[row]) * 60_000L;
    }

    long endMs(int row) {
        return endMin[row] * 60_000L;
    }

    long releasesAtMs(int row) {
        return releaseMin[row] * 60_000L;
    }

    void take(int row, int places) {
        int left = remaining[row] - places;
        if (left < 0) throw new IllegalStateException("oversold: slot " + key[row] + " would have " + left + " left");
        remaining[row] = left;
    }

    void giveBack(int row, int places) {
        int left = remaining[row] + places;
        if (left > capacity[row])
            throw new IllegalStateException("more places than there are: slot " + key[row] + " would have " + left);
        remaining[row] = left;
    }

    private void grow(int rows) {
        key = Arrays.copyOf(key, rows);
        endMin = Arrays.copyOf(endMin, rows);
        releaseMin = Arrays.copyOf(releaseMin, rows);
        capacity = Arrays.copyOf(capacity, rows);
        remaining = Arrays.copyOf(remaining, rows);
        closed = Arrays.copyOf(closed, rows);
        used = Arrays.copyOf(used, rows);
    }
}
