package io.yizhan.sim;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.sim.SlotOrder.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** When each request was sent and answered, as seen from outside, sorted by slot: for {@link SlotOrder} to find a legal order. */
final class History {
    private final SimClock clock;
    private long moment;
    private int ordered;
    /** Latest time on the wall clock, and the moment when it was first seen. */
    private final TreeMap<Long, Long> momentByWallMs = new TreeMap<>();

    History(SimClock clock) {
        this.clock = clock;
    }

    /** A moment after all former ones. */
    long moment() {
        momentByWallMs.putIfAbsent(clock.wallMsMax(), ++moment);
        return moment;
    }

    /** Before this moment the engine could not know that so late it was. */
    private long momentOf(long wallMs) {
        var entry = momentByWallMs.ceilingEntry(wallMs);
        if (entry == null) return Long.MAX_VALUE;
        // The clock may have shown it any time after the moment before.
        var before = momentByWallMs.lowerEntry(entry.getKey());
        return before == null ? 0 : before.getValue();
    }

    /** How many slots were too much for the search. */
    int check(List<Op> ops, NaiveBooks books) {
        Map<Long, List<Act>> bySlot = new TreeMap<>();
        Map<Long, NaiveBooks.Booking> bookings = new TreeMap<>(books.archived);
        bookings.putAll(books.bookings);
        Map<Long, long[]> placings = new HashMap<>();
        for (Op op : ops) {
            Command.PlaceReservation place = op.booking();
            if (place != null) place(op, place, books, bySlot, placings);
        }
        // Placed, and nobody ever heard of it.
        for (Op op : ops) {
            Command.PlaceReservation place = op.booking();
            if (place == null) continue;
            for (var entry : bookings.entrySet()) {
                if (entry.getValue().placed.keyLo() == place.keyLo())
                    placings.computeIfAbsent(
                            entry.getKey(), id -> new long[] {op.attempts.getFirst().sentAt, Long.MAX_VALUE});
            }
        }
        OrderSpans orders = new OrderSpans(ops, books);
        for (long id : bookings.keySet()) {
            long[] span = orders.of(id);
            if (span != null) placings.put(id, span);
        }
        placings.forEach((id, span) -> {
            NaiveBooks.Booking booking = bookings.get(id);
            if (booking == null) throw new Violation("an answered reservation is in the journal", "" + id);
            boolean held = booking.placed.holdExpiresAtMs() != 0;
            for (int i = 0; i < booking.placed.slots().length; i++) {
                long key = booking.placed.slots()[i];
                int places = NaiveBooks.places(booking.placed, i);
                acts(bySlot, key).add(Act.place(span[0], span[1], id, places, held, booking.placed.member()));
                if (booking.closureNo != 0 || booking.gaveWay || booking.erased || !booking.takenFor.isEmpty())
                    acts(bySlot, key).add(Act.maybe(momentOf(booking.endedAtMs), id, ReservationState.CANCELLED));
                if (orders.of(id) != null)
                    acts(bySlot, key).addAll(orders.acts(id, booking, momentOf(booking.endedAtMs)));
                if (held) acts(bySlot, key).add(Act.expire(momentOf(booking.placed.holdExpiresAtMs()), id));
                if (books.visits.visits.containsKey(id) && booking.checkedInAtMs != 0)
                    acts(bySlot, key).add(Act.maybe(momentOf(booking.checkedInAtMs), id, ReservationState.CHECKED_IN));
                if (booking.state == ReservationState.NO_SHOW)
                    acts(bySlot, key).add(Act.miss(momentOf(booking.checkInByMs), id));
            }
        });
        for (Op op : ops) {
            long id = target(op.command);
            NaiveBooks.Booking booking = bookings.get(id);
            if (booking != null)
                for (long key : booking.placed.slots()) acts(bySlot, key).addAll(changes(op, id));
        }
        // Who waits is told nothing when it is their turn, and others find a slot full that has places.
        Set<Long> waitedFor = new HashSet<>();
        for (NaiveBooks.Booking booking : bookings.values())
            if (booking.placed.waits() || booking.placed.enters())
                waitedFor.add(booking.placed.slots()[0]);
        int undecided = 0;
        for (var entry : bySlot.entrySet()) {
            Integer capacity = books.capacityEver(entry.getKey());
            if (capacity == null || waitedFor.contains(entry.getKey())) continue;
            if (books.capacities.changedEver(entry.getKey())) continue;
            if (!new SlotOrder(entry.getKey(), capacity, entry.getValue()).search()) undecided++;
            else if (entry.getValue().size() > 1) ordered++;
        }
        return undecided;
    }

    /** Slots of whose acts, more than one, a legal order was found. */
    int ordered() {
        return ordered;
    }

    private static List<Act> acts(Map<Long, List<Act>> bySlot, long key) {
        return bySlot.computeIfAbsent(key, slot -> new ArrayList<>());
    }

    private static void place(
            Op op,
            Command.PlaceReservation place,
            NaiveBooks books,
            Map<Long, List<Act>> bySlot,
            Map<Long, long[]> placings) {
        long sentAt = op.attempts.getFirst().sentAt;
        for (Op.Attempt attempt : op.attempts) {
            if (attempt.said instanceof Outcome.Placed it) {
                long[] span =
                        placings.computeIfAbsent(it.reservation().id(), id -> new long[] {sentAt, Long.MAX_VALUE});
                span[1] = Math.min(span[1], attempt.heardAt);
            }
            if (attempt.said instanceof Refusal.SlotFull it && attempt.heardAt != Long.MAX_VALUE && !attempt.outdated) {
                long key = place.slots()[it.slotIndex()];
                acts(bySlot, key)
                        .add(Act.full(
                                attempt.sentAt,
                                attempt.heardAt,
                                books.placesEver(key, place.party()),
                                it.remaining(),
                                place.member()));
            }
        }
    }

    private static long target(Command command) {
        return switch (command) {
            case Command.ConfirmReservation it -> it.reservationId();
            case Command.CancelReservation it -> it.reservationId();
            case Command.FindReservation it -> it.reservationId();
            case Command.CheckIn it -> it.reservationId();
            case Command.CancelAtDesk it -> it.reservationId();
            default -> 0;
        };
    }

    private static List<Act> changes(Op op, long id) {
        List<Act> acts = new ArrayList<>();
        boolean read = op.command instanceof Command.FindReservation;
        ReservationState wanted = wanted(op.command);
        long doneAt = Long.MAX_VALUE;
        boolean done = false;
        boolean unknown = false;
        for (Op.Attempt attempt : op.attempts) {
            unknown |= attempt.said == null || attempt.said instanceof Refusal.RegionStopped || attempt.outdated;
            if (attempt.outdated || !(attempt.said instanceof Outcome.Stands it)) continue;
            ReservationState state = it.reservation().state();
            if (state != wanted) {
                if (attempt.heardAt != Long.MAX_VALUE && state != ReservationState.COMPLETED)
                    acts.add(Act.read(attempt.sentAt, attempt.heardAt, id, state));
                continue;
            }
            done = true;
            doneAt = Math.min(doneAt, attempt.heardAt);
        }
        if (read) return acts;
        long sentAt = op.attempts.getFirst().sentAt;
        if (done) acts.add(Act.change(sentAt, doneAt, id, wanted));
        else if (unknown) acts.add(Act.maybe(sentAt, id, wanted));
        return acts;
    }

    /** The state that the command leads to; of a look-up one that is never told. */
    private static ReservationState wanted(Command command) {
        return switch (command) {
            case Command.ConfirmReservation it -> ReservationState.CONFIRMED;
            case Command.CheckIn it -> ReservationState.CHECKED_IN;
            case Command.FindReservation it -> ReservationState.COMPLETED;
            default -> ReservationState.CANCELLED;
        };
    }
}
