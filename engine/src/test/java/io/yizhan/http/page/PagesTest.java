package io.yizhan.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.HttpEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What browsers are served, as they get it. */
@Tag("server")
@Timeout(60)
@HearsErrors
final class PagesTest {
    private static final List<String> PAGES =
            List.of("/", "/screen/s-1", "/draw/s-1-b1.20261121T1800", "/desk", "/desk/engine");
    private static final Pattern LOADED = Pattern.compile("(?:href|src)=\"(/[^\"#]+)\"");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "json", "application/json",
            "webmanifest", "application/manifest+json");

    /** The issue's: all that the first view loads, compressed. */
    private static final int FIRST_VIEW_BYTES_MAX = 100_000;

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

    @Test
    void everyPageIsThereInBothLanguagesWithItsTitleInWords() {
        for (String path : PAGES) {
            String zh = client.get(path, "Accept-Language", "zh-CN").body();
            String en = client.get(path, "Accept-Language", "en-GB").body();
            assertThat(zh).as(path).contains("<html lang=\"zh\"", "小城");
            assertThat(en).as(path).contains("<html lang=\"en\"").doesNotContain("{text:", "{assets}", "{city}");
            assertThat(title(zh)).as(path).isNotEqualTo(title(en));
        }
    }

    private static String title(String page) {
        return page.substring(page.indexOf("<title>"), page.indexOf("</title>"));
    }

    @Test
    void theLanguageThatSomebodyHasChosenGoesBeforeTheirBrowsers() {
        assertThat(client.get("/", "Accept-Language", "zh", "Cookie", "yizhan-lang=en")
                        .body())
                .contains("<html lang=\"en\"");
        assertThat(client.get("/", "Accept-Language", "zh", "Cookie", "yizhan-lang=\"><b>")
                        .body())
                .contains("<html lang=\"zh\"")
                .doesNotContain("<b>");
    }

    @Test
    void aPageHasNoScriptNorStyleButThoseThatItsPolicyLetsThrough() {
        for (String path : PAGES) {
            Answer page = client.get(path);
            assertThat(page.header("content-security-policy"))
                    .as(path)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                    .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe", "http:", "https:");
            assertThat(page.body()).as(path).doesNotContain(" style=", " onclick=", "javascript:");
            assertThat(page.body().split("<script", -1)).as(path).allMatch(it -> !it.startsWith(">"));
        }
    }

    @Test
    void mapsMayLoadImagesFromWhereTheirTilesAre() {
        MapTiles tiles = new MapTiles("https://tiles.example:8443/{z}/{x}/{y}.png", "© \"Somebody\" <b>");
        try (HttpEngine mapped = new HttpEngine(options -> options.withTiles(tiles))) {
            Answer page = mapped.client.get("/");
            assertThat(page.header("content-security-policy"))
                    .contains("img-src 'self' data: https://tiles.example:8443;");
            assertThat(page.body()).contains("data-tiles-by=\"© &quot;Somebody&quot; &lt;b&gt;\"");
        }
    }

    @Test
    void whatAPageLoadsIsThereAndMayBeKeptForGood() {
        for (String path : PAGES) {
            for (String loaded : loaded(client.get(path).body())) {
                Answer file = client.get(loaded);
                assertThat(file.status()).as(loaded).isEqualTo(200);
                String ending = loaded.substring(loaded.lastIndexOf('.') + 1);
                if (loaded.startsWith("/assets/")) {
                    assertThat(file.header("content-type")).as(loaded).isEqualTo(TYPES.get(ending));
                    assertThat(file.header("cache-control")).as(loaded).contains("immutable", "max-age=31536000");
                }
                assertThat(client.get(loaded, "If-None-Match", file.header("etag"))
                                .status())
                        .as(loaded)
                        .isEqualTo(304);
            }
        }
    }

    private static Set<String> loaded(String page) {
        Set<String> loaded = new LinkedHashSet<>();
        LOADED.matcher(page).results().map(it -> it.group(1)).forEach(loaded::add);
        return loaded;
    }

    @Test
    void anotherVersionsFileIsThePresentOneAndNotKept() {
        Answer file = client.get("/assets/000000000000/kit/text.js");
        assertThat(file.body())
                .isEqualTo(client.get("/assets/" + version() + "/kit/text.js").body());
        assertThat(file.header("cache-control")).isEqualTo("no-store");
    }

    private static String version() {
        return PageFiles.ALL.version;
    }

    @Test
    void whatThereIsNotIsNotFoundWhateverItsNameIs() {
        for (String path : List.of(
                "/assets/" + version() + "/kit/nothing.js",
                "/assets/" + version() + "/pages/member.zh.html",
                "/assets/" + version() + "/kit/..%2Fnames",
                "/assets/" + version() + "/%2e%2e/names",
                "/assets/" + version() + "/kit",
                "/assets/" + version() + "/kit/text.js.gz",
                "/assets/" + version() + "/kit/text.js/more",
                "/assets/x",
                "/screen/",
                "/desk/nothing")) assertThat(client.get(path).status()).as(path).isEqualTo(404);
    }

    @Test
    void comesCompressedToWhoeverTakesThat() throws Exception {
        for (String path : List.of("/", "/assets/" + version() + "/vendor/lit-html.js")) {
            byte[] plain = bytes(path, "identity");
            byte[] gzip = bytes(path, "br;q=1, gzip;q=0.5");
            assertThat(gzip.length).as(path).isLessThan(plain.length / 2);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
                    .isEqualTo(plain);
            assertThat(bytes(path, "gzip;q=0")).isEqualTo(plain);
        }
    }

    @Test
    void theFirstViewIsSmall() throws Exception {
        List<String> first = new ArrayList<>(loaded(client.get("/").body()));
        first.add("/");
        first.add("/v1/stations?limit=500");
        int bytes = 0;
        for (String path : first) bytes += bytes(path, "gzip").length;
        assertThat(bytes).isBetween(10_000, FIRST_VIEW_BYTES_MAX);
    }

    @Test
    void saysWhereItIsInstalledWhatItIsCalled() {
        String manifest =
                client.get("/manifest.webmanifest", "Accept-Language", "en").body();
        assertThat(manifest).contains("\"name\": \"Yizhan · Town\"", "/assets/" + version() + "/icons/");
        String worker = client.get("/sw.js").body();
        assertThat(worker)
                .contains("yizhan-shell-" + version(), "/member/main.js'")
                .doesNotContain("{files}");
    }

    private static byte[] bytes(String path, String encoding) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path))
                .header("Accept-Encoding", encoding)
                .build();
        return java.net.http.HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofByteArray())
                .body();
    }
}
