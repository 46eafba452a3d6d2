package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Headers that are lists, in one line or in several, at the owner and at a node that sends on to it. */
@HearsErrors
final class HttpListsTest {
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

    private static HttpClient[] clients() {
        return new HttpClient[] {engine.client, node.client};
    }

    @Test
    void takesSeveralLinesForOneList() {
        for (HttpClient client : clients()) {
            Answer english = client.get("/v1/stations/s-1", "Accept-Language", "fr", "Accept-Language", "en");
            assertThat(english.header("content-language")).isEqualTo("en");
            assertThat(english.body()).contains("Station s-1");
            Answer map = client.get("/v1/stations", "Accept", "text/html", "Accept", "application/geo+json");
            assertThat(map.header("content-type")).isEqualTo("application/geo+json");
            for (String path :
                    new String[] {"/v1/stations/s-1", "/v1/stations/s-1/slots", "/v1/.well-known/jwks.json"}) {
                String etag = client.get(path).header("etag");
                assertThat(client.get(path, "If-None-Match", "\"x\"", "If-None-Match", etag)
                                .status())
                        .as(path)
                        .isEqualTo(304);
                assertThat(client.get(path, "If-None-Match", "\"x\"", "If-None-Match", ", W/" + etag + " ,\"y\"")
                                .status())
                        .as(path)
                        .isEqualTo(304);
                assertThat(client.get(path, "If-None-Match", "\"x\"", "If-None-Match", "\"y\"")
                                .status())
                        .isEqualTo(200);
            }
            assertThat(client.get("/v1/stations/s-1/live", "Accept", "text/html", "Accept", "application/json")
                            .code())
                    .isEqualTo("not-acceptable");
        }
    }

    @Test
    void givesNothingThatIsRefused() {
        for (HttpClient client : clients()) {
            assertThat(client.get("/v1/stations/s-1", "Accept-Language", "zh;q=0, *")
                            .header("content-language"))
                    .isEqualTo("en");
            assertThat(client.get("/v1/stations", "Accept", "application/json;Q=0, application/geo+json")
                            .header("content-type"))
                    .isEqualTo("application/geo+json");
            assertThat(client.get("/v1/stations", "Accept", "*/*;q=0").status()).isEqualTo(406);
        }
    }
}
