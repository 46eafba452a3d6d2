package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ReservationState;
import io.yizhan.drill.Booking.Told;
import io.yizhan.drill.DrillClient.Answer;
import io.yizhan.town.DrillTown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few members on one thread who book and cancel, each request until it is answered, whoever owns the city meanwhile: so their account has
 * nothing that is unsure.
 */
final class FeedBooker {
    private static final int AT_ONCE_MAX = 10;
    private static final List<String> VENUES = List.of("-b1", "-b2", "-gym", "-quick");

    private final String name;
    private final TwoNodes nodes;
    private final List<String> tokens;
    private final LocalDate first;
    private final SplittableRandom random;
    final List<Booking> bookings = new ArrayList<>();
    private int keys;
    final AtomicInteger answers = new AtomicInteger();

    /** @param first they book for this day and the next one */
    FeedBooker(String name, TwoNodes nodes, List<String> tokens, LocalDate first, SplittableRandom random) {
        this.name = name;
        this.nodes = nodes;
        this.tokens = tokens;
        this.first = first;
        this.random = random;
    }

    /** One request, and its answer. */
    void step() {
        String token = tokens.get(random.nextInt(tokens.size()));
        List<Booking> has = bookings.stream()
                .filter(it -> it.token.equals(token) && it.live())
                .toList();
        if (has.size() >= AT_ONCE_MAX || (!has.isEmpty() && random.nextInt(5) < 2))
            cancel(has.get(random.nextInt(has.size())));
        else place(token);
        answers.incrementAndGet();
    }

    private void place(String token) {
        String venue = "d-" + (1 + random.nextInt(FeedTown.STATIONS)) + VENUES.get(random.nextInt(VENUES.size()));
        int hour = DrillTown.FIRST_HOUR + random.nextInt(DrillTown.LAST_HOUR - DrillTown.FIRST_HOUR);
        List<String> slots = List.of(DrillTown.slot(venue, first.plusDays(random.nextInt(2)), hour));
        Booking booking = new Booking(token, name + "-" + ++keys, slots, 1 + random.nextInt(3), false);
        Answer answer =
                nodes.ask(random, client -> client.place(token, booking.key, booking.slots, booking.party, false));
        // It is 200 where a request was carried out whose answer was lost.
        if (answer.status() == 201 || answer.status() == 200) {
            booking.placed(answer.text("id"), answer.state());
            bookings.add(booking);
        } else assertThat(answer.status()).as("%s: %s", booking, answer).isEqualTo(409);
    }

    private void cancel(Booking booking) {
        Answer answer = nodes.ask(
                random, client -> client.send("DELETE", "/v1/reservations/" + booking.id, booking.token, null, null));
        assertThat(answer.status()).as("%s: %s", booking, answer).isEqualTo(200);
        booking.became(ReservationState.CANCELLED);
    }

    /** How many places it has of a slot, as it was told. */
    int placesOf(String slot) {
        return bookings.stream()
                .filter(it -> it.live() && it.slots.contains(slot))
                .mapToInt(it -> it.placesOf(slot))
                .sum();
    }

    long placed() {
        return bookings.stream().filter(it -> it.told == Told.PLACED).count();
    }
}
