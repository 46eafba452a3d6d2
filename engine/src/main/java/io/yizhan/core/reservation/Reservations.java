package io.yizhan.core.reservation;

import io.yizhan.core.Changes;
import io.yizhan.core.Closure;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.rule.PassingTime;
import io.yizhan.core.table.MemberLists;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.waitlist.Waitlists;

/**
 * Who has taken which places, and until when: applies events and judges nothing. What may happen, {@link ReservationCommands} decide.
 */
public final class Reservations {
    private final PassingTime time;
    private final VenueTable venues;
    private final SlotTable slots;
    private final Changes changes;
    private final Closures closures;
    private final Waitlists waitlists;
    private final TakenPlaces takenPlaces;
    private final ReservationTable table;
    private final MemberTable members;
    /** Cells of the slots of the reservation that is being placed: looked up once. */
    private final int[] found = new int[Command.SLOTS_MAX];
    /** When they end. */
    private final int[] endsMin = new int[Command.SLOTS_MAX];
    /** That of the reservation placed last. */
    private int newest;

    private long nextId = 1;
    private boolean overbooked;

    public Reservations(
            ReservationTable table,
            MemberTable members,
            VenueTable venues,
            SlotTable slots,
            Closures closures,
            Waitlists waitlists,
            TakenPlaces takenPlaces,
            PassingTime time,
            Changes changes) {
        this.table = table;
        this.members = members;
        this.venues = venues;
        this.slots = slots;
        this.closures = closures;
        this.waitlists = waitlists;
        this.takenPlaces = takenPlaces;
        this.time = time;
        this.changes = changes;
    }

    /** Above every id given so far. */
    long nextId() {
        return nextId;
    }

    /** Ids go on from here at least. */
    public void idsFrom(long next) {
        nextId = Math.max(nextId, next);
    }

    /** Whether something was restored for which there was no room. */
    public boolean overbooked() {
        return overbooked;
    }

    public void apply(Event.ReservationPlaced event) {
        long[] keys = event.slots();
        int holdMs = event.holdExpiresAtMs() == 0 ? 0 : holdMs(event.atMs(), event.holdExpiresAtMs(), keys);
        find(keys);
        int cell = table.add(
                event.reservationId(),
                event.keyHi(),
                event.keyLo(),
                keys,
                event.party(),
                event.atMs(),
                holdMs,
                endsMin);
        table.endedAtMs(cell, event.waitEndsAtMs());
        table.waited(cell, event.waits());
        table.state(cell, stateOf(event, holdMs));
        table.localDay(cell, slots.localDay(found[0]));
        if (event.hasTerms())
            table.terms(cell, event.exclusiveSlots(), event.stationNo(), event.cancelClosesMin(), event.byHost());
        else termsOfVenues(cell, keys);
        enter(cell, event.reservationId(), event.member());
        if (!event.waits()) takePlaces(cell, keys.length);
        changed(cell);
        newest = cell;
    }

    private static ReservationState stateOf(Event.ReservationPlaced event, int holdMs) {
        if (event.waits()) return ReservationState.WAITLISTED;
        return holdMs == 0 ? ReservationState.CONFIRMED : ReservationState.HELD;
    }

    /** Of the slots that were looked up last. */
    private void takePlaces(int cell, int count) {
        for (int i = 0; i < count; i++) {
            slots.take(found[i], table.places(cell, i));
            countForHost(found[i], cell, table.places(cell, i));
            changes.slot(table.slot(cell, i));
        }
    }

    public void apply(Event.PlaceOffered event) {
        int cell = required(event.reservationId());
        waitlists.leave(cell);
        boolean theirs = event.offerExpiresAtMs() == 0;
        table.state(cell, theirs ? ReservationState.CONFIRMED : ReservationState.OFFERED);
        table.waitEndsAtMs(cell, event.offerExpiresAtMs());
        MemberLists.activate(table, members, cell, table.member(cell));
        find(table.slots(cell));
        takePlaces(cell, table.slotCount(cell));
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    /** As it is stored, and even if its slots have fewer places than it takes, or are not there. */
    public void restore(StoredReservation stored) {
        long[] keys = stored.slots();
        int holdMs = stored.holdExpiresAtMs() == 0 ? 0 : holdMs(stored.createdAtMs(), stored.holdExpiresAtMs(), keys);
        int cell = table.add(
                stored.id(),
                stored.keyHi(),
                stored.keyLo(),
                keys,
                stored.party(),
                stored.createdAtMs(),
                holdMs,
                stored.slotEndsMin());
        table.endedAtMs(cell, stored.state().ended() ? stored.endedAtMs() : waitEndsAtMs(stored));
        table.waited(cell, stored.waitEndsAtMs() != 0);
        table.state(cell, stored.state());
        table.localDay(cell, stored.localDay());
        table.terms(cell, stored.exclusiveSlots(), stored.stationNo(), stored.cancelClosesMin(), stored.byHost());
        closures.restoreCancelled(stored.closureNo(), stored.id());
        takenPlaces.cancelled(stored.id(), stored.takenFor());
        enter(cell, stored.id(), stored.member());
        for (int i = 0; stored.state().active() && i < keys.length; i++) {
            int slot = slots.find(keys[i]);
            if (slot >= 0) {
                slots.restoreTaken(slot, table.places(cell, i));
                countForHost(slot, cell, table.places(cell, i));
                changes.slot(keys[i]);
            }
            overbooked |= slot < 0 || slots.remaining(slot) < 0;
        }
    }

    private static long waitEndsAtMs(StoredReservation stored) {
        return switch (stored.state()) {
            case WAITLISTED, OFFERED -> stored.waitEndsAtMs();
            case HELD, CONFIRMED, CHECKED_IN, COMPLETED, CANCELLED, EXPIRED, NO_SHOW -> 0;
        };
    }

    private void enter(int cell, long id, String subject) {
        idsFrom(id + 1);
        int member = members.findOrAdd(subject);
        table.member(cell, member);
        MemberLists.remember(table, members, cell, member);
        if (table.state(cell).active()) MemberLists.activate(table, members, cell, member);
        if (table.state(cell) == ReservationState.WAITLISTED) waitlists.enter(cell);
        table.timers().set(cell, time.dueMs(cell));
    }

    /** A hold that was stored before holds ended with their slots does so, too. */
    private static int holdMs(long createdAtMs, long expiresAtMs, long[] keys) {
        for (long key : keys) expiresAtMs = Math.min(expiresAtMs, SlotKey.startMs(key));
        return Math.toIntExact(expiresAtMs - createdAtMs);
    }

    private void termsOfVenues(int cell, long[] keys) {
        int exclusiveSlots = 0;
        int cancelClosesMin = Integer.MAX_VALUE;
        for (int i = 0; i < keys.length; i++) {
            VenueTerms terms = venues.termsOf(keys[i]);
            if (terms.exclusive()) exclusiveSlots |= 1 << i;
            cancelClosesMin = Math.min(cancelClosesMin, cancelClosesMin(keys[i], terms));
        }
        table.terms(cell, exclusiveSlots, venues.termsOf(keys[0]).stationNo(), cancelClosesMin, false);
    }

    /** Before which minute a confirmed reservation of this slot can be cancelled under these terms. */
    static int cancelClosesMin(long key, VenueTerms terms) {
        return Math.toIntExact(Math.floorDiv(SlotKey.startMs(key) - terms.get(Term.CANCEL_CUTOFF_MS), 60_000L));
    }

    public void apply(Event.ReservationConfirmed event) {
        int cell = required(event.reservationId());
        table.state(cell, ReservationState.CONFIRMED);
        table.endedAtMs(cell, 0);
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    public void apply(Event.ReservationCancelled event) {
        end(event.reservationId(), ReservationState.CANCELLED, event.atMs());
        closures.cancelled(event.closureNo(), event.reservationId());
        takenPlaces.cancelled(event.reservationId(), event.reason());
    }

    public void end(long reservationId, ReservationState state, long atMs) {
        int cell = required(reservationId);
        boolean waited = table.state(cell) == ReservationState.WAITLISTED;
        table.state(cell, state);
        table.endedAtMs(cell, atMs);
        if (waited) {
            waitlists.leave(cell);
        } else {
            MemberLists.deactivate(table, members, cell);
            for (int i = 0; i < table.slotCount(cell); i++) giveBack(cell, i);
            waitlists.hasLess(table.member(cell));
        }
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    public void apply(Event.ReservationArchived event) {
        int cell = required(event.reservationId());
        closures.forgotten(event.reservationId());
        takenPlaces.forgotten(event.reservationId());
        MemberLists.forget(table, members, cell);
        table.remove(cell);
    }

    /** Looks up the slots. Returns when the last of them ends. */
    private void find(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            int slot = slots.find(keys[i]);
            if (slot < 0) throw new IllegalStateException("reservation of the unknown slot " + keys[i]);
            found[i] = slot;
            endsMin[i] = slots.endMin(slot);
        }
    }

    private void giveBack(int cell, int i) {
        long key = table.slot(cell, i);
        int slot = slots.find(key);
        if (slot < 0) return;
        slots.giveBack(slot, table.places(cell, i));
        countForHost(slot, cell, -table.places(cell, i));
        waitlists.freed(key);
        changes.slot(key);
    }

    private void countForHost(int slot, int cell, int places) {
        if (table.byHost(cell)) slots.takenByHost(slot, slots.takenByHost(slot) + places);
    }

    /** Whoever listens for it is told. */
    private void changed(int cell) {
        changes.reservation(table.id(cell), members.hashOf(table.member(cell)));
    }

    private int required(long reservationId) {
        int cell = table.find(reservationId);
        if (cell < 0) throw new IllegalStateException("event about the unknown reservation " + reservationId);
        return cell;
    }

    /** @param slots as they were asked for; nobody changes them, so they need no copy */
    Reservation justPlaced(long[] slots) {
        return view(newest, table.state(newest), slots);
    }

    Reservation view(int cell) {
        return view(cell, table.state(cell));
    }

    /** As its member first heard of it. */
    Reservation asPlaced(int cell) {
        if (table.waited(cell)) return view(cell, ReservationState.WAITLISTED);
        return view(cell, table.holdMs(cell) == 0 ? ReservationState.CONFIRMED : ReservationState.HELD);
    }

    private Reservation view(int cell, ReservationState state) {
        return view(cell, state, table.slots(cell));
    }

    private Reservation view(int cell, ReservationState state, long[] slots) {
        Closure closure = state == ReservationState.CANCELLED ? closures.whichCancelled(table.id(cell)) : null;
        return new Reservation(
                table.id(cell),
                members.subjectOf(table.member(cell)),
                state,
                slots,
                table.party(cell),
                state == ReservationState.OFFERED ? table.waitEndsAtMs(cell) : table.holdExpiresAtMs(cell),
                state == ReservationState.WAITLISTED ? waitlists.position(cell) : 0,
                table.createdAtMs(cell),
                table.endsAtMs(cell),
                table.stationNo(cell),
                table.cancelClosesMin(cell),
                closure == null ? null : closure.reason(),
                state == ReservationState.CANCELLED ? takenPlaces.whyTaken(table.id(cell)) : null);
    }
}
