package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static io.yizhan.http.HttpForwardTest.assertNotReachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are sent on to an owner that breaks off or falls silent. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class HttpForwardBrokenTest {
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

    @Test
    void doesNotSendTwiceWhatMayHaveBeenCarriedOut() throws IOException {
        try (FakeOwner owner = new FakeOwner(() -> "")) {
            node.believes(HttpNode.at(owner.port()));
            assertNotReachable(node.client.reserve("m-1", slots(SLOT)));
            assertThat(owner.requests).hasSize(1);
            owner.requests.clear();
            assertNotReachable(node.client.get("/v1/stations"));
            assertThat(owner.requests).hasSize(2);
        }
    }

    @Test
    void readsFromTheNewOwnerWhatTheOldOneDidNotAnswer() throws IOException {
        try (FakeOwner owner = new FakeOwner(() -> {
            node.believes(HttpNode.at(engine.port()));
            return "";
        })) {
            node.believes(HttpNode.at(owner.port()));
            assertThat(node.client.get("/v1/stations/s-1").status()).isEqualTo(200);
        }
    }

    @Test
    void givesUpForAClientThatWentAway() throws IOException {
        try (FakeOwner owner = new FakeOwner(() -> FakeOwner.SILENCE)) {
            node.believes(HttpNode.at(owner.port()));
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
                client.getOutputStream()
                        .write("GET /v1/stations HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                await().until(() -> owner.requests.size() == 1);
                assertThat(owner.closedByOthers).hasValue(0);
            }
            await().until(() -> owner.closedByOthers.get() == 1);
        }
    }

    @Test
    void doesNotWaitForAnOwnerThatIsSilentAndNoOwnerAnyMore() throws Exception {
        try (FakeOwner owner = new FakeOwner(() -> FakeOwner.SILENCE)) {
            node.believes(HttpNode.at(owner.port()));
            var placed = CompletableFuture.supplyAsync(() -> node.client.reserve("m-1", slots(SLOT)));
            var read = CompletableFuture.supplyAsync(() -> node.client.get("/v1/stations"));
            await().until(() -> owner.requests.size() == 2);
            node.believes(HttpNode.at(engine.port()));
            assertNotReachable(placed.get(10, TimeUnit.SECONDS));
            assertThat(read.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotSendTheRestOfABodyAgain() throws IOException {
        try (FakeOwner owner = new FakeOwner(() -> "")) {
            node.believes(HttpNode.at(owner.port()));
            String request =
                    "GET /v1/stations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
            assertThat(exchange(request)).startsWith("HTTP/1.1 503 ").contains("not-owner-reachable");
            assertThat(owner.requests).hasSize(1);
        }
    }

    @Test
    void cutsOffAnAnswerThatTheOwnerDoesNotFinish() throws IOException {
        restart(3, 15);
        String part = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
        try (FakeOwner owner = new FakeOwner(() -> part)) {
            node.believes(HttpNode.at(owner.port()));
            assertThat(exchange("GET /v1/stations HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("\r\n\r\n{");
        }
    }

    @Test
    void cutsOffAStreamThatNothingComesOnAnyMore() throws IOException {
        restart(75, 1);
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        String chunk = "7\r\nid: 1\n\n\r\n";
        String part = head + chunk;
        try (FakeOwner owner = new FakeOwner(() -> part)) {
            node.believes(HttpNode.at(owner.port()));
            try (LiveReader reader = new LiveReader(node.port(), "/v1/stations/s-1/live", "").sees("id: 1")) {
                await().until(() -> node.meters.scrape().contains("yizhan_http_live_streams 0.0"));
                await().until(() -> owner.closedByOthers.get() == 1);
                await().until(reader::isClosed);
            }
        }
    }

    private void restart(int idleTimeoutS, int liveKeepAliveS) {
        node.close();
        node = new HttpNode(
                engine,
                options -> EdgeOptions.of(options.host(), 0, 1, options.tokens())
                        .withLimits(
                                options.limits().withTimeouts(idleTimeoutS, 10).withStreams(2, liveKeepAliveS)));
    }

    /** All that comes back until the node closes the connection. */
    private String exchange(String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
