package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is closed, for {@link NaiveBooks}: every closure there ever was. */
final class NaiveClosures {
    static final class One {
        final Event.ClosureBegan began;
        final List<Integer> venues = new ArrayList<>();
        Closure.State state;

        One(Event.ClosureBegan began) {
            this.began = began;
            state = began.cancels() ? Closure.State.CANCELLING : Closure.State.CLOSED;
        }

        private boolean covers(long key, int endMin) {
            return state.inForce()
                    && venues.contains(SlotKey.venueNo(key))
                    && SlotKey.startMin(key) < began.toMin()
                    && began.fromMin() < endMin;
        }
    }

    final Map<Integer, One> ever = new TreeMap<>();
    private final NaiveBooks books;

    NaiveClosures(NaiveBooks books) {
        this.books = books;
    }

    void apply(Event.ClosureBegan it) {
        unless(
                !ever.containsKey(it.closureNo()) && it.closureNo() == ever.size() + 1,
                "a number is never given twice",
                it);
        unless(it.fromMin() < it.toMin(), "a closure has a beginning and an end", it);
        ever.put(it.closureNo(), new One(it));
    }

    void apply(Event.VenueClosed it) {
        One closure = known(it.closureNo(), it);
        unless(closure.state.inForce() && !closure.venues.contains(it.venueNo()), "a venue is closed once", it);
        unless(books.venues.containsKey(it.venueNo()), "events are about what there is", it);
        String machine = closure.began.machine();
        unless(machine.isEmpty() || closesSomething(closure, it.venueNo()), "a machine closes what it has not", it);
        closure.venues.add(it.venueNo());
    }

    private boolean closesSomething(One closure, int venueNo) {
        return books.slots.entrySet().stream()
                .filter(it -> SlotKey.venueNo(it.getKey()) == venueNo
                        && SlotKey.startMin(it.getKey()) < closure.began.toMin()
                        && it.getValue().endMin > closure.began.fromMin())
                .anyMatch(it -> ever.values().stream()
                        .filter(other -> other.began.machine().equals(closure.began.machine()))
                        .noneMatch(other -> other.covers(it.getKey(), it.getValue().endMin)));
    }

    long ofMachines() {
        return ever.values().stream()
                .filter(it -> !it.began.machine().isEmpty())
                .count();
    }

    void apply(Event.ClosureCarriedOut it) {
        One closure = known(it.closureNo(), it);
        unless(closure.state == Closure.State.CANCELLING, "what is owed is done once", it);
        for (NaiveBooks.Booking booking : books.bookings.values())
            unless(
                    !(cancellable(booking) && takesPlace(closure, booking, it.atMs())),
                    "a closure leaves nobody without a place",
                    it);
        closure.state = Closure.State.CLOSED;
    }

    void apply(Event.ClosureLifted it) {
        One closure = known(it.closureNo(), it);
        unless(closure.state.inForce(), "a closure is lifted once", it);
        closure.state = Closure.State.LIFTED;
    }

    void retire(int endedBeforeMin) {
        for (One closure : ever.values())
            if (closure.state == Closure.State.CLOSED && closure.began.toMin() < endedBeforeMin)
                closure.state = Closure.State.PAST;
    }

    /** It says of a reservation that it takes its place away. */
    void cancels(NaiveBooks.Booking booking, Event.ReservationCancelled it) {
        One closure = known(it.closureNo(), it);
        unless(
                closure.state == Closure.State.CANCELLING
                        && cancellable(booking)
                        && takesPlace(closure, booking, it.atMs()),
                "a closure cancels what it leaves without a place, once",
                it + ", " + closure.state + ", " + booking.state);
    }

    private static boolean cancellable(NaiveBooks.Booking booking) {
        return booking.state == ReservationState.HELD
                || booking.state == ReservationState.CONFIRMED
                || NaiveBooks.waits(booking);
    }

    /** A course goes on while it has another date to come that neither this closure nor one before it has closed. */
    private boolean takesPlace(One closure, NaiveBooks.Booking booking, long atMs) {
        boolean taken = false;
        boolean left = false;
        for (long key : booking.placed.slots()) {
            NaiveSlot slot = books.slots.get(key);
            if (slot == null || slot.endMin * 60_000L <= atMs) continue;
            taken |= closure.covers(key, slot.endMin);
            left |= ever.values().stream()
                    .filter(it -> it.began.closureNo() <= closure.began.closureNo())
                    .noneMatch(it -> it.covers(key, slot.endMin));
        }
        return taken && !(left && books.activities.isCourse(booking));
    }

    boolean closed(long key, int endMin) {
        for (One closure : ever.values()) if (closure.covers(key, endMin)) return true;
        return false;
    }

    private One known(int no, Event cause) {
        One closure = ever.get(no);
        if (closure == null) throw new Violation("events are about what there is", cause.toString());
        return closure;
    }

    /** What somebody was told of a closure. */
    void agree(Closure told) {
        One closure = ever.get(told.no());
        unless(
                closure != null
                        && closure.venues.equals(
                                Arrays.stream(told.venues()).boxed().toList())
                        && closure.began.fromMin() == told.fromMin()
                        && closure.began.toMin() == told.toMin()
                        && closure.began.cancels() == told.cancels()
                        && closure.began.reason().equals(told.reason())
                        && closure.began.machine().equals(told.machine()),
                "an answered closure is in the journal, as answered",
                told);
    }

    void requireNothingOwed() {
        for (One closure : ever.values())
            unless(closure.state != Closure.State.CANCELLING, "what is owed is done", closure.began);
    }
}
