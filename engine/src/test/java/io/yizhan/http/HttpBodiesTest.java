package io.yizhan.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies byte by byte: UTF-8 and nothing else. */
@HearsErrors
final class HttpBodiesTest {
    private static final String MARK = "\uFEFF";

    private static HttpEngine engine;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String post(String path, String bearer, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String head = String.join(
                "\r\n",
                "POST " + path + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Idempotency-Key: k",
                "Content-Type: application/json",
                "Authorization: Bearer " + bearer,
                "Content-Length: " + body.length,
                "",
                "");
        request.writeBytes(head.getBytes(ISO_8859_1));
        request.writeBytes(body);
        try (Wire wire = new Wire(engine.port())) {
            return wire.send(request.toByteArray()).untilClosed();
        }
    }

    @Test
    void takesNoOtherEncodingInAnyRoute() throws IOException {
        String member = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        String gate = client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        String id = client.reserve("m-1", HttpClient.slots("s-1-b1.20261121T1900"))
                .json()
                .getString("id");
        String[][] routes = {
            {"/v1/reservations", member, "{\"slots\":[\"s-1-b1.20261121T1800\"]}"},
            {
                "/v1/gates/s-1-g1/events",
                gate,
                "{\"boot\":\"b\",\"events\":[{\"seq\":1,\"at\":\"2026-11-21T09:59:00+08:00\",\"direction\":\"IN\"}]}"
            },
            {"/v1/reservations/" + id + "/confirm", member, "{}"},
            {"/dev/tokens", member, "{\"roles\":[\"member\"]}"}
        };
        for (String[] route : routes) {
            for (Charset other :
                    List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"))) {
                for (String mark : List.of("", MARK)) {
                    String answer = post(route[0], route[1], (mark + route[2]).getBytes(other));
                    assertThat(answer).as(route[0] + " " + other).startsWith("HTTP/1.1 400");
                    assertThat(answer).containsPattern("\"code\":\"(body-not-utf8|json-malformed)\"");
                }
            }
        }
    }

    @Test
    void saysWhereABodyIsNotUtf8() throws IOException {
        String member = client.token("{\"roles\":[\"member\"],\"subject\":\"m-2\"}");
        byte[] overlong = "{\"slots\":[\"\u00C0\u00AE\"]}".getBytes(ISO_8859_1);
        assertThat(post("/v1/reservations", member, overlong))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"body-not-utf8\"", "12");
        assertThat(post("/v1/reservations", member, (MARK + "{\"slots\":[\"s-1-gym.20261121T1800\"]}").getBytes(UTF_8)))
                .startsWith("HTTP/1.1 201");
    }

    /** However the empty object is written, it is one. */
    @Test
    void takesAnEmptyObjectWhereNothingIsToBeSaid() {
        int hour = 11;
        for (String empty : List.of("", "{}", "{ }", " {\r\n\t} \n", "{" + " ".repeat(1_000) + "}")) {
            String id = hold("s-1-gym.20261121T" + ++hour + "00");
            assertThat(send("POST", id + "/confirm", empty).status()).as(empty).isEqualTo(200);
            assertThat(send("DELETE", id, empty).status()).as(empty).isEqualTo(200);
        }
        String id = hold("s-1-gym.20261121T1800");
        for (String other :
                List.of("[]", "null", "0", "\"\"", "{\"a\":1}", "{} {}", "{", "}", " ", "{,}", "{}x", "true")) {
            for (String[] call : new String[][] {{"POST", id + "/confirm"}, {"DELETE", id}}) {
                Answer answer = send(call[0], call[1], other);
                assertThat(answer.status()).as(other).isEqualTo(400);
                assertThat(answer.code()).as(other).isIn("body-invalid", "json-malformed");
            }
        }
    }

    private static String hold(String slot) {
        Answer held = client.reserve("m-3", "{\"slots\":[\"" + slot + "\"],\"mode\":\"hold\"}");
        assertThat(held.status()).as(held.body()).isEqualTo(201);
        return "/v1/reservations/" + held.json().getString("id");
    }

    private static Answer send(String method, String path, String body) {
        return client.send(method, path, body, "Authorization", client.bearer("m-3"));
    }
}
