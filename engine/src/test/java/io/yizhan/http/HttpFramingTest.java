package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a request ends, whom it is for, and who says so: as RFC 9112 has it, at the owner and at a node that sends on to it. */
@Timeout(60)
@HearsErrors
final class HttpFramingTest {
    private static final String NEXT = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String ROLES = "{\"roles\":[\"member\"]}";
    private static final String TOKENS =
            "POST /dev/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n";

    private static HttpEngine engine;
    private static HttpNode node;

    @BeforeAll
    static void start() {
        engine = new HttpEngine();
        node = new HttpNode(engine).believes(HttpNode.at(engine.port()));
    }

    @AfterAll
    static void stop() {
        node.close();
        engine.close();
    }

    private static List<Integer> ports() {
        return List.of(engine.port(), node.port());
    }

    private static String answered(int port, String request) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.send(request).untilClosed();
        }
    }

    /** Whatever stands behind the request is not read, even where it looks like another one. */
    private static void refuses(String request, String status, String code) throws IOException {
        for (int port : ports()) {
            String answer = answered(port, request + NEXT);
            assertThat(Wire.statuses(answer)).as(request).containsExactly(status);
            assertThat(answer)
                    .as(request)
                    .contains("\"code\":\"" + code + '"', "application/problem+json")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void refusesATransferCodingWhoseEndNobodyKnows() throws IOException {
        for (String coding : List.of(
                "xchunked",
                "gzip",
                "identity",
                "chunked, identity",
                "chunked;a=b",
                "chunked, chunked",
                "chunked\r\nTransfer-Encoding: chunked",
                "chunked\r\nTransfer-Encoding: identity",
                "\"chunked\"",
                "")) {
            String head = " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + coding + "\r\n\r\n";
            refuses("GET /health/live" + head, "400", "header-invalid");
            refuses("POST /v1/reservations" + head + "5\r\nabcde\r\n0\r\n\r\n", "400", "header-invalid");
        }
        for (String other : List.of("gzip, chunked", "identity, chunked", "gzip\r\nTransfer-Encoding: chunked")) {
            refuses(
                    "POST /dev/tokens HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + other + "\r\n\r\n0\r\n\r\n",
                    "501",
                    "transfer-coding-unsupported");
        }
        refuses(
                "POST /dev/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "400",
                "header-invalid");
        refuses(
                "POST /dev/tokens HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "400",
                "header-invalid");
    }

    @Test
    void takesChunksHoweverTheCodingIsSpelled() throws IOException {
        for (String coding : List.of("chunked", "Chunked", " , chunked,")) {
            String request = TOKENS + "Transfer-Encoding: " + coding + "\r\n\r\n14;x=\"1\"\r\n" + ROLES
                    + "\r\n0\r\nX-Trailer: 1\r\n\r\n";
            assertThat(answered(engine.port(), request)).as(coding).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesALengthThatIsNone() throws IOException {
        for (Map.Entry<String, String> each : Map.of(
                        "5\r\nContent-Length: 5", "request-invalid",
                        "5, 5", "request-invalid",
                        "+5", "request-invalid",
                        "0x5", "request-invalid",
                        "5 5", "request-invalid",
                        "", "request-invalid")
                .entrySet()) {
            String head =
                    "POST /dev/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + each.getKey() + "\r\n\r\n";
            refuses(head, "400", each.getValue());
        }
        refuses(
                "POST /dev/tokens HTTP/1.0\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
                "400",
                "header-repeated");
        refuses(
                "POST /dev/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "413",
                "body-too-large");
    }

    @Test
    void readsALengthWithLeadingZeros() throws IOException {
        assertThat(answered(engine.port(), TOKENS + "Content-Length: 0000000000020\r\n\r\n" + ROLES))
                .startsWith("HTTP/1.1 200");
        assertThat(answered(engine.port(), TOKENS + "Content-Length: 000\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void wantsOneHost() throws IOException {
        refuses("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n", "400", "header-repeated");
        refuses("GET /health/live HTTP/1.1\r\nHost: localhost\r\nhOST: a\r\n\r\n", "400", "header-repeated");
        refuses("GET /health/live HTTP/1.0\r\nHost: localhost\r\nHost: b\r\n\r\n", "400", "header-repeated");
        refuses("GET /health/live HTTP/1.1\r\n\r\n", "400", "header-invalid");
        for (String host : List.of("a b", "a@b", "http://a", "a/b", "a:b", "a:1:2", "[::1", "[g::]", "a%z", "\u00e9")) {
            refuses("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "400", "header-invalid");
        }
        // It reads the others, too, though in development it is none of them.
        List<String> strange = List.of("a", "a:80", "a:", "xn--8i7a.example", "a_b", "%41");
        for (String host : List.of("a", "a:80", "a:", "127.0.0.1", "[::1]:80", "xn--8i7a.example", "a_b", "%41", "")) {
            String request = "GET /health/live HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            assertThat(answered(engine.port(), request))
                    .as(host)
                    .startsWith(strange.contains(host) ? "HTTP/1.1 421" : "HTTP/1.1 200");
        }
        assertThat(answered(engine.port(), "GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
    }

    @Test
    void refusesWhatItDoesNotSpeakOrExpect() throws IOException {
        refuses("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", "505", "http-version-unsupported");
        refuses("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 200-ok\r\n\r\n", "417", "expectation-failed");
        refuses("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue, x\r\n\r\n", "417", "expectation-failed");
        refuses("GET / HTTP/1.1\r\nHost : a\r\n\r\n", "400", "request-invalid");
    }

    @Test
    void saysWhatIsWrongWithAChunkAndHangsUp() throws IOException {
        String bearer = engine.client.bearer("m-chunks");
        String mine =
                "POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: "
                        + bearer + "\r\nIdempotency-Key: k\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (String chunks :
                List.of("zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}}\r\n0\r\n\r\n", "fffffffff\r\n{}", "-1\r\n{}\r\n")) {
            refuses(mine + chunks, "400", "request-invalid");
        }
    }

    @Test
    void asksForABodyOnlyWhereItWouldTakeIt() throws IOException {
        String expecting = TOKENS + "Expect: 100-continue\r\n";
        for (int port : ports()) {
            String tooLarge = answered(port, expecting + "Content-Length: 1800000\r\n\r\n");
            assertThat(Wire.statuses(tooLarge)).containsExactly("413");
            String gate = expecting.replace("/dev/tokens", "/v1/gates/s-1-g1/events") + "Content-Length: 1000000\r\n";
            assertThat(Wire.statuses(answered(port, gate + "\r\n"))).containsExactly("401");
            String bearer = engine.client.bearer("m-1");
            assertThat(Wire.statuses(answered(port, gate + "Authorization: " + bearer + "\r\n\r\n")))
                    .containsExactly("403");
            try (Wire wire = new Wire(port)) {
                wire.send(expecting + "Content-Length: 20\r\n\r\n").until("HTTP/1.1 100");
                assertThat(Wire.statuses(wire.send(ROLES).untilClosed())).containsExactly("100", "200");
            }
        }
    }

    @Test
    void asksForALargeBodyThatAnotherNodeTakes() throws IOException {
        String token = engine.client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        String events =
                "{\"boot\":\"b\",\"events\":[{\"seq\":1,\"at\":\"2026-11-21T10:00:00+08:00\",\"direction\":\"IN\"}]}";
        String body = " ".repeat(100_000) + events;
        for (int port : ports()) {
            try (Wire wire = new Wire(port)) {
                wire.send(TOKENS.replace("/dev/tokens", "/v1/gates/s-1-g1/events") + "Authorization: Bearer " + token
                                + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n")
                        .until("HTTP/1.1 100");
                assertThat(Wire.statuses(wire.send(body).untilClosed())).containsExactly("100", "200");
            }
        }
    }

    /** Nothing of the body is sent: who is not let in hears so from the head alone. */
    @Test
    void decidesByTheHeadWhatItCan() throws IOException {
        String token = engine.client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        String gate = "Authorization: Bearer " + token + "\r\n";
        for (int port : ports()) {
            for (int length : new int[] {100, 1_048_576}) {
                String rest = "\r\nHost: localhost\r\nContent-Length: " + length + "\r\n";
                for (String path :
                        List.of("/v1/gates/s-1-g1/events", "/v1/reservations", "/v1/reservations/r-1/confirm")) {
                    refusesByHead(port, "POST " + path + " HTTP/1.1" + rest, "401");
                }
                refusesByHead(port, "DELETE /v1/reservations/r-1 HTTP/1.1" + rest, "401");
                if (port == node.port() && length == 100) continue;
                refusesByHead(port, "POST /v1/gates/nowhere/events HTTP/1.1" + rest + gate, "404");
                refusesByHead(port, "POST /v1/gates/s-2-g1/events HTTP/1.1" + rest + gate, "403");
                refusesByHead(port, "POST /v1/reservations HTTP/1.1" + rest + gate, "403");
                refusesByHead(
                        port, "POST /v1/gates/s-1-g1/events HTTP/1.1" + rest + gate + "Content-Type: a/b\r\n", "415");
                refusesByHead(port, "POST /v1/stations HTTP/1.1" + rest, "405");
                refusesByHead(port, "POST /v1/nothing HTTP/1.1" + rest, "404");
            }
        }
    }

    private static void refusesByHead(int port, String head, String status) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send(head + "\r\n").until("\r\n\r\n");
            assertThat(Wire.statuses(wire.until("\"code\""))).as(head).containsExactly(status);
        }
    }

    @Test
    void goesOnAfterAShortBodyThatItDidNotWant() throws IOException {
        String refused =
                "POST /v1/reservations HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + NEXT.length() + "\r\n\r\n";
        String next = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        for (int port : ports()) {
            try (Wire wire = new Wire(port)) {
                wire.send(refused).until("\"code\"");
                assertThat(Wire.statuses(wire.send(NEXT + next).untilClosed())).containsExactly("401", "200");
            }
            // All at once.
            String answers = answered(port, refused + NEXT + next);
            assertThat(Wire.statuses(answers)).containsExactly("401", "200");
        }
    }

    @Test
    void readsNothingMoreAfterALongBodyThatItDidNotWant() throws IOException {
        String refused = "POST /v1/gates/s-1-g1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
        for (int port : ports()) {
            String answer = answered(port, refused + " ".repeat(100_000) + NEXT);
            assertThat(Wire.statuses(answer)).containsExactly("401");
            assertThat(answer).containsIgnoringCase("connection: close").contains("token-missing");
        }
    }

    @Test
    void closesWhereTheClientWantsItInAnyOfSeveralOptions() throws IOException {
        for (String option : List.of("close", "Close", "x, close", "keep-alive\r\nConnection: close", "close, x")) {
            String request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: " + option + "\r\n\r\n";
            assertThat(answered(engine.port(), request)).as(option).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void saysWhenAndWhatItTakes() throws IOException {
        for (int port : ports()) {
            for (String target : List.of("*", "/v1/stations", "/v1/reservations", "/dev/tokens", "/health/live")) {
                String answer = answered(
                        port, "OPTIONS " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(answer).as(target).startsWith("HTTP/1.1 204").containsIgnoringCase("\r\nallow: ");
            }
            for (String request : List.of(
                    "GET /v1/stations",
                    "GET /v1/nothing",
                    "GET /metrics",
                    "POST /v1/reservations",
                    "OPTIONS *",
                    "HEAD /v1/stations/s-1/live",
                    "GET nowhere",
                    "GET /%zz")) {
                String answer = answered(port, request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(answer.lines().filter(line -> line.regionMatches(true, 0, "date:", 0, 5)))
                        .as(request)
                        .containsExactly("date: Sat, 21 Nov 2026 02:00:00 GMT");
            }
            assertThat(answered(port, "OPTIONS /v1/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 404")
                    .contains("application/problem+json");
            assertThat(answered(port, "GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json");
        }
    }

    @Test
    void answersHeadOnALiveStreamWithoutOne() throws IOException {
        for (int port : ports()) {
            try (Wire wire = new Wire(port)) {
                String head = "HEAD /v1/stations/s-1/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
                assertThat(wire.send(head).until("\r\n\r\n"))
                        .startsWith("HTTP/1.1 200")
                        .contains("text/event-stream");
                assertThat(Wire.statuses(
                                wire.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                        .untilClosed()))
                        .containsExactly("200", "200");
            }
        }
        assertThat(engine.client.send("HEAD", "/v1/stations/s-9/live", "").status())
                .isEqualTo(404);
        assertThat(engine.meters.get("yizhan.http.live.streams").gauge().value())
                .isZero();
    }

    @Test
    void takesATargetWithSchemeAndHost() throws IOException {
        for (int port : ports()) {
            String answer = answered(
                    port,
                    "GET http://a/v1/stations/s-1/slots?date=2026-11-21 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"date\":\"2026-11-21\"");
        }
    }
}
