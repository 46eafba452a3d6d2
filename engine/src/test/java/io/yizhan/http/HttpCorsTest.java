package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.head.Cors;
import io.yizhan.http.region.Whereabouts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a browser is told about pages of other origins, by the owner and by a node that sends on to it. */
@HearsErrors
final class HttpCorsTest {
    private static final String APP = "https://app.example";
    /** What any page may send and read, as the Fetch standard has it. */
    private static final Set<String> SAFE = Set.of("accept", "accept-language", "content-language", "content-type");

    private static HttpEngine engine;
    private static HttpNode node;

    @BeforeAll
    static void start() {
        engine = new HttpEngine(HttpCorsTest::forTheApp);
        node = new HttpNode(engine, HttpCorsTest::forTheApp).believes(HttpNode.at(engine.port()));
    }

    private static EdgeOptions forTheApp(EdgeOptions options) {
        return options.withCors(Cors.of(List.of(APP, "http://localhost:5173")));
    }

    @AfterAll
    static void stop() {
        node.close();
        engine.close();
    }

    private static List<HttpClient> clients() {
        return List.of(engine.client, node.client);
    }

    private static List<String> values(Answer answer, String header) {
        return answer.response().headers().allValues(header);
    }

    private static List<String> listed(Answer answer, String header) {
        return Arrays.stream(String.join(",", values(answer, header))
                        .toLowerCase(Locale.ROOT)
                        .split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static Set<String> corsHeaders(Answer answer) {
        return answer.response().headers().map().keySet().stream()
                .filter(name -> name.startsWith("access-control-"))
                .collect(Collectors.toSet());
    }

    @Test
    void letsAPageOfANamedOriginReadEveryAnswer() {
        for (HttpClient client : clients()) {
            String bearer = client.bearer("m-1");
            String etag = client.get("/v1/stations/s-1/slots").header("etag");
            List<Answer> answers = List.of(
                    client.get("/v1/stations", "Origin", APP),
                    client.get("/v1/stations/s-1/slots", "Origin", APP),
                    client.get("/v1/stations/s-1/slots", "Origin", APP, "If-None-Match", etag),
                    client.get("/v1/stations/s-1/live", "Origin", APP),
                    client.get("/v1/stations/s-9/live", "Origin", APP),
                    client.get("/v1/stations?limit=x", "Origin", APP),
                    client.get("/v1/me/reservations", "Origin", APP),
                    client.get("/v1/me/reservations", "Origin", APP, "Authorization", bearer),
                    client.get("/nowhere", "Origin", APP),
                    client.get("/v1/stations", "Origin", APP, "Yizhan-Region", "nowhere"),
                    client.get("/health/live", "Origin", APP),
                    client.get("/openapi.yaml", "Origin", APP),
                    client.send("HEAD", "/v1/stations", "", "Origin", APP),
                    client.send("PUT", "/v1/stations", "", "Origin", APP),
                    client.send("POST", "/v1/session", "", "Origin", APP, "Authorization", bearer),
                    book(client, "Origin", APP, "Authorization", bearer));
            assertThat(answers).extracting(Answer::status).contains(200, 201, 304, 400, 401, 404, 405);
            for (Answer answer : answers) {
                String of = answer.method() + " " + answer.path() + " " + answer.status();
                assertThat(values(answer, "access-control-allow-origin")).as(of).containsExactly(APP);
                assertThat(values(answer, "access-control-expose-headers"))
                        .as(of)
                        .hasSize(1);
                assertThat(listed(answer, "vary")).as(of).containsOnlyOnce("origin");
                assertThat(corsHeaders(answer))
                        .as(of)
                        .containsOnly("access-control-allow-origin", "access-control-expose-headers");
            }
        }
    }

    private static Answer book(HttpClient client, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json", "Idempotency-Key", "k"));
        return client.send("POST", "/v1/reservations", slots("s-1-b1.20261121T1900"), all.toArray(String[]::new));
    }

    @Test
    void saysSoOfARequestThatItDoesNotReadOnAsWell() throws IOException {
        try (Wire wire = new Wire(engine.port())) {
            assertThat(wire.send("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: " + APP + "\r\nExpect: x\r\n\r\n")
                            .untilClosed())
                    .startsWith("HTTP/1.1 417")
                    .containsOnlyOnce("access-control-allow-origin: " + APP + "\r\n");
        }
    }

    @Test
    void tellsABrowserWhatAPageMaySend() {
        for (HttpClient client : clients())
            for (ContractOperation operation : ContractOperation.all()) {
                Answer answer = preflight(client, operation.target(Map.of()), operation.method(), APP);
                assertThat(answer.status()).as(operation.id()).isEqualTo(204);
                assertThat(listed(answer, "access-control-allow-methods"))
                        .as(operation.id())
                        .contains(operation.method().toLowerCase(Locale.ROOT));
                assertThat(listed(answer, "access-control-allow-headers")).contains("authorization");
                assertThat(answer.header("access-control-max-age")).isEqualTo("7200");
                assertThat(values(answer, "access-control-allow-origin")).containsExactly(APP);
                assertThat(corsHeaders(answer)).doesNotContain("access-control-allow-credentials");
            }
    }

    private static Answer preflight(HttpClient client, String path, String method, String origin) {
        return client.send(
                "OPTIONS",
                path,
                "",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization,content-type,idempotency-key");
    }

    /** A browser asks before each request: it need not wait for whoever will answer that one. */
    @Test
    void tellsItWithoutAnOwner() {
        try (HttpNode alone = new HttpNode(engine, HttpCorsTest::forTheApp)) {
            alone.believes(Whereabouts.Nowhere.NOWHERE);
            Answer answer = preflight(alone.client, "/v1/reservations", "POST", APP);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(listed(answer, "access-control-allow-methods")).contains("post");
        }
    }

    @Test
    void tellsPagesOfOtherOriginsNothing() {
        for (HttpClient client : clients())
            for (String origin : List.of(
                    "https://other.example",
                    "http://app.example",
                    APP + ":444",
                    APP + ".other.example",
                    APP + "/",
                    APP + ", " + APP,
                    "https://other.example?" + APP,
                    "null",
                    "*",
                    ""))
                for (Answer answer : List.of(
                        client.get("/v1/stations", "Origin", origin),
                        client.get("/v1/me/reservations", "Origin", origin),
                        preflight(client, "/v1/reservations", "POST", origin))) {
                    assertThat(corsHeaders(answer)).as(origin).isEmpty();
                    assertThat(listed(answer, "vary")).as(origin).containsOnlyOnce("origin");
                }
        // Nor anybody who is no page, but a cache between learns that pages get something else.
        assertThat(corsHeaders(engine.client.get("/v1/stations"))).isEmpty();
        assertThat(listed(engine.client.get("/v1/stations"), "vary")).contains("origin", "accept", "accept-language");
    }

    @Test
    void tellsNobodyAnythingUnlessOriginsAreNamed() {
        try (HttpEngine plain = new HttpEngine();
                HttpNode sending = new HttpNode(engine).believes(HttpNode.at(engine.port()))) {
            for (HttpClient client : List.of(plain.client, sending.client)) {
                for (Answer answer : List.of(
                        client.get("/v1/stations", "Origin", APP),
                        client.get("/nowhere", "Origin", APP),
                        preflight(client, "/v1/reservations", "POST", APP))) {
                    assertThat(corsHeaders(answer)).isEmpty();
                    assertThat(listed(answer, "vary")).doesNotContain("origin");
                }
            }
        }
    }

    /** Cookies are for pages of our own, wherever else pages may come from. */
    @Test
    void takesNoCookieFromAnotherOrigin() {
        for (HttpClient client : clients()) {
            String cookie = client.send("POST", "/v1/session?cookie=true", "", "Authorization", client.bearer("m-2"))
                    .header("set-cookie")
                    .split(";", 2)[0];
            Answer answer = book(client, "Cookie", cookie, "Origin", APP);
            assertThat(answer.code()).isEqualTo("cross-site");
            assertThat(corsHeaders(answer)).doesNotContain("access-control-allow-credentials");
        }
    }

    /** A header that is new in the contract must be let through, or generated clients can't use it in a browser. */
    @Test
    void letsThroughTheHeadersOfTheContract() {
        JsonObject contract = HttpContract.document();
        Set<String> sent = new TreeSet<>(Set.of("authorization", "if-none-match", "content-type"));
        Set<String> read = new TreeSet<>();
        collect(contract, sent, read);
        sent.removeAll(Set.of("accept", "accept-language"));
        read.removeAll(SAFE);
        // A page never sees it, whatever it is told.
        read.remove("set-cookie");

        Answer preflight = preflight(engine.client, "/v1/reservations", "POST", APP);
        assertThat(new TreeSet<>(listed(preflight, "access-control-allow-headers")))
                .isEqualTo(sent);
        Answer answer = engine.client.get("/v1/stations", "Origin", APP);
        assertThat(new TreeSet<>(listed(answer, "access-control-expose-headers")))
                .isEqualTo(read);
    }

    private static void collect(Object node, Set<String> sent, Set<String> read) {
        if (node instanceof JsonArray several) for (Object each : several) collect(each, sent, read);
        if (!(node instanceof JsonObject object)) return;
        if ("header".equals(object.getValue("in")))
            sent.add(object.getString("name").toLowerCase(Locale.ROOT));
        for (String name : object.fieldNames()) {
            if (name.equals("responses")) answers(object.getJsonObject(name), read);
            collect(object.getValue(name), sent, read);
        }
    }

    private static void answers(JsonObject responses, Set<String> read) {
        for (String name : responses.fieldNames())
            responses
                    .getJsonObject(name)
                    .getJsonObject("headers", new JsonObject())
                    .fieldNames()
                    .forEach(header -> read.add(header.toLowerCase(Locale.ROOT)));
    }
}
