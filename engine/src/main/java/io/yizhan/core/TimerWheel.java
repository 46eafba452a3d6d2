package io.yizhan.core;

import java.util.Arrays;

/**
 * A moment for each row at which something is due: a hashed wheel whose lists run through the rows, so that setting and clearing cost a few
 * writes and nothing is allocated. The moments themselves stay with whoever knows them. A row is handed over at the first poll after its
 * moment, and rows that are due beyond one turn (4.7 h) stay in their list and are passed over.
 */
final class TimerWheel {
    private static final int TICK_SHIFT = 8;
    private static final int SPOKES = 1 << 16;
    private static final int NONE = -1;
    /** In place of the row before: this one isn't on the wheel. */
    private static final int OFF = Integer.MIN_VALUE;

    private final int[] heads = new int[SPOKES];
    private int[] next = {};
    /** The row before; for the first row of a spoke, {@code -2 - spoke}. */
    private int[] previous = {};

    private long tick;

    /** Knows the rows' moments, and takes a row whose moment has come: it may set that row anew, and no other. */
    interface Due {
        long dueMs(int row);

        void due(int row);
    }

    TimerWheel() {
        Arrays.fill(heads, NONE);
    }

    void growTo(int rows) {
        int former = next.length;
        next = Arrays.copyOf(next, rows);
        previous = Arrays.copyOf(previous, rows);
        Arrays.fill(previous, former, rows, OFF);
    }

    void set(int row, long atMs) {
        clear(row);
        // The wheel doesn't turn back: what is overdue already is put where the next poll begins.
        int spoke = (int) Math.max(atMs >> TICK_SHIFT, tick) & (SPOKES - 1);
        int head = heads[spoke];
        next[row] = head;
        previous[row] = -2 - spoke;
        if (head != NONE) previous[head] = row;
        heads[spoke] = row;
    }

    void clear(int row) {
        int before = previous[row];
        if (before == OFF) return;
        int after = next[row];
        if (before < 0) heads[-2 - before] = after;
        else next[before] = after;
        if (after != NONE) previous[after] = before;
        previous[row] = OFF;
    }

    /** Hands over rows that are due at {@code nowMs}, at most {@code limit}; whether there are more. */
    boolean poll(long nowMs, int limit, Due due) {
        long nowTick = nowMs >> TICK_SHIFT;
        if (nowTick - tick > SPOKES) tick = nowTick - SPOKES;
        int given = 0;
        while (true) {
            for (int row = heads[(int) tick & (SPOKES - 1)]; row != NONE; ) {
                int following = next[row];
                if (due.dueMs(row) <= nowMs) {
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
}
