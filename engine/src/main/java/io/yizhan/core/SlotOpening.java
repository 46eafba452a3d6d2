package io.yizhan.core;

import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.collections.IntArrayList;

/** Opens the slots of the days ahead and forgets those of days gone by. */
final class SlotOpening {
    private SlotOpening() {}

    static Outcome carryOut(
            VenueCommand.OpenSlots command, VenueTable venues, SlotTable slots, long nowMs, Consumer<Event> events) {
        int venueNo = command.venueNo();
        int[] chosen = fresh(command, slots);
        if (chosen.length == 0) return Outcome.Done.DONE;
        boolean[] closed = new boolean[chosen.length];
        for (int k = 0; k < closed.length; k++) closed[k] = command.closed()[chosen[k]];
        events.accept(new Event.SlotsOpened(
                nowMs,
                venueNo,
                venues.terms(venueNo).exclusive(),
                pick(command.startMin(), chosen),
                pick(command.endMin(), chosen),
                pick(command.capacity(), chosen),
                pick(command.releaseMin(), chosen),
                pick(command.neighboursMin(), chosen),
                closed,
                pick(command.localDay(), chosen)));
        for (int i : chosen) {
            ActivityTerms terms = command.activities()[i];
            long key = SlotKey.of(venueNo, command.startMin()[i]);
            if (terms != null) events.accept(new Event.ActivityPlanned(nowMs, key, terms));
            DrawTerms draw = command.draws()[i];
            if (draw != null) events.accept(new Event.DrawAnnounced(nowMs, key, draw));
        }
        return Outcome.Done.DONE;
    }

    /** Those that share no time with a slot that is open or was chosen before: with a new schedule, what is open stays as it is. */
    private static int[] fresh(VenueCommand.OpenSlots command, SlotTable slots) {
        int[] startMin = command.startMin();
        int[] endMin = command.endMin();
        IntArrayList near = near(command, slots);
        int[] fresh = new int[startMin.length];
        int count = 0;
        for (int i = 0; i < startMin.length; i++) {
            boolean free = true;
            for (int k = 0; free && k < near.size(); k++) {
                int cell = near.getInt(k);
                free = endMin[i] <= SlotKey.startMin(slots.key(cell)) || slots.endMin(cell) <= startMin[i];
            }
            for (int k = 0; free && k < count; k++)
                free = endMin[i] <= startMin[fresh[k]] || endMin[fresh[k]] <= startMin[i];
            if (free) fresh[count++] = i;
        }
        return Arrays.copyOf(fresh, count);
    }

    /** Cells of the venue's slots that share time with any of these. */
    private static IntArrayList near(VenueCommand.OpenSlots command, SlotTable slots) {
        int fromMin = Integer.MAX_VALUE;
        int toMin = Integer.MIN_VALUE;
        for (int minute : command.startMin()) fromMin = Math.min(fromMin, minute);
        for (int minute : command.endMin()) toMin = Math.max(toMin, minute);
        IntArrayList near = new IntArrayList();
        for (int cell = slots.newestOfVenue(command.venueNo()); cell >= 0; cell = slots.nextOfVenue(cell))
            if (SlotKey.startMin(slots.key(cell)) < toMin && slots.endMin(cell) > fromMin) near.addInt(cell);
        return near;
    }

    private static int[] pick(int[] values, int[] chosen) {
        int[] picked = new int[chosen.length];
        for (int k = 0; k < chosen.length; k++) picked[k] = values[chosen[k]];
        return picked;
    }

    static void apply(Event.SlotsOpened event, VenueTable venues, Books books) {
        Boolean kept = event.exclusive();
        for (int i = 0; i < event.startMin().length; i++) {
            // A venue that is exclusive and has several places has become so after its slots were planned.
            boolean exclusive = kept != null
                    ? kept
                    : event.capacity()[i] == 1 && venues.terms(event.venueNo()).exclusive();
            books.slot(new StoredSlot(
                    SlotKey.of(event.venueNo(), event.startMin()[i]),
                    event.endMin()[i],
                    event.capacity()[i],
                    event.releaseMin()[i],
                    event.neighboursMin()[i],
                    event.closed()[i],
                    exclusive,
                    event.localDay()[i]));
        }
    }

    /** A slot with a reservation that is not yet completed stays until the next time. */
    static void apply(Event.SlotsRetired event, SlotTable slots, Changes changes) {
        slots.retire(event.endedBeforeMin());
        changes.retired(event.endedBeforeMin());
    }
}
