package io.yizhan.core;

/**
 * Who has taken which places, and until when: applies events and judges nothing. What may happen, {@link ReservationCommands} decide.
 */
final class Reservations {
    private final Rules rules;
    private final VenueTable venues;
    private final SlotTable slots;
    private final Changes changes;
    private final Closures closures;
    final ReservationTable table = new ReservationTable();
    final MemberTable members = new MemberTable();
    long nextId = 1;
    /** Something was restored for which there was no room: see {@link Region#overbooked}. */
    boolean overbooked;

    Reservations(Rules rules, VenueTable venues, SlotTable slots, Closures closures, Changes changes) {
        this.rules = rules;
        this.venues = venues;
        this.slots = slots;
        this.closures = closures;
        this.changes = changes;
    }

    void apply(Event.ReservationPlaced event) {
        long[] keys = event.slots();
        int holdMs = event.holdExpiresAtMs() == 0 ? 0 : holdMs(event.atMs(), event.holdExpiresAtMs(), keys);
        int row = table.add(
                event.reservationId(),
                event.keyHi(),
                event.keyLo(),
                keys,
                event.party(),
                event.atMs(),
                holdMs,
                endMin(keys));
        table.endedAtMs(row, 0);
        table.state(row, holdMs == 0 ? ReservationState.CONFIRMED : ReservationState.HELD);
        table.localDay(row, slots.localDay(slots.find(keys[0])));
        if (event.hasTerms()) table.terms(row, event.exclusiveSlots(), event.stationNo(), event.cancelClosesMin());
        else termsOfVenues(row, keys);
        enter(row, event.reservationId(), event.member());
        for (int i = 0; i < keys.length; i++) {
            slots.take(slots.find(keys[i]), table.places(row, i));
            changes.slot(keys[i]);
        }
    }

    /** As it is stored, and even if its slots have fewer places than it takes, or are not there. */
    void restore(StoredReservation stored) {
        long[] keys = stored.slots();
        int holdMs = stored.holdExpiresAtMs() == 0 ? 0 : holdMs(stored.createdAtMs(), stored.holdExpiresAtMs(), keys);
        int endMin = Math.toIntExact(stored.endsAtMs() / 60_000);
        int row = table.add(
                stored.id(),
                stored.keyHi(),
                stored.keyLo(),
                keys,
                stored.party(),
                stored.createdAtMs(),
                holdMs,
                endMin);
        table.endedAtMs(row, stored.endedAtMs());
        table.state(row, stored.state());
        table.localDay(row, stored.localDay());
        table.terms(row, stored.exclusiveSlots(), stored.stationNo(), stored.cancelClosesMin());
        closures.restoreCancelled(stored.closureNo(), stored.id());
        enter(row, stored.id(), stored.member());
        for (int i = 0; stored.state().active() && i < keys.length; i++) {
            int slot = slots.find(keys[i]);
            if (slot >= 0) {
                slots.restoreTaken(slot, table.places(row, i));
                changes.slot(keys[i]);
            }
            overbooked |= slot < 0 || slots.remaining(slot) < 0;
        }
    }

    private void enter(int row, long id, String subject) {
        nextId = Math.max(nextId, id + 1);
        int member = members.findOrAdd(subject);
        table.member(row, member);
        MemberLists.remember(table, members, row, member);
        if (table.state(row).active()) MemberLists.activate(table, members, row, member);
        table.timers.set(row, dueMs(row));
    }

    /** A hold that was stored before holds ended with their slots does so, too. */
    private static int holdMs(long createdAtMs, long expiresAtMs, long[] keys) {
        for (long key : keys) expiresAtMs = Math.min(expiresAtMs, SlotKey.startMs(key));
        return Math.toIntExact(expiresAtMs - createdAtMs);
    }

    private void termsOfVenues(int row, long[] keys) {
        int exclusiveSlots = 0;
        int cancelClosesMin = Integer.MAX_VALUE;
        for (int i = 0; i < keys.length; i++) {
            VenueTerms terms = venues.termsOf(keys[i]);
            if (terms.exclusive()) exclusiveSlots |= 1 << i;
            cancelClosesMin = Math.min(cancelClosesMin, cancelClosesMin(keys[i], terms));
        }
        table.terms(row, exclusiveSlots, venues.termsOf(keys[0]).stationNo(), cancelClosesMin);
    }

    /** Before which minute a confirmed reservation of this slot can be cancelled under these terms. */
    static int cancelClosesMin(long key, VenueTerms terms) {
        return Math.toIntExact(Math.floorDiv(SlotKey.startMs(key) - terms.get(Term.CANCEL_CUTOFF_MS), 60_000L));
    }

    void apply(Event.ReservationConfirmed event) {
        int row = required(event.reservationId());
        table.state(row, ReservationState.CONFIRMED);
        table.timers.set(row, dueMs(row));
    }

    void apply(Event.ReservationCancelled event) {
        end(event.reservationId(), ReservationState.CANCELLED, event.atMs());
        closures.cancelled(event.closureNo(), event.reservationId());
    }

    void end(long reservationId, ReservationState state, long atMs) {
        int row = required(reservationId);
        table.state(row, state);
        table.endedAtMs(row, atMs);
        MemberLists.deactivate(table, members, row);
        for (int i = 0; i < table.slotCount(row); i++) giveBack(table.slot(row, i), table.places(row, i));
        table.timers.set(row, dueMs(row));
    }

    void apply(Event.ReservationArchived event) {
        int row = required(event.reservationId());
        closures.forgotten(event.reservationId());
        MemberLists.forget(table, members, row);
        table.remove(row);
    }

    /** Every reservation waits for exactly one moment: its expiry, its end, or its leaving of the books. */
    long dueMs(int row) {
        return switch (table.state(row)) {
            case HELD -> table.holdExpiresAtMs(row);
            case CONFIRMED, CHECKED_IN -> table.endsAtMs(row);
            case COMPLETED, CANCELLED, EXPIRED, NO_SHOW -> table.endedAtMs(row) + rules.retentionMs();
        };
    }

    private int endMin(long[] keys) {
        int endMin = 0;
        for (long key : keys) {
            int slot = slots.find(key);
            if (slot < 0) throw new IllegalStateException("reservation of the unknown slot " + key);
            endMin = Math.max(endMin, slots.endMin(slot));
        }
        return endMin;
    }

    private void giveBack(long key, int places) {
        int slot = slots.find(key);
        if (slot < 0) return;
        slots.giveBack(slot, places);
        changes.slot(key);
    }

    private int required(long reservationId) {
        int row = table.find(reservationId);
        if (row < 0) throw new IllegalStateException("event about the unknown reservation " + reservationId);
        return row;
    }

    /** @param slots as they were asked for; nobody changes them, so they need no copy */
    Reservation justPlaced(long reservationId, long[] slots) {
        int row = required(reservationId);
        return view(row, table.state(row), slots);
    }

    Reservation view(int row) {
        return view(row, table.state(row));
    }

    /** As its member first heard of it. */
    Reservation asPlaced(int row) {
        return view(row, table.holdMs(row) == 0 ? ReservationState.CONFIRMED : ReservationState.HELD);
    }

    private Reservation view(int row, ReservationState state) {
        return view(row, state, table.slots(row));
    }

    private Reservation view(int row, ReservationState state, long[] slots) {
        Closure closure = state == ReservationState.CANCELLED ? closures.whichCancelled(table.id(row)) : null;
        return new Reservation(
                table.id(row),
                members.subjectOf(table.member(row)),
                state,
                slots,
                table.party(row),
                table.holdExpiresAtMs(row),
                table.createdAtMs(row),
                table.endsAtMs(row),
                table.stationNo(row),
                table.cancelClosesMin(row) * 60_000L,
                closure == null ? null : closure.reason());
    }
}
