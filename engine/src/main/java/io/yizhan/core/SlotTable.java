package io.yizhan.core;

/** All slots of a region, {@value #BYTES} bytes each: mostly one cache line. Rows of slots that were forgotten are used again. */
final class SlotTable {
    private static final int KEY = 0;
    private static final int END_MIN = 8;
    private static final int RELEASE_MIN = 12;
    private static final int CAPACITY = 16;
    private static final int REMAINING = 20;
    private static final int USED = 24;
    private static final int CLOSED = 25;
    /** So that rows don't share more cache lines than they must. */
    private static final int BYTES = 32;

    private static final int NONE = -1;

    private final Rows rows = new Rows(BYTES);
    private final RowIndex byKey = new RowIndex(1024) {
        @Override
        long key(int row) {
            return SlotTable.this.key(row);
        }
    };
    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Rows are below this; some of them may be unused. */
    int rowEnd() {
        return rows.end();
    }

    boolean used(int row) {
        return rows.getByte(row, USED) != 0;
    }

    long key(int row) {
        return rows.getLong(row, KEY);
    }

    int endMin(int row) {
        return rows.getInt(row, END_MIN);
    }

    int releaseMin(int row) {
        return rows.getInt(row, RELEASE_MIN);
    }

    int capacity(int row) {
        return rows.getInt(row, CAPACITY);
    }

    int remaining(int row) {
        return rows.getInt(row, REMAINING);
    }

    boolean closed(int row) {
        return rows.getByte(row, CLOSED) != 0;
    }

    /** Negative where there is no such slot. */
    int find(long slotKey) {
        long hash = RowIndex.mix(slotKey);
        for (int at = byKey.first(hash); at >= 0; at = byKey.next(hash, at)) {
            int row = byKey.rowAt(hash, at);
            if (key(row) == slotKey) return row;
        }
        return NONE;
    }

    /** Reads the slot, so that it is in the cache when it is decided about. */
    int touch(long slotKey) {
        int row = find(slotKey);
        return row < 0 ? 0 : remaining(row);
    }

    void add(long slotKey, int endMinute, int places, int releaseMinute, boolean closed) {
        int row = free;
        if (row == NONE) row = rows.add();
        else free = endMin(row);
        rows.setLong(row, KEY, slotKey);
        rows.setInt(row, END_MIN, endMinute);
        rows.setInt(row, RELEASE_MIN, releaseMinute);
        rows.setInt(row, CAPACITY, places);
        rows.setInt(row, REMAINING, places);
        rows.setByte(row, USED, 1);
        rows.setByte(row, CLOSED, closed ? 1 : 0);
        byKey.add(row);
        size++;
    }

    void remove(int row) {
        byKey.remove(row);
        rows.setByte(row, USED, 0);
        rows.setInt(row, END_MIN, free);
        free = row;
        size--;
    }

    long startMs(int row) {
        return SlotKey.startMin(key(row)) * 60_000L;
    }

    long endMs(int row) {
        return endMin(row) * 60_000L;
    }

    long releasesAtMs(int row) {
        return releaseMin(row) * 60_000L;
    }

    void take(int row, int places) {
        int left = remaining(row) - places;
        if (left < 0) throw new IllegalStateException("oversold: slot " + key(row) + " would have " + left + " left");
        rows.setInt(row, REMAINING, left);
    }

    void giveBack(int row, int places) {
        int left = remaining(row) + places;
        if (left > capacity(row))
            throw new IllegalStateException("more places than there are: slot " + key(row) + " would have " + left);
        rows.setInt(row, REMAINING, left);
    }
}
