package io.yizhan.core;

/**
 * Who has taken which places, and until when: applies events and judges nothing. What may happen, {@link ReservationDesk} decides.
 */
final class Reservations {
    private final Rules rules;
    private final VenueTable venues;
    private final SlotTable slots;
    private final Changes changes;
    final ReservationTable table = new ReservationTable();
    final MemberTable members = new MemberTable();
    long nextId = 1;

    Reservations(Rules rules, VenueTable venues, SlotTable slots, Changes changes) {
        this.rules = rules;
        this.venues = venues;
        this.slots = slots;
        this.changes = changes;
    }

    void apply(Event.ReservationPlaced event) {
        ReservationState state = event.holdExpiresAtMs() == 0 ? ReservationState.CONFIRMED : ReservationState.HELD;
        restore(
                event.reservationId(),
                event.member(),
                event.keyHi(),
                event.keyLo(),
                state,
                event.slots(),
                event.party(),
                event.holdExpiresAtMs(),
                event.atMs(),
                endsAtMs(event.slots()),
                0);
    }

    void restore(
            long id,
            String subject,
            long keyHi,
            long keyLo,
            ReservationState state,
            long[] keys,
            int party,
            long holdExpiresAtMs,
            long createdAtMs,
            long endsAtMs,
            long endedAtMs) {
        int holdMs = holdExpiresAtMs == 0 ? 0 : Math.toIntExact(holdExpiresAtMs - createdAtMs);
        int endMin = Math.toIntExact(endsAtMs / 60_000);
        int row = table.add(id, keyHi, keyLo, keys, party, createdAtMs, holdMs, endMin);
        table.endedAtMs(row, endedAtMs);
        table.state(row, state);
        nextId = Math.max(nextId, id + 1);
        int member = members.findOrAdd(subject);
        table.member(row, member);
        MemberLists.remember(table, members, row, member);
        if (state.active()) {
            MemberLists.activate(table, members, row, member);
            for (long key : keys) take(key, party);
        }
        table.timers.set(row, dueMs(row));
    }

    void apply(Event.ReservationConfirmed event) {
        int row = required(event.reservationId());
        table.state(row, ReservationState.CONFIRMED);
        table.timers.set(row, dueMs(row));
    }

    void end(long reservationId, ReservationState state, long atMs) {
        int row = required(reservationId);
        table.state(row, state);
        table.endedAtMs(row, atMs);
        MemberLists.deactivate(table, members, row);
        for (int i = 0; i < table.slotCount(row); i++) giveBack(table.slot(row, i), table.party(row));
        table.timers.set(row, dueMs(row));
    }

    void apply(Event.ReservationArchived event) {
        int row = required(event.reservationId());
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

    private long endsAtMs(long[] keys) {
        long endsAtMs = 0;
        for (long key : keys) {
            int slot = slots.find(key);
            if (slot < 0) throw new IllegalStateException("reservation of the unknown slot " + key);
            endsAtMs = Math.max(endsAtMs, slots.endMs(slot));
        }
        return endsAtMs;
    }

    private void take(long key, int party) {
        int slot = slots.find(key);
        if (slot < 0) throw new IllegalStateException("reservation of the unknown slot " + key);
        slots.take(slot, venues.places(SlotKey.venueNo(key), party));
        changes.slot(key);
    }

    private void giveBack(long key, int party) {
        slots.giveBack(slots.find(key), venues.places(SlotKey.venueNo(key), party));
        changes.slot(key);
    }

    private int required(long reservationId) {
        int row = table.find(reservationId);
        if (row < 0) throw new IllegalStateException("event about the unknown reservation " + reservationId);
        return row;
    }

    Reservation reservation(long reservationId) {
        return view(required(reservationId));
    }

    Reservation view(int row) {
        return view(row, table.state(row));
    }

    /** As its member first heard of it. */
    Reservation asPlaced(int row) {
        return view(row, table.holdMs(row) == 0 ? ReservationState.CONFIRMED : ReservationState.HELD);
    }

    private Reservation view(int row, ReservationState state) {
        return new Reservation(
                table.id(row),
                members.subjectOf(table.member(row)),
                state,
                table.slots(row),
                table.party(row),
                table.holdExpiresAtMs(row),
                table.createdAtMs(row),
                table.endsAtMs(row));
    }
}
