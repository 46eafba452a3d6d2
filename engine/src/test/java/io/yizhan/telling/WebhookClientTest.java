package io.yizhan.telling;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.webhook.Networks;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookSecret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One message to somebody who may do what they like. */
class WebhookClientTest {
    private static final byte[] BODY = "{\"text\":\"驿站\"}".getBytes(StandardCharsets.UTF_8);
    private final Vertx vertx = Vertx.vertx();
    private final WebhookSecret secret = WebhookSecret.generate();
    private final List<Map<String, List<String>>> heads = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicLong taken = new AtomicLong();
    private WebhookClient client;
    private int port;

    @BeforeEach
    void start() {
        client = new WebhookClient(vertx, new WebhookAddresses(Networks.of(List.of("127.0.0.0/8"))), 1_000);
        HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        Map<String, List<String>> head = new HashMap<>();
        request.headers()
                .forEach(each -> head.put(each.getKey().toLowerCase(java.util.Locale.ROOT), List.of(each.getValue())));
        heads.add(head);
        request.body().onSuccess(body -> bodies.add(body.toString()));
        switch (request.path()) {
            case "/hang" -> {}
            case "/301", "/302", "/303", "/307", "/308" ->
                request.response()
                        .setStatusCode(Integer.parseInt(request.path().substring(1)))
                        .putHeader("location", "http://127.0.0.1:" + port + "/taken")
                        .end();
            case "/much" -> {
                request.response().setChunked(true);
                pour(request);
            }
            case "/wrong" -> request.response().setStatusCode(500).end();
            default -> request.response().setStatusCode(204).end();
        }
    }

    private void pour(HttpServerRequest request) {
        if (taken.get() > 200L << 20 || request.response().closed()) return;
        Buffer some = Buffer.buffer(new byte[64 * 1_024]);
        request.response().write(some).onSuccess(written -> {
            taken.addAndGet(some.length());
            pour(request);
        });
    }

    private @Nullable String send(String path) throws InterruptedException {
        return client.send(
                "http://127.0.0.1:" + port + path, secret, new WebhookClient.Message("evt-town-7", BODY), nowS());
    }

    private static long nowS() {
        return System.currentTimeMillis() / 1_000;
    }

    /** By the library that receivers have for it. */
    @Test
    void signsAsStandardWebhooksWantsIt() throws Exception {
        assertThat(send("/taken")).isNull();
        Map<String, List<String>> head = heads.getFirst();
        assertThat(head.get("webhook-id")).containsExactly("evt-town-7");
        assertThat(head.get("content-type")).containsExactly("application/json");
        new Webhook(secret.text())
                .verify(
                        bodies.getFirst(),
                        HttpHeaders.of(head, (name, value) -> true).map());
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "303", "307", "308"})
    void doesNotFollowARedirect(String status) throws Exception {
        assertThat(send("/" + status)).contains(status).contains("redirect");
        assertThat(heads).hasSize(1);
    }

    @Test
    void waitsForNobodyWhoHangs() throws Exception {
        assertThat(send("/hang")).isNotNull();
    }

    @Test
    void saysWhatWasAnsweredOrThatNobodyWasThere() throws Exception {
        assertThat(send("/wrong")).isEqualTo("answered 500");
        assertThat(client.send("http://127.0.0.1:1/", secret, new WebhookClient.Message("x", BODY), nowS()))
                .isNotNull();
    }

    /** Only what the kernel and the connection hold by the time that it is cut off. */
    @Test
    void readsNoMoreOfAnAnswerThanItHasUseFor() throws Exception {
        assertThat(send("/much")).isNull();
        org.awaitility.Awaitility.await().until(() -> {
            long before = taken.get();
            org.awaitility.Awaitility.await()
                    .pollDelay(java.time.Duration.ofMillis(300))
                    .until(() -> true);
            return taken.get() == before;
        });
        assertThat(taken.get()).isLessThan(32L << 20);
    }

    @Test
    void sendsNothingToAPlaceThatIsNotEverybodys() throws Exception {
        try (WebhookClient strict = new WebhookClient(vertx, new WebhookAddresses(Networks.NONE), 1_000)) {
            assertThat(strict.send(
                            "https://127.0.0.1:" + port + "/taken",
                            secret,
                            new WebhookClient.Message("x", BODY),
                            nowS()))
                    .contains("public internet");
        }
        assertThat(heads).isEmpty();
    }
}
