package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.core.Rules;
import io.yizhan.town.CityBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is long enough comes compressed to whoever takes that, and is the same. */
@Tag("server")
@Timeout(60)
@HearsErrors
final class HttpCompressionTest {
    private static final String STATIONS = "/v1/stations?limit=500";
    private static final String DAY = "/v1/stations/sh-001/slots";

    private static HttpEngine engine;

    @BeforeAll
    static void start() throws Exception {
        var city = CatalogueFile.read(DemoCity.bytes(DemoCity.RESOURCE));
        engine = new HttpEngine(CityBuilder.numbered(city), HttpEngine.START_MS, Rules.DEFAULT);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void isTheSameInAnEighthOfTheBytesOrFewer() throws Exception {
        for (String path : new String[] {STATIONS, DAY, "/openactive/feeds/slots"}) {
            byte[] plain = ask(path, "identity").body();
            HttpResponse<byte[]> compressed = ask(path, "gzip, deflate, br");
            assertThat(compressed.headers().firstValue("content-encoding"))
                    .as(path)
                    .contains("gzip");
            assertThat(compressed.body().length).as(path).isLessThan(plain.length / 4);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                    .as(path)
                    .isEqualTo(plain);
        }
    }

    @Test
    void whatIsShortOrNotAskedForIsNot() throws Exception {
        for (String path : new String[] {"/v1/stations?limit=1", DAY + "?venue=sh-001-b1"})
            assertThat(ask(path, "gzip").headers().firstValue("content-encoding"))
                    .as(path)
                    .isEmpty();
        for (String none : new String[] {"identity", "br", "gzip;q=0", "*;q=0"})
            assertThat(ask(STATIONS, none).headers().firstValue("content-encoding"))
                    .as(none)
                    .isEmpty();
        assertThat(ask(STATIONS, "gzip;q=0.1").headers().allValues("vary").toString())
                .contains("accept-encoding");
    }

    @Test
    void isNotSentAgainInWhicheverCodingItIsKnown() throws Exception {
        for (String path : new String[] {STATIONS, DAY}) {
            String plain = etag(ask(path, "identity"));
            String compressed = etag(ask(path, "gzip"));
            assertThat(compressed).as(path).isEqualTo("W/" + plain);
            for (String known : new String[] {plain, compressed})
                for (String coding : new String[] {"identity", "gzip"})
                    assertThat(ask(path, coding, "If-None-Match", known).statusCode())
                            .as(path + known + coding)
                            .isEqualTo(304);
        }
    }

    private static String etag(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("etag").orElseThrow();
    }

    private static HttpResponse<byte[]> ask(String path, String coding, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path))
                .header("Accept-Encoding", coding);
        if (headers.length > 0) request.headers(headers);
        return java.net.http.HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
