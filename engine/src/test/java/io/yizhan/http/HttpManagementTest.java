package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.yizhan.HearsErrors;
import io.yizhan.http.client.Announced;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.time.Pulse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health and figures on a port of their own, and nowhere else. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class HttpManagementTest {
    private static final List<String> SPELLINGS = List.of(
            "/metrics",
            "/metrics/",
            "//metrics",
            "/metrics//",
            "/./metrics",
            "/metrics/.",
            "/x/../metrics",
            "/%6detrics",
            "/metric%73/",
            "/metrics?x",
            "http://x/metrics");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "NONSENSE");

    /** Tells figures on the one port that it has. */
    private static HttpEngine owner;
    /** Has a port of its own for them. */
    private static HttpNode node;

    private static Management management;

    /** On an event loop of its own, as the engine has it. */
    private static final class Management implements AutoCloseable {
        private final Vertx own =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        final int port;

        Management(HttpNode of, ManagementOptions options) {
            port = HttpEngine.await(ManagementEdge.start(own, options, of.edge));
        }

        @Override
        public void close() {
            HttpEngine.await(own.close());
        }
    }

    @BeforeAll
    static void start() {
        owner = new HttpEngine();
        node = new HttpNode(owner, EdgeOptions::withoutMetrics);
        management = new Management(node, ManagementOptions.of("127.0.0.1", 0));
    }

    @AfterAll
    static void stop() {
        management.close();
        node.close();
        owner.close();
    }

    /** Without the time of day. */
    private static String said(int port, String method, String path) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .untilClosed()
                    .replaceFirst("\r\ndate: [^\r]*", "");
        }
    }

    private static String status(int port, String path) throws IOException {
        return Wire.statuses(said(port, "GET", path)).getFirst();
    }

    /** Least of all are they another node's, which may tell its own to whoever asks. */
    @Test
    void figuresAreNowhereElseHoweverTheyAreAskedFor() throws IOException {
        for (Whereabouts at : List.of(Whereabouts.Here.HERE, HttpNode.at(owner.port()), Whereabouts.Nowhere.NOWHERE)) {
            for (String path : SPELLINGS) isUnknown(at, "GET", path);
            for (String method : METHODS) isUnknown(at, method, "//%6detrics/");
        }
        assertThat(said(node.port(), "GET", "/start")).contains("/health/ready").doesNotContain("metrics");
        assertThat(said(owner.port(), "GET", "/start")).contains("<a href=\"/metrics\">指标</a>");
        assertThat(status(owner.port(), "/metrics/")).isEqualTo("200");
    }

    private static void isUnknown(Whereabouts at, String method, String path) throws IOException {
        node.believes(Whereabouts.Here.HERE);
        String unknown = said(node.port(), method, "/metricz");
        assertThat(unknown).startsWith("HTTP/1.1 404");
        node.believes(at);
        assertThat(said(node.port(), method, path)).as(method + " " + path).isEqualTo(unknown);
    }

    @Test
    void tellsHealthAndFiguresAndNothingElse() throws IOException {
        assertThat(said(management.port, "GET", "/metrics"))
                .startsWith("HTTP/1.1 200")
                .contains("content-type: text/plain; version=0.0.4", "# HELP yizhan_management_connections Conn");
        for (String path : List.of("/health/live", "/health/ready")) {
            assertThat(said(management.port, "GET", path)).contains(" 200 ", "{\"status\":\"UP\"");
            assertThat(status(node.port(), path)).isEqualTo("200");
        }
        assertThat(status(management.port, "//health/./live/")).isEqualTo("200");
        assertThat(said(management.port, "HEAD", "/metrics")).contains(" 200 ").endsWith("\r\n\r\n");
        assertThat(said(management.port, "OPTIONS", "/metrics")).contains(" 204 ", "allow: GET, HEAD, OPTIONS\r\n");
        assertThat(said(management.port, "POST", "/health/live")).contains(" 405 ", "method-not-allowed");
        for (String path : List.of("/", "/v1/stations", "/openapi.yaml", "/v1/.well-known/jwks.json"))
            assertThat(said(management.port, "GET", path)).as(path).contains(" 404 ", "\"not-found\"");
        for (String path : List.of("/dev/tokens", "/v1/reservations", "/v1/session"))
            assertThat(said(management.port, "POST", path)).as(path).contains(" 404 ", "\"not-found\"");
    }

    /** Whoever asks who must restart the process, and who must not be sent anything, hears it. */
    @Test
    void answersWhileTheEventLoopsThatServeStandStill() throws Exception {
        Pulse.Heart stopped = node.pulse.heart();
        stopped.beat(System.nanoTime() - TimeUnit.SECONDS.toNanos(11));
        node.standStill(1_500);
        try (Wire silent = new Wire(node.port())) {
            silent.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(said(management.port, "GET", "/health/live")).contains(" 503 ", "{\"status\":\"DOWN\"}");
            assertThat(said(management.port, "GET", "/health/ready"))
                    .contains(" 503 ", "\"event loops\",\"status\":\"DOWN\"", "has stood still for 11 s");
            assertThat(status(management.port, "/metrics")).isEqualTo("200");
            assertThatThrownBy(silent::soon).isInstanceOf(SocketTimeoutException.class);
        } finally {
            stopped.stop();
        }
        assertThat(status(management.port, "/health/live")).isEqualTo("200");
    }

    @Test
    void answersWhileThereIsNoRoomForMembers() throws IOException {
        ClientLimits two = new ClientLimits(2, 2, 1, null, TrustedProxies.NONE);
        try (HttpNode full =
                        new HttpNode(owner, options -> options.withoutMetrics().withClients(two));
                Management ofFull = new Management(full, ManagementOptions.of("127.0.0.1", 0));
                Wire first = new Wire("127.0.0.2", full.port());
                Wire second = new Wire("127.0.0.3", full.port());
                Wire third = new Wire(full.port())) {
            await().until(() -> first.isClosed() || second.isClosed() || third.isClosed());
            assertThat(status(ofFull.port, "/health/live")).isEqualTo("200");
            assertThat(status(ofFull.port, "/metrics")).isEqualTo("200");
        }
    }

    @Test
    void takesNoHeaderOfTheProxyProtocol() throws IOException {
        TrustedProxies here = TrustedProxies.of(List.of("127.0.0.1")).announcing();
        ClientLimits announced = new ClientLimits(100, 100, 1, null, here);
        try (HttpNode behind =
                        new HttpNode(owner, options -> options.withoutMetrics().withClients(announced));
                Management of = new Management(behind, ManagementOptions.of("127.0.0.1", 0));
                Wire wire = new Wire(of.port).send(Announced.inText("203.0.113.1"))) {
            assertThat(status(of.port, "/health/live")).isEqualTo("200");
            assertThat(wire.send("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n").untilClosed())
                    .contains(" 400 ");
        }
    }

    @Test
    void hasSmallLimitsOfItsOwn() throws IOException {
        ManagementOptions impatient = ManagementOptions.of("127.0.0.1", 0).withTimeouts(1, 1);
        List<Wire> many = new ArrayList<>();
        try (Management hasty = new Management(node, impatient);
                Wire slow = new Wire(hasty.port).send("GET /health/live HTTP/1.1\r\nHos")) {
            for (int i = 0; i < 33; i++) many.add(new Wire("127.0.0.2", management.port));
            Wire last = many.getLast();
            await().until(last::isClosed);
            assertThat(many.getFirst().isClosed()).isFalse();
            assertThat(status(management.port, "/health/live")).isEqualTo("200");
            // However busily its bytes trickle in.
            await().pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> slow.isClosed() || slow.send("t").isClosed());
        } finally {
            for (Wire each : many) each.close();
        }
    }

    @Test
    void answersRubbishByWhatIsWrongWithIt() throws IOException {
        String host = "Host: localhost\r\nConnection: close\r\n";
        assertThat(rubbish("GET /" + "x".repeat(1_100) + " HTTP/1.1\r\n" + host + "\r\n"))
                .isEqualTo("414");
        assertThat(rubbish("GET /health/live HTTP/1.1\r\n" + host + "X: " + "x".repeat(8_200) + "\r\n\r\n"))
                .isEqualTo("431");
        assertThat(rubbish("GET /health/live HTTP/1.1\r\nContent-Length: 1\r\n" + host
                        + "Transfer-Encoding: chunked\r\n\r\n"))
                .isEqualTo("400");
        assertThat(rubbish("GET /metrics HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n"))
                .isEqualTo("413");
        assertThat(rubbish("POST /metrics HTTP/1.1\r\n" + host + "Content-Length: 9999999\r\n\r\nxxx"))
                .isEqualTo("405");
        // As RFC 9110 has it, section 15.6.6, and nothing else of a client's.
        assertThat(rubbish("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEqualTo("505");
        for (String other : List.of(
                "NONSENSE\r\n\r\n",
                "GET /health/live HTTP/1.1\r\n\r\n",
                "GET health HTTP/1.1\r\n" + host + "\r\n",
                "GET /%zz HTTP/1.1\r\n" + host + "\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001\0hello\r\n\r\n"))
            assertThat(rubbish(other)).as(other).isEqualTo("400");
        assertThat(status(management.port, "/health/live")).isEqualTo("200");
    }

    private static String rubbish(String sent) throws IOException {
        try (Wire wire = new Wire(management.port)) {
            return Wire.statuses(wire.send(sent).until("\r\n\r\n")).getFirst();
        }
    }

    @Test
    void endsWithItsEventLoop() throws IOException {
        Management ended = new Management(node, ManagementOptions.of("127.0.0.1", 0));
        try (Wire open = new Wire(ended.port)) {
            assertThat(open.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .next())
                    .contains(" 200 ");
            ended.close();
            await().until(open::isClosed);
        }
        assertThatThrownBy(() -> new Wire(ended.port)).isInstanceOf(ConnectException.class);
        assertThat(status(management.port, "/health/live")).isEqualTo("200");
    }
}
