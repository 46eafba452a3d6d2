package io.yizhan.core.reservation;

import io.yizhan.core.Closure;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.ClosurePreviewed;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.closure.ClosureCommands;
import io.yizhan.core.closure.ClosureReach;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.LongArrayList;

/**
 * Whom a closure would leave without a place. No index leads from a slot to its reservations: keeping one would cost every booking, for a
 * question that is asked some times a day. So all reservations are gone through, a part a command; what changes between two parts is seen or
 * not. None moves within the books, so whoever stands all the while is met once.
 */
public final class ClosurePreview {
    /** Reservations that are looked at for one command: a millisecond. */
    static final int CELLS_A_PART = 32_768;

    private final ClosureCommands commands;
    private final SlotTable slots;
    private final ReservationTable table;
    private final ReservationViews views;

    public ClosurePreview(ClosureCommands commands, SlotTable slots, ReservationTable table, ReservationViews views) {
        this.commands = commands;
        this.slots = slots;
        this.table = table;
        this.views = views;
    }

    public Outcome answer(Command.PreviewClosure query, long nowMs) {
        Refusal refusal = commands.refusal(query.closing());
        if (refusal != null) return refusal;
        ClosureReach reach = new ClosureReach(Closure.of(query.closing()), slots, table);
        int end = Math.min(table.cellEnd(), query.from() + CELLS_A_PART);
        LongArrayList affected = new LongArrayList();
        for (int cell = query.from(); cell < end; cell++)
            if (reach.takesFrom(cell, nowMs)) affected.addLong(table.id(cell));
        return new ClosurePreviewed(affected.size(), oldest(affected), end < table.cellEnd() ? end : 0);
    }

    /** Cells are used again, so their order says nothing. */
    private List<Reservation> oldest(LongArrayList affected) {
        long[] ids = affected.toLongArray();
        Arrays.sort(ids);
        List<Reservation> oldest = new ArrayList<>();
        for (int i = 0; i < Math.min(ids.length, ClosurePreviewed.LISTED_MAX); i++)
            oldest.add(views.of(table.find(ids[i])));
        return oldest;
    }
}
