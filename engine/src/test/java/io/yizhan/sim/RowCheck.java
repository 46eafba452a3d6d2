package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.StoredCrowd;
import io.yizhan.rows.MemoryOrders;
import io.yizhan.rows.MemoryReservation;
import io.yizhan.rows.MemoryRows;
import io.yizhan.rows.MemorySlot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the rows, one by one, against books that were never in a row. */
final class RowCheck {
    private static final String PROMISE = "the rows are what the events came to";

    private final MemoryRows rows;
    private final Ledger ledger;

    RowCheck(MemoryRows rows, Ledger ledger) {
        this.rows = rows;
        this.ledger = ledger;
    }

    void check() {
        unless(rows.seq == ledger.lastSeq(), PROMISE, rows.seq + " of " + ledger.lastSeq());
        checkSlots();
        checkReservations();
        checkClosures();
        checkVisits();
        ledger.naive.companions.invitations.forEach((id, all) -> unless(
                List.copyOf(rows.companions
                                .invitations
                                .getOrDefault(id, Map.of())
                                .values())
                        .equals(all),
                PROMISE,
                "invitations to " + id + ": " + rows.companions.invitations.get(id) + " instead of " + all));
        unless(
                rows.companions.invitations.keySet().equals(ledger.naive.companions.invitations.keySet()),
                PROMISE,
                "invitations to " + rows.companions.invitations.keySet());
        unless(
                rows.orders.rows.keySet().equals(ledger.naive.orders.rows.keySet()),
                PROMISE,
                "orders " + rows.orders.rows.keySet());
        ledger.naive.orders.rows.forEach(
                (key, row) -> unless(same(row, rows.orders.rows.get(key)), PROMISE, "order " + key + ": " + row));
        unless(
                rows.fitness.workouts.equals(ledger.naive.fitness.workouts),
                PROMISE,
                "workouts " + rows.fitness.workouts);
        unless(
                rows.fitness.bodyChecks().equals(ledger.naive.fitness.checks),
                PROMISE,
                "checks " + rows.fitness.bodyChecks());
        ledger.naive.activities.bySlot.forEach(
                (key, terms) -> unless(terms.equals(rows.activities.get(key)), PROMISE, key + ": " + terms));
        checkGates();
        unless(ledger.naive.arrivals.agree(rows.suspensions), PROMISE, "suspended: " + rows.suspensions);
        unless(
                rows.operatorActs.keySet().equals(ledger.naive.acts.bySeq.keySet()),
                PROMISE,
                "acts " + rows.operatorActs.keySet());
        rows.operatorActs.forEach(ledger::same);
        unless(
                rows.notices.told.equals(ledger.naive.notices.told),
                "each member is told of each event once",
                rows.notices.told + " instead of " + ledger.naive.notices.told);
        unless(
                rows.notices.along.equals(ledger.naive.notices.along),
                "whoever comes along is told of each event once",
                rows.notices.along + " instead of " + ledger.naive.notices.along);
        long seq = 0;
        for (Event event : rows.events()) ledger.same(++seq, event);
        unless(seq == rows.seq, PROMISE, "audit of " + seq + " events");
    }

    private static boolean same(MemoryOrders.Row one, MemoryOrders.@Nullable Row other) {
        return other != null
                && one.bookedSeq() == other.bookedSeq()
                && one.changedSeq() == other.changedSeq()
                && one.order().state() == other.order().state()
                && one.order().member().equals(other.order().member())
                && one.order().digestHi() == other.order().digestHi()
                && one.order().digestLo() == other.order().digestLo()
                && one.order().notice().equals(other.order().notice())
                && one.order().details().equals(other.order().details())
                && Arrays.equals(one.order().reservations(), other.order().reservations());
    }

    private void checkSlots() {
        long inUse = rows.slots.values().stream().filter(row -> !row.retired()).count();
        unless(inUse == ledger.naive.slots.size(), PROMISE, inUse + " slots in use");
        ledger.naive.slots.forEach((key, slot) -> {
            MemorySlot row = rows.slots.get(key);
            unless(
                    row != null
                            && !row.retired()
                            && row.endMin() == slot.endMin
                            && row.capacity() == slot.capacity
                            && row.taken() == slot.taken
                            && row.closed() == slot.closed
                            && row.exclusive() == slot.exclusive,
                    PROMISE,
                    "slot " + key + ": " + row);
        });
    }

    private void checkReservations() {
        int all = ledger.naive.bookings.size() + ledger.naive.archived.size();
        unless(rows.reservations.size() == all, PROMISE, rows.reservations.size() + " reservations instead of " + all);
        ledger.naive.bookings.forEach((id, booking) -> check(id, booking, false));
        ledger.naive.archived.forEach((id, booking) -> check(id, booking, true));
    }

    private void check(long id, NaiveBooks.Booking booking, boolean archived) {
        MemoryReservation row = rows.reservations.get(id);
        unless(
                row != null
                        && row.member().equals(booking.erased ? "" : booking.placed.member())
                        && row.keyHi() == (booking.erased ? 0 : booking.placed.keyHi())
                        && row.keyLo() == (booking.erased ? 0 : booking.placed.keyLo())
                        && row.state() == booking.state
                        && row.party() == booking.placed.party()
                        && row.holdExpiresAtMs() == booking.placed.holdExpiresAtMs()
                        && row.exclusiveSlots() == booking.placed.exclusiveSlots()
                        && row.stationNo() == booking.placed.stationNo()
                        && row.cancelClosesMin() == booking.placed.cancelClosesMin()
                        && row.byHost() == booking.placed.byHost()
                        && row.recurring() == booking.placed.recurring()
                        && row.waitEndsAtMs() == booking.waitEndsAtMs
                        && row.createdAtMs() == booking.placed.atMs()
                        && row.endsMin() == booking.endsMin
                        && row.endedAtMs() == booking.endedAtMs
                        && row.closureNo() == booking.closureNo
                        && row.takenFor().equals(booking.takenFor)
                        && row.coming().checkedInAtMs() == booking.checkedInAtMs
                        && row.coming().strike() == NaiveArrivals.strikeCode(booking)
                        && row.coming().byMs() == booking.checkInByMs
                        && row.archived() == archived,
                PROMISE,
                id + ": " + row + ", " + booking.state);
    }

    private void checkVisits() {
        unless(ledger.naive.visits.agree(rows.visits), PROMISE, "visits " + rows.visits);
    }

    private void checkClosures() {
        unless(
                rows.closures.closures.size() == ledger.naive.closures.ever.size(),
                PROMISE,
                rows.closures.closures.size() + " closures");
        rows.closures.closures.values().forEach(ledger.naive.closures::agree);
        ledger.naive.closures.ever.forEach((no, closure) -> unless(
                Objects.requireNonNull(rows.closures.closures.get(no)).state() == closure.state,
                PROMISE,
                rows.closures.closures.get(no)));
    }

    private void checkGates() {
        unless(rows.equipment.equals(ledger.naive.marks), PROMISE, "machines " + rows.equipment);
        Set<String> known = new HashSet<>();
        rows.gates.boots.forEach((name, boot) -> {
            if (boot.forgotten()) return;
            known.add(name);
            Set<Long> heard = new HashSet<>();
            boot.known().forEach((from, to) -> {
                for (long seq = from; seq <= to; seq++) heard.add(seq);
            });
            unless(heard.equals(ledger.naive.gateEvents.boots.get(name)), PROMISE, name + ": " + boot);
        });
        unless(known.equals(ledger.naive.gateEvents.boots.keySet()), PROMISE, "boots " + known);
        Set<Integer> stations = new HashSet<>();
        for (StoredCrowd crowd : rows.occupancies.crowds.values()) {
            stations.add(crowd.stationNo());
            NaiveCrowd naive = ledger.naive.crowds.get(crowd.stationNo());
            long balance = crowd.entered() - crowd.left() + crowd.corrected();
            unless(
                    naive != null
                            && crowd.entered() == naive.entered
                            && crowd.left() == naive.left
                            && balance == ledger.naive.people.balance(crowd.stationNo()),
                    "occupancy is the sum of distinct gate events",
                    crowd);
        }
        unless(stations.equals(ledger.naive.crowds.keySet()), PROMISE, "stations " + stations);
    }
}
