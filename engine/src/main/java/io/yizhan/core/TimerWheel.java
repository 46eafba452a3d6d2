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

    /** While a spoke is gone through: the row to come, which leaves room for whatever a row that is handed over does to the others. */
    private int following = NONE;

    /** Until when rows are handed over now; before any moment outside of a poll. */
    private long pollsUntilMs = Long.MIN_VALUE;

    /** A row that is due already was put on the spoke that is being gone through, before the row to come. */
    private boolean again;

    /** Knows the rows' moments, and takes a row whose moment has come: it may set and clear any row, and remove it. */
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
        int spoke = spoke(Math.max(atMs >> TICK_SHIFT, tick));
        int head = heads[spoke];
        rows.setInt(row, nextAt, head);
        rows.setInt(row, previousAt, -1 - spoke);
        if (head != NONE) rows.setInt(head, previousAt, 1 + row);
        heads[spoke] = row;
        if (atMs <= pollsUntilMs && spoke == spoke(tick)) again = true;
    }

    void clear(int row) {
        int before = rows.getInt(row, previousAt);
        if (before == OFF) return;
        int after = rows.getInt(row, nextAt);
        if (following == row) following = after;
        if (before < 0) heads[-1 - before] = after;
        else rows.setInt(before - 1, nextAt, after);
        if (after != NONE) rows.setInt(after, previousAt, before);
        rows.setInt(row, previousAt, OFF);
    }

    /** Hands over rows that are due at {@code nowMs}, at most {@code limit}; whether there are more. */
    boolean poll(long nowMs, int limit, Due due) {
        long nowTick = nowMs >> TICK_SHIFT;
        if (nowTick - tick > SPOKES) tick = nowTick - SPOKES;
        pollsUntilMs = nowMs;
        int left = pollSpoke(nowMs, limit, due);
        while (left >= 0 && tick < nowTick) {
            tick++;
            left = pollSpoke(nowMs, left, due);
        }
        pollsUntilMs = Long.MIN_VALUE;
        return left < 0;
    }

    /** How many more may be handed over; negative where one that is due had to stay. */
    private int pollSpoke(long nowMs, int limit, Due due) {
        int left = limit;
        do {
            again = false;
            for (int row = heads[spoke(tick)]; row != NONE; row = following) {
                following = rows.getInt(row, nextAt);
                if (due.dueMs(row) > nowMs) continue;
                if (left-- == 0) return left;
                clear(row);
                due.due(row);
            }
        } while (again);
        return left;
    }

    private static int spoke(long tick) {
        return (int) tick & (SPOKES - 1);
    }
}
