package io.yizhan.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All reservations in the books, one row each, in columns: some 100 bytes a reservation with its indexes and its timer. The first slot
 * is in the row; further ones are in an array of their own, since most reservations have one.
 */
final class ReservationTable {
    static final int NONE = -1;
    private static final long[] NO_SLOTS = {};

    long[] id = new long[1024];
    long[] keyHi = new long[1024];
    long[] keyLo = new long[1024];
    long[] firstSlot = new long[1024];
    long[] @Nullable [] furtherSlots = new long[1024][];
    long[] createdAtMs = new long[1024];
    /** Of a hold: from its placing to its expiry. 0 where it was confirmed from the start. */
    int[] holdMs = new int[1024];
    /** When its last slot ends. */
    int[] endMin = new int[1024];
    /** When it was cancelled, expired or completed; 0 while it is active. */
    long[] endedAtMs = new long[1024];

    byte[] party = new byte[1024];
    byte[] state = new byte[1024];
    int[] member = new int[1024];
    /** The member's reservations, newest first. */
    int[] older = new int[1024];

    int[] newer = new int[1024];
    /** The member's active reservations. */
    int[] nextActive = new int[1024];

    int[] previousActive = new int[1024];
    final TimerWheel timers = new TimerWheel();

    private final RowIndex byId = new RowIndex(1024) {
        @Override
        long key(int row) {
            return id[row];
        }
    };

    private final RowIndex byKey = new RowIndex(1024) {
        @Override
        long key(int row) {
            return keyLo[row];
        }
    };

    private int end;
    private int free = NONE;
    private int size;

    ReservationTable() {
        timers.growTo(1024);
    }

    int size() {
        return size;
    }

    /** Rows are below this; in an unused one the id is 0. */
    int rowEnd() {
        return end;
    }

    /** Negative where the books have none of that id. */
    int find(long reservationId) {
        int row;
        for (int at = byId.start(reservationId); (row = byId.rowAt(at)) >= 0; at = byId.after(at)) {
            if (id[row] == reservationId) return row;
        }
        return NONE;
    }

    /** The newest reservation placed with this key; negative where there is none. */
    int findByKey(long hi, long lo) {
        int found = NONE;
        int row;
        for (int at = byKey.start(lo); (row = byKey.rowAt(at)) >= 0; at = byKey.after(at)) {
            if (keyLo[row] == lo && keyHi[row] == hi && (found < 0 || id[row] > id[found])) found = row;
        }
        return found;
    }

    int add(long reservationId, long hi, long lo, long[] slots) {
        int row = free;
        if (row == NONE) {
            if (end == id.length) grow(end + (end >> 1));
            row = end++;
        } else {
            free = member[row];
        }
        id[row] = reservationId;
        keyHi[row] = hi;
        keyLo[row] = lo;
        firstSlot[row] = slots[0];
        furtherSlots[row] = slots.length == 1 ? NO_SLOTS : Arrays.copyOfRange(slots, 1, slots.length);
        byId.add(row);
        byKey.add(row);
        size++;
        return row;
    }

    void remove(int row) {
        byId.remove(row);
        byKey.remove(row);
        timers.clear(row);
        id[row] = 0;
        furtherSlots[row] = NO_SLOTS;
        member[row] = free;
        free = row;
        size--;
    }

    int slotCount(int row) {
        return 1 + further(row).length;
    }

    long slot(int row, int i) {
        return i == 0 ? firstSlot[row] : further(row)[i - 1];
    }

    long[] slots(int row) {
        long[] slots = new long[slotCount(row)];
        for (int i = 0; i < slots.length; i++) slots[i] = slot(row, i);
        return slots;
    }

    ReservationState stateOf(int row) {
        return ReservationState.of(state[row]);
    }

    long holdExpiresAtMs(int row) {
        return holdMs[row] == 0 ? 0 : createdAtMs[row] + holdMs[row];
    }

    long endsAtMs(int row) {
        return endMin[row] * 60_000L;
    }

    private long[] further(int row) {
        long[] slots = furtherSlots[row];
        return slots == null ? NO_SLOTS : slots;
    }

    private void grow(int rows) {
        id = Arrays.copyOf(id, rows);
        keyHi = Arrays.copyOf(keyHi, rows);
        keyLo = Arrays.copyOf(keyLo, rows);
        firstSlot = Arrays.copyOf(firstSlot, rows);
        furtherSlots = Arrays.copyOf(furtherSlots, rows);
        createdAtMs = Arrays.copyOf(createdAtMs, rows);
        holdMs = Arrays.copyOf(holdMs, rows);
        endMin = Arrays.copyOf(endMin, rows);
        endedAtMs = Arrays.copyOf(endedAtMs, rows);
        party = Arrays.copyOf(party, rows);
        state = Arrays.copyOf(state, rows);
        member = Arrays.copyOf(member, rows);
        older = Arrays.copyOf(older, rows);
        newer = Arrays.copyOf(newer, rows);
        nextActive = Arrays.copyOf(nextActive, rows);
        previousActive = Arrays.copyOf(previousActive, rows);
        timers.growTo(rows);
    }
}
