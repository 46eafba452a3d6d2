package io.yizhan.core.table;

import java.util.Arrays;

/**
 * A moment for each cell at which something is due: a hashed wheel whose lists run through the cells, so that setting and clearing cost a few
 * writes and nothing is allocated. The moments themselves stay with whoever knows them. A cell is handed over at the first poll after its
 * moment, and cells that are due beyond one turn (4.7 h) stay in their list and are passed over.
 */
public final class TimerWheel {
    /** What a cell gives for its two links. */
    static final int BYTES = 8;

    private static final int TICK_SHIFT = 8;
    private static final int SPOKES = 1 << 16;
    private static final int NONE = -1;
    /** In place of the cell before: this one isn't on the wheel. What a new cell has. */
    private static final int OFF = 0;

    private final Cells cells;
    private final int nextAt;
    /** The cell before, plus one; for the first cell of a spoke, {@code -1 - spoke}. */
    private final int previousAt;

    private final int[] heads = new int[SPOKES];
    private long tick;

    /** While a spoke is gone through: the cell to come, which leaves room for whatever a cell that is handed over does to the others. */
    private int following = NONE;

    /** Until when cells are handed over now; before any moment outside of a poll. */
    private long pollsUntilMs = Long.MIN_VALUE;

    /** A cell that is due already was put on the spoke that is being gone through, before the cell to come. */
    private boolean again;

    /** Knows the cells' moments, and takes a cell whose moment has come: it may set and clear any cell, and remove it. */
    public interface Due {
        long dueMs(int cell);

        void due(int cell);
    }

    /** @param field where in each cell the wheel has its {@value #BYTES} bytes */
    TimerWheel(Cells cells, int field) {
        this.cells = cells;
        nextAt = field;
        previousAt = field + Integer.BYTES;
        Arrays.fill(heads, NONE);
    }

    public void set(int cell, long atMs) {
        clear(cell);
        // The wheel doesn't turn back: what is overdue already is put where the next poll begins.
        int spoke = spoke(Math.max(atMs >> TICK_SHIFT, tick));
        int head = heads[spoke];
        cells.setInt(cell, nextAt, head);
        cells.setInt(cell, previousAt, -1 - spoke);
        if (head != NONE) cells.setInt(head, previousAt, 1 + cell);
        heads[spoke] = cell;
        if (atMs <= pollsUntilMs && spoke == spoke(tick)) again = true;
    }

    public void clear(int cell) {
        int before = cells.getInt(cell, previousAt);
        if (before == OFF) return;
        int after = cells.getInt(cell, nextAt);
        if (following == cell) following = after;
        if (before < 0) heads[-1 - before] = after;
        else cells.setInt(before - 1, nextAt, after);
        if (after != NONE) cells.setInt(after, previousAt, before);
        cells.setInt(cell, previousAt, OFF);
    }

    /** Hands over cells that are due at {@code nowMs}, at most {@code limit}; whether there are more. */
    public boolean poll(long nowMs, int limit, Due due) {
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
            for (int cell = heads[spoke(tick)]; cell != NONE; cell = following) {
                following = cells.getInt(cell, nextAt);
                if (due.dueMs(cell) > nowMs) continue;
                if (left-- == 0) return left;
                clear(cell);
                due.due(cell);
            }
        } while (again);
        return left;
    }

    private static int spoke(long tick) {
        return (int) tick & (SPOKES - 1);
    }
}
