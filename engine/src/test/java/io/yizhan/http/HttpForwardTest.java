package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.yizhan.HearsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.region.Whereabouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Requests to a node that does not own the region. That what is sent on comes back the same, the tests of the routes show. */
@Tag("slow")
@Timeout(60)
@Isolated
@HearsErrors
final class HttpForwardTest {
    private static final String SLOT = "s-1-b1.20261121T1800";

    private HttpEngine engine;
    private HttpNode node;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        node = new HttpNode(engine);
    }

    @AfterEach
    void stop() {
        node.close();
        engine.close();
    }

    static void assertNotReachable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("not-owner-reachable");
        assertThat(answer.header("retry-after")).isEqualTo("1");
    }

    /** Somebody who is to be refused is not waited for, nor is anybody else asked. */
    @Test
    void readsNoBodyOfWhoMayNotSendIt() throws IOException {
        try (FakeOwner owner = new FakeOwner(() -> "")) {
            node.believes(HttpNode.at(owner.port()));
            String member = engine.client.bearer("m-1");
            for (String[] each : new String[][] {{"Bearer made.up.token", "401"}, {member, "403"}, {"Basic x", "401"}})
                for (int length : new int[] {1_000, 100_000})
                    try (Wire wire = new Wire(node.port())) {
                        String head = "POST /v1/gates/s-1-g1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                + each[0] + "\r\nContent-Type: application/json\r\nContent-Length: " + length
                                + "\r\n\r\n{";
                        assertThat(Wire.statuses(wire.send(head).next())).containsExactly(each[1]);
                    }
            assertThat(owner.requests).isEmpty();
        }
    }

    @Test
    void sendsOnAllButWhatIsBetweenNeighbours() throws IOException {
        String whole = String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "content-length: 2",
                "x-more: 1",
                "x-own: 1",
                "connection: keep-alive, x-own",
                "keep-alive: timeout=5",
                "",
                "{}");
        try (FakeOwner owner = new FakeOwner(() -> whole);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            node.believes(HttpNode.at(owner.port()));
            String token = engine.client.bearer("m-1");
            String request = String.join(
                    "\r\n",
                    "POST /v1/reservations?a=%20b HTTP/1.1",
                    "Host: localhost",
                    "Authorization: " + token,
                    "Yizhan-Node: nonsense",
                    "Idempotency-Key: k",
                    "X-Forwarded-For: 10.0.0.9",
                    "X-Mine: a",
                    "X-Mine: b",
                    "TE: trailers",
                    "X-Gone: 1",
                    "Connection: keep-alive, x-gone",
                    "Yizhan-Hops: nonsense",
                    "Content-Length: 2",
                    "",
                    "{}");
            client.setSoTimeout(10_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("{}") < 0) {
                int next = client.getInputStream().read();
                assertThat(next).as("closed after %s", answer).isNotNegative();
                answer.append((char) next);
            }
            String sent = owner.requests.get(0);
            assertThat(sent.lines().map(String::strip))
                    .startsWith("POST /v1/reservations?a=%20b HTTP/1.1")
                    .contains("Authorization: " + token, "Idempotency-Key: k", "X-Mine: a", "X-Mine: b")
                    .contains("x-forwarded-for: 10.0.0.9, 127.0.0.1", "yizhan-hops: 1", "yizhan-region: town")
                    .anyMatch(it -> it.startsWith("yizhan-node: "))
                    .noneMatch(it -> it.toLowerCase(Locale.ROOT)
                            .matches("(te|x-gone|connection|transfer-encoding):.*|.*nonsense.*"));
            assertThat(sent).endsWith("\r\n\r\n{}");
            assertThat(answer.toString())
                    .contains("x-more: 1")
                    .doesNotContain("x-own")
                    .doesNotContain("keep-alive");
        }
    }

    @Test
    void takesALargeBatchOfAGate() {
        node.believes(HttpNode.at(engine.port()));
        StringBuilder batch = new StringBuilder("{\"boot\":\"b\",\"events\":[");
        for (int seq = 1; seq <= 1_000; seq++) {
            batch.append(seq == 1 ? "" : ",").append(" ".repeat(940)).append("""
                    {"seq":%d,"at":"2026-11-21T10:00:00+08:00","direction":"IN"}""".formatted(seq));
        }
        String gate = "Bearer " + engine.client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        String[] headers = {"Authorization", gate, "Content-Type", "application/json"};
        Answer answer = node.client.send(
                "POST", "/v1/gates/s-1-g1/events", batch.append("]}").toString(), headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(batch.length()).isBetween(1_000_000, 1024 * 1024);

        Answer larger = node.client.send(
                "POST",
                "/v1/gates/s-1-g1/events",
                batch.append(" ".repeat(60_000)).toString(),
                headers);
        assertThat(larger.code()).isEqualTo("body-too-large");
    }

    @Test
    void asksTheNewOwnerWhereTheOldOneSaysThatItIsNot() throws IOException {
        for (String code : List.of("region-stopped", "not-owner-reachable")) {
            try (FakeOwner owner = new FakeOwner(() -> {
                node.believes(HttpNode.at(engine.port()));
                return FakeOwner.unavailable(code);
            })) {
                node.believes(HttpNode.at(owner.port()));
                Answer placed = node.client.reserve("m-" + code, slots("s-1-gym.20261121T1800"));
                assertThat(placed.status()).as(placed.body()).isEqualTo(201);
            }
        }
    }

    @Test
    void goesByWhatTheOwnerSaysToNodesAndNotByTheBody() throws Exception {
        String body = "{\"type\":\"urn:yizhan:problem:region-stopped\",\"title\":\"t\",\"status\":503,\"detail\":\"d\","
                + "\"code\":\"region-stopped\"}";
        try (FakeOwner owner = new FakeOwner(() -> {
            node.believes(HttpNode.at(engine.port()));
            return "HTTP/1.1 503 x\r\ncontent-type: application/problem+json\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body;
        })) {
            node.believes(HttpNode.at(owner.port()));
            assertThat(node.client.reserve("m-body", slots(SLOT)).body()).isEqualTo(body);
        }
    }

    @Test
    void tellsNodesAndNobodyElseThatItDidNotServe() throws Exception {
        engine.refusing.set(new Refusal.RegionStopped("the disk is full"));
        String path = "/v1/me/reservations";
        assertThat(engine.client.getAs("m-1", path).header("yizhan-not-served")).isEmpty();
        String token = engine.client.bearer("m-1");
        assertThat(engine.client
                        .send("GET", path, "", "Authorization", token, "yizhan-hops", "1")
                        .header("yizhan-not-served"))
                .isEqualTo("region-stopped");
        node.believes(HttpNode.at(engine.port()));
        assertThat(node.client.getAs("m-1", path).header("yizhan-not-served")).isEmpty();
    }

    @Test
    void handsOnTheRefusalOfAnOwnerThatStaysStopped() {
        node.believes(HttpNode.at(engine.port()));
        engine.refusing.set(new Refusal.RegionStopped("the disk is full"));
        Answer stopped = node.client.reserve("m-1", slots(SLOT));
        assertThat(stopped.code()).isEqualTo("region-stopped");
        assertThat(stopped.header("retry-after")).isEqualTo("5");
        engine.refusing.set(new Refusal.Overloaded(1_000));
        assertThat(node.client.reserve("m-1", slots(SLOT)).code()).isEqualTo("overloaded");
    }

    @Test
    void waitsForAnOwner() throws Exception {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        for (Whereabouts before : List.of(HttpNode.at(nobody), Whereabouts.Nowhere.NOWHERE)) {
            for (Whereabouts after : List.of(HttpNode.at(engine.port()), Whereabouts.Here.HERE)) {
                node.inbox = engine;
                node.believes(before);
                node.looks.set(0);
                engine.client.bearer("m-1");
                var answer = CompletableFuture.supplyAsync(() -> List.of(
                        node.client.get("/v1/stations/s-1/slots"), node.client.reserve("m-1", "k", slots(SLOT))));
                await().until(() -> node.looks.get() > 3);
                node.believes(after);
                assertThat(answer.get(10, TimeUnit.SECONDS))
                        .extracting(Answer::status)
                        .allMatch(status -> status < 300);
            }
        }
    }

    /** An engine that gives its city away ends when the next owner is known, which may be a moment before that one takes anything. */
    @Test
    void sendsOnWhoWaitsWhereItStopsAndAnOwnerIsKnown() throws Exception {
        AtomicBoolean owned = new AtomicBoolean();
        try (FakeOwner owner = new FakeOwner(() -> owned.get()
                ? "HTTP/1.1 201 x\r\ncontent-length: 0\r\n\r\n"
                : FakeOwner.unavailable("region-stopped"))) {
            node.believes(HttpNode.at(owner.port()));
            node.client.bearer("m-1");
            var answer = CompletableFuture.supplyAsync(() -> node.client.reserve("m-1", "k", slots(SLOT)));
            await().until(() -> !owner.requests.isEmpty());
            Future<Void> stopped = node.stopEdge();
            await().until(() -> owner.requests.size() > 1);
            owned.set(true);
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(201);
            HttpEngine.await(stopped);
        }
    }

    /** Whoever sent it may have been refused elsewhere meanwhile: it would be a booking that nobody was told of. */
    @Test
    void refusesWhatCameWhileItStoodStillAndMayBeGivenUp() throws Exception {
        String places = slots("s-1-gym.20261121T1800");
        node.inbox = engine;
        int members = 0;
        for (Whereabouts at : List.of(HttpNode.at(engine.port()), Whereabouts.Here.HERE)) {
            String member = "m-" + ++members;
            node.believes(at);
            node.client.bearer(member);
            node.standStill(2_500);
            var read = CompletableFuture.supplyAsync(() -> node.client.get("/v1/stations/s-1/slots"));
            Answer late = node.client.reserve(member, "late", places);
            assertThat(late.status()).as(late.body()).isEqualTo(503);
            assertThat(late.code()).isEqualTo("overloaded");
            assertThat(late.header("retry-after")).isEqualTo("1");
            assertThat(read.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
            await().until(() -> node.client.reserve(member, "late", places).status() == 201);
        }
    }

    @Test
    void givesUpWhereNobodyComes() {
        Answer nobody = node.client.get("/v1/stations", "Accept-Language", "en");
        assertNotReachable(nobody);
        assertThat(nobody.body()).contains("same Idempotency-Key");
        for (String path : List.of(
                "/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/", "/v1/.well-known/jwks.json")) {
            assertThat(node.client.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(node.client.token("{\"roles\":[\"member\"]}")).isNotEmpty();
    }

    @Test
    void doesNotGoInCircles() {
        try (HttpNode other = new HttpNode(engine)) {
            node.believes(HttpNode.at(other.port()));
            other.believes(HttpNode.at(node.port()));
            assertNotReachable(node.client.get("/v1/stations"));
            // Each try is two requests here; it is tried some times in the two seconds.
            double forwarded = node.meters.get("yizhan.http.requests").tag("route", "forwarded").timers().stream()
                    .mapToDouble(timer -> timer.count())
                    .sum();
            assertThat(forwarded).isBetween(2.0, 30.0);
            assertNotReachable(other.client.get("/v1/stations", "Yizhan-Hops", "2"));
        }
    }

    @Test
    void goesOnFromOneMoreNodeAndTakesRubbishForNoHops() {
        try (HttpNode other = new HttpNode(engine)) {
            node.believes(HttpNode.at(other.port()));
            other.believes(HttpNode.at(engine.port()));
            for (String hops : List.of("", "x", "-1", "99999999999", "1.0")) {
                assertThat(node.client.get("/v1/stations", "Yizhan-Hops", hops).status())
                        .as(hops)
                        .isEqualTo(200);
            }
            assertThat(node.client.reserve("m-1", slots(SLOT)).status()).isEqualTo(201);
        }
    }

    /** Whoever waited for it has given up by then, and may have been refused elsewhere. */
    @Test
    void doesNotSendOnWhatItBeganTooLongAgo() {
        node.believes(Whereabouts.Here.HERE);
        node.inbox = submission -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2_200));
            node.believes(HttpNode.at(engine.port()));
            return new Refusal.RegionStopped("a newer owner");
        };
        Answer late = node.client.reserve("m-1", slots(SLOT));
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.code()).isEqualTo("region-stopped");
        assertThat(node.client.getAs("m-1", "/v1/me/reservations").body()).doesNotContain(SLOT);
    }

    @Test
    void doesNotSendOnWhatHasWaitedWhileItStoodStill() throws Exception {
        node.client.bearer("m-1");
        node.looks.set(0);
        var late = CompletableFuture.supplyAsync(() -> node.client.reserve("m-1", "k", slots(SLOT)));
        await().until(() -> node.looks.get() > 3);
        node.standStill(2_500);
        node.believes(HttpNode.at(engine.port()));
        assertNotReachable(late.get(10, TimeUnit.SECONDS));
        assertThat(node.client.getAs("m-1", "/v1/me/reservations").body()).doesNotContain(SLOT);
    }

    @Test
    void sendsOnWhatItBeganBeforeItSteppedDown() {
        node.believes(Whereabouts.Here.HERE);
        node.inbox = submission -> {
            node.believes(HttpNode.at(engine.port()));
            return new Refusal.RegionStopped("handed over");
        };
        Answer placed = node.client.reserve("m-1", slots(SLOT));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        node.believes(Whereabouts.Here.HERE);
        assertThat(node.client.getAs("m-1", "/v1/me/reservations").body()).contains(SLOT);
    }
}
