package io.yizhan.core.reservation;

import io.yizhan.core.Command.ChangeCapacity;
import io.yizhan.core.Outcome.CapacityStands;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Who loses their place when a slot gets another number of places. What would be done and what is done are told by the same words, so that
 * nobody is surprised.
 */
final class CapacityReach {
    /** With the change itself they fit into one command. */
    static final int CANCELLED_MAX = 200;

    private final SlotTable slots;
    private final ReservationTable table;
    private final Waitlists waitlists;
    private final ReservationViews views;
    /** Who loses their place by the change that was decided last, the latest first; then who waits in vain from then on, the same way. */
    private final LongArrayList losing = new LongArrayList();

    CapacityReach(SlotTable slots, ReservationTable table, Waitlists waitlists, ReservationViews views) {
        this.slots = slots;
        this.table = table;
        this.waitlists = waitlists;
        this.views = views;
    }

    /** Why the slot's places can't be changed at all; null where they can. */
    @Nullable
    Refusal refusal(long slotKey, long nowMs) {
        int slot = slots.find(slotKey);
        if (slot < 0) return new Refusal.SlotUnknown(0);
        if (nowMs >= slots.startMs(slot)) return new Refusal.SlotPast(0);
        return slots.exclusive(slot) ? new Refusal.SlotExclusive(0) : null;
    }

    /** Whether more is taken than the slot will have, so that whoever has a place of it is to be looked for. */
    boolean takesPlaces(ChangeCapacity change) {
        return taken(change.slotKey()) > change.capacity();
    }

    int taken(long slotKey) {
        int slot = slots.find(slotKey);
        return slots.capacity(slot) - slots.remaining(slot);
    }

    /** How many places of the slot the reservation in this cell has; 0 where it has none, or none any more. */
    int placesHad(int cell, long slotKey) {
        if (table.id(cell) == 0 || !table.state(cell).active()) return 0;
        return table.placesOf(cell, slotKey);
    }

    /**
     * Finds out who loses. The slot is one that {@link #refusal} lets pass.
     *
     * @param having ids of those who had a place of the slot when they were looked for, in any order; who has got one since is counted as later
     *     than all of them
     */
    @Nullable
    Refusal decide(ChangeCapacity change, long[] having) {
        losing.clear();
        int tooMany = taken(change.slotKey()) - change.capacity();
        if (tooMany > 0) tooMany = takeFromLatest(change.slotKey(), having, tooMany);
        waitInVain(change.slotKey(), change.capacity());
        if (losing.size() > CANCELLED_MAX) return new Refusal.TooManyAffected(0, losing.size(), CANCELLED_MAX);
        return tooMany > 0 ? new Refusal.WrongState(ReservationState.CHECKED_IN) : null;
    }

    /** Gives how many places are taken too many even so, by people who are there already. */
    private int takeFromLatest(long key, long[] having, int tooMany) {
        long[] ascending = having.clone();
        Arrays.sort(ascending);
        int unseen = taken(key);
        for (long id : ascending) unseen -= placesHad(id, key);
        int left = tooMany - Math.max(0, unseen);
        for (int i = ascending.length - 1; i >= 0 && left > 0; i--) {
            int places = placesHad(ascending[i], key);
            if (places == 0 || table.state(table.find(ascending[i])) == ReservationState.CHECKED_IN) continue;
            losing.addLong(ascending[i]);
            left -= places;
        }
        return left;
    }

    private int placesHad(long id, long slotKey) {
        int cell = table.find(id);
        return cell < 0 ? 0 : placesHad(cell, slotKey);
    }

    private void waitInVain(long key, int capacity) {
        LongArrayList ids = new LongArrayList();
        waitlists.needingMore(key, capacity, ids::addLong);
        long[] ascending = ids.toLongArray();
        Arrays.sort(ascending);
        for (int i = ascending.length - 1; i >= 0; i--) losing.addLong(ascending[i]);
    }

    /** Ids, as {@link #decide} has found them. */
    LongArrayList losing() {
        return losing;
    }

    /** What is told of a change that was decided, before or after it is made. */
    CapacityStands stands(ChangeCapacity change, long nowMs) {
        List<Reservation> affected = new ArrayList<>();
        for (int i = 0; i < losing.size(); i++) affected.add(views.of(table.find(losing.getLong(i)), nowMs));
        return new CapacityStands(change.slotKey(), change.capacity(), affected);
    }
}
