package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.client.NodeSeal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What development mode gives away, and to whom not: sites in the browser of whoever runs it. */
@HearsErrors
final class HttpDevelopmentTest {
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

    private static String asked(int port, String line, String headers) throws IOException {
        return asked(port, line, headers, "");
    }

    private static String asked(int port, String line, String headers, String body) throws IOException {
        try (Wire wire = new Wire(port)) {
            return wire.send(line + "\r\n" + headers + "Connection: close\r\n\r\n" + body)
                    .untilClosed();
        }
    }

    /** Once its name leads to loopback, a site's page may ask for anything, as if it were the engine's own. */
    @Test
    void answersNothingForAnotherSitesName() throws IOException {
        for (int port : List.of(engine.port(), node.port())) {
            for (ContractOperation operation : ContractOperation.all()) {
                String line = operation.method() + " " + operation.target(Map.of()) + " HTTP/1.1";
                String length = "Content-Length: " + operation.body().length() + "\r\n";
                String answer = asked(
                        port,
                        line,
                        "Host: evil.example:8080\r\nContent-Type: application/json\r\n" + length,
                        operation.body());
                assertThat(answer)
                        .as(line)
                        .startsWith("HTTP/1.1 421 ")
                        .contains("evil.example:8080")
                        .containsAnyOf("\"code\":\"host-unknown\"", "\"@type\":\"OpenBookingError\"");
            }
            assertThat(asked(port, "OPTIONS * HTTP/1.1", "Host: evil.example\r\n"))
                    .startsWith("HTTP/1.1 421 ");
            assertThat(asked(port, "GET /nowhere HTTP/1.1", "Host: evil.example\r\nYizhan-Region: x\r\n"))
                    .startsWith("HTTP/1.1 421 ");
            assertThat(asked(port, "GET http://localhost/ HTTP/1.1", "Host: evil.example\r\n"))
                    .startsWith("HTTP/1.1 421 ");
        }
    }

    @Test
    void answersByItsOwnNamesAndWhereNoneIsNamed() throws IOException {
        for (int port : List.of(engine.port(), node.port())) {
            for (String host : List.of("localhost", "127.0.0.1:" + port, "[::1]:" + port, "app.localhost", ""))
                assertThat(asked(port, "GET /v1/stations HTTP/1.1", "Host: " + host + "\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 200 ");
            assertThat(asked(port, "GET /v1/stations HTTP/1.0", "")).startsWith("HTTP/1.0 200 ");
            assertThat(asked(port, "GET /v1/stations HTTP/1.0", "Host: evil.example\r\n"))
                    .startsWith("HTTP/1.0 421 ");
        }
    }

    /** The other engines of a cluster call one as its URL says. */
    @Test
    void answersANodeOfOursByWhateverName() throws IOException {
        String seal = new NodeSeal(HttpEngine.SECRET).of(engine.nowMs.get());
        String others = new NodeSeal(new byte[32]).of(engine.nowMs.get());
        String host = "Host: engine-1.test:8080\r\nYizhan-Hops: 1\r\nYizhan-Node: ";

        assertThat(asked(engine.port(), "GET /v1/stations HTTP/1.1", host + seal + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
        for (String forged : List.of(others, "x", ""))
            assertThat(asked(engine.port(), "GET /v1/stations HTTP/1.1", host + forged + "\r\n"))
                    .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void leavesNamesToProxiesInProduction() throws IOException, JOSEException {
        try (CallerHeaders callers = new CallerHeaders();
                HttpEngine production =
                        new HttpEngine(options -> EdgeOptions.of(options.host(), 0, 1, callers.trusted()))) {
            assertThat(asked(production.port(), "GET /v1/stations HTTP/1.1", "Host: yizhan.example\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private static Answer tokens(HttpClient client, String body) {
        return client.send("POST", "/dev/tokens", body, "Content-Type", "application/json");
    }

    @Test
    void namesWhatNoTokenMaySay() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("[]", "");
        wrong.put("{}", "roles");
        wrong.put("{\"roles\":\"member\"}", "roles");
        wrong.put("{\"roles\":[1]}", "roles");
        wrong.put("{\"roles\":[null]}", "roles");
        wrong.put("{\"roles\":[\"\"]}", "roles");
        wrong.put("{\"roles\":[\"" + "x".repeat(65) + "\"]}", "roles");
        wrong.put(with("roles", names(17)), "roles");
        for (String subject : List.of("1", "null", "\"\"", "\"a b\"", "\"\\u00e9\"", '"' + "x".repeat(65) + '"'))
            wrong.put("{\"roles\":[],\"subject\":" + subject + "}", "subject");
        for (String prefix : List.of("1", "\"a b\"", '"' + "x".repeat(59) + '"'))
            wrong.put("{\"roles\":[],\"count\":2,\"prefix\":" + prefix + "}", "prefix");
        for (String stations :
                List.of("\"s-1\"", "{}", "[1]", "[\"\"]", names(1_001).encode()))
            wrong.put("{\"roles\":[],\"stations\":" + stations + "}", "stations");
        for (String employer : List.of("1", "\"\"", '"' + "x".repeat(201) + '"'))
            wrong.put("{\"roles\":[],\"employer\":" + employer + "}", "employer");
        for (String count : List.of("0", "-1", "50001", "1.5", "\"1\"", "null", "9999999999"))
            wrong.put("{\"roles\":[],\"count\":" + count + "}", "count");
        for (String expires : List.of("0", "-1", "2592001", "\"1\"", "1e99"))
            wrong.put("{\"roles\":[],\"expiresInS\":" + expires + "}", "expiresInS");
        wrong.put(with("x".repeat(65), 1), "x".repeat(64) + "…");
        wrong.put(manyFields(40), "");
        // The token would be too long to be let in, or all of them too long to be given.
        wrong.put(with("note", "x".repeat(7_000)), "note");
        wrong.put(
                new JsonObject(with("note", "x".repeat(1_000)))
                        .put("count", 50_000)
                        .encode(),
                "count");
        wrong.forEach((body, field) -> {
            Answer answer = tokens(engine.client, body);
            assertThat(answer.status()).as(brief(body)).isEqualTo(400);
            assertThat(answer.code()).as(brief(body)).isEqualTo("body-invalid");
            assertThat(answer.json().getString("field")).as(brief(body)).isEqualTo(field);
        });
        for (String malformed : List.of("", "{", "{\"roles\":" + "[".repeat(20_000), "nonsense"))
            assertThat(tokens(engine.client, malformed).code())
                    .as(brief(malformed))
                    .isEqualTo("json-malformed");
        assertThat(tokens(engine.client, with("note", "x".repeat(70_000))).status())
                .isEqualTo(413);
    }

    private static String brief(String body) {
        return body.substring(0, Math.min(body.length(), 80));
    }

    private static String with(String claim, Object value) {
        return new JsonObject().put("roles", new JsonArray()).put(claim, value).encode();
    }

    private static JsonArray names(int count) {
        JsonArray names = new JsonArray();
        for (int i = 0; i < count; i++) names.add("n" + i);
        return names;
    }

    private static String manyFields(int more) {
        JsonObject many = new JsonObject().put("roles", new JsonArray());
        for (int i = 0; i < more; i++) many.put("claim" + i, i);
        return many.encode();
    }

    @Test
    void givesAnyOtherTokenAndItIsGood() {
        for (String good : List.of(
                "{\"roles\":[\"member\"]}",
                "{\"roles\":[\"member\"],\"subject\":\"" + "x".repeat(64) + "\"}",
                new JsonObject().put("roles", names(15).add("member")).encode(),
                new JsonObject(manyFields(39))
                        .put("roles", JsonArray.of("member"))
                        .encode(),
                "{\"roles\":[\"member\"],\"employer\":\"公司\",\"stations\":[\"s-1\"],\"nested\":{\"a\":[1,null,true]},\"sub\":\"m-9\"}",
                new JsonObject(with("note", "x".repeat(5_800)))
                        .put("roles", JsonArray.of("member"))
                        .encode())) {
            Answer given = tokens(engine.client, good);
            assertThat(given.status()).as(brief(good)).isEqualTo(200);
            assertThat(engine.client
                            .get(
                                    "/v1/me/reservations",
                                    "Authorization",
                                    "Bearer " + given.json().getString("token"))
                            .status())
                    .as(brief(good))
                    .isEqualTo(200);
        }
    }

    @Test
    void letsOthersWaitWhileMuchIsSigned() {
        String body = "{\"roles\":[],\"count\":2}";
        try (EdgeParts parts = new EdgeParts()) {
            HttpClient client = new HttpClient(parts.listen(parts.routes().table::answer));
            for (int i = 0; i < 3; i++) assertThat(parts.tokens.beginMany()).isTrue();
            assertThat(tokens(client, body).json().getJsonArray("tokens")).hasSize(2);
            assertThat(tokens(client, body).status()).as("given back").isEqualTo(200);
            assertThat(parts.tokens.beginMany()).isTrue();
            Answer busy = tokens(client, body);
            assertThat(busy.code()).isEqualTo("overloaded");
            assertThat(busy.header("retry-after")).isEqualTo("1");
            assertThat(tokens(client, "{\"roles\":[]}").status()).isEqualTo(200);
            parts.tokens.endMany();
            assertThat(tokens(client, body).status()).isEqualTo(200);
        }
    }
}
