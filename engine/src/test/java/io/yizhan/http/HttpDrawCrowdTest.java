package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Outcome;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.draw.DrawKeys;
import io.yizhan.core.draw.Sha256;
import io.yizhan.sequencer.Caller;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Ten thousand enter the draw for four places: all are decided about in the order of the protocol, while others book. */
@HearsErrors
class HttpDrawCrowdTest {
    private static final int ENTRANTS = 10_000;
    private static final int PLACES = 4;
    /** Who book elsewhere meanwhile. */
    private static final int BESIDE = 8;

    private static final int CONNECTIONS = 32;

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final HttpClient client = engine.client;
    private final Caller caller = new Caller(engine.writerInbox());
    private final int nowMin = Math.toIntExact(engine.nowMs.get() / 60_000);
    private final int venueNo = engine.directory.venueNo("s-1-gym");
    private final int startMin = nowMin + 2 * 1_440 + 19 * 60 - nowMin % 1_440;
    private final long key = SlotKey.of(venueNo, startMin);
    private final String slot = new SlotIds(engine.directory).format(key);

    private void open() {
        DrawTerms terms = new DrawTerms(slot, 1, nowMin + 10, 0, 4, engine.draws.commitment(slot, 1), "");
        assertThat(caller.call(new VenueCommand.OpenSlots(
                                venueNo,
                                new int[] {startMin},
                                new int[] {startMin + 60},
                                new int[] {PLACES},
                                new int[] {nowMin},
                                new boolean[1],
                                VenueCommand.OpenSlots.utcDays(new int[] {startMin}))
                        .with(new @Nullable DrawTerms[] {terms})))
                .isEqualTo(Outcome.Done.DONE);
    }

    private void enter() {
        List<Command> entries = new ArrayList<>();
        for (int i = 0; i < ENTRANTS; i++) {
            String member = "crowd-" + i;
            ByteBuffer called = ByteBuffer.wrap(engine.draws.pseudonym(slot, member));
            entries.add(new Command.EnterDraw(
                    new Command.PlaceReservation(member, Claims.NONE, 7, i, new long[] {key}, 1, false, i % 2 == 0),
                    new Pseudonym(called.getLong(), called.getLong())));
        }
        assertThat(caller.callAll(entries)).isEqualTo(Outcome.Done.DONE);
    }

    private JsonObject draw() {
        return client.get("/v1/draws/" + slot).json();
    }

    /** How long many of the same took. */
    private static final class Latencies {
        private final List<Long> ns = Collections.synchronizedList(new ArrayList<>());

        <T> T of(Callable<T> what) throws Exception {
            long askedNs = System.nanoTime();
            T answer = what.call();
            ns.add(System.nanoTime() - askedNs);
            return answer;
        }

        String text(String what) {
            long[] sorted = ns.stream().mapToLong(it -> it).sorted().toArray();
            return "%d %s, p50 %.1f ms, p99 %.1f ms, the slowest %.1f ms"
                    .formatted(
                            sorted.length,
                            what,
                            sorted[sorted.length / 2] / 1e6,
                            sorted[(int) (sorted.length * 0.99)] / 1e6,
                            sorted[sorted.length - 1] / 1e6);
        }
    }

    /** Others book elsewhere meanwhile: one through HTTP, and some at the writer itself, as fast as it answers them. */
    private Latencies bookUntilDrawn() throws Exception {
        Latencies latencies = new Latencies();
        AtomicBoolean drawn = new AtomicBoolean();
        AtomicLong keys = new AtomicLong();
        long gym = new SlotIds(engine.directory).parse("s-1-gym.20261121T1800");
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BESIDE; i++)
                all.add(threads.submit(() -> {
                    while (!drawn.get()) {
                        long no = keys.incrementAndGet();
                        Outcome outcome = latencies.of(() -> new Caller(engine.writerInbox())
                                .call(new Command.PlaceReservation("b-" + no, 8, no, new long[] {gym}, 1, false)));
                        assertThat(outcome).isInstanceOfAny(Outcome.Placed.class, Refusal.SlotFull.class);
                    }
                    return null;
                }));
            while (!draw().getString("state").equals("DRAWN"))
                assertThat(latencies
                                .of(() -> client.reserve("m-" + keys.incrementAndGet(), slots("s-1-b1.20261121T1800")))
                                .status())
                        .isIn(201, 409);
            drawn.set(true);
        }
        for (Future<?> each : all) each.get();
        return latencies;
    }

    /**
     * As a crowd comes by phones, each with a connection of a few; what they have in hand is signed. So many as
     * {@code -Dyizhan.draw.entrants} says.
     */
    @Test
    void manyEnterOverHttpAndEachHasAReceiptOfTheirOwn() throws Exception {
        int entrants = Integer.getInteger("yizhan.draw.entrants", 1_000);
        open();
        JsonArray tokens = client.send(
                        "POST",
                        "/dev/tokens",
                        "{\"count\":" + entrants + ",\"prefix\":\"e-\",\"roles\":[\"member\"]}",
                        "Content-Type",
                        "application/json")
                .json()
                .getJsonArray("tokens");
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();
        Set<String> receipts = ConcurrentHashMap.newKeySet();
        Latencies latencies = new Latencies();
        Queue<String> left = new ConcurrentLinkedQueue<>();
        for (Object token : tokens) left.add((String) token);
        long beganNs = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        try (java.net.http.HttpClient phones = java.net.http.HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++)
                all.add(threads.submit(() -> {
                    for (String token = left.poll(); token != null; token = left.poll()) {
                        HttpRequest request = entry(token);
                        HttpResponse<String> answer = latencies.of(() -> phones.send(request, BodyHandlers.ofString()));
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                        JsonObject entry = new JsonObject(answer.body()).getJsonObject("entry");
                        numbers.add(entry.getInteger("number"));
                        receipts.add(entry.getString("receipt"));
                    }
                    return null;
                }));
        }
        for (Future<?> each : all) each.get();
        System.out.printf("%s, in %.1f s%n", latencies.text("entries over HTTP"), (System.nanoTime() - beganNs) / 1e9);
        assertThat(numbers).hasSize(entrants);
        assertThat(receipts).hasSize(entrants);
        assertThat(draw().getInteger("entered")).isEqualTo(entrants);
    }

    private HttpRequest entry(String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + "/v1/reservations"))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", "k")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(slots(slot)))
                .build();
    }

    @Test
    void allAreDecidedAboutInTheOrderOfTheProtocol() throws Exception {
        open();
        enter();
        engine.nowMs.addAndGet(11 * 60_000L);
        await().until(() -> draw().containsKey("digest"));
        long beganNs = System.nanoTime();
        caller.call(new DrawCommand.RevealDraw(key, engine.draws.secret(slot, 1)));
        Latencies beside = bookUntilDrawn();
        System.out.printf(
                "drawn for %d in %d ms; %s%n",
                ENTRANTS, Duration.ofNanos(System.nanoTime() - beganNs).toMillis(), beside.text("bookings beside it"));

        JsonObject proof = client.get("/v1/draws/" + slot + "/proof").json();
        JsonArray order = proof.getJsonArray("order");
        assertThat(order).hasSize(ENTRANTS);
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < ENTRANTS; i++) {
            JsonObject each = order.getJsonObject(i);
            assertThat(each.getInteger("rank")).isEqualTo(i + 1);
            assertThat(each.getString("result").equals("WON")).isEqualTo(i < PLACES);
            drawn.add(each.getInteger("number"));
        }
        assertThat(drawn).isEqualTo(orderOf(proof));
    }

    private static List<Integer> orderOf(JsonObject proof) {
        DrawKeys keys = new DrawKeys(HexFormat.of().parseHex(proof.getString("seed")), proof.getString("id"));
        List<byte[]> found = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (String line : proof.getString("text").lines().toList()) {
            byte[] it = new byte[Sha256.BYTES];
            keys.write(Integer.parseInt(line.substring(0, line.indexOf('\t'))), 1, it, 0);
            numbers.add(found.size());
            found.add(it);
        }
        numbers.sort(Comparator.comparing(found::get, Arrays::compareUnsigned));
        return numbers.stream().map(i -> i + 1).toList();
    }
}
