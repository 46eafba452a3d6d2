package io.yizhan.core.reservation;

import io.yizhan.core.Changes;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An operator gives a slot more places, or fewer. What is more goes to those who wait, as whatever is set free. Where it is fewer than are
 * taken, whoever booked last loses their place, and the one before, until it suffices. Whoever waits for more places than the slot will have
 * would do so in vain, and is told so now. All at once: from the answer on nobody more is in the slot than may be. So it is for some people; a
 * slot that many shall leave is closed, which goes in slices.
 */
public final class CapacityCommands {
    /** With the change itself they fit into one command. */
    static final int CANCELLED_MAX = 200;

    private final SlotTable slots;
    private final ReservationTable table;
    private final ReservationViews views;
    private final Waitlists waitlists;
    private final Changes changes;
    /** Who loses their place by the change that was decided last, the latest first; then who waits in vain from then on, the same way. */
    private final LongArrayList losing = new LongArrayList();

    public CapacityCommands(
            SlotTable slots, ReservationTable table, ReservationViews views, Waitlists waitlists, Changes changes) {
        this.waitlists = waitlists;
        this.changes = changes;
        this.slots = slots;
        this.table = table;
        this.views = views;
    }

    public Outcome carryOut(Command.ChangeCapacity command, long nowMs, Consumer<Event> events) {
        Refusal refusal = refusal(command, nowMs);
        if (refusal != null) return refusal;
        for (int i = 0; i < losing.size(); i++)
            events.accept(new Event.ReservationCancelled(nowMs, losing.getLong(i), 0, command.reason()));
        if (command.capacity() != slots.capacity(slots.find(command.slotKey())))
            events.accept(
                    new Event.SlotCapacityChanged(nowMs, command.slotKey(), command.capacity(), command.reason()));
        return stands(command);
    }

    public Outcome answer(Command.PreviewCapacity query, long nowMs) {
        Refusal refusal = refusal(query.change(), nowMs);
        return refusal == null ? stands(query.change()) : refusal;
    }

    private Outcome stands(Command.ChangeCapacity change) {
        List<Reservation> affected = new ArrayList<>();
        for (int i = 0; i < losing.size(); i++) affected.add(views.of(table.find(losing.getLong(i))));
        return new Outcome.CapacityStands(change.slotKey(), change.capacity(), affected);
    }

    private @Nullable Refusal refusal(Command.ChangeCapacity change, long nowMs) {
        int slot = slots.find(change.slotKey());
        if (slot < 0) return new Refusal.SlotUnknown(0);
        if (nowMs >= slots.startMs(slot)) return new Refusal.SlotPast(0);
        if (slots.exclusive(slot)) return new Refusal.SlotExclusive(0);
        int tooMany = whoLoses(slot, change.capacity());
        waitInVain(change.slotKey(), change.capacity());
        if (losing.size() > CANCELLED_MAX) return new Refusal.TooManyAffected(0, losing.size(), CANCELLED_MAX);
        return tooMany > 0 ? new Refusal.WrongState(ReservationState.CHECKED_IN) : null;
    }

    /** Gives how many places are taken too many even so, by people who are there already. */
    private int whoLoses(int slot, int capacity) {
        losing.clear();
        int taken = slots.capacity(slot) - slots.remaining(slot);
        int tooMany = taken - capacity;
        if (tooMany <= 0) return 0;
        long key = slots.key(slot);
        long[] having = having(key, taken);
        for (int i = having.length - 1; i >= 0 && tooMany > 0; i--) {
            int cell = table.find(having[i]);
            if (table.state(cell) == ReservationState.CHECKED_IN) continue;
            losing.addLong(having[i]);
            tooMany -= table.placesOf(cell, key);
        }
        return tooMany;
    }

    private void waitInVain(long key, int capacity) {
        LongArrayList ids = new LongArrayList();
        waitlists.needingMore(key, capacity, ids::addLong);
        long[] ascending = ids.toLongArray();
        Arrays.sort(ascending);
        for (int i = ascending.length - 1; i >= 0; i--) losing.addLong(ascending[i]);
    }

    public void apply(Event.SlotCapacityChanged event) {
        int slot = slots.find(event.slotKey());
        if (slot < 0) throw new IllegalStateException("event about the unknown slot " + event.slotKey());
        slots.capacity(slot, event.capacity());
        changes.opened(event.slotKey());
        waitlists.freed(event.slotKey());
    }

    /**
     * Ids of those that have the slot's places, ascending. No index leads there, see {@link ClosurePreview}: one pass over all reservations,
     * and only where somebody loses a place.
     */
    private long[] having(long key, int taken) {
        LongArrayList ids = new LongArrayList();
        int left = taken;
        for (int cell = 0; cell < table.cellEnd() && left > 0; cell++) {
            int places = table.id(cell) == 0 ? 0 : table.placesOf(cell, key);
            if (places == 0 || !table.state(cell).active()) continue;
            ids.addLong(table.id(cell));
            left -= places;
        }
        long[] ascending = ids.toLongArray();
        Arrays.sort(ascending);
        return ascending;
    }
}
