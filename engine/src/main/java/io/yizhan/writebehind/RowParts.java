package io.yizhan.writebehind;

import io.yizhan.core.Event;
import io.yizhan.core.Event.GateBootForgotten;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.Event.VenueDefined;
import java.util.ArrayList;
import java.util.List;

/**
 * A region's rows by aggregate, and which of them an event goes to. One thread.
 *
 * <p>A sink writes in a fixed order: part by part, then what is last. Where that would differ from the order of the events, a part is
 * {@linkplain RowPart#closedTo closed to} the next event, and another batch begins.
 */
final class RowParts {
    final VenueRows venues = new VenueRows();
    final SlotRows slots = new SlotRows();
    final ReservationRows reservations = new ReservationRows();
    final GateRows gates = new GateRows();

    /** In the order in which they are written and loaded. */
    private final List<RowPart> all = List.of(venues, slots, reservations, gates);

    List<RowPart> all() {
        return all;
    }

    /** Whether the fixed order is the order of the events, with this one behind them. */
    boolean openTo(Event event) {
        for (RowPart part : all) if (part.closedTo(event)) return false;
        return true;
    }

    /**
     * Adds what has happened.
     *
     * @return how many rows more will be added or changed, about
     * @throws IllegalStateException it contradicts what happened before
     */
    int take(Event event) {
        return switch (event) {
            case VenueDefined defined -> venues.take(defined);
            case SlotsOpened opened -> slots.take(opened);
            case SlotsRetired retired -> slots.take(retired);
            case ReservationPlaced placed -> reservations.take(placed);
            case ReservationConfirmed confirmed -> reservations.take(confirmed);
            case ReservationCancelled cancelled -> reservations.take(cancelled);
            case HoldExpired expired -> reservations.take(expired);
            case ReservationCompleted completed -> reservations.take(completed);
            case ReservationArchived archived -> reservations.take(archived);
            case GateEventsRecorded heard -> gates.take(heard);
            case GateBootForgotten forgotten -> gates.take(forgotten);
        };
    }

    /** What writes them, in this order; the same list for every batch. */
    List<RowStatement> statements() {
        var statements = new ArrayList<RowStatement>();
        for (RowPart part : all) statements.addAll(part.statements());
        for (RowPart part : all) statements.addAll(part.lastStatements());
        return statements;
    }
}
