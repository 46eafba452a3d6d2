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
import io.yizhan.core.ReservationState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Consecutive events, and what they come to: a reservation that was placed and cancelled in one batch is one row. One thread.
 *
 * <p>A sink writes the parts in a fixed order: venues, slots, ends of reservations, new reservations, gate events, forgotten boots,
 * retired slots. Where that would differ from the order of the events, the batch {@linkplain #takes does not take} the next command's events,
 * and another batch begins: after slots were retired; when a venue's terms change while reservations are in; when a gate's boot is heard of
 * after it was forgotten. The events of one command stay together: no transaction holds a part of them.
 */
public final class RowBatch {
    /** Events in a batch. */
    public static final int EVENTS_MAX = 8_192;

    /** Rows of events that carry many. */
    private static final int ROWS_MAX = 65_536;

    final Map<Integer, VenueDefined> venues = new LinkedHashMap<>();
    final List<SlotsOpened> slotsOpened = new ArrayList<>();
    final Map<Long, ReservationChange> reservations = new LinkedHashMap<>();
    final List<GateEventsRecorded> gateEvents = new ArrayList<>();
    final Set<GateBoot> bootsForgotten = new LinkedHashSet<>();
    final List<Event> events = new ArrayList<>();
    int retiredBeforeMin;
    long reservationIdEnd;

    private final long formerSeq;
    private int placed;
    private int rows;

    record GateBoot(String gate, String boot) {}

    /** @param formerSeq the checkpoint that it goes on from */
    public RowBatch(long formerSeq) {
        this.formerSeq = formerSeq;
    }

    public long formerSeq() {
        return formerSeq;
    }

    /** The checkpoint that it reaches. */
    public long lastSeq() {
        return formerSeq + events.size();
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** When its first event happened; 0 where it is empty. */
    public long firstAtMs() {
        return events.isEmpty() ? 0 : events.getFirst().atMs();
    }

    /** When its last event happened; 0 where it is empty. */
    public long lastAtMs() {
        return events.isEmpty() ? 0 : events.getLast().atMs();
    }

    /** Reservations placed in it, cancelled ones included. */
    public int placed() {
        return placed;
    }

    /** Rows that it adds or changes, about. */
    public int rows() {
        return rows;
    }

    /** Whether the events of a command can be added; an empty batch takes any. */
    public boolean takes(List<Event> command) {
        if (events.isEmpty()) return true;
        if (events.size() >= EVENTS_MAX || rows >= ROWS_MAX) return false;
        for (Event event : command) if (!inOrder(event)) return false;
        return true;
    }

    /** Whether the fixed order of the parts is the order of the events, with this one behind them. */
    private boolean inOrder(Event event) {
        if (retiredBeforeMin != 0) return false;
        return switch (event) {
            case VenueDefined venue -> reservations.isEmpty();
            case GateEventsRecorded heard -> !bootsForgotten.contains(new GateBoot(heard.gate(), heard.boot()));
            case GateBootForgotten forgotten ->
                !bootsForgotten.contains(new GateBoot(forgotten.gate(), forgotten.boot()));
            case SlotsOpened opened -> true;
            case SlotsRetired retired -> true;
            case ReservationPlaced made -> true;
            case ReservationConfirmed confirmed -> true;
            case ReservationCancelled cancelled -> true;
            case HoldExpired expired -> true;
            case ReservationCompleted completed -> true;
            case ReservationArchived archived -> true;
        };
    }

    /**
     * Adds the events of a command after the last one.
     *
     * @throws IllegalStateException one contradicts another one of the batch: nothing of this batch may be written
     */
    public void add(List<Event> command) {
        for (Event event : command) {
            if (!inOrder(event)) throw new IllegalStateException("not in the order of the rows: " + event);
            add(event);
        }
    }

    private void add(Event event) {
        events.add(event);
        rows++;
        switch (event) {
            case VenueDefined venue -> {
                venues.put(venue.venueNo(), venue);
                rows++;
            }
            case SlotsOpened opened -> {
                slotsOpened.add(opened);
                rows += opened.startMin().length;
            }
            case SlotsRetired retired -> retiredBeforeMin = retired.endedBeforeMin();
            case ReservationPlaced made -> place(made);
            case ReservationConfirmed confirmed ->
                change(confirmed.reservationId()).confirm();
            case ReservationCancelled cancelled ->
                change(cancelled.reservationId()).end(ReservationState.CANCELLED, cancelled.atMs());
            case HoldExpired expired -> change(expired.reservationId()).end(ReservationState.EXPIRED, expired.atMs());
            case ReservationCompleted completed ->
                change(completed.reservationId()).end(ReservationState.COMPLETED, completed.atMs());
            case ReservationArchived archived ->
                change(archived.reservationId()).archive();
            case GateEventsRecorded heard -> {
                gateEvents.add(heard);
                rows += heard.seqs().length + heard.forgotten().length / 2;
            }
            case GateBootForgotten forgotten -> bootsForgotten.add(new GateBoot(forgotten.gate(), forgotten.boot()));
        }
    }

    private void place(ReservationPlaced event) {
        change(event.reservationId()).place(event);
        placed++;
        rows += event.slots().length;
        reservationIdEnd = Math.max(reservationIdEnd, event.reservationId() + 1);
    }

    private ReservationChange change(long reservationId) {
        ReservationChange change = reservations.get(reservationId);
        if (change != null) return change;
        change = new ReservationChange(reservationId);
        reservations.put(reservationId, change);
        rows++;
        return change;
    }
}
