package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import java.util.ArrayList;
import java.util.List;

/** Members who want to be forgotten, for {@link NaiveBooks}: only for them a reservation ends when it could not otherwise. */
final class NaiveErasures {
    private final NaiveBooks books;
    /** What has ended so by the present command. */
    private final List<Ended> owing = new ArrayList<>();

    private record Ended(NaiveBooks.Booking booking, String promise, Event by) {}

    NaiveErasures(NaiveBooks books) {
        this.books = books;
    }

    /** It has ended too late or too early, unless its member is forgotten by the same command. */
    void owe(NaiveBooks.Booking booking, String promise, Event by) {
        owing.add(new Ended(booking, promise, by));
    }

    void commandBegins() {
        for (Ended it : owing) throw new Violation(it.promise(), it.by().toString());
    }

    /** What a booking partner gives up ends whatever its cutoff. */
    void apply(Event.OrderErased it) {
        owing.removeIf(ended -> books.orders.isItem(it.key(), ended.booking()));
    }

    void apply(Event.MemberErased it) {
        owing.removeIf(ended -> ended.booking().placed.member().equals(it.member()));
        for (NaiveBooks.Booking booking : List.copyOf(books.bookings.values())) {
            if (!booking.placed.member().equals(it.member())) continue;
            unless(booking.state.ended(), "whoever is forgotten has nothing any more", it + ", " + booking.placed);
            forget(booking);
            books.bookings.remove(booking.placed.reservationId());
        }
        for (NaiveBooks.Booking booking : books.archived.values())
            if (booking.placed.member().equals(it.member())) booking.erased = true;
    }

    private void forget(NaiveBooks.Booking booking) {
        booking.erased = true;
        books.archived.put(booking.placed.reservationId(), booking);
    }
}
