package io.yizhan.core.table;

import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;

/**
 * All reservations in the books, {@value #BYTES} bytes each, and some 18 for its indexes. The first slot is in the cell; further ones are
 * beside it, since most reservations have one.
 */
public final class ReservationTable {
    public static final int NONE = -1;

    private static final int ID = 0;
    private static final int KEY_HI = 8;
    private static final int KEY_LO = 16;
    private static final int FIRST_SLOT = 24;
    private static final int CREATED_AT_MS = 32;
    private static final int MOMENT_MS = 40;
    private static final int HOLD_MS = 48;
    private static final int END_MIN = 52;
    private static final int MEMBER = 56;
    private static final int OLDER = 60;
    private static final int NEWER = 64;
    private static final int NEXT_ACTIVE = 68;
    private static final int PREVIOUS_ACTIVE = 72;
    private static final int TIMER = 76;
    private static final int PARTY = TIMER + TimerWheel.BYTES;
    private static final int STATE = PARTY + 1;
    private static final int SLOTS = STATE + 1;
    private static final int EXCLUSIVE_SLOTS = SLOTS + 1;
    private static final int STATION = EXCLUSIVE_SLOTS + 1;
    private static final int LOCAL_DAY = STATION + 2;
    private static final int CANCEL_CLOSES_MIN = LOCAL_DAY + 2;
    private static final int BYTES = 96;

    /** In the byte that has the number of slots, which are few. */
    private static final int BY_HOST = 0x80;

    private static final int WAITED = 0x40;
    private static final int STRIKE = 0x20;
    private static final int RECURRING = 0x10;
    private static final int SLOT_COUNT = 0x0f;

    /** In the byte that has the party, which is small. */
    private static final int ENTERED = 0x40;

    private static final int LOST = 0x20;
    private static final int PEOPLE = 0x1f;

    private final Cells cells = new Cells(BYTES);
    private final TimerWheel timers = new TimerWheel(cells, TIMER);
    private final CellObjects<Several> several = new CellObjects<>();

    /**
     * The slots of a reservation that has more than one, when each ends, and on which day it is. The slots themselves leave the books earlier,
     * and what a member has used of a week is still counted then.
     */
    private record Several(long[] slots, int[] endsMin, int[] localDays) {}

    private final CellsById byId = new CellsById();
    private final CellIndex byKey = new CellIndex(1024) {
        @Override
        long key(int cell) {
            return keyLo(cell);
        }
    };

    private int free = NONE;
    private int size;

    public int size() {
        return size;
    }

    /** Cells are below this; in an unused one the id is 0. */
    public int cellEnd() {
        return cells.end();
    }

    /** When something is due for each of them: whoever changes that sets it here. */
    public TimerWheel timers() {
        return timers;
    }

    public long id(int cell) {
        return cells.getLong(cell, ID);
    }

    public long keyHi(int cell) {
        return cells.getLong(cell, KEY_HI);
    }

    public long keyLo(int cell) {
        return cells.getLong(cell, KEY_LO);
    }

    public long createdAtMs(int cell) {
        return cells.getLong(cell, CREATED_AT_MS);
    }

    /** When it was cancelled, expired, completed or missed, once it has {@linkplain ReservationState#ended ended}. */
    public long endedAtMs(int cell) {
        return cells.getLong(cell, MOMENT_MS);
    }

    /** While it waits, or a place is offered to it: when that ends by itself. */
    public long waitEndsAtMs(int cell) {
        return cells.getLong(cell, MOMENT_MS);
    }

    /** While it is confirmed: by when its member must have come; 0 where nobody looks. */
    public long checkInByMs(int cell) {
        return cells.getLong(cell, MOMENT_MS);
    }

    /** While it is checked in: since when. */
    public long checkedInAtMs(int cell) {
        return cells.getLong(cell, MOMENT_MS);
    }

    /** The one of these moments that its state has; 0 where that has none. */
    public long momentMs(int cell) {
        return cells.getLong(cell, MOMENT_MS);
    }

    /** It passes into a state, with the moment that this has. */
    public void state(int cell, ReservationState state, long momentMs) {
        cells.setByte(cell, STATE, state.code());
        cells.setLong(cell, MOMENT_MS, momentMs);
    }

    /** Whether it was placed to wait; of an entry in a draw: whether it was to wait where it is not drawn. */
    public boolean waited(int cell) {
        return (cells.getByte(cell, SLOTS) & WAITED) != 0;
    }

    /** Whether its member has not come, and that counts against them. */
    public boolean strike(int cell) {
        return (cells.getByte(cell, SLOTS) & STRIKE) != 0;
    }

    public void strike(int cell, boolean counts) {
        flag(cell, STRIKE, counts);
    }

    /** Whether it is one of a series of weekly bookings. */
    public boolean recurring(int cell) {
        return (cells.getByte(cell, SLOTS) & RECURRING) != 0;
    }

    /** As what it was placed: what never changes. */
    public void kind(int cell, boolean waited, boolean recurring) {
        int others = cells.getByte(cell, SLOTS) & ~(WAITED | RECURRING);
        cells.setByte(cell, SLOTS, others | (waited ? WAITED : 0) | (recurring ? RECURRING : 0));
    }

    /** Counts places by whose they are, with one look at it. */
    void count(int cell, StationShares shares, int more) {
        int flags = cells.getByte(cell, SLOTS);
        shares.add(stationNo(cell), more, (flags & RECURRING) != 0, (flags & BY_HOST) != 0);
    }

    private void flag(int cell, int flag, boolean set) {
        cells.setByte(cell, SLOTS, (cells.getByte(cell, SLOTS) & ~flag) | (set ? flag : 0));
    }

    /** Of a hold: from its placing to its expiry. 0 where it was confirmed from the start. */
    public int holdMs(int cell) {
        return cells.getInt(cell, HOLD_MS);
    }

    public long holdExpiresAtMs(int cell) {
        return holdMs(cell) == 0 ? 0 : createdAtMs(cell) + holdMs(cell);
    }

    /** When its last slot ends. */
    public int endMin(int cell) {
        return cells.getInt(cell, END_MIN);
    }

    public long endsAtMs(int cell) {
        return endMin(cell) * 60_000L;
    }

    public int party(int cell) {
        return cells.getByte(cell, PARTY) & PEOPLE;
    }

    /** Whether it was placed as an entry in a draw. */
    public boolean entered(int cell) {
        return (cells.getByte(cell, PARTY) & ENTERED) != 0;
    }

    public void entered(int cell, boolean so) {
        cells.setByte(cell, PARTY, (cells.getByte(cell, PARTY) & ~ENTERED) | (so ? ENTERED : 0));
    }

    /** Whether a draw had no place for it, nor has it come to one since. */
    public boolean lost(int cell) {
        return (cells.getByte(cell, PARTY) & LOST) != 0;
    }

    public void lost(int cell, boolean so) {
        cells.setByte(cell, PARTY, (cells.getByte(cell, PARTY) & ~LOST) | (so ? LOST : 0));
    }

    public ReservationState state(int cell) {
        return ReservationState.of(cells.getByte(cell, STATE));
    }

    /** The cell of {@link MemberTable} whose reservation it is. */
    public int member(int cell) {
        return cells.getInt(cell, MEMBER);
    }

    public void member(int cell, int member) {
        cells.setInt(cell, MEMBER, member);
    }

    /** The next of the same member's reservations, from newest to oldest. */
    public int older(int cell) {
        return cells.getInt(cell, OLDER);
    }

    public void older(int cell, int older) {
        cells.setInt(cell, OLDER, older);
    }

    public int newer(int cell) {
        return cells.getInt(cell, NEWER);
    }

    public void newer(int cell, int newer) {
        cells.setInt(cell, NEWER, newer);
    }

    /** The next of the same member's active reservations. */
    public int nextActive(int cell) {
        return cells.getInt(cell, NEXT_ACTIVE);
    }

    public void nextActive(int cell, int next) {
        cells.setInt(cell, NEXT_ACTIVE, next);
    }

    public int previousActive(int cell) {
        return cells.getInt(cell, PREVIOUS_ACTIVE);
    }

    public void previousActive(int cell, int previous) {
        cells.setInt(cell, PREVIOUS_ACTIVE, previous);
    }

    /** Negative where the books have none of that id. */
    public int find(long reservationId) {
        return byId.find(reservationId);
    }

    /** The newest reservation placed with this key; negative where there is none. */
    public int findByKey(long hi, long lo) {
        int found = NONE;
        long hash = Hash.of(lo);
        for (int at = byKey.first(hash); at >= 0; at = byKey.next(hash, at)) {
            int cell = byKey.cellAt(hash, at);
            if (keyLo(cell) == lo && keyHi(cell) == hi && (found < 0 || id(cell) > id(found))) found = cell;
        }
        return found;
    }

    /** Reads where this key is looked for. */
    public int touchKey(long lo) {
        return byKey.touch(Hash.of(lo));
    }

    /** What its own terms say: see {@code Event.ReservationPlaced}. */
    public int exclusiveSlots(int cell) {
        return cells.getByte(cell, EXCLUSIVE_SLOTS) & 0xff;
    }

    public int stationNo(int cell) {
        return cells.getChar(cell, STATION);
    }

    /** The day on which its slot {@code i} starts as the region's clock has it, since 1970-01-01. */
    public int localDay(int cell, int i) {
        return i == 0 ? cells.getChar(cell, LOCAL_DAY) : several(cell).localDays[i];
    }

    public int cancelClosesMin(int cell) {
        return cells.getInt(cell, CANCEL_CLOSES_MIN);
    }

    /** By somebody who works for the station's host. */
    public boolean byHost(int cell) {
        return cells.getByte(cell, SLOTS) < 0;
    }

    public void terms(int cell, int exclusiveSlots, int stationNo, int cancelClosesMin, boolean byHost) {
        flag(cell, BY_HOST, byHost);
        cells.setByte(cell, EXCLUSIVE_SLOTS, exclusiveSlots);
        if (stationNo < 0 || stationNo > VenueTerms.STATION_NO_MAX)
            throw new IllegalStateException("a station has the number " + stationNo);
        cells.setChar(cell, STATION, stationNo);
        cells.setInt(cell, CANCEL_CLOSES_MIN, cancelClosesMin);
    }

    /** The places that it takes of the slot {@code i} while it is active. */
    public int places(int cell, int i) {
        return (exclusiveSlots(cell) >> i & 1) != 0 ? 1 : party(cell);
    }

    /** The same of the slot with this key; 0 where it is of other slots. */
    public int placesOf(int cell, long key) {
        for (int i = 0; i < slotCount(cell); i++) if (slot(cell, i) == key) return places(cell, i);
        return 0;
    }

    /**
     * What of it never changes, but for its terms. The rest of the cell is the caller's to set.
     *
     * @param endsMin when each slot ends; it may be longer than {@code slots}
     * @param localDays on which each slot starts; the same
     */
    public int add(
            long id,
            long keyHi,
            long keyLo,
            long[] slots,
            int party,
            long createdAtMs,
            int holdMs,
            int[] endsMin,
            int[] localDays) {
        if (party > PEOPLE) throw new IllegalStateException("a party of " + party);
        int cell = free;
        if (cell == NONE) cell = cells.add();
        else free = member(cell);
        cells.setLong(cell, ID, id);
        cells.setLong(cell, KEY_HI, keyHi);
        cells.setLong(cell, KEY_LO, keyLo);
        cells.setLong(cell, FIRST_SLOT, slots[0]);
        cells.setLong(cell, CREATED_AT_MS, createdAtMs);
        cells.setInt(cell, HOLD_MS, holdMs);
        cells.setInt(cell, END_MIN, latest(endsMin, slots.length));
        cells.setByte(cell, PARTY, party);
        cells.setByte(cell, SLOTS, slots.length);
        cells.setChar(cell, LOCAL_DAY, localDays[0]);
        if (slots.length > 1) several.set(cell, several(slots, endsMin, localDays));
        byId.put(id, cell);
        byKey.add(cell);
        size++;
        return cell;
    }

    private static Several several(long[] slots, int[] endsMin, int[] localDays) {
        return new Several(slots, Arrays.copyOf(endsMin, slots.length), Arrays.copyOf(localDays, slots.length));
    }

    private static int latest(int[] endsMin, int count) {
        int latest = endsMin[0];
        for (int i = 1; i < count; i++) latest = Math.max(latest, endsMin[i]);
        return latest;
    }

    public void remove(int cell) {
        byId.remove(id(cell));
        byKey.remove(cell);
        timers.clear(cell);
        if (slotCount(cell) > 1) several.clear(cell);
        cells.setLong(cell, ID, 0);
        member(cell, free);
        free = cell;
        size--;
    }

    public int slotCount(int cell) {
        return cells.getByte(cell, SLOTS) & SLOT_COUNT;
    }

    /** Which of its slots begins first. */
    public int firstSlot(int cell) {
        int first = 0;
        for (int i = 1; i < slotCount(cell); i++)
            if (SlotKey.startMin(slot(cell, i)) < SlotKey.startMin(slot(cell, first))) first = i;
        return first;
    }

    public long slot(int cell, int i) {
        return i == 0 ? cells.getLong(cell, FIRST_SLOT) : several(cell).slots[i];
    }

    /** When its slot {@code i} ends, whether or not the books still have that. */
    public int slotEndMin(int cell, int i) {
        return slotCount(cell) == 1 ? endMin(cell) : several(cell).endsMin[i];
    }

    private Several several(int cell) {
        Several found = several.get(cell);
        if (found == null) throw new IllegalStateException("cell " + cell + " has one slot");
        return found;
    }

    public long[] slots(int cell) {
        long[] slots = new long[slotCount(cell)];
        for (int i = 0; i < slots.length; i++) slots[i] = slot(cell, i);
        return slots;
    }
}
