package io.yizhan.core.reservation;

import io.yizhan.core.table.ReservationTable;
import java.util.function.IntPredicate;
import org.agrona.collections.LongArrayList;

/**
 * All reservations, gone through a part a command, so that nobody waits for a large city's books. What changes between two parts is seen or
 * not. None moves within the books, so whoever stands all the while is met once.
 */
final class PartsOfBooks {
    /** Reservations that are looked at for one command: a millisecond. */
    static final int CELLS_A_PART = 32_768;

    private final ReservationTable table;

    PartsOfBooks(ReservationTable table) {
        this.table = table;
    }

    /** Ids of those in the part that begins there, in no order. */
    LongArrayList met(int from, IntPredicate cells) {
        LongArrayList ids = new LongArrayList();
        for (int cell = from; cell < end(from); cell++) if (cells.test(cell)) ids.addLong(table.id(cell));
        return ids;
    }

    /** Where the next part begins; 0 where that was the last. */
    int next(int from) {
        return end(from) < table.cellEnd() ? end(from) : 0;
    }

    private int end(int from) {
        return Math.min(table.cellEnd(), from + CELLS_A_PART);
    }
}
