package io.yizhan.writebehind;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small streams of events by hand, and any as batches. */
final class Streams {
    private Streams() {}

    /** Two events: the pooled venue 2 with one slot of so many places at minute 600. */
    static List<Event> opened(int capacity) {
        return List.of(new Event.VenueDefined(1, 2, new VenueTerms(1, false, 1_000, 0)), slot(false, capacity));
    }

    static Event slot(@Nullable Boolean exclusive, int capacity) {
        return new Event.SlotsOpened(
                1,
                2,
                exclusive,
                new int[] {600},
                new int[] {660},
                new int[] {capacity},
                new int[1],
                new boolean[1],
                new int[1]);
    }

    static Event capacity(int places) {
        return new Event.SlotCapacityChanged(3, SlotKey.of(2, 600), places, "坏了");
    }

    static Event placed(long id, int party) {
        return placed(id, party, 0);
    }

    static Event placed(long id, int party, int exclusiveSlots) {
        return new Event.ReservationPlaced(
                2, id, "m" + id, id, id, new long[] {SlotKey.of(2, 600)}, party, 0, exclusiveSlots, 1, 590);
    }

    /** Booked, and to come by the slot's start. */
    static Event awaited(long id) {
        return placed(id, 1, ReservationState.CONFIRMED, 36_000_000);
    }

    static Event held(long id) {
        return placed(id, 1, ReservationState.HELD, 300_000);
    }

    static Event waits(long id, int party) {
        return placed(id, party, ReservationState.WAITLISTED, 34_200_000);
    }

    /** @param untilMs when the wait ends, or by when to come */
    private static Event placed(long id, int party, ReservationState state, long untilMs) {
        long[] slots = {SlotKey.of(2, 600)};
        boolean recurring = id % 2 == 0;
        return new Event.ReservationPlaced(
                2, id, "m" + id, id, id, slots, party, state, untilMs, (short) 0, 1, 590, false, recurring);
    }

    /** As it was recorded before reservations kept their terms. */
    static Event placedWithoutTerms(long id, int party) {
        return new Event.ReservationPlaced(2, id, "m" + id, id, id, new long[] {SlotKey.of(2, 600)}, party, 0, 0, 0, 0);
    }

    static Event heard(long seq) {
        return new Event.GateEventsRecorded(
                3,
                "g1",
                "b",
                1,
                new long[] {seq},
                new long[] {3},
                new boolean[] {true},
                new boolean[] {true},
                new String[] {""},
                new long[0]);
    }

    static RowBatch batch(long formerSeq, List<Event> events) {
        var batch = new RowBatch(formerSeq);
        for (Event event : events) batch.add(List.of(event));
        return batch;
    }

    static List<RowBatch> batches(long formerSeq, List<Event> events, int eventsMax) {
        var batches = new ArrayList<RowBatch>();
        var open = new RowBatch(formerSeq);
        for (List<Event> command : commands(events)) {
            if (!open.takes(command) || open.events().size() >= eventsMax) {
                batches.add(open);
                open = new RowBatch(open.lastSeq());
            }
            open.add(command);
        }
        if (!open.isEmpty()) batches.add(open);
        return batches;
    }

    /** Of these kinds only a closure is of several events, and an entry in a draw of two. */
    static List<List<Event>> commands(List<Event> events) {
        var commands = new ArrayList<List<Event>>();
        for (Event event : events) {
            if (!(event instanceof Event.VenueClosed || event instanceof Event.DrawEntered))
                commands.add(new ArrayList<>());
            commands.getLast().add(event);
        }
        return commands;
    }
}
