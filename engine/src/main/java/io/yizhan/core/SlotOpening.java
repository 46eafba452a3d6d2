package io.yizhan.core;

import java.util.Arrays;

/** Opens the slots of the days ahead and forgets those of days gone by. */
final class SlotOpening {
    private SlotOpening() {}

    static Decision decide(Command.OpenSlots command, VenueTable venues, SlotTable slots, long nowMs) {
        int venueNo = command.venueNo();
        if (!venues.has(venueNo)) throw new IllegalStateException("slots of the undefined venue " + venueNo);
        int[] fresh = new int[command.startMin().length];
        int count = 0;
        for (int i = 0; i < fresh.length; i++) {
            if (slots.find(SlotKey.of(venueNo, command.startMin()[i])) < 0) fresh[count++] = i;
        }
        if (count == 0) return Outcome.Done.DONE;
        int[] chosen = Arrays.copyOf(fresh, count);
        boolean[] closed = new boolean[count];
        for (int k = 0; k < count; k++) closed[k] = command.closed()[chosen[k]];
        return new Event.SlotsOpened(
                nowMs,
                venueNo,
                pick(command.startMin(), chosen),
                pick(command.endMin(), chosen),
                pick(command.capacity(), chosen),
                pick(command.releaseMin(), chosen),
                closed);
    }

    private static int[] pick(int[] values, int[] chosen) {
        int[] picked = new int[chosen.length];
        for (int k = 0; k < chosen.length; k++) picked[k] = values[chosen[k]];
        return picked;
    }

    static void apply(Event.SlotsOpened event, Books books) {
        for (int i = 0; i < event.startMin().length; i++) {
            books.slot(
                    SlotKey.of(event.venueNo(), event.startMin()[i]),
                    event.endMin()[i],
                    event.capacity()[i],
                    event.releaseMin()[i],
                    event.closed()[i]);
        }
    }

    /** A slot with a reservation that is not yet completed stays until the next time. */
    static void apply(Event.SlotsRetired event, SlotTable slots, Changes changes) {
        for (int row = 0; row < slots.rowEnd(); row++) {
            if (slots.used(row)
                    && slots.endMin(row) < event.endedBeforeMin()
                    && slots.remaining(row) == slots.capacity(row)) slots.remove(row);
        }
        changes.retired(event.endedBeforeMin());
    }
}
