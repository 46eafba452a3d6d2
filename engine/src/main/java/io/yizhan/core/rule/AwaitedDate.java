package io.yizhan.core.rule;

import io.yizhan.core.Event;
import io.yizhan.core.closure.CourseDates;
import io.yizhan.core.table.ReservationTable;

/**
 * When a member is awaited who has entered a course: once, at the first date that takes place. A reservation keeps the moment of one date. While
 * that date is closed, the moment of the next one that takes place is told; when it comes, that one is kept in its place. So a closure that is
 * lifted in time leaves no trace, and nobody is judged by a date that fell out. For everything else it is as {@link CheckInBy} says.
 */
public final class AwaitedDate {
    private final CheckInBy checkInBy;
    private final CourseDates courses;
    private final ReservationTable table;

    public AwaitedDate(CheckInBy checkInBy, CourseDates courses, ReservationTable table) {
        this.checkInBy = checkInBy;
        this.courses = courses;
        this.table = table;
    }

    /** By when the member of a confirmed reservation must have come, as things are now; 0 where nobody looks. */
    public long byMs(int cell) {
        long keptMs = table.checkInByMs(cell);
        if (keptMs == 0 || !isClosed(cell)) return keptMs;
        int next = courses.next(cell, kept(cell));
        return next == CourseDates.NONE ? 0 : checkInBy.ofMs(new long[] {table.slot(cell, next)}, 0);
    }

    /** From when they can check in, as the venues' terms have it now. */
    public long opensAtMs(int cell) {
        if (!courses.isCourse(cell)) return checkInBy.opensAtMs(table.slots(cell));
        int date = kept(cell);
        int next = courses.fallsOut(cell, date) ? courses.next(cell, date) : date;
        return checkInBy.opensAtMs(new long[] {table.slot(cell, next == CourseDates.NONE ? date : next)});
    }

    /** Whether it is of a course, and the date whose moment it keeps falls out. */
    boolean isClosed(int cell) {
        return courses.isCourse(cell) && courses.fallsOut(cell, kept(cell));
    }

    /** That another date's moment is kept, since that of a closed one has come. */
    Event.ReservationConfirmed later(int cell, long nowMs) {
        return new Event.ReservationConfirmed(nowMs, table.id(cell), byMs(cell));
    }

    /** The date whose moment is kept: the last one that would be missed by then; the first where none would. */
    private int kept(int cell) {
        int first = 0;
        int last = CourseDates.NONE;
        for (int i = 0; i < table.slotCount(cell); i++) {
            if (courses.startMin(cell, i) < courses.startMin(cell, first)) first = i;
            boolean missed =
                    checkInBy.ofTermsMs(table.slot(cell, i), table.slotEndMin(cell, i)) <= table.checkInByMs(cell);
            if (missed && (last == CourseDates.NONE || courses.startMin(cell, i) > courses.startMin(cell, last)))
                last = i;
        }
        return last == CourseDates.NONE ? first : last;
    }
}
