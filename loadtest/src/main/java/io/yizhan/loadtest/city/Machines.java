package io.yizhan.loadtest.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.Tokens;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Machines that people take and leave, and that say so: some of it twice, some of it only after what came later. In the end each must stand as
 * it said last. A seed decides who is at which, and when.
 */
final class Machines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double TOLD_TWICE = 0.2;
    private static final double TOLD_LATE = 0.1;
    private static final long MINUTE_MS = 60_000;
    private static final double IDLE_MIN = 20;
    private static final double BUSY_MIN = 25;
    /** Simulated time between words while nothing changes. */
    private static final long SAYS_EVERY_MS = 10 * MINUTE_MS;

    private static final long FORMER_MS = 50;

    private static final long AGREED_MAX_MS = 10_000;

    private final Api api;
    private final Tokens tokens;
    private final Engines engines;
    private final Patience patience = new Patience();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Machine> machines = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, String> truth = new ConcurrentHashMap<>();
    private final LongAdder words = new LongAdder();

    private record Machine(String id, String station, String token) {}

    Machines(Api api, Tokens tokens, Engines engines) {
        this.api = api;
        this.tokens = tokens;
        this.engines = engines;
    }

    /** Those of these stations. */
    void find(List<Station> stations) {
        List<String> ids = stations.stream().map(Station::id).toList();
        for (JsonNode station :
                api.get("/v1/admin/catalogue", tokens.of("city-admin", "admin")).path("stations")) {
            String id = station.path("id").asText();
            if (!ids.contains(id)) continue;
            for (JsonNode it : station.path("machines")) {
                String machine = it.path("id").asText();
                machines.add(new Machine(machine, id, tokens.of(machine, "equipment")));
            }
        }
    }

    void start(CityPlan plan, Pace pace) {
        for (int i = 0; i < machines.size(); i++) {
            Machine it = machines.get(i);
            SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + i);
            Engines.Way way = engines.way(i);
            String what = "equipment/" + it.id + "/telemetry";
            Line line = random.nextDouble() < plan.mqttShare()
                    ? new MqttLine(way, it.id, what, it.token, patience)
                    : new HttpLine(http, way, what, it.token, patience);
            threads.add(Thread.ofVirtual().name(it.id).start(() -> live(it, line, random, plan, pace)));
        }
    }

    private void live(Machine it, Line line, SplittableRandom random, CityPlan plan, Pace pace) {
        try (line) {
            long sinceMs = plan.fromMs();
            boolean busy = false;
            long nextMs = sinceMs + minutes(random, IDLE_MIN);
            @Nullable String late = null;
            for (long nowMs = sinceMs; nowMs < plan.toMs(); nowMs = Math.min(nextMs, nowMs + SAYS_EVERY_MS)) {
                pace.await(nowMs);
                if (nowMs >= nextMs) {
                    busy = !busy;
                    sinceMs = nextMs;
                    nextMs += minutes(random, busy ? BUSY_MIN : IDLE_MIN);
                }
                String word = word(busy, nowMs - sinceMs);
                if (late == null && random.nextDouble() < TOLD_LATE) {
                    late = word;
                    continue;
                }
                say(line, word);
                if (random.nextDouble() < TOLD_TWICE) say(line, word);
                if (late != null) say(line, late);
                late = null;
            }
            pace.await(plan.toMs());
            String former = word(!busy, 0, System.currentTimeMillis() - FORMER_MS);
            say(line, word(busy, plan.toMs() - sinceMs));
            // Whoever takes what comes last for what was said last has it wrong now.
            say(line, former);
            truth.put(it.id, busy ? "IN_USE" : "AVAILABLE");
        } catch (Failure failed) {
            failures.add(String.valueOf(failed.getMessage()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static long minutes(SplittableRandom random, double mean) {
        return MINUTE_MS + (long) (-Math.log(1 - random.nextDouble()) * mean * MINUTE_MS);
    }

    private static String word(boolean busy, long forMs) {
        return word(busy, forMs, System.currentTimeMillis());
    }

    private static String word(boolean busy, long forMs, long atMs) {
        ObjectNode word = JSON.createObjectNode()
                .put("at", Instant.ofEpochMilli(atMs).toString())
                .put("state", busy ? "IN_USE" : "AVAILABLE");
        if (busy) word.putObject("session").put("elapsedS", forMs / 1_000);
        return word.toString();
    }

    private void say(Line line, String word) throws InterruptedException {
        line.tell(word);
        words.increment();
    }

    /** Until all have said their last word; a sentence for each that does not stand so, and for each that could not speak. */
    List<String> await() throws InterruptedException {
        for (Thread it : threads) it.join();
        List<String> wrong = new ArrayList<>(failures);
        if (failures.isEmpty()) wrong.addAll(differences());
        return wrong;
    }

    /** What a node shows may be a moment behind what it has acknowledged. */
    private List<String> differences() throws InterruptedException {
        long untilMs = System.currentTimeMillis() + AGREED_MAX_MS;
        while (true) {
            List<String> wrong = new ArrayList<>();
            for (String station :
                    machines.stream().map(Machine::station).distinct().toList())
                for (JsonNode it :
                        api.get("/v1/stations/" + station + "/equipment").path("machines")) {
                    String id = it.path("id").asText();
                    String state = it.path("state").asText();
                    if (!state.equals(truth.get(id)))
                        wrong.add("Machine " + id + " has said last that it is " + truth.get(id) + ", and is shown "
                                + state);
                }
            if (wrong.isEmpty() || System.currentTimeMillis() > untilMs) return wrong;
            Thread.sleep(200);
        }
    }

    /** A sentence. */
    String told() {
        long busy = truth.values().stream().filter("IN_USE"::equals).count();
        return machines.size() + " machines said " + words + " words; " + busy + " are in use at the end";
    }

    boolean isEmpty() {
        return machines.isEmpty();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
