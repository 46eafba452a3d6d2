package io.yizhan.core.closure;

import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * What a closure owes: to cancel the reservations that it leaves without a place. There may be thousands, so time carries it out in slices,
 * between other people's commands. A closure that has begun takes no new reservations, so one walk over all of them meets each that it has to
 * cancel. How far the walk has come is not part of the books: whoever takes them over, after a crash or from another node, begins it anew and
 * meets those that are left.
 */
public final class OwedCancellations {
    /** Reservations that are looked at in one slice: some hundred microseconds. */
    private static final int CELLS_A_SLICE = 8_192;

    /** Reservations that are cancelled in one slice: a batch that nobody notices. */
    private static final int CANCELLED_A_SLICE = 256;

    private final Closures closures;
    private final SlotTable slots;
    private final ReservationTable table;

    private int closureNo;
    private int nextCell;
    /** Of that closure; null before the first. */
    private @Nullable ClosureReach reach;

    /** Takes what happens, each a thing of its own. */
    public interface Each {
        void happens(Event event);
    }

    public OwedCancellations(Closures closures, SlotTable slots, ReservationTable table) {
        this.closures = closures;
        this.slots = slots;
        this.table = table;
    }

    /** Whether anything is owed. */
    public boolean owes() {
        return closures.owing() != null;
    }

    /**
     * Goes on with what is owed longest.
     *
     * @param limit at most so many events
     */
    public void carryOut(long nowMs, int limit, Each each) {
        Closure owing = closures.owing();
        if (owing == null) return;
        if (reach == null || closureNo != owing.no()) {
            closureNo = owing.no();
            reach = new ClosureReach(owing, slots, table);
            nextCell = 0;
        }
        int happened = 0;
        int happenMax = Math.min(limit, CANCELLED_A_SLICE);
        int sliceEnd = Math.min(table.cellEnd(), nextCell + CELLS_A_SLICE);
        for (; nextCell < sliceEnd && happened < happenMax; nextCell++) {
            if (!reach.takesFrom(nextCell, nowMs)) continue;
            each.happens(new Event.ReservationCancelled(nowMs, table.id(nextCell), owing.no()));
            happened++;
        }
        if (nextCell == table.cellEnd() && happened < happenMax)
            each.happens(new Event.ClosureCarriedOut(nowMs, owing.no()));
    }
}
