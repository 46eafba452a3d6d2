package io.yizhan.core.waitlist;

import io.yizhan.core.Changes;
import io.yizhan.core.ReservationState;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Who waits for which slot, and where somebody has to be looked for who can have a place now. That is not part of the books: it follows from
 * them, so whoever takes them over looks everywhere.
 */
public final class Waitlists {
    private static final int NONE = 0;
    /** Before the first in any line. */
    private static final long BEGINNING = Long.MIN_VALUE;

    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final Draws draws;
    private final Changes changes;
    private final Long2ObjectHashMap<Waitlist> bySlot = new Long2ObjectHashMap<>();
    /** How many of those who wait work for the station's host, by slot. */
    private final Long2LongHashMap staff = new Long2LongHashMap(NONE);
    /** For how many slots each member waits, by cell. */
    private final Int2IntHashMap byMember = new Int2IntHashMap(NONE);
    /** Slots to look at, each with the turn behind which; in one order, whoever carries it out. */
    private final TreeMap<Long, Long> toLookAt = new TreeMap<>();
    /** When slots are to be looked at again, since something passes by itself. */
    private final Long2LongHashMap later = new Long2LongHashMap(NONE);

    private long nextLaterMs = Long.MAX_VALUE;
    /** A start, or a new catalogue, says so for one venue after the other: it is enough to look once. */
    private boolean everywhere;

    public Waitlists(SlotTable slots, ReservationTable table, MemberTable members, Draws draws, Changes changes) {
        this.draws = draws;
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.changes = changes;
    }

    /** How many wait for this slot. */
    public int waiting(long slotKey) {
        Waitlist waitlist = bySlot.get(slotKey);
        return waitlist == null ? 0 : waitlist.size();
    }

    /** Whether one of them works for the station's host. */
    public boolean staffWaits(long slotKey) {
        return staff.get(slotKey) > 0;
    }

    /** Ids of the reservations that wait for this slot and need more places of it than these, in no order. */
    public void needingMore(long slotKey, int places, LongConsumer each) {
        Waitlist waitlist = bySlot.get(slotKey);
        if (waitlist != null) waitlist.needingMore(places, turn -> each.accept(draws.reservationAt(slotKey, turn)));
    }

    /** Whether so many places are enough for somebody who waits. */
    public boolean suffices(long slotKey, int places) {
        Waitlist waitlist = bySlot.get(slotKey);
        return waitlist != null && waitlist.next(BEGINNING, places) != NONE;
    }

    /** 1 for whoever is next; 0 for a reservation that does not wait. */
    public int position(int cell) {
        Waitlist waitlist = bySlot.get(table.slot(cell, 0));
        return waitlist == null ? 0 : waitlist.position(draws.turn(cell));
    }

    /** @param cell of a reservation that waits, with its terms and its member */
    public void enter(int cell) {
        long key = table.slot(cell, 0);
        Waitlist waitlist = bySlot.get(key);
        if (waitlist == null) {
            waitlist = new Waitlist();
            bySlot.put(key, waitlist);
            int slot = slots.find(key);
            if (slot >= 0) slots.waitedFor(slot, true);
        }
        waitlist.add(draws.turn(cell), table.places(cell, 0));
        if (table.byHost(cell)) staff(key, 1);
        byMember.put(table.member(cell), byMember.get(table.member(cell)) + 1);
        lookBehind(key, draws.turn(cell) - 1);
        changes.slot(key);
    }

    /** It waits no longer: it has a place, or has given up. */
    public void leave(int cell) {
        long key = table.slot(cell, 0);
        Waitlist waitlist = bySlot.get(key);
        if (waitlist == null || !waitlist.remove(draws.turn(cell)))
            throw new IllegalStateException("reservation " + table.id(cell) + " does not wait");
        if (table.byHost(cell)) staff(key, -1);
        int left = byMember.get(table.member(cell)) - 1;
        if (left == 0) byMember.remove(table.member(cell));
        else byMember.put(table.member(cell), left);
        changes.slot(key);
        if (waitlist.size() > 0) return;
        bySlot.remove(key);
        toLookAt.remove(key);
        later.remove(key);
        int slot = slots.find(key);
        if (slot >= 0) slots.waitedFor(slot, false);
    }

    private void staff(long slotKey, int more) {
        long count = staff.get(slotKey) + more;
        if (count == NONE) staff.remove(slotKey);
        else staff.put(slotKey, count);
    }

    /** A slot has more places left than before. */
    public void freed(long slotKey) {
        if (bySlot.containsKey(slotKey)) lookBehind(slotKey, BEGINNING);
    }

    /** A member has less than before, and so may be let in where that was in the way. */
    public void hasLess(int member) {
        if (byMember.get(member) == NONE) return;
        for (int own = members.newest(member); own >= 0; own = table.older(own))
            if (table.state(own) == ReservationState.WAITLISTED) lookBehind(table.slot(own, 0), draws.turn(own) - 1);
    }

    /** Terms or closures are not as they were. */
    public void lookEverywhere() {
        everywhere = true;
    }

    private void lookBehind(long slotKey, long turn) {
        toLookAt.merge(slotKey, turn, Math::min);
    }

    /** Time alone changes what can be had of a slot at that moment. */
    public void lookAgain(long slotKey, long atMs) {
        long known = later.get(slotKey);
        if (known == NONE || atMs < known) later.put(slotKey, atMs);
        nextLaterMs = Math.min(nextLaterMs, atMs);
    }

    /** Takes up what was to be looked at again by now. */
    public void passTime(long nowMs) {
        if (everywhere) {
            Long2ObjectHashMap<Waitlist>.KeyIterator keys = bySlot.keySet().iterator();
            while (keys.hasNext()) lookBehind(keys.nextLong(), BEGINNING);
            everywhere = false;
        }
        if (nowMs < nextLaterMs) return;
        nextLaterMs = Long.MAX_VALUE;
        Long2LongHashMap.EntryIterator entries = later.entrySet().iterator();
        while (entries.hasNext()) {
            entries.next();
            if (entries.getLongValue() > nowMs) {
                nextLaterMs = Math.min(nextLaterMs, entries.getLongValue());
            } else {
                lookBehind(entries.getLongKey(), BEGINNING);
                entries.remove();
            }
        }
    }

    /** Whether somebody may be there who can have a place. */
    public boolean hasToLook() {
        return !toLookAt.isEmpty();
    }

    /** The first slot to look at. */
    public long slotToLookAt() {
        return toLookAt.firstKey();
    }

    /** The next in the slot to look at first who needs no more places than these, as the cell; negative for nobody. */
    public int next(int placesMax) {
        long key = toLookAt.firstKey();
        Waitlist waitlist = bySlot.get(key);
        long turn =
                waitlist == null ? NONE : waitlist.next(toLookAt.firstEntry().getValue(), placesMax);
        return turn == NONE ? ReservationTable.NONE : table.find(draws.reservationAt(key, turn));
    }

    /** It had its turn. */
    public void passOver(int cell) {
        toLookAt.put(toLookAt.firstKey(), draws.turn(cell));
    }

    /** Nobody else in the slot to look at can have a place. */
    public void looked() {
        toLookAt.pollFirstEntry();
    }
}
