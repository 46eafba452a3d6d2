package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ReservationState;
import io.yizhan.drill.Booking.Told;
import io.yizhan.drill.DrillClient.Answer;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** A few members and a gate on one thread, doing at random what members and gates do, and keeping account of each answer. */
final class Visitor {
    final List<Booking> bookings = new ArrayList<>();
    final GateRun gate;
    private final String name;
    private final LocalDate date;
    private final SplittableRandom random;
    private List<String> tokens = List.of();
    private int keys;
    int answers;
    /** Requests to place that were answered with a success, or a refusal other than those that a full town gives. */
    int placed;

    Visitor(int number, LocalDate date, SplittableRandom random) {
        this.name = "v" + number;
        this.date = date;
        this.random = random;
        gate = new GateRun("d-" + (1 + number % DrillTown.STATIONS) + "-g1", name, random.split());
    }

    void take(List<String> tokens, DrillClient client) {
        this.tokens = tokens;
        gate.signIn(client);
    }

    List<String> tokens() {
        return tokens;
    }

    /** One request. @throws IOException it was not answered */
    void step(DrillClient client) throws IOException {
        int dice = random.nextInt(100);
        if (dice < 15) gate.report(client);
        else if (dice < 60) place(client);
        else if (dice < 65) placeAgain(client);
        else if (dice < 75) confirm(client);
        else cancel(client);
        answers++;
    }

    private void place(DrillClient client) throws IOException {
        int station = 1 + random.nextInt(DrillTown.STATIONS);
        String venue = "d-" + station + List.of("-b1", "-b2", "-gym", "-quick").get(random.nextInt(4));
        int hour = DrillTown.FIRST_HOUR + random.nextInt(DrillTown.LAST_HOUR - DrillTown.FIRST_HOUR - 1);
        List<String> slots = new ArrayList<>(List.of(DrillTown.slot(venue, date, hour)));
        if (random.nextInt(4) == 0) slots.add(DrillTown.slot(venue, date, hour + 1));
        String token = tokens.get(random.nextInt(tokens.size()));
        // Else a hold would give way, and of an unanswered request nobody could say whether it has.
        if (bookings.stream().anyMatch(it -> it.token.equals(token) && it.mayGiveWayTo(slots))) return;
        Booking booking = new Booking(token, name + "-" + ++keys, slots, 1 + random.nextInt(3), random.nextInt(3) == 0);
        bookings.add(booking);
        Answer answer = send(client, booking);
        if (answer.status() == 201) placed(booking, answer);
        else refused(booking, answer);
    }

    private static Answer send(DrillClient client, Booking booking) throws IOException {
        return client.place(booking.token, booking.key, booking.slots, booking.party, booking.hold);
    }

    private void placed(Booking booking, Answer answer) {
        placed++;
        booking.placed(answer.text("id"), answer.state());
    }

    private static void refused(Booking booking, Answer answer) {
        // Whether a stopped region has done it is unknown; every other refusal says that it was not done.
        if (answer.text("code").equals("region-stopped")) return;
        assertThat(answer.status()).as("%s: %s", booking, answer).isEqualTo(409);
        booking.told = Told.REFUSED;
    }

    /** The retry of a client that lost the answer. */
    private void placeAgain(DrillClient client) throws IOException {
        if (bookings.isEmpty()) return;
        Booking booking = bookings.get(random.nextInt(bookings.size()));
        if (booking.told != Told.PLACED || !booking.live()) return;
        Answer answer = send(client, booking);
        if (answer.text("code").equals("region-stopped")) return;
        assertReplayed(booking, answer);
    }

    private static void assertReplayed(Booking booking, Answer answer) {
        assertThat(answer.status()).as("%s again: %s", booking, answer).isEqualTo(200);
        assertThat(answer.replayed()).as("%s again: %s", booking, answer).isTrue();
        assertThat(answer.text("id")).as("%s again", booking).isEqualTo(booking.id);
    }

    private void confirm(DrillClient client) throws IOException {
        Booking booking = any(EnumSet.of(ReservationState.HELD));
        if (booking != null) change(client, booking, "POST", "/confirm", ReservationState.CONFIRMED);
    }

    private void cancel(DrillClient client) throws IOException {
        Booking booking = any(EnumSet.of(ReservationState.HELD, ReservationState.CONFIRMED));
        if (booking != null) change(client, booking, "DELETE", "", ReservationState.CANCELLED);
    }

    private void change(DrillClient client, Booking booking, String method, String what, ReservationState to)
            throws IOException {
        EnumSet<ReservationState> before = booking.possible;
        booking.known = before;
        booking.possible = EnumSet.copyOf(before);
        booking.possible.add(to);
        Answer answer = client.send(method, "/v1/reservations/" + booking.id + what, booking.token, null, null);
        if (answer.status() == 200) {
            assertThat(answer.state()).as("%s: %s", booking, answer).isEqualTo(to);
            booking.became(to);
        } else if (!answer.text("code").equals("region-stopped")) {
            assertThat(before).as("%s %s: %s", method, booking, answer).contains(ReservationState.EXPIRED);
            assertThat(answer.status()).as("%s %s: %s", method, booking, answer).isEqualTo(409);
            booking.became(ReservationState.EXPIRED);
        }
    }

    private @org.jspecify.annotations.Nullable Booking any(EnumSet<ReservationState> states) {
        for (int tries = 0; tries < 50 && !bookings.isEmpty(); tries++) {
            Booking booking = bookings.get(random.nextInt(bookings.size()));
            if (booking.told == Told.PLACED
                    && booking.possible.stream().anyMatch(states::contains)
                    && !booking.unsure()) return booking;
        }
        return null;
    }

    /** After a crash: finds out what became of what was never answered, as a client does, by asking again with the same key. */
    void settle(DrillClient client) throws IOException {
        for (Booking booking : bookings) {
            if (booking.told == Told.NOTHING) {
                Answer answer = send(client, booking);
                if (answer.status() == 201 || answer.status() == 200) {
                    assertThat(answer.replayed()).as("%s: %s", booking, answer).isEqualTo(answer.status() == 200);
                    placed(booking, answer);
                } else refused(booking, answer);
            } else if (booking.unsure()) {
                ReservationState state = client.get("/v1/reservations/" + booking.id, booking.token)
                        .state();
                assertThat(booking.possible).as("%s is %s", booking, state).contains(state);
                booking.became(state);
            }
        }
        gate.settle(client);
    }

    /** Asks once more for some of what was answered before the crash. */
    void askAgain(DrillClient client, int from) throws IOException {
        for (Booking booking : bookings.subList(from, bookings.size())) {
            if (booking.told == Told.PLACED && random.nextInt(8) == 0) assertReplayed(booking, send(client, booking));
        }
    }

    void forgetUnanswered() {
        for (Booking booking : bookings) if (booking.unsure()) booking.possible = booking.known;
        gate.forgetUnacknowledged();
    }

    long unanswered() {
        return bookings.stream()
                .filter(it -> it.told == Told.NOTHING || it.unsure())
                .count();
    }
}
