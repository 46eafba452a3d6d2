package io.yizhan.core.reservation;

import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.AtVenues;
import io.yizhan.core.Outcome.ClosurePreviewed;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.core.closure.ClosureCommands;
import io.yizhan.core.closure.ClosureReach;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.closure.CourseDates;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.collections.LongArrayList;

/**
 * Whom a closure would leave without a place, or without dates of a course, and who has one at some venues. No index leads from a slot to its
 * reservations: keeping one would cost every booking, for a question that is asked some times a day. So all reservations are gone through, a part a command.
 */
public final class ClosurePreview {
    private final ClosureCommands commands;
    private final SlotTable slots;
    private final ReservationTable table;
    private final Closures closures;
    private final CourseDates courses;
    private final ReservationViews views;
    private final PartsOfBooks parts;

    public ClosurePreview(
            ClosureCommands commands,
            SlotTable slots,
            ReservationTable table,
            Closures closures,
            CourseDates courses,
            ReservationViews views) {
        this.commands = commands;
        this.slots = slots;
        this.table = table;
        this.closures = closures;
        this.courses = courses;
        this.views = views;
        parts = new PartsOfBooks(table);
    }

    public Outcome answer(ClosureCommand.PreviewClosure query, long nowMs) {
        Refusal refusal = commands.refusal(query.closing());
        if (refusal != null) return refusal;
        ClosureReach reach = new ClosureReach(Closure.of(query.closing()), slots, table, closures, courses);
        LongArrayList losingDates = new LongArrayList();
        LongArrayList affected = parts.met(query.from(), cell -> {
            ClosureReach.Taken taken = reach.from(cell, nowMs);
            if (taken == ClosureReach.Taken.DATES) losingDates.addLong(table.id(cell));
            return taken == ClosureReach.Taken.PLACE;
        });
        return new ClosurePreviewed(
                affected.size(),
                oldest(affected, nowMs),
                losingDates.size(),
                oldest(losingDates, nowMs),
                parts.next(query.from()));
    }

    /** The same of venues as such: whoever is there already counts, too. */
    public Outcome answer(ClosureCommand.FindAtVenues query, long nowMs) {
        BitSet venues = new BitSet();
        for (int venueNo : query.venues()) venues.set(venueNo);
        LongArrayList met = parts.met(query.from(), cell -> isAt(venues, cell, nowMs));
        return new AtVenues(met.size(), oldest(met, nowMs), parts.next(query.from()));
    }

    private boolean isAt(BitSet venues, int cell, long nowMs) {
        if (table.id(cell) == 0 || table.state(cell).ended()) return false;
        for (int i = 0; i < table.slotCount(cell); i++) {
            long key = table.slot(cell, i);
            int slot = venues.get(SlotKey.venueNo(key)) ? slots.find(key) : -1;
            if (slot >= 0 && slots.endMs(slot) > nowMs) return true;
        }
        return false;
    }

    /** Cells are used again, so their order says nothing. */
    private List<Reservation> oldest(LongArrayList affected, long nowMs) {
        long[] ids = affected.toLongArray();
        Arrays.sort(ids);
        List<Reservation> oldest = new ArrayList<>();
        for (int i = 0; i < Math.min(ids.length, ClosurePreviewed.LISTED_MAX); i++)
            oldest.add(views.of(table.find(ids[i]), nowMs));
        return oldest;
    }
}
