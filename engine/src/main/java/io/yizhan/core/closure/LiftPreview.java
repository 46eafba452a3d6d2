package io.yizhan.core.closure;

import static io.yizhan.core.Refusal.ClosureUnknown.CLOSURE_UNKNOWN;

import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.LiftPreviewed;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.Arrays;
import org.agrona.collections.LongArrayList;

/**
 * Which slots can be booked again once a closure is taken back: those to come that nothing else closes, neither the schedule nor another
 * closure. It has at most {@value Closure#VENUES_MAX} venues, so all of their slots are looked at in one command: some milliseconds, as much
 * as lifting it takes.
 */
public final class LiftPreview {
    private final VenueTable venues;
    private final SlotTable slots;
    private final Closures closures;

    public LiftPreview(VenueTable venues, SlotTable slots, Closures closures) {
        this.venues = venues;
        this.slots = slots;
        this.closures = closures;
    }

    public Outcome answer(ClosureCommand.PreviewLift query, long nowMs) {
        Closure closure = closures.find(query.closureNo());
        if (closure == null || !closure.state().inForce()) return CLOSURE_UNKNOWN;
        if (closure.isOfMachine()) return new Refusal.ClosureOfMachine(closure.machine());
        LongArrayList opening = new LongArrayList();
        for (int venueNo : closure.venues()) {
            VenueTerms terms = venues.find(venueNo);
            if (terms == null || terms.withdrawn()) continue;
            for (int cell = slots.newestOfVenue(venueNo); cell >= 0; cell = slots.nextOfVenue(cell))
                if (opens(cell, closure, nowMs)) opening.addLong(slots.key(cell));
        }
        long[] keys = opening.toLongArray();
        Arrays.sort(keys);
        return new LiftPreviewed(
                closure, keys.length, Arrays.copyOf(keys, Math.min(keys.length, LiftPreviewed.LISTED_MAX)));
    }

    private boolean opens(int slot, Closure closure, long nowMs) {
        return closure.during(SlotKey.startMin(slots.key(slot)), slots.endMin(slot))
                && slots.startMs(slot) > nowMs
                && !slots.closed(slot)
                && closures.closingBut(closure.no(), slot) == null;
    }
}
