package io.yizhan.core.reservation;

import io.yizhan.core.Changes;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.rule.PassingTime;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.MemberLists;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.StationShares;
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
    private final Strikes strikes;
    private final StationShares shares;
    private final ReservationTable table;
    private final MemberTable members;
    /** Cells of the slots of the reservation that is being placed: looked up once. */
    private final int[] found = new int[Command.SLOTS_MAX];
    /** When they end. */
    private final int[] endsMin = new int[Command.SLOTS_MAX];
    /** On which day they start. */
    private final int[] localDays = new int[Command.SLOTS_MAX];
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
            Strikes strikes,
            StationShares shares,
            PassingTime time,
            Changes changes) {
        this.table = table;
        this.members = members;
        this.venues = venues;
        this.slots = slots;
        this.closures = closures;
        this.waitlists = waitlists;
        this.takenPlaces = takenPlaces;
        this.strikes = strikes;
        this.shares = shares;
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
                endsMin,
                localDays);
        table.kind(cell, event.waits(), event.recurring());
        table.entered(cell, event.enters());
        table.state(cell, event.state(), event.state() == ReservationState.HELD ? 0 : event.untilMs());
        if (event.hasTerms())
            table.terms(cell, event.exclusiveSlots(), event.stationNo(), event.cancelClosesMin(), event.byHost());
        else termsOfVenues(cell, keys);
        enter(cell, event.reservationId(), event.member());
        if (event.state().active()) takePlaces(cell, keys.length);
        changed(cell);
        newest = cell;
    }

    /** Of the slots that were looked up last. */
    private void takePlaces(int cell, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            int places = table.places(cell, i);
            slots.take(found[i], places);
            countForHost(found[i], cell, places);
            changes.slot(table.slot(cell, i));
            all += places;
        }
        expect(found[table.firstSlot(cell)], table.party(cell));
        shares.count(table, cell, all);
    }

    private void expect(int slot, int more) {
        slots.expected(slot, slots.expected(slot) + more);
    }

    public void apply(Event.PlaceOffered event) {
        int cell = required(event.reservationId());
        waitlists.leave(cell);
        if (event.offerExpiresAtMs() == 0) table.state(cell, ReservationState.CONFIRMED, event.checkInByMs());
        else table.state(cell, ReservationState.OFFERED, event.offerExpiresAtMs());
        table.lost(cell, false);
        comesToItsPlaces(cell);
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    private void comesToItsPlaces(int cell) {
        MemberLists.activate(table, members, cell, table.member(cell));
        find(table.slots(cell));
        takePlaces(cell, table.slotCount(cell));
    }

    public void apply(Event.DrawEntered event) {
        int cell = required(event.reservationId());
        table.kind(cell, event.waits(), table.recurring(cell));
    }

    public void apply(Event.DrawDecided event) {
        int cell = required(event.reservationId());
        ReservationState state = event.result().state();
        table.state(cell, state, state.ended() ? event.atMs() : event.untilMs());
        table.lost(cell, event.result().lost());
        if (state.active()) comesToItsPlaces(cell);
        if (state == ReservationState.WAITLISTED) waitlists.enter(cell);
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
                stored.slotEndsMin(),
                stored.localDays());
        table.kind(cell, stored.waited(), stored.recurring());
        table.entered(cell, stored.entry() != StoredReservation.Entry.NONE);
        table.lost(cell, stored.lost());
        table.strike(cell, stored.strike());
        table.state(cell, stored.state(), stored.momentMs());
        table.terms(cell, stored.exclusiveSlots(), stored.stationNo(), stored.cancelClosesMin(), stored.byHost());
        closures.restoreCancelled(stored.closureNo(), stored.id());
        takenPlaces.cancelled(stored.id(), stored.takenFor());
        enter(cell, stored.id(), stored.member());
        for (int i = 0; stored.state().active() && i < keys.length; i++) {
            shares.count(table, cell, table.places(cell, i));
            int slot = slots.find(keys[i]);
            if (slot >= 0) {
                slots.restoreTaken(slot, table.places(cell, i));
                countForHost(slot, cell, table.places(cell, i));
                if (stored.state().toCome() && i == table.firstSlot(cell)) expect(slot, table.party(cell));
                changes.slot(keys[i]);
            }
            overbooked |= slot < 0 || slots.remaining(slot) < 0;
        }
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
        table.state(cell, ReservationState.CONFIRMED, event.checkInByMs());
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    public void apply(Event.CheckedIn event) {
        int cell = required(event.reservationId());
        table.state(cell, ReservationState.CHECKED_IN, event.atMs());
        long first = table.slot(cell, table.firstSlot(cell));
        int slot = slots.find(first);
        if (slot >= 0) expect(slot, -table.party(cell));
        changes.slot(first);
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    public void apply(Event.NoShow event) {
        end(event.reservationId(), ReservationState.NO_SHOW, event.atMs());
        int cell = required(event.reservationId());
        table.strike(cell, event.strike());
        if (event.suspendedUntilMs() != 0) strikes.suspend(subject(cell), event.suspendedUntilMs(), event.atMs());
    }

    public void apply(Event.StrikeForgiven event) {
        int cell = required(event.reservationId());
        table.strike(cell, false);
        strikes.suspend(subject(cell), event.suspendedUntilMs(), event.atMs());
        waitlists.hasLess(table.member(cell));
        changed(cell);
    }

    private String subject(int cell) {
        return members.subjectOf(table.member(cell));
    }

    public void apply(Event.ReservationCancelled event) {
        end(event.reservationId(), ReservationState.CANCELLED, event.atMs());
        closures.cancelled(event.closureNo(), event.reservationId());
        takenPlaces.cancelled(event.reservationId(), event.reason());
    }

    public void end(long reservationId, ReservationState state, long atMs) {
        int cell = required(reservationId);
        ReservationState former = table.state(cell);
        boolean toCome = former.toCome();
        if (former == ReservationState.WAITLISTED) waitlists.leave(cell);
        table.state(cell, state, atMs);
        if (!former.pending()) {
            MemberLists.deactivate(table, members, cell);
            for (int i = 0; i < table.slotCount(cell); i++) giveBack(cell, i, toCome && i == table.firstSlot(cell));
            waitlists.hasLess(table.member(cell));
        }
        table.timers().set(cell, time.dueMs(cell));
        changed(cell);
    }

    public void apply(Event.ReservationArchived event) {
        int cell = required(event.reservationId());
        int member = table.member(cell);
        leave(cell);
        waitlists.hasLess(member);
    }

    public void apply(Event.MemberErased event) {
        for (long id : event.reservations()) {
            int cell = required(id);
            if (!table.state(cell).ended())
                throw new IllegalStateException("reservation " + id + " is not over, but its member forgotten");
            leave(cell);
        }
    }

    /** It leaves the books. */
    private void leave(int cell) {
        closures.forgotten(table.id(cell));
        takenPlaces.forgotten(table.id(cell));
        MemberLists.forget(table, members, cell);
        table.remove(cell);
    }

    /** Looks up the slots. */
    private void find(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            int slot = slots.find(keys[i]);
            if (slot < 0) throw new IllegalStateException("reservation of the unknown slot " + keys[i]);
            found[i] = slot;
            endsMin[i] = slots.endMin(slot);
            localDays[i] = slots.localDay(slot);
        }
    }

    /** @param expected whether its member was still to come, and to this slot first */
    private void giveBack(int cell, int i, boolean expected) {
        int places = table.places(cell, i);
        shares.count(table, cell, -places);
        long key = table.slot(cell, i);
        int slot = slots.find(key);
        if (slot < 0) return;
        slots.giveBack(slot, places);
        countForHost(slot, cell, -places);
        if (expected) expect(slot, -table.party(cell));
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

    /** That of the reservation placed last. */
    int newest() {
        return newest;
    }
}
