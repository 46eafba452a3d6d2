package io.yizhan.core.closure;

import io.yizhan.core.Changes;
import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * What a closure owes: to cancel the reservations that it leaves without a place, and to tell those of whom it takes dates of a course, which is
 * no event. There may be thousands, so time carries it out in slices, between other people's commands. A closure that has begun takes no new reservations, so one walk over all of them meets each that it has to
 * cancel. How far the walk has come is not part of the books: whoever takes them over, after a crash or from another node, begins it anew and
 * meets those that are left; who loses dates may be told twice.
 */
public final class OwedCancellations {
    /** Reservations that are looked at in one slice: some hundred microseconds. */
    private static final int CELLS_A_SLICE = 8_192;

    /** Reservations that are cancelled, or told of, in one slice: a batch that nobody notices. */
    private static final int MET_A_SLICE = 256;

    private final Closures closures;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final CourseDates courses;
    private final Changes changes;

    private int closureNo;
    private int nextCell;
    /** Of that closure; null before the first. */
    private @Nullable ClosureReach reach;

    /** Takes what happens, each a thing of its own. */
    public interface Each {
        void happens(Event event);
    }

    public OwedCancellations(
            Closures closures,
            SlotTable slots,
            ReservationTable table,
            MemberTable members,
            CourseDates courses,
            Changes changes) {
        this.closures = closures;
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.courses = courses;
        this.changes = changes;
    }

    /** Whether anything is owed. */
    public boolean owes() {
        return closures.owing() != null;
    }

    /**
     * Goes on with what is owed longest.
     *
     * @param limit at most so many reservations
     */
    public void carryOut(long nowMs, int limit, Each each) {
        Closure owing = closures.owing();
        if (owing == null) return;
        if (reach == null || closureNo != owing.no()) {
            closureNo = owing.no();
            reach = new ClosureReach(owing, slots, table, closures, courses);
            nextCell = 0;
        }
        int met = 0;
        int metMax = Math.min(limit, MET_A_SLICE);
        int sliceEnd = Math.min(table.cellEnd(), nextCell + CELLS_A_SLICE);
        for (; nextCell < sliceEnd && met < metMax; nextCell++) {
            switch (reach.from(nextCell, nowMs)) {
                case NOTHING -> {}
                case DATES -> {
                    changes.reservation(table.id(nextCell), members.hashOf(table.member(nextCell)));
                    met++;
                }
                case PLACE -> {
                    each.happens(new Event.ReservationCancelled(nowMs, table.id(nextCell), owing.no()));
                    met++;
                }
            }
        }
        if (nextCell == table.cellEnd() && met < metMax) each.happens(new Event.ClosureCarriedOut(nowMs, owing.no()));
    }
}
