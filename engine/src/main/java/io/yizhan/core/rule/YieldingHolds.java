package io.yizhan.core.rule;

import io.yizhan.core.table.ReservationTable;
import java.util.Arrays;

/**
 * The holds that give way to what a member asks for: the member's own, see {@link OwnHolds}, and those of an order's former quote. They are in the books until the request is carried
 * out, and no rule counts them any more.
 */
public final class YieldingHolds {
    /** Of whoever asks for nothing. */
    static final YieldingHolds NONE = new YieldingHolds(new int[0]);

    private int[] cells;
    private int count;

    private YieldingHolds(int[] cells) {
        this.cells = cells;
    }

    YieldingHolds() {
        this(new int[4]);
    }

    void clear() {
        count = 0;
    }

    void add(int cell) {
        if (count == cells.length) cells = Arrays.copyOf(cells, 2 * count);
        cells[count++] = cell;
    }

    public int count() {
        return count;
    }

    /** How many are this member's. All are, but for those of an order that was quoted to somebody else. */
    int countOf(int member, ReservationTable table) {
        int own = 0;
        for (int i = 0; i < count; i++) if (table.member(cells[i]) == member) own++;
        return own;
    }

    /** In {@link ReservationTable}, of one of them: 0 to {@link #count} - 1. */
    public int cell(int i) {
        return cells[i];
    }

    boolean has(int cell) {
        for (int i = 0; i < count; i++) if (cells[i] == cell) return true;
        return false;
    }

    /**
     * When the first of those ends by itself that have a slot in common with these; {@link Long#MAX_VALUE} for none. One whose time is over
     * counts for nothing: it is in the books only until that has been carried out.
     */
    public long firstEndMs(long[] wanted, ReservationTable table, long nowMs) {
        long firstMs = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long endsAtMs = table.holdExpiresAtMs(cells[i]);
            if (endsAtMs > nowMs && sharesASlot(cells[i], wanted, table)) firstMs = Math.min(firstMs, endsAtMs);
        }
        return firstMs;
    }

    static boolean sharesASlot(int cell, long[] wanted, ReservationTable table) {
        for (int o = 0; o < table.slotCount(cell); o++)
            for (long key : wanted) if (table.slot(cell, o) == key) return true;
        return false;
    }

    /** The places that they take of a slot. */
    int places(long slot, ReservationTable table) {
        return places(slot, table, false);
    }

    /** Of these, those that count for the share of the station's host. */
    int placesByHost(long slot, ReservationTable table) {
        return places(slot, table, true);
    }

    private int places(long slot, ReservationTable table, boolean byHostAlone) {
        int places = 0;
        for (int i = 0; i < count; i++) {
            if (!byHostAlone || table.byHost(cells[i])) places += table.placesOf(cells[i], slot);
        }
        return places;
    }
}
