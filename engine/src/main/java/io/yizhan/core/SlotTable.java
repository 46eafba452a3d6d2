package io.yizhan.core;

import java.util.Arrays;

/**
 * All slots of a region, {@value #BYTES} bytes each: mostly one cache line. Rows of slots that were forgotten are used again. Those of one
 * venue are a list that runs through the rows, newest first.
 */
final class SlotTable {
    private static final int KEY = 0;
    private static final int END_MIN = 8;
    private static final int RELEASE_MIN = 12;
    private static final int CAPACITY = 16;
    private static final int REMAINING = 20;
    private static final int FLAGS = 24;
    private static final int LOCAL_DAY = 26;
    private static final int NEXT_OF_VENUE = 28;
    /** So that rows don't share more cache lines than they must. */
    private static final int BYTES = 32;

    private static final int USED = 1;
    private static final int CLOSED = 2;
    private static final int EXCLUSIVE = 4;

    private static final int NONE = -1;

    private final Rows rows = new Rows(BYTES);
    private final RowIndex byKey = new RowIndex(1024) {
        @Override
        long key(int row) {
            return SlotTable.this.key(row);
        }
    };
    /** The newest slot of each venue; {@link #NONE} plus one, so that an array's zeros mean none. */
    private int[] newestOfVenue = new int[64];

    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Rows are below this; some of them may be unused. */
    int rowEnd() {
        return rows.end();
    }

    private boolean flag(int row, int flag) {
        return (rows.getByte(row, FLAGS) & flag) != 0;
    }

    boolean used(int row) {
        return flag(row, USED);
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

    /** Below zero only where stored reservations take more than there is. */
    int remaining(int row) {
        return rows.getInt(row, REMAINING);
    }

    boolean closed(int row) {
        return flag(row, CLOSED);
    }

    /** One party has all of it: its one place, whatever the party's size. */
    boolean exclusive(int row) {
        return flag(row, EXCLUSIVE);
    }

    /** The day on which it starts as the region's clock has it, since 1970-01-01; until 2149. */
    int localDay(int row) {
        return rows.getChar(row, LOCAL_DAY);
    }

    /** What a party takes of it. */
    int places(int row, int party) {
        return exclusive(row) ? 1 : party;
    }

    /** The slot of this venue that was opened last; negative where it has none. The others follow by {@link #nextOfVenue}. */
    int newestOfVenue(int venueNo) {
        return venueNo < newestOfVenue.length ? newestOfVenue[venueNo] - 1 : NONE;
    }

    int nextOfVenue(int row) {
        return rows.getInt(row, NEXT_OF_VENUE);
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

    void add(
            long slotKey,
            int endMinute,
            int places,
            int releaseMinute,
            boolean closed,
            boolean exclusive,
            int localDay) {
        int row = free;
        if (row == NONE) row = rows.add();
        else free = endMin(row);
        rows.setLong(row, KEY, slotKey);
        rows.setInt(row, END_MIN, endMinute);
        rows.setInt(row, RELEASE_MIN, releaseMinute);
        rows.setInt(row, CAPACITY, places);
        rows.setInt(row, REMAINING, places);
        rows.setByte(row, FLAGS, USED | (closed ? CLOSED : 0) | (exclusive ? EXCLUSIVE : 0));
        rows.setChar(row, LOCAL_DAY, localDay);
        int venueNo = SlotKey.venueNo(slotKey);
        if (venueNo >= newestOfVenue.length)
            newestOfVenue = Arrays.copyOf(newestOfVenue, Math.max(venueNo + 1, newestOfVenue.length * 2));
        rows.setInt(row, NEXT_OF_VENUE, newestOfVenue[venueNo] - 1);
        newestOfVenue[venueNo] = row + 1;
        byKey.add(row);
        size++;
    }

    /** Forgets the slots that ended before this minute and of which every place is free. */
    void retire(int endedBeforeMin) {
        for (int venueNo = 0; venueNo < newestOfVenue.length; venueNo++) {
            int newer = NONE;
            for (int row = newestOfVenue(venueNo); row != NONE; ) {
                int older = nextOfVenue(row);
                if (endMin(row) >= endedBeforeMin || remaining(row) != capacity(row)) {
                    newer = row;
                } else {
                    if (newer == NONE) newestOfVenue[venueNo] = older + 1;
                    else rows.setInt(newer, NEXT_OF_VENUE, older);
                    remove(row);
                }
                row = older;
            }
        }
    }

    private void remove(int row) {
        byKey.remove(row);
        rows.setByte(row, FLAGS, 0);
        rows.setInt(row, END_MIN, free);
        free = row;
        size--;
    }

    long startMs(int row) {
        return SlotKey.startMs(key(row));
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

    /** As {@link #take}, of a reservation that stands: what is stored is so, even if it is more than there is. */
    void restoreTaken(int row, int places) {
        rows.setInt(row, REMAINING, remaining(row) - places);
    }

    void giveBack(int row, int places) {
        int left = remaining(row) + places;
        if (left > capacity(row))
            throw new IllegalStateException("more places than there are: slot " + key(row) + " would have " + left);
        rows.setInt(row, REMAINING, left);
    }
}
