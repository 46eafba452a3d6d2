package io.yizhan.core;

import java.util.Arrays;

/**
 * A moment for each row at which something is due: a hashed wheel whose lists run through the rows, so that setting and clearing cost a few
 * writes and nothing is allocated. The moments themselves stay with whoever knows them. A row is handed over at the first poll after its
 * moment, and rows that are due beyond one turn (4.7 h) stay in their list and are passed over.
 */
final class TimerWheel {
    /** What a row gives for its two links. */
    static final int BYTES = 8;

    private static final int TICK_SHIFT = 8;
    private static final int SPOKES = 1 << 16;
    private static final int NONE = -1;
    /** In place of the row before: this one isn't on the wheel. What a new row has. */
    private static final int OFF = 0;

    private final Rows rows;
    private final int nextAt;
    /** The row before, plus one; for the first row of a spoke, {@code -1 - spoke}. */
    private final int previousAt;

    private final int[] heads = new int[SPOKES];
    private long tick;

    /** Knows the rows' moments, and takes a row whose moment has come: it may set that row anew, and no other. */
    interface Due {
        long dueMs(int row);

        void due(int row);
    }

    /** @param field where in each row the wheel has its {@value #BYTES} bytes */
    TimerWheel(Rows rows, int field) {
        this.rows = rows;
        nextAt = field;
        previousAt = field + Integer.BYTES;
        Arrays.fill(heads, NONE);
    }

    void set(int row, long atMs) {
        clear(row);
        // The wheel doesn't turn back: what is overdue already is put where the next poll begins.
        int spoke = (int) Math.max(atMs >> TICK_SHIFT, tick) & (SPOKES - 1);
        int head = heads[spoke];
        rows.setInt(row, nextAt, head);
        rows.setInt(row, previousAt, -1 - spoke);
        if (head != NONE) rows.setInt(head, previousAt, 1 + row);
        heads[spoke] = row;
    }

    void clear(int row) {
        int before = rows.getInt(row, previousAt);
        if (before == OFF) return;
        int after = rows.getInt(row, nextAt);
        if (before < 0) heads[-1 - before] = after;
        else rows.setInt(before - 1, nextAt, after);
        if (after != NONE) rows.setInt(after, previousAt, before);
        rows.setInt(row, previousAt, OFF);
    }

    /** Hands over rows that are due at {@code nowMs}, at most {@code limit}; whether there are more. */
    boolean poll(long nowMs, int limit, Due due) {
        long nowTick = nowMs >> TICK_SHIFT;
        if (nowTick - tick > SPOKES) tick = nowTick - SPOKES;
        int given = 0;
        while (true) {
            for (int row = heads[(int) tick & (SPOKES - 1)]; row != NONE; ) {
                int following = rows.getInt(row, nextAt);
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
