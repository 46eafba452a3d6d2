package io.yizhan.loadtest.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Members who have booked, and come to the gate with their pass some time meanwhile: each must be let in, whichever engine is asked and however
 * often, and out again. A gate that hears nothing asks another engine, and says that it has asked before.
 */
final class BookedMembers implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final int CHECK_IN_FROM_MIN = 1_440;
    /** By then all have come, and the last of them go. */
    private static final double COME_BY = 0.9;

    private final Api api;
    private final Tokens tokens;
    private final Engines engines;
    private final Patience patience = new Patience();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final List<Member> members = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger letIn = new AtomicInteger();
    private final AtomicInteger retried = new AtomicInteger();

    private record Member(String name, String gate, String gateToken, String pass) {}

    private record Free(String slot, String station) {}

    BookedMembers(Api api, Tokens tokens, Engines engines) {
        this.api = api;
        this.tokens = tokens;
        this.engines = engines;
    }

    /** Books for so many, at these stations, what begins within a day; the city lets them check in from now on. */
    void book(int count, List<Station> stations) throws InterruptedException {
        if (count == 0) return;
        checkInADayBefore();
        List<Free> free = free(stations);
        String prefix = "city-" + Long.toString(System.currentTimeMillis(), 36) + "-";
        for (Free it : free) {
            if (members.size() == count) return;
            String name = prefix + members.size();
            String token = tokens.of(name, "member");
            ObjectNode body = JSON.createObjectNode().put("party", 1).put("mode", "confirm");
            body.putArray("slots").add(it.slot);
            HttpResponse<String> placed = send(api.url + "/v1/reservations", token, body.toString(), name);
            if (placed.statusCode() != 201) continue;
            String id = json(placed.body()).path("id").asText();
            String pass = api.get("/v1/reservations/" + id, token).path("pass").asText();
            String gate = stations.stream()
                    .filter(station -> station.id().equals(it.station))
                    .findFirst()
                    .orElseThrow()
                    .gates()
                    .getFirst();
            members.add(new Member(name, gate, tokens.of(gate, "gate"), pass));
        }
        if (members.size() < count)
            throw new Failure("only " + members.size() + " of " + count + " members could book");
    }

    /** An engine that has only just found its place may say "later". */
    private void checkInADayBefore() throws InterruptedException {
        String admin = tokens.of("city-admin", "admin");
        JsonNode city = api.get("/v1/admin/catalogue", admin);
        for (JsonNode policy : city.path("policies")) ((ObjectNode) policy).put("checkInFromMin", CHECK_IN_FROM_MIN);
        Patience.Tries tries = patience.tries();
        for (boolean done = false; !done; ) {
            try {
                api.put("/v1/admin/catalogue?reason=simulated", admin, city.toString());
                done = true;
            } catch (Failure later) {
                tries.pause(String.valueOf(later.getMessage()));
            }
        }
    }

    private List<Free> free(List<Station> stations) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        List<Free> free = new ArrayList<>();
        for (int day = 0; day <= 1; day++) {
            for (Station station : stations) {
                String path = "/v1/stations/" + station.id() + "/slots?date=";
                LocalDate today = LocalDate.parse(api.get("/v1/stations/" + station.id() + "/slots")
                        .path("date")
                        .asText());
                for (JsonNode venue : api.get(path + today.plusDays(day)).path("venues"))
                    for (JsonNode slot : venue.path("slots")) {
                        OffsetDateTime start =
                                OffsetDateTime.parse(slot.path("start").asText());
                        boolean soon = start.isAfter(now.plusMinutes(30)) && start.isBefore(now.plusHours(23));
                        if (soon
                                && slot.path("state").asText().equals("OPEN")
                                && slot.path("remaining").asInt() > 0)
                            free.add(new Free(slot.path("id").asText(), station.id()));
                    }
            }
        }
        return free;
    }

    /** Each comes once, at a moment of its own. */
    void start(CityPlan plan, Pace pace) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        long lengthMs = plan.toMs() - plan.fromMs();
        for (int i = 0; i < members.size(); i++) {
            Member it = members.get(i);
            long comesMs = plan.fromMs() + (long) (random.nextDouble() * COME_BY * lengthMs);
            long goesMs = comesMs + (long) (random.nextDouble() * (plan.toMs() - comesMs));
            Engines.Way way = engines.way(i);
            threads.add(Thread.ofVirtual().name(it.name).start(() -> {
                try {
                    pace.await(comesMs);
                    pass(it, way, true);
                    pace.await(goesMs);
                    pass(it, way, false);
                } catch (Failure failed) {
                    failures.add(String.valueOf(failed.getMessage()));
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    private void pass(Member it, Engines.Way way, boolean in) throws InterruptedException {
        Patience.Tries tries = patience.tries();
        ObjectNode body = JSON.createObjectNode().put("pass", it.pass).put("direction", in ? "IN" : "OUT");
        while (true) {
            String why;
            try {
                String path = way.here().url() + "/v1/gates/" + it.gate + "/admissions";
                HttpResponse<String> answer = send(path, it.gateToken, body.toString(), null);
                if (answer.statusCode() == 200) {
                    if (!json(answer.body()).path("admit").asBoolean())
                        failures.add(it.name + ", who has booked, is refused at " + it.gate + ": " + answer.body());
                    else if (in) letIn.incrementAndGet();
                    return;
                }
                if (answer.statusCode() < 500)
                    throw new Failure("gate " + it.gate + " is refused: " + answer.statusCode() + " " + answer.body());
                why = answer.statusCode() + " " + answer.body();
            } catch (Unanswered none) {
                why = String.valueOf(none.getMessage());
            }
            body.put("retry", true);
            retried.incrementAndGet();
            way.next();
            tries.pause(why);
        }
    }

    private static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswered(IOException why) {
            super(why.toString());
        }
    }

    private HttpResponse<String> send(String url, String token, String body, @Nullable String key)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) request.header("Idempotency-Key", key);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException none) {
            throw new Unanswered(none);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new Failure("what is no JSON is answered: " + text, malformed);
        }
    }

    /** Until all have come and gone; why some could not. */
    List<String> await() throws InterruptedException {
        for (Thread it : threads) it.join();
        if (failures.isEmpty() && letIn.get() != members.size())
            failures.add("only " + letIn + " of " + members.size() + " members who had booked came in");
        return List.copyOf(failures);
    }

    /** A sentence. */
    String told() {
        return letIn + " of " + members.size() + " members who had booked were let in by their passes; gates asked "
                + retried + " times more for want of an answer";
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
