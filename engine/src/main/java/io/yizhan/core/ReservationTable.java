package io.yizhan.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All reservations in the books, {@value #BYTES} bytes each, and some 18 for its indexes. The first slot is in the row; further ones are
 * in an array of their own, since most reservations have one.
 */
final class ReservationTable {
    static final int NONE = -1;

    private static final int ID = 0;
    private static final int KEY_HI = 8;
    private static final int KEY_LO = 16;
    private static final int FIRST_SLOT = 24;
    private static final int CREATED_AT_MS = 32;
    private static final int ENDED_AT_MS = 40;
    private static final int HOLD_MS = 48;
    private static final int END_MIN = 52;
    private static final int MEMBER = 56;
    private static final int OLDER = 60;
    private static final int NEWER = 64;
    private static final int NEXT_ACTIVE = 68;
    private static final int PREVIOUS_ACTIVE = 72;
    private static final int TIMER = 76;
    private static final int PARTY = TIMER + TimerWheel.BYTES;
    private static final int STATE = PARTY + 1;
    private static final int SLOTS = STATE + 1;
    private static final int EXCLUSIVE_SLOTS = SLOTS + 1;
    private static final int STATION = EXCLUSIVE_SLOTS + 1;
    private static final int LOCAL_DAY = STATION + 2;
    private static final int CANCEL_CLOSES_MIN = LOCAL_DAY + 2;
    private static final int BYTES = 96;

    private final Rows rows = new Rows(BYTES);
    final TimerWheel timers = new TimerWheel(rows, TIMER);
    private final RowObjects<long[]> furtherSlots = new RowObjects<>();

    private final RowsById byId = new RowsById();
    private final RowIndex byKey = new RowIndex(1024) {
        @Override
        long key(int row) {
            return keyLo(row);
        }
    };

    private int free = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Rows are below this; in an unused one the id is 0. */
    int rowEnd() {
        return rows.end();
    }

    long id(int row) {
        return rows.getLong(row, ID);
    }

    long keyHi(int row) {
        return rows.getLong(row, KEY_HI);
    }

    long keyLo(int row) {
        return rows.getLong(row, KEY_LO);
    }

    long createdAtMs(int row) {
        return rows.getLong(row, CREATED_AT_MS);
    }

    /** When it was cancelled, expired or completed; 0 while it is active. */
    long endedAtMs(int row) {
        return rows.getLong(row, ENDED_AT_MS);
    }

    void endedAtMs(int row, long atMs) {
        rows.setLong(row, ENDED_AT_MS, atMs);
    }

    /** Of a hold: from its placing to its expiry. 0 where it was confirmed from the start. */
    int holdMs(int row) {
        return rows.getInt(row, HOLD_MS);
    }

    long holdExpiresAtMs(int row) {
        return holdMs(row) == 0 ? 0 : createdAtMs(row) + holdMs(row);
    }

    /** When its last slot ends. */
    int endMin(int row) {
        return rows.getInt(row, END_MIN);
    }

    long endsAtMs(int row) {
        return endMin(row) * 60_000L;
    }

    int party(int row) {
        return rows.getByte(row, PARTY);
    }

    ReservationState state(int row) {
        return ReservationState.of(rows.getByte(row, STATE));
    }

    void state(int row, ReservationState state) {
        rows.setByte(row, STATE, state.code());
    }

    /** The row of {@link MemberTable} whose reservation it is. */
    int member(int row) {
        return rows.getInt(row, MEMBER);
    }

    void member(int row, int member) {
        rows.setInt(row, MEMBER, member);
    }

    /** The next of the same member's reservations, from newest to oldest. */
    int older(int row) {
        return rows.getInt(row, OLDER);
    }

    void older(int row, int older) {
        rows.setInt(row, OLDER, older);
    }

    int newer(int row) {
        return rows.getInt(row, NEWER);
    }

    void newer(int row, int newer) {
        rows.setInt(row, NEWER, newer);
    }

    /** The next of the same member's active reservations. */
    int nextActive(int row) {
        return rows.getInt(row, NEXT_ACTIVE);
    }

    void nextActive(int row, int next) {
        rows.setInt(row, NEXT_ACTIVE, next);
    }

    int previousActive(int row) {
        return rows.getInt(row, PREVIOUS_ACTIVE);
    }

    void previousActive(int row, int previous) {
        rows.setInt(row, PREVIOUS_ACTIVE, previous);
    }

    /** Negative where the books have none of that id. */
    int find(long reservationId) {
        return byId.find(reservationId);
    }

    /** The newest reservation placed with this key; negative where there is none. */
    int findByKey(long hi, long lo) {
        int found = NONE;
        long hash = RowIndex.mix(lo);
        for (int at = byKey.first(hash); at >= 0; at = byKey.next(hash, at)) {
            int row = byKey.rowAt(hash, at);
            if (keyLo(row) == lo && keyHi(row) == hi && (found < 0 || id(row) > id(found))) found = row;
        }
        return found;
    }

    /** Reads where this key is looked for. */
    int touchKey(long lo) {
        return byKey.touch(RowIndex.mix(lo));
    }

    /** What its own terms say: see {@link Event.ReservationPlaced}. */
    int exclusiveSlots(int row) {
        return rows.getByte(row, EXCLUSIVE_SLOTS) & 0xff;
    }

    int stationNo(int row) {
        return rows.getChar(row, STATION);
    }

    /** The day on which its first slot starts as the region's clock has it, since 1970-01-01. */
    int localDay(int row) {
        return rows.getChar(row, LOCAL_DAY);
    }

    void localDay(int row, int day) {
        rows.setChar(row, LOCAL_DAY, day);
    }

    int cancelClosesMin(int row) {
        return rows.getInt(row, CANCEL_CLOSES_MIN);
    }

    void terms(int row, int exclusiveSlots, int stationNo, int cancelClosesMin) {
        rows.setByte(row, EXCLUSIVE_SLOTS, exclusiveSlots);
        if (stationNo < 0 || stationNo > VenueTerms.STATION_NO_MAX)
            throw new IllegalStateException("a station has the number " + stationNo);
        rows.setChar(row, STATION, stationNo);
        rows.setInt(row, CANCEL_CLOSES_MIN, cancelClosesMin);
    }

    /** The places that it takes of the slot {@code i} while it is active. */
    int places(int row, int i) {
        return (exclusiveSlots(row) >> i & 1) != 0 ? 1 : party(row);
    }

    /** What of it never changes, but for its terms. The rest of the row is the caller's to set. */
    int add(long id, long keyHi, long keyLo, long[] slots, int party, long createdAtMs, int holdMs, int endMin) {
        int row = free;
        if (row == NONE) row = rows.add();
        else free = member(row);
        rows.setLong(row, ID, id);
        rows.setLong(row, KEY_HI, keyHi);
        rows.setLong(row, KEY_LO, keyLo);
        rows.setLong(row, FIRST_SLOT, slots[0]);
        rows.setLong(row, CREATED_AT_MS, createdAtMs);
        rows.setInt(row, HOLD_MS, holdMs);
        rows.setInt(row, END_MIN, endMin);
        rows.setByte(row, PARTY, party);
        rows.setByte(row, SLOTS, slots.length);
        if (slots.length > 1) furtherSlots.set(row, Arrays.copyOfRange(slots, 1, slots.length));
        byId.put(id, row);
        byKey.add(row);
        size++;
        return row;
    }

    void remove(int row) {
        byId.remove(id(row));
        byKey.remove(row);
        timers.clear(row);
        if (slotCount(row) > 1) furtherSlots.clear(row);
        rows.setLong(row, ID, 0);
        member(row, free);
        free = row;
        size--;
    }

    int slotCount(int row) {
        return rows.getByte(row, SLOTS);
    }

    long slot(int row, int i) {
        if (i == 0) return rows.getLong(row, FIRST_SLOT);
        long @Nullable [] further = furtherSlots.get(row);
        if (further == null) throw new IllegalStateException("row " + row + " has one slot");
        return further[i - 1];
    }

    long[] slots(int row) {
        long[] slots = new long[slotCount(row)];
        for (int i = 0; i < slots.length; i++) slots[i] = slot(row, i);
        return slots;
    }
}
