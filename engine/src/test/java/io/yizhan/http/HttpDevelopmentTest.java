package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import io.yizhan.HearsErrors;
import io.yizhan.http.client.NodeSeal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What development mode gives away, and to whom not: sites in the browser of whoever runs it. */
@HearsErrors
final class HttpDevelopmentTest {
    @RegisterExtension
    static final ErrorLog ERRORS = new ErrorLog();

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
                        .contains("\"code\":\"host-unknown\"", "evil.example:8080");
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
}
