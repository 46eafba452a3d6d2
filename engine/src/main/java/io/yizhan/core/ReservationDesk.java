package io.yizhan.core;

import static io.yizhan.core.Refusal.ReservationUnknown.RESERVATION_UNKNOWN;
import static io.yizhan.core.Refusal.SeveralStations.SEVERAL_STATIONS;

import io.yizhan.core.Outcome.Placed;
import io.yizhan.core.Outcome.Stands;
import io.yizhan.core.Refusal.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what members ask: who may take places in which slots, and until when. Reads the books; what it says happens to them.
 *
 * <p>A member's own conflicts are told before a lack of places, because a member who has the very place should hear so, and not that
 * it is taken.
 */
final class ReservationDesk {
    private final Rules rules;
    private final VenueTable venues;
    private final SlotTable slots;
    private final Reservations reservations;
    private final ReservationTable table;
    private final MemberTable members;
    private final AtOnce atOnce;
    private final Refusals refusals = new Refusals();

    ReservationDesk(Rules rules, VenueTable venues, SlotTable slots, Reservations reservations) {
        this.rules = rules;
        this.venues = venues;
        this.slots = slots;
        this.reservations = reservations;
        table = reservations.table;
        members = reservations.members;
        atOnce = new AtOnce(venues, slots, table, members);
    }

    /** Reads what the decision will, but waits for none of it: see {@link Region#anticipate}. */
    int touch(Command.PlaceReservation command) {
        int touched = table.touchKey(command.keyLo()) ^ members.touch(command.member());
        for (long slot : command.slots()) touched ^= slots.touch(slot);
        return touched;
    }

    Outcome carryOut(Command.PlaceReservation command, long nowMs, Consumer<Event> events) {
        int known = table.findByKey(command.keyHi(), command.keyLo());
        if (known >= 0 && nowMs - table.createdAtMs(known) < rules.keyWindowMs()) return repeated(known, command);
        Refusal refusal = slotsCanBeBooked(command, nowMs);
        if (refusal == null) refusal = memberMayBook(command);
        if (refusal == null) refusal = placesAreLeft(command);
        if (refusal != null) return refusal;
        long[] keys = command.slots();
        long id = reservations.nextId;
        events.accept(new Event.ReservationPlaced(
                nowMs,
                id,
                command.member(),
                command.keyHi(),
                command.keyLo(),
                keys,
                command.party(),
                command.hold() ? holdExpiresAtMs(keys, nowMs) : 0,
                exclusiveSlots(keys),
                venues.termsOf(keys[0]).stationNo(),
                reservations.cancelClosesMin(keys)));
        return new Placed(reservations.reservation(id), false);
    }

    /** The first answer again, if it was the same request. */
    private Outcome repeated(int row, Command.PlaceReservation command) {
        boolean same = command.party() == table.party(row)
                && command.hold() == (table.holdMs(row) != 0)
                && command.slots().length == table.slotCount(row);
        for (int i = 0; same && i < command.slots().length; i++) same = command.slots()[i] == table.slot(row, i);
        if (!same) return new Refusal.IdempotencyKeyReused(table.id(row));
        return new Placed(reservations.asPlaced(row), true);
    }

    private @Nullable Refusal slotsCanBeBooked(Command.PlaceReservation command, long nowMs) {
        long[] keys = command.slots();
        for (int i = 0; i < keys.length; i++) {
            int slot = slots.find(keys[i]);
            if (slot < 0) return refusals.unknown(i);
            if (stationOf(keys[i]) != stationOf(keys[0])) return SEVERAL_STATIONS;
            if (nowMs >= slots.startMs(slot)) return refusals.past(i);
            if (slots.closed(slot) || venues.termsOf(keys[i]).withdrawn()) return refusals.closed(i);
            if (nowMs < slots.releasesAtMs(slot)) return new Refusal.SlotNotReleased(i, slots.releasesAtMs(slot));
        }
        return null;
    }

    private @Nullable Refusal memberMayBook(Command.PlaceReservation command) {
        int member = members.find(command.member());
        Refusal refusal = atOnce.refusal(member, command.slots());
        if (refusal != null || member < 0) return refusal;
        if (members.active(member) >= rules.activeReservationsMax())
            return quotaExceeded(
                    Quota.ACTIVE_RESERVATIONS, rules.activeReservationsMax(), members.active(member), member);
        if (members.remembered(member) >= rules.rememberedReservationsMax())
            return quotaExceeded(
                    Quota.REMEMBERED_RESERVATIONS,
                    rules.rememberedReservationsMax(),
                    members.remembered(member),
                    member);
        return null;
    }

    private Refusal quotaExceeded(Quota rule, int limit, int current, int member) {
        long freesAtMs = Long.MAX_VALUE;
        if (rule == Quota.ACTIVE_RESERVATIONS) {
            for (int own = members.firstActive(member); own >= 0; own = table.nextActive(own))
                freesAtMs = Math.min(freesAtMs, reservations.dueMs(own));
        } else {
            for (int own = members.newest(member); own >= 0; own = table.older(own))
                if (table.endedAtMs(own) != 0) freesAtMs = Math.min(freesAtMs, reservations.dueMs(own));
        }
        return new Refusal.QuotaExceeded(rule, limit, current, freesAtMs);
    }

    private @Nullable Refusal placesAreLeft(Command.PlaceReservation command) {
        long[] keys = command.slots();
        for (int i = 0; i < keys.length; i++) {
            int slot = slots.find(keys[i]);
            int left = Math.max(0, slots.remaining(slot));
            if (slots.places(slot, command.party()) > left) return refusals.full(i, left);
        }
        return null;
    }

    /** By the shortest of the venues' terms, and at the latest when a slot starts: from then on it can't be booked, so not be confirmed. */
    private long holdExpiresAtMs(long[] keys, long nowMs) {
        long expiresAtMs = Long.MAX_VALUE;
        for (long key : keys) {
            expiresAtMs = Math.min(expiresAtMs, nowMs + venues.termsOf(key).holdTtlMs());
            expiresAtMs = Math.min(expiresAtMs, SlotKey.startMs(key));
        }
        return expiresAtMs;
    }

    private int exclusiveSlots(long[] keys) {
        int exclusive = 0;
        for (int i = 0; i < keys.length; i++) if (slots.exclusive(slots.find(keys[i]))) exclusive |= 1 << i;
        return exclusive;
    }

    Outcome carryOut(Command.ConfirmReservation command, long nowMs, Consumer<Event> events) {
        int row = own(command.member(), command.reservationId());
        if (row < 0) return RESERVATION_UNKNOWN;
        return switch (table.state(row)) {
            case HELD -> {
                if (nowMs >= table.holdExpiresAtMs(row)) yield new Refusal.HoldLapsed(table.holdExpiresAtMs(row));
                events.accept(new Event.ReservationConfirmed(nowMs, command.reservationId()));
                yield new Stands(reservations.view(row));
            }
            case CONFIRMED, CHECKED_IN -> new Stands(reservations.view(row));
            case EXPIRED -> new Refusal.HoldLapsed(table.holdExpiresAtMs(row));
            case COMPLETED, CANCELLED, NO_SHOW -> new Refusal.WrongState(table.state(row));
        };
    }

    Outcome carryOut(Command.CancelReservation command, long nowMs, Consumer<Event> events) {
        int row = own(command.member(), command.reservationId());
        if (row < 0) return RESERVATION_UNKNOWN;
        return switch (table.state(row)) {
            case HELD -> cancelled(row, nowMs, events);
            case CONFIRMED -> {
                long closesAtMs = table.cancelClosesMin(row) * 60_000L;
                yield nowMs < closesAtMs ? cancelled(row, nowMs, events) : new Refusal.CancellationClosed(closesAtMs);
            }
            case CANCELLED -> new Stands(reservations.view(row));
            case CHECKED_IN, COMPLETED, EXPIRED, NO_SHOW -> new Refusal.WrongState(table.state(row));
        };
    }

    private Outcome cancelled(int row, long nowMs, Consumer<Event> events) {
        events.accept(new Event.ReservationCancelled(nowMs, table.id(row)));
        return new Stands(reservations.view(row));
    }

    Outcome answer(Command.FindReservation query) {
        int row = own(query.member(), query.reservationId());
        return row < 0 ? RESERVATION_UNKNOWN : new Stands(reservations.view(row));
    }

    Outcome answer(Command.ListReservations query) {
        List<Reservation> page = new ArrayList<>();
        int member = members.find(query.member());
        if (member < 0) return new Outcome.Page(page, false);
        for (int row = members.newest(member); row >= 0; row = table.older(row)) {
            if (query.afterId() != 0 && table.id(row) >= query.afterId()) continue;
            if (query.states() != 0 && (query.states() & table.state(row).bit()) == 0) continue;
            if (table.endsAtMs(row) <= query.fromMs()) continue;
            if (page.size() == query.limit()) return new Outcome.Page(page, true);
            page.add(reservations.view(row));
        }
        return new Outcome.Page(page, false);
    }

    /** What time does by itself to the reservation in this row, whose deadline has passed. */
    Event overdue(int row, long nowMs) {
        long reservationId = table.id(row);
        return switch (table.state(row)) {
            case HELD -> new Event.HoldExpired(nowMs, reservationId);
            case CONFIRMED, CHECKED_IN -> new Event.ReservationCompleted(nowMs, reservationId);
            case COMPLETED, CANCELLED, EXPIRED, NO_SHOW -> new Event.ReservationArchived(nowMs, reservationId);
        };
    }

    private int stationOf(long key) {
        return venues.termsOf(key).stationNo();
    }

    private int own(String member, long reservationId) {
        int row = table.find(reservationId);
        return row >= 0 && members.subjectOf(table.member(row)).equals(member) ? row : -1;
    }
}
