package io.yizhan.core.reservation;

import io.yizhan.core.Changes;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.CapacityPreviewed;
import io.yizhan.core.Refusal;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.Arrays;
import java.util.function.Consumer;
import org.agrona.collections.LongArrayList;

/**
 * An operator gives a slot more places, or fewer. What is more goes to those who wait, as whatever is set free. Where it is fewer than are
 * taken, whoever booked last loses their place, and the one before, until it suffices. Whoever waits for more places than the slot will have
 * would do so in vain, and is told so now. All at once: from the answer on nobody more is in the slot than may be. So it is for some people; a
 * slot that many shall leave is closed, which goes in slices.
 *
 * <p>No index leads from a slot to its reservations, see {@link ClosurePreview}: where somebody loses a place, all are gone through. The change
 * does so at once, since nothing may come between; a preview part by part.
 */
public final class CapacityCommands {
    private static final long[] NOBODY = {};

    private final SlotTable slots;
    private final ReservationTable table;
    private final Waitlists waitlists;
    private final Changes changes;
    private final CapacityReach reach;
    private final PartsOfBooks parts;

    public CapacityCommands(
            SlotTable slots, ReservationTable table, ReservationViews views, Waitlists waitlists, Changes changes) {
        this.slots = slots;
        this.table = table;
        this.waitlists = waitlists;
        this.changes = changes;
        reach = new CapacityReach(slots, table, waitlists, views);
        parts = new PartsOfBooks(table);
    }

    public Outcome carryOut(Command.ChangeCapacity command, long nowMs, Consumer<Event> events) {
        Refusal refusal = reach.refusal(command.slotKey(), nowMs);
        if (refusal == null)
            refusal = reach.decide(command, reach.takesPlaces(command) ? having(command.slotKey()) : NOBODY);
        if (refusal != null) return refusal;
        for (int i = 0; i < reach.losing().size(); i++)
            events.accept(new Event.ReservationCancelled(nowMs, reach.losing().getLong(i), 0, command.reason()));
        if (command.capacity() != slots.capacity(slots.find(command.slotKey())))
            events.accept(
                    new Event.SlotCapacityChanged(nowMs, command.slotKey(), command.capacity(), command.reason()));
        return reach.stands(command, nowMs);
    }

    public Outcome answer(Command.PreviewCapacity query, long nowMs) {
        Command.ChangeCapacity change = query.change();
        Refusal refusal = reach.refusal(change.slotKey(), nowMs);
        if (refusal != null) return refusal;
        long[] having = query.having();
        if (reach.takesPlaces(change)) {
            having = joined(having, parts.met(query.from(), cell -> reach.placesHad(cell, change.slotKey()) > 0));
            int next = parts.next(query.from());
            if (next != 0) return CapacityPreviewed.part(change, having, next);
        }
        refusal = reach.decide(change, having);
        return refusal == null ? CapacityPreviewed.whole(reach.stands(change, nowMs)) : refusal;
    }

    private static long[] joined(long[] some, LongArrayList others) {
        long[] all = Arrays.copyOf(some, some.length + others.size());
        for (int i = 0; i < others.size(); i++) all[some.length + i] = others.getLong(i);
        return all;
    }

    private long[] having(long key) {
        LongArrayList ids = new LongArrayList();
        int left = reach.taken(key);
        for (int cell = 0; cell < table.cellEnd() && left > 0; cell++) {
            int places = reach.placesHad(cell, key);
            if (places == 0) continue;
            ids.addLong(table.id(cell));
            left -= places;
        }
        return ids.toLongArray();
    }

    public void apply(Event.SlotCapacityChanged event) {
        int slot = slots.find(event.slotKey());
        if (slot < 0) throw new IllegalStateException("event about the unknown slot " + event.slotKey());
        slots.capacity(slot, event.capacity());
        changes.opened(event.slotKey());
        waitlists.freed(event.slotKey());
    }
}
