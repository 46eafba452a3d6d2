package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.sim.NaiveBooks.Booking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who loses a place to an operator, for {@link NaiveBooks}: only whoever came last, only as many as must, and only for fewer places. Whoever
 * would wait in vain from then on waits no more.
 */
final class NaiveCapacities {
    private final NaiveBooks books;
    /** From whom the command has taken a place so far. */
    private final List<Booking> losing = new ArrayList<>();

    /** Who was told by the command that they wait in vain. */
    private final List<Booking> inVain = new ArrayList<>();

    private final Set<Long> changedEver = new HashSet<>();
    /** Whose places went with each change, in order, by its reason; which is that of one request. */
    private final Map<String, List<List<Long>>> taken = new HashMap<>();

    NaiveCapacities(NaiveBooks books) {
        this.books = books;
    }

    /** Whether it ever had another capacity than it was opened with. */
    boolean changedEver(long key) {
        return changedEver.contains(key);
    }

    void commandBegins(Event first) {
        // One alone may have lost it at the desk.
        boolean atDesk = losing.size() + inVain.size() <= 1;
        unless(atDesk, "a place is taken for fewer places, in the same command", first);
        losing.clear();
        inVain.clear();
    }

    void takes(Booking booking, Event.ReservationCancelled it) {
        boolean waits = booking.state.pending();
        unless(
                (waits || (booking.state.active() && booking.state != ReservationState.CHECKED_IN))
                        && it.closureNo() == 0,
                "a place is taken from whoever has one",
                it);
        booking.takenFor = it.reason();
        (waits ? inVain : losing).add(booking);
    }

    void apply(Event.SlotCapacityChanged it) {
        NaiveSlot slot = books.slot(it.slotKey(), it);
        unless(
                !slot.exclusive && it.capacity() > 0 && it.atMs() < SlotKey.startMs(it.slotKey()),
                "what is shared and to come has another capacity",
                it);
        int left = it.capacity() - slot.taken;
        unless(left >= 0, "no slot is oversold", it);
        Booking first = null;
        for (Booking booking : losing) {
            unless(has(booking, it.slotKey()), "a place is taken for fewer places, in the same command", it);
            if (first == null || booking.placed.reservationId() < first.placed.reservationId()) first = booking;
        }
        for (Booking booking : books.bookings.values())
            unless(
                    first == null
                            || !booking.state.active()
                            || booking.state == ReservationState.CHECKED_IN
                            || !has(booking, it.slotKey())
                            || booking.placed.reservationId() < first.placed.reservationId(),
                    "whoever came last loses their place first",
                    it + ", " + booking.placed);
        unless(first == null || left < places(first, it.slotKey()), "nobody loses a place without need", it);
        for (Booking booking : inVain)
            unless(
                    places(booking, it.slotKey()) > it.capacity(),
                    "whoever may get a place goes on waiting",
                    it + ", " + booking.placed);
        for (Booking booking : books.waitlist.waiting(it.slotKey()))
            unless(places(booking, it.slotKey()) <= it.capacity(), "nobody waits in vain", it + ", " + booking.placed);
        slot.capacity = it.capacity();
        taken.computeIfAbsent(it.reason(), reason -> new ArrayList<>())
                .add(Stream.concat(losing.stream(), inVain.stream())
                        .map(booking -> booking.placed.reservationId())
                        .toList());
        losing.clear();
        inVain.clear();
        changedEver.add(it.slotKey());
    }

    /** @param again it was asked for more than once, and may have been done before: then nobody is left to lose a place */
    void agree(Outcome.CapacityStands said, String reason, boolean again) {
        List<Long> affected = said.affected().stream().map(Reservation::id).toList();
        List<List<Long>> changes = taken.getOrDefault(reason, List.of());
        boolean changedNothing = affected.isEmpty() && (again || changes.isEmpty());
        unless(
                changedNothing || changes.contains(affected),
                "the answer tells who has lost their place",
                said + " instead of " + changes);
        for (Reservation it : said.affected())
            unless(reason.equals(it.takenFor()), "whoever has lost a place is told why", it);
    }

    private static boolean has(Booking booking, long key) {
        return places(booking, key) > 0;
    }

    private static int places(Booking booking, long key) {
        for (int i = 0; i < booking.placed.slots().length; i++)
            if (booking.placed.slots()[i] == key) return NaiveBooks.places(booking.placed, i);
        return 0;
    }
}
