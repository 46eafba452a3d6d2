package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What clients should not send: answered with the right problem or a closed connection, and never logged as an error of ours. */
@Tag("slow")
@HearsErrors
final class HttpRubbishTest {
    private static final String JSON = "application/json";

    private static HttpEngine engine;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        engine = new HttpEngine(options -> options.withLimits(options.limits().withTimeouts(2, 1)));
        client = engine.client;
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Answer post(String body, String... headers) {
        return client.send("POST", "/v1/reservations", body, headers);
    }

    @Test
    void refusesBodiesThatMakeNoSense() {
        for (String malformed : List.of("{", "x", "{\"slots\":[\"a\"],\"slots\":[\"a\"]}")) {
            assertThat(client.reserve("m-bodies", malformed).code())
                    .as(malformed)
                    .isEqualTo("json-malformed");
        }
        for (String invalid : List.of(
                "{}",
                "[]",
                "[".repeat(10_000),
                "{\"slots\":[\"a\"],\"colour\":1}",
                "{\"slots\":[\"a\"],\"party\":\"2\"}")) {
            Answer answer = client.reserve("m-bodies", invalid);
            assertThat(answer.code()).as(invalid).isEqualTo("body-invalid");
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        }
        assertThat(client.reserve("m-bodies", slots("x".repeat(5_000))).status())
                .isEqualTo(400);
        Answer huge = client.reserve("m-bodies", slots("x".repeat(70_000)));
        assertThat(huge.status()).isEqualTo(413);
        assertThat(huge.json().getInteger("bytesMax")).isEqualTo(65_536);
    }

    @Test
    void refusesHeadersThatMakeNoSense() {
        String bearer = client.bearer("m-headers");
        String body = slots("s-1-b1.20261121T1800");
        assertThat(post(body, "Content-Type", JSON, "Idempotency-Key", "k").code())
                .isEqualTo("token-missing");
        assertThat(post(body, "Authorization", bearer, "Content-Type", JSON).code())
                .isEqualTo("idempotency-key-missing");
        for (String key : List.of("x".repeat(65), "a b")) {
            assertThat(post(body, "Authorization", bearer, "Content-Type", JSON, "Idempotency-Key", key)
                            .code())
                    .isEqualTo("idempotency-key-invalid");
        }
        assertThat(post(
                                body,
                                "Authorization",
                                bearer,
                                "Content-Type",
                                JSON,
                                "Idempotency-Key",
                                "a",
                                "Idempotency-Key",
                                "b")
                        .code())
                .isEqualTo("header-repeated");
        assertThat(post(
                                body,
                                "Authorization",
                                bearer,
                                "Authorization",
                                bearer,
                                "Content-Type",
                                JSON,
                                "Idempotency-Key",
                                "a")
                        .code())
                .isEqualTo("header-repeated");
        assertThat(post(body, "Authorization", bearer, "Content-Type", "text/plain", "Idempotency-Key", "a")
                        .status())
                .isEqualTo(415);
        assertThat(post(body, "Authorization", bearer + "x", "Content-Type", JSON, "Idempotency-Key", "a")
                        .code())
                .isEqualTo("token-invalid");
        assertThat(client.get("/" + "x".repeat(5_000)).status()).isEqualTo(414);
        assertThat(client.get("/", "X-Long", "x".repeat(20_000)).status()).isEqualTo(431);
    }

    @Test
    void answersRubbishOnTheWireAndHangsUp() throws IOException {
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.0 400");
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("GET /v1/stations?q=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw("POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw(mine("Content-Length: 99999999999\r\n\r\n"))).startsWith("HTTP/1.1 413");
        assertThat(raw("POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .doesNotContain("HTTP/1.1 5");
    }

    @Test
    void doesNotWaitForSlowSenders() throws IOException {
        assertThat(raw(mine("Content-Length: 100\r\n\r\n{"))).startsWith("HTTP/1.1 408");
        assertThat(raw("GET / HTTP/1.1\r\nHos")).isEmpty();
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        String one = "GET /v1/stations/s-1/slots HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String two = "GET /v1/stations/s-9/slots HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String answers = raw(one + two + last);

        assertThat(answers.indexOf("HTTP/1.1 200")).isZero();
        assertThat(answers.indexOf("HTTP/1.1 404")).isPositive().isLessThan(answers.lastIndexOf("HTTP/1.1 200"));
        assertThat(answers).endsWith("{\"status\":\"UP\"}");
    }

    @Test
    void answersAClientThatHasClosedItsHalf() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void carriesOnWhenAClientGoesAwayBeforeItsAnswer() throws IOException {
        String bearer = client.bearer("m-gone");
        String body = slots("s-2-b1.20261121T1900");
        try (Socket socket = connect()) {
            socket.setSoLinger(true, 0);
            send(
                    socket,
                    "POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer
                            + "\r\nIdempotency-Key: gone\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n" + body);
        }
        await().until(() -> List.of(200, 409, 201)
                .contains(client.reserve("m-gone", "gone", body).status()));
        assertThat(client.reserve("m-gone", "gone", body).status()).isEqualTo(200);
    }

    /** From somebody who is let in. */
    private static String mine(String rest) {
        return "POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: "
                + client.bearer("m-wire") + "\r\nIdempotency-Key: wire\r\n" + rest;
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All that comes until the server hangs up. */
    private static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
