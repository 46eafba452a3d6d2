package io.yizhan.core.table;

import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredSlot;
import java.util.Arrays;

/**
 * All slots of a region, {@value #BYTES} bytes each: mostly one cache line; and {@value #FURTHER_BYTES} elsewhere of what few rules look at. Cells of slots that were forgotten are used again. Those of one
 * venue are a list that runs through the cells, newest first.
 */
public final class SlotTable {
    private static final int KEY = 0;
    private static final int END_MIN = 8;
    private static final int RELEASE_MIN = 12;
    private static final int CAPACITY = 16;
    private static final int REMAINING = 20;
    private static final int FLAGS = 24;
    private static final int LOCAL_DAY = 26;
    private static final int NEXT_OF_VENUE = 28;
    /** So that cells don't share more cache lines than they must. */
    private static final int BYTES = 32;

    private static final int USED = 1;
    private static final int CLOSED = 2;
    private static final int EXCLUSIVE = 4;
    private static final int WAITED_FOR = 8;
    private static final int ACTIVITY = 16;
    private static final int COURSE = 32;
    private static final int IN_DRAW = 64;

    private static final int NONE = -1;

    /** Of what few rules look at, beside each cell. */
    private static final int NEIGHBOURS_MIN = 0;

    private static final int TAKEN_BY_HOST = 4;
    private static final int EXPECTED = 8;
    private static final int FURTHER_BYTES = 12;

    private final Cells cells = new Cells(BYTES);
    private final Cells further = new Cells(FURTHER_BYTES);
    private final CellIndex byKey = new CellIndex(1024) {
        @Override
        long key(int cell) {
            return SlotTable.this.key(cell);
        }
    };
    /** The newest slot of each venue; {@link #NONE} plus one, so that an array's zeros mean none. */
    private int[] newestOfVenue = new int[64];

    private int free = NONE;
    private int size;

    public int size() {
        return size;
    }

    /** Cells are below this; some of them may be unused. */
    public int cellEnd() {
        return cells.end();
    }

    private boolean flag(int cell, int flag) {
        return (cells.getByte(cell, FLAGS) & flag) != 0;
    }

    public boolean used(int cell) {
        return flag(cell, USED);
    }

    public long key(int cell) {
        return cells.getLong(cell, KEY);
    }

    public int endMin(int cell) {
        return cells.getInt(cell, END_MIN);
    }

    public int releaseMin(int cell) {
        return cells.getInt(cell, RELEASE_MIN);
    }

    /** From when neighbours can book it: whoever does not work for the station's host. */
    public int neighboursMin(int cell) {
        return further.getInt(cell, NEIGHBOURS_MIN);
    }

    /** Places that are taken by the staff of the station's host. */
    public int takenByHost(int cell) {
        return further.getInt(cell, TAKEN_BY_HOST);
    }

    public void takenByHost(int cell, int places) {
        further.setInt(cell, TAKEN_BY_HOST, places);
    }

    /** People whose reservation begins with this slot, and who have not come yet. */
    public int expected(int cell) {
        return further.getInt(cell, EXPECTED);
    }

    public void expected(int cell, int people) {
        further.setInt(cell, EXPECTED, people);
    }

    public int capacity(int cell) {
        return cells.getInt(cell, CAPACITY);
    }

    /** From now on it has so many; what is taken stays so. */
    public void capacity(int cell, int places) {
        int left = remaining(cell) + places - capacity(cell);
        if (left < 0 && places < capacity(cell))
            throw new IllegalStateException("oversold: slot " + key(cell) + " would have " + left + " left");
        cells.setInt(cell, CAPACITY, places);
        cells.setInt(cell, REMAINING, left);
    }

    /** Below zero only where stored reservations take more than there is. */
    public int remaining(int cell) {
        return cells.getInt(cell, REMAINING);
    }

    public boolean closed(int cell) {
        return flag(cell, CLOSED);
    }

    /** One party has all of it: its one place, whatever the party's size. */
    public boolean exclusive(int cell) {
        return flag(cell, EXCLUSIVE);
    }

    /** Somebody waits for its places: then none that is left is anybody else's. */
    public boolean waitedFor(int cell) {
        return flag(cell, WAITED_FOR);
    }

    public void waitedFor(int cell, boolean now) {
        flag(cell, WAITED_FOR, now);
    }

    /** Something takes place in it, with terms of its own. */
    public boolean hasActivity(int cell) {
        return flag(cell, ACTIVITY);
    }

    public void hasActivity(int cell, boolean now) {
        flag(cell, ACTIVITY, now);
    }

    /** Whether that is a date of a course, which is entered as a whole. */
    public boolean ofCourse(int cell) {
        return flag(cell, COURSE);
    }

    public void ofCourse(int cell, boolean now) {
        flag(cell, COURSE, now);
    }

    /** Whether its places are drawn for, and that is not carried out yet. */
    public boolean inDraw(int cell) {
        return flag(cell, IN_DRAW);
    }

    public void inDraw(int cell, boolean now) {
        flag(cell, IN_DRAW, now);
    }

    private void flag(int cell, int flag, boolean now) {
        int others = cells.getByte(cell, FLAGS) & ~flag;
        cells.setByte(cell, FLAGS, now ? others | flag : others);
    }

    /** The day on which it starts as the region's clock has it, since 1970-01-01; until 2149. */
    public int localDay(int cell) {
        return cells.getChar(cell, LOCAL_DAY);
    }

    /** What a party takes of it. */
    public int places(int cell, int party) {
        return exclusive(cell) ? 1 : party;
    }

    /** The slot of this venue that was opened last; negative where it has none. The others follow by {@link #nextOfVenue}. */
    public int newestOfVenue(int venueNo) {
        return venueNo < newestOfVenue.length ? newestOfVenue[venueNo] - 1 : NONE;
    }

    public int nextOfVenue(int cell) {
        return cells.getInt(cell, NEXT_OF_VENUE);
    }

    /** Negative where there is no such slot. */
    public int find(long slotKey) {
        long hash = Hash.of(slotKey);
        for (int at = byKey.first(hash); at >= 0; at = byKey.next(hash, at)) {
            int cell = byKey.cellAt(hash, at);
            if (key(cell) == slotKey) return cell;
        }
        return NONE;
    }

    /** Reads the slot, so that it is in the cache when it is decided about. */
    public int touch(long slotKey) {
        int cell = find(slotKey);
        return cell < 0 ? 0 : remaining(cell) ^ expected(cell);
    }

    public void add(StoredSlot slot) {
        int cell = free;
        if (cell == NONE) {
            cell = cells.add();
            further.add();
        } else {
            free = endMin(cell);
        }
        further.setInt(cell, NEIGHBOURS_MIN, slot.neighboursMin());
        further.setInt(cell, TAKEN_BY_HOST, 0);
        further.setInt(cell, EXPECTED, 0);
        cells.setLong(cell, KEY, slot.key());
        cells.setInt(cell, END_MIN, slot.endMin());
        cells.setInt(cell, RELEASE_MIN, slot.releaseMin());
        cells.setInt(cell, CAPACITY, slot.capacity());
        cells.setInt(cell, REMAINING, slot.capacity());
        cells.setByte(cell, FLAGS, USED | (slot.closed() ? CLOSED : 0) | (slot.exclusive() ? EXCLUSIVE : 0));
        cells.setChar(cell, LOCAL_DAY, slot.localDay());
        int venueNo = SlotKey.venueNo(slot.key());
        if (venueNo >= newestOfVenue.length)
            newestOfVenue = Arrays.copyOf(newestOfVenue, Math.max(venueNo + 1, newestOfVenue.length * 2));
        cells.setInt(cell, NEXT_OF_VENUE, newestOfVenue[venueNo] - 1);
        newestOfVenue[venueNo] = cell + 1;
        byKey.add(cell);
        size++;
    }

    /** Forgets the slots that ended before this minute and of which every place is free. */
    public void retire(int endedBeforeMin) {
        for (int venueNo = 0; venueNo < newestOfVenue.length; venueNo++) {
            int newer = NONE;
            for (int cell = newestOfVenue(venueNo); cell != NONE; ) {
                int older = nextOfVenue(cell);
                if (endMin(cell) >= endedBeforeMin || remaining(cell) != capacity(cell)) {
                    newer = cell;
                } else {
                    if (newer == NONE) newestOfVenue[venueNo] = older + 1;
                    else cells.setInt(newer, NEXT_OF_VENUE, older);
                    remove(cell);
                }
                cell = older;
            }
        }
    }

    private void remove(int cell) {
        byKey.remove(cell);
        cells.setByte(cell, FLAGS, 0);
        cells.setInt(cell, END_MIN, free);
        free = cell;
        size--;
    }

    public long startMs(int cell) {
        return SlotKey.startMs(key(cell));
    }

    public long endMs(int cell) {
        return endMin(cell) * 60_000L;
    }

    public long releasesAtMs(int cell) {
        return releaseMin(cell) * 60_000L;
    }

    public void take(int cell, int places) {
        int left = remaining(cell) - places;
        if (left < 0) throw new IllegalStateException("oversold: slot " + key(cell) + " would have " + left + " left");
        cells.setInt(cell, REMAINING, left);
    }

    /** As {@link #take}, of a reservation that stands: what is stored is so, even if it is more than there is. */
    public void restoreTaken(int cell, int places) {
        cells.setInt(cell, REMAINING, remaining(cell) - places);
    }

    public void giveBack(int cell, int places) {
        int left = remaining(cell) + places;
        if (left > capacity(cell))
            throw new IllegalStateException("more places than there are: slot " + key(cell) + " would have " + left);
        cells.setInt(cell, REMAINING, left);
    }
}
