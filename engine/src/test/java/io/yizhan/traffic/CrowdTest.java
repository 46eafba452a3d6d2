package io.yizhan.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Station;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.equipment.MachineState;
import io.yizhan.http.HttpClient;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.journal.record.DumpJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The crowd before the real edge and the real core, on a clock that its pauses move. */
@Tag("slow")
@Timeout(120)
final class CrowdTest {
    private static final RateLimit NONE = new RateLimit(1_000_000, 1_000_000);
    private static final int STATION_LIMIT = 40;

    @AutoClose
    private final HttpEngine engine = new HttpEngine(options -> options.withRates(NONE, NONE));

    private final List<Event> events = new CopyOnWriteArrayList<>();

    private Crowd start(HttpEngine before, Pace pace, long seed) {
        return Crowd.start(URI.create("http://127.0.0.1:" + before.port()), "town", new Traffic(1, seed), pace);
    }

    /** What happens in so much time. */
    private void live(HttpEngine before, Duration time, long seed) throws InterruptedException {
        before.heard = events::add;
        FastPace pace = new FastPace(before, time);
        try (Crowd crowd = start(before, pace, seed)) {
            assertThat(crowd).isNotNull();
            pace.awaitOver();
        }
    }

    private <T extends Event> List<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void membersBookWaitHoldAndConfirmOrLetLapseAndCancel() throws Exception {
        live(engine, Duration.ofMinutes(6), 1);

        List<Event.ReservationPlaced> placed = of(Event.ReservationPlaced.class);
        assertThat(placed)
                .extracting(Event.ReservationPlaced::state)
                .contains(ReservationState.CONFIRMED, ReservationState.HELD, ReservationState.WAITLISTED);
        assertThat(placed).extracting(Event.ReservationPlaced::member).allMatch(it -> it.startsWith("crowd-0-"));
        Set<Long> held = new HashSet<>();
        for (Event.ReservationPlaced each : placed)
            if (each.state() == ReservationState.HELD) held.add(each.reservationId());
        assertThat(of(Event.ReservationConfirmed.class))
                .extracting(Event.ReservationConfirmed::reservationId)
                .containsAnyElementsOf(held);
        assertThat(of(Event.HoldExpired.class))
                .extracting(Event.HoldExpired::reservationId)
                .containsAnyElementsOf(held);
        assertThat(of(Event.ReservationCancelled.class)).isNotEmpty();
        assertThat(of(Event.PlaceOffered.class)).isNotEmpty();
    }

    @Test
    void stationsFillAndEmptyWithinTheirLimits() throws Exception {
        // Somebody else counts there, too.
        count("s-2-g1", 38, "IN");
        live(engine, Duration.ofMinutes(8), 1);

        Map<Integer, Integer> inside = new HashMap<>(Map.of(engine.directory.stationNo("s-2"), 38));
        Map<Integer, Set<Integer>> seen = counted(inside);
        assertThat(seen).hasSize(3);
        assertThat(seen.values()).allSatisfy(each -> assertThat(each).hasSizeGreaterThan(3));
        assertThat(inside.values()).allSatisfy(each -> assertThat(each).isPositive());
    }

    @Test
    void aFullStationStaysWithinItsLimitAndEmptiesStepByStep() throws Exception {
        engine.heard = events::add;
        Station station = engine.directory.stations().getFirst();
        Pace pace = new FastPace(engine, Duration.ofDays(1));
        try (java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + engine.port());
            FrontDoor door = new FrontDoor(http, address, "town", pace, new FirstFault());
            Turnstiles turnstiles = new Turnstiles(door, pace, new SplittableRandom(1), "boot");
            turnstiles.fill(station, 1);
            for (int i = 0; i < 20; i++) turnstiles.pass(station, 1);
            for (int i = 0; i < 30; i++) turnstiles.pass(station, 0);
        }

        Map<Integer, Integer> inside = new HashMap<>();
        assertThat(counted(inside).values())
                .allSatisfy(each -> assertThat(each).contains(STATION_LIMIT, STATION_LIMIT - 2, STATION_LIMIT - 4, 1));
        assertThat(inside.values()).containsExactly(1);
    }

    /** How many are inside after each message of a gate, and in the end; never too many, nor fewer than none. */
    private Map<Integer, Set<Integer>> counted(Map<Integer, Integer> inside) {
        Map<Integer, Set<Integer>> seen = new HashMap<>();
        for (Event.GateEventsRecorded each : of(Event.GateEventsRecorded.class)) {
            for (boolean in : each.in()) {
                int now = inside.merge(each.stationNo(), in ? 1 : -1, Integer::sum);
                assertThat(now).as("inside %s", each.stationNo()).isBetween(0, STATION_LIMIT);
            }
            seen.computeIfAbsent(each.stationNo(), it -> new HashSet<>()).add(inside.get(each.stationNo()));
        }
        return seen;
    }

    private void count(String gate, int people, String direction) {
        String token = engine.client.token("{\"roles\":[\"gate\"],\"subject\":\"" + gate + "\"}");
        StringBuilder all = new StringBuilder();
        for (int seq = 1; seq <= people; seq++)
            all.append(seq == 1 ? "" : ",")
                    .append("{\"seq\":%d,\"at\":\"2026-11-21T09:00:00+08:00\",\"direction\":\"%s\"}"
                            .formatted(seq, direction));
        String body = "{\"boot\":\"theirs\",\"events\":[" + all + "]}";
        assertThat(engine.client
                        .sendJson("Bearer " + token, "POST", "/v1/gates/" + gate + "/events", body)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void desksCheckInWhoeverOfTheCrowdIsThereAndNobodyElse() throws Exception {
        HttpClient.Answer mine = engine.client.reserve("m-1", HttpClient.slots("s-1-gym.20261121T1100"));
        assertThat(mine.status()).isEqualTo(201);
        engine.nowMs.addAndGet(Duration.ofMinutes(47).toMillis());
        live(engine, Duration.ofMinutes(6), 1);

        assertThat(of(Event.CheckedIn.class)).isNotEmpty();
        String id = mine.json().getString("id");
        assertThat(engine.client.getAs("m-1", "/v1/reservations/" + id).json().getString("state"))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void machinesAreInUseForAWhileAndFreeAgain() throws Exception {
        Set<String> seen = new HashSet<>();
        engine.whileUnderWay = () -> {
            for (String station : List.of("s-1", "s-2", "s-3"))
                seen.add(engine.machine(station, station + "-m1").name());
        };
        live(engine, Duration.ofMinutes(40), 1);

        assertThat(seen).contains("IN_USE", "AVAILABLE");
        assertThat(engine.machine("s-1", "s-1-m1")).isNotEqualTo(MachineState.OFFLINE);
    }

    @Test
    void theSameSeedAsksForTheSame() throws Exception {
        live(engine, Duration.ofMinutes(3), 7);
        List<String> first = asked();
        events.clear();
        try (HttpEngine another = new HttpEngine(options -> options.withRates(NONE, NONE))) {
            live(another, Duration.ofMinutes(3), 7);
        }
        assertThat(first).hasSizeGreaterThan(100).isEqualTo(asked());
        events.clear();
        try (HttpEngine another = new HttpEngine(options -> options.withRates(NONE, NONE))) {
            live(another, Duration.ofMinutes(3), 8);
        }
        assertThat(asked()).isNotEqualTo(first);
    }

    /** What came of requests; what time does by itself comes when the writer looks at its clock. */
    private List<String> asked() {
        return events.stream()
                .filter(it -> it instanceof Event.ReservationPlaced
                        || it instanceof Event.ReservationConfirmed
                        || it instanceof Event.ReservationCancelled
                        || it instanceof Event.GateEventsRecorded
                        || it instanceof Event.CheckedIn)
                .map(CrowdTest::text)
                .toList();
    }

    private static String text(Event event) {
        try {
            return DumpJson.line(0, event);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void asksForTheSameAgainAsLateAsItIsAskedTo() throws Exception {
        AtomicInteger refusals = new AtomicInteger(5);
        engine.refusing.set(new Refusal.Overloaded(30_000));
        engine.whileUnderWay = () -> {
            if (refusals.getAndDecrement() == 0) engine.refusing.set(null);
        };
        engine.heard = events::add;
        FastPace pace = new FastPace(engine, Duration.ofMinutes(4));
        try (Crowd crowd = start(engine, pace, 1)) {
            assertThat(crowd).isNotNull();
            pace.awaitOver();
        }

        assertThat(pace.pauses.stream().filter(it -> it.toSeconds() >= 30)).hasSize(5);
        assertThat(of(Event.GateEventsRecorded.class).getFirst().seqs()).startsWith(1);
        assertThat(of(Event.ReservationPlaced.class)).hasSizeGreaterThan(50);
    }
}
