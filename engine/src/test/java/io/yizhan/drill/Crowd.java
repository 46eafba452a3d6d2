package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.core.ReservationState;
import io.yizhan.drill.Booking.Told;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many {@link Visitor}s at once, and the account of all that they were told since the database was empty. Nobody else may use the engine,
 * so the account is complete: what the engine and PostgreSQL say must be it exactly, not a reservation more or less.
 */
final class Crowd {
    private static final int MEMBERS_EACH = 6;
    final LocalDate date = DrillTown.tomorrow();
    final List<Visitor> visitors = new ArrayList<>();
    private final List<Integer> firstOfRound = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ConcurrentLinkedQueue<IOException> unanswered = new ConcurrentLinkedQueue<>();
    private List<Thread> threads = List.of();
    private volatile boolean leaving;
    private int rounds;

    Crowd(int size, SplittableRandom random) {
        for (int i = 0; i < size; i++) visitors.add(new Visitor(i, date, random.split()));
    }

    /** New members for everybody, since one member can't have any number of reservations. */
    void enter(DrillClient client) {
        List<String> tokens = client.members("round" + ++rounds + "-", MEMBERS_EACH * visitors.size());
        firstOfRound.clear();
        for (int i = 0; i < visitors.size(); i++) {
            visitors.get(i).take(tokens.subList(i * MEMBERS_EACH, (i + 1) * MEMBERS_EACH), client);
            firstOfRound.add(visitors.get(i).bookings.size());
        }
    }

    /** Everybody goes on until an answer fails to come or {@link #leave}. Counts answers down. */
    void rush(DrillClient client, CountDownLatch answers) {
        leaving = false;
        unanswered.clear();
        threads = visitors.stream()
                .map(visitor -> Thread.ofPlatform().start(() -> {
                    try {
                        while (!leaving) {
                            visitor.step(client);
                            answers.countDown();
                        }
                    } catch (IOException lost) {
                        unanswered.add(lost);
                    } catch (Throwable wrong) {
                        failure.compareAndSet(null, wrong);
                    }
                }))
                .toList();
    }

    /** Waits until everybody is gone. */
    void gone() {
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        assertNothingWrong();
    }

    void leave() {
        leaving = true;
        gone();
    }

    void assertNothingWrong() {
        Throwable wrong = failure.get();
        if (wrong != null) throw new AssertionError(wrong.getMessage(), wrong);
    }

    List<IOException> unansweredRequests() {
        return List.copyOf(unanswered);
    }

    int answers() {
        return visitors.stream().mapToInt(it -> it.answers).sum();
    }

    int placed() {
        return visitors.stream().mapToInt(it -> it.placed).sum();
    }

    long unanswered() {
        return visitors.stream().mapToLong(Visitor::unanswered).sum();
    }

    /** From here on, what got no answer is taken for not done. */
    void forgetUnanswered() {
        visitors.forEach(Visitor::forgetUnanswered);
    }

    /** Asks for all of which it is unknown whether it was done, and again for some of what was answered. */
    void settle(DrillClient client) throws IOException {
        for (int i = 0; i < visitors.size(); i++) visitors.get(i).askAgain(client, firstOfRound.get(i));
        for (Visitor visitor : visitors) visitor.settle(client);
    }

    /** Holds the engine and then PostgreSQL against the account. Only after {@link #settle}. */
    void assertTrue(DrillClient client, Rows rows) {
        assertMembersSeeTheirBookings(client);
        Map<String, DrillClient.Places> places = client.places(date);
        places.forEach((slot, it) -> assertFits(slot, it.capacity(), it.capacity() - it.remaining(), "the engine"));
        List<Integer> inside = client.inside();
        for (int i = 1; i <= DrillTown.STATIONS; i++)
            assertThat(inside.get(i - 1)).as("inside d-%d", i).isEqualTo(Math.max(0, inside("d-" + i)));
        awaitRows(client);
        assertRows(rows);
        Map<String, Rows.Taken> slots = rows.slots();
        assertThat(places.keySet()).isNotEmpty().isSubsetOf(slots.keySet());
    }

    static void awaitRows(DrillClient client) {
        await("rows")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(client.postgresHealth()).isEqualTo("UP 0 events behind"));
    }

    private void assertMembersSeeTheirBookings(DrillClient client) {
        for (int i = 0; i < visitors.size(); i++) {
            Visitor visitor = visitors.get(i);
            Map<String, Map<String, Booking>> expected = new HashMap<>();
            for (String token : visitor.tokens()) expected.put(token, new TreeMap<>());
            for (Booking booking : visitor.bookings.subList(firstOfRound.get(i), visitor.bookings.size()))
                if (booking.told == Told.PLACED)
                    expected.getOrDefault(booking.token, new TreeMap<>()).put(booking.id, booking);
            expected.forEach(
                    (token, bookings) -> assertSame(bookings, client.reservations(token), "the member's list"));
        }
    }

    /** Holds what PostgreSQL has, once it has caught up, against the account. */
    void assertRows(Rows rows) {
        Map<String, Booking> expected = new TreeMap<>();
        for (Visitor visitor : visitors) {
            for (Booking booking : visitor.bookings) {
                if (booking.told != Told.PLACED) continue;
                Booking twice = expected.put(booking.id, booking);
                assertThat(twice).as("the id of %s given to", booking).isNull();
            }
        }
        assertSame(expected, rows.reservations(), "PostgreSQL");
        rows.slots().forEach((slot, it) -> {
            assertThat(it.taken()).as("taken of %s in PostgreSQL", slot).isEqualTo(it.summed());
            assertFits(slot, it.capacity(), it.taken(), "PostgreSQL");
        });
        Map<String, Integer> gates = new TreeMap<>();
        Map<String, Integer> inside = new TreeMap<>();
        for (Visitor visitor : visitors) {
            GateRun gate = visitor.gate;
            if (gate.seq > 0) {
                gates.put(gate.gate + " " + gate.boot, gate.seq);
                inside.merge(gate.gate.substring(0, 3), gate.in - gate.out, Integer::sum);
            }
        }
        assertThat(rows.gateEvents()).as("gate events, each once").isEqualTo(gates);
        assertThat(rows.inside()).as("entries less exits").isEqualTo(inside);
        // In one look: holds that lapse go on to make events.
        assertThat(rows.number(
                        "select (select seq from region) - count(*) + (select seq from region) - max(seq) from event"))
                .as("events that the audit trail lacks, or has twice")
                .isZero();
    }

    private static void assertSame(Map<String, Booking> expected, Map<String, ReservationState> found, String where) {
        assertThat(found.keySet()).as("reservations by %s", where).isEqualTo(expected.keySet());
        expected.forEach((id, booking) ->
                assertThat(found.get(id)).as("%s, by %s", booking, where).isIn(booking.possible));
    }

    private void assertFits(String slot, int capacity, int taken, String where) {
        assertThat(taken).as("places taken of %s by %s", slot, where).isBetween(0, capacity);
        int surely = 0;
        int perhaps = 0;
        for (Visitor visitor : visitors) {
            for (Booking booking : visitor.bookings) {
                if (!booking.live() || !booking.slots.contains(slot)) continue;
                perhaps += booking.placesOf(slot);
                if (booking.surelyLive()) surely += booking.placesOf(slot);
            }
        }
        assertThat(taken).as("places taken of %s by %s", slot, where).isBetween(surely, perhaps);
        if (!DrillTown.lapses(slot)) assertThat(surely).isEqualTo(perhaps);
    }

    private int inside(String station) {
        return visitors.stream()
                .filter(it -> it.gate.gate.startsWith(station + "-"))
                .mapToInt(it -> it.gate.in - it.gate.out)
                .sum();
    }

    /** Waits until every hold that can lapse has, and then knows exactly what each booking is. */
    void awaitLapses(DrillClient client, Rows rows) {
        for (Visitor visitor : visitors) {
            for (Booking booking : visitor.bookings) {
                if (booking.told != Told.PLACED || booking.only() != null) continue;
                await("the end of the hold")
                        .atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> client.get("/v1/reservations/" + booking.id, booking.token)
                                        .state()
                                == ReservationState.EXPIRED);
                booking.became(ReservationState.EXPIRED);
            }
        }
        assertTrue(client, rows);
    }
}
