package io.yizhan.core;

import java.util.Arrays;

/**
 * One deadline per row: a hashed wheel whose lists run through the rows, so that setting and clearing cost a few writes and nothing
 * is allocated. A deadline is met within one tick of 256 ms after it. Deadlines beyond one turn (4.7 h) stay in their list and are passed over.
 */
final class TimerWheel {
    private static final int TICK_SHIFT = 8;
    private static final int SPOKES = 1 << 16;
    private static final int NONE = -1;

    private final int[] heads = new int[SPOKES];
    private long[] deadlineMs = {};
    private int[] next = {};
    private int[] previous = {};
    private long tick;
    private int size;

    /** Takes a row whose time has come; it may set that row's deadline anew, and no other's. */
    interface Due {
        void due(int row);
    }

    TimerWheel() {
        Arrays.fill(heads, NONE);
    }

    int size() {
        return size;
    }

    void growTo(int rows) {
        int former = next.length;
        deadlineMs = Arrays.copyOf(deadlineMs, rows);
        next = Arrays.copyOf(next, rows);
        previous = Arrays.copyOf(previous, rows);
        Arrays.fill(deadlineMs, former, rows, Long.MIN_VALUE);
    }

    /** When this row's time comes; {@link Long#MIN_VALUE} where it has none. */
    long dueMs(int row) {
        return deadlineMs[row];
    }

    void set(int row, long atMs) {
        clear(row);
        // The wheel doesn't turn back: what is overdue already is due at the tick that the next poll begins with.
        long dueMs = Math.max(atMs, tick << TICK_SHIFT);
        int spoke = spokeOf(dueMs);
        int head = heads[spoke];
        deadlineMs[row] = dueMs;
        next[row] = head;
        previous[row] = NONE;
        if (head != NONE) previous[head] = row;
        heads[spoke] = row;
        size++;
    }

    void clear(int row) {
        if (deadlineMs[row] == Long.MIN_VALUE) return;
        if (previous[row] == NONE) heads[spokeOf(deadlineMs[row])] = next[row];
        else next[previous[row]] = next[row];
        if (next[row] != NONE) previous[next[row]] = previous[row];
        deadlineMs[row] = Long.MIN_VALUE;
        size--;
    }

    /** Hands over rows whose deadline is not after {@code nowMs}, at most {@code limit}; whether there are more. */
    boolean poll(long nowMs, int limit, Due due) {
        long nowTick = nowMs >> TICK_SHIFT;
        if (nowTick - tick > SPOKES) tick = nowTick - SPOKES;
        int given = 0;
        while (true) {
            for (int row = heads[(int) tick & (SPOKES - 1)]; row != NONE; ) {
                int following = next[row];
                if (deadlineMs[row] <= nowMs) {
                    if (given++ == limit) return true;
                    clear(row);
                    due.due(row);
                }
                row = following;
            }
            if (tick >= nowTick) return false;
            tick++;
        }
    }

    private static int spokeOf(long atMs) {
        return (int) (atMs >> TICK_SHIFT) & (SPOKES - 1);
    }
}
