package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.ErrorLog;
import io.yizhan.LogsErrors;
import io.yizhan.core.Refusal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mistakes of ours: the client gets an answer that says no more than that, and the log says the rest. */
@LogsErrors
final class HttpFailureTest {
    private static final String INTERNALS = "jdbc:secret";

    private ErrorLog errors;
    private HttpEngine engine;

    @BeforeEach
    void start() {
        errors = ErrorLog.listening();
        engine = new HttpEngine();
    }

    @AfterEach
    void stop() {
        engine.close();
        errors.detach();
    }

    @Test
    void aHandlerThatThrows() throws Exception {
        engine.health = () -> {
            throw new IllegalStateException(INTERNALS);
        };
        assertOurMistake(send("GET", "/health/ready"), "/health/ready");
        engine.health = () -> {
            throw new AssertionError(INTERNALS);
        };
        assertOurMistake(send("GET", "/health/ready"), "/health/ready");
        assertThat(engine.client.get("/health/live").status()).isEqualTo(200);
    }

    /** Whoever is asked is well, or would not answer. */
    @Test
    void anEventLoopThatStandsStill() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        engine.whileUnderWay = () -> awaitUninterruptibly(free);
        Thread stuck = Thread.ofVirtual()
                .start(() -> engine.client.reserve("m-9", "k", HttpClient.slots("s-1-b1.20261121T1700")));
        try {
            // A connection is one event loop's for good: one of some is on the other.
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                try (Wire wire = new Wire(engine.port())) {
                    String answer = wire.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .soon();
                    assertThat(answer).contains(" 503 ", "\"event loops\",\"status\":\"DOWN\"", "has stood still for ");
                }
            });
        } finally {
            engine.whileUnderWay = () -> {};
            free.countDown();
            stuck.join();
        }
        await().untilAsserted(() ->
                assertThat(engine.client.get("/health/ready").status()).isEqualTo(200));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void workAsideThatThrows() throws Exception {
        engine.metricsFailure = new IllegalStateException(INTERNALS);
        assertOurMistake(send("GET", "/metrics"), "/metrics");
        engine.metricsFailure = null;
        assertThat(engine.client.get("/metrics").status()).isEqualTo(200);
    }

    /** After the body was read, on the route that the router doesn't see. */
    @Test
    void aBookingThatThrows() throws Exception {
        // A refusal about a slot that was not asked for can't be rendered.
        engine.refusing.set(new Refusal.SlotPast(7));
        HttpResponse<String> answer = send(
                "POST",
                "/v1/reservations",
                "Authorization",
                engine.client.bearer("m-1"),
                "Idempotency-Key",
                "k",
                "Content-Type",
                "application/json");
        assertOurMistake(answer, "/v1/reservations");
        engine.refusing.set(null);
        assertThat(engine.client
                        .reserve("m-1", "k", HttpClient.slots("s-1-b1.20261121T1800"))
                        .status())
                .isEqualTo(201);
    }

    private void assertOurMistake(HttpResponse<String> answer, String route) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        HttpContract.holdProblem(answer.body());
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.fieldNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "requestId");
        assertThat(problem.getString("code")).isEqualTo("internal-error");
        assertThat(answer.body())
                .doesNotContain(INTERNALS)
                .doesNotContain("Exception")
                .doesNotContain("io.yizhan");
        String id = problem.getString("requestId");
        // The log is written by the same thread, but before or after the answer is nobody's promise.
        await().until(() -> errors.errors().stream().anyMatch(it -> it.contains(id) && it.contains(route)));
        assertThat(errors.causes())
                .isNotEmpty()
                .last()
                .satisfies(cause -> assertThat(cause).containsAnyOf(INTERNALS, "ArrayIndexOutOfBounds"));
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path));
        String body = method.equals("POST") ? HttpClient.slots("s-1-b1.20261121T1800") : "";
        request.method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(Arrays.copyOf(headers, headers.length));
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
