package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.node.Health;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What everybody may read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@HearsErrors
class HttpPublicTest {
    private HttpEngine engine;
    private HttpClient client;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeAll
    void start() {
        engine = engine();
        client = engine.client;
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void findsStations() {
        assertThat(ids("")).containsExactly("s-1", "s-2", "s-3");
        assertThat(ids("?kind=SIMPLE")).containsExactly("s-2");
        assertThat(ids("?bbox=121.4,31.2,121.5,31.3")).containsExactly("s-1", "s-2");
        assertThat(ids("?q=station%20S-3")).containsExactly("s-3");
        assertThat(ids("?activity=CLASS")).containsExactly("s-1");
        assertThat(ids("?activity=tai")).containsExactly("s-1");
        assertThat(ids("?district=310101&limit=2")).containsExactly("s-1", "s-2");
        assertThat(ids("?district=310199")).isEmpty();
        assertThat(client.get("/v1/stations?limit=2").json().getString("next")).isEqualTo("s-2");
        assertThat(ids("?limit=2&after=s-2")).containsExactly("s-3");
        for (String wrong : List.of(
                "kind=BIG",
                "bbox=1,2,3",
                "bbox=1,2,3,x",
                "bbox=0x1p0,1,4,2",
                "bbox=1d,1,4,2",
                "bbox=1,1,4,2,5",
                "limit=%2B5",
                "bbox=5,1,4,2",
                "crs=mars",
                "after=x",
                "limit=-1",
                "q=%zz")) {
            Answer answer = client.get("/v1/stations?" + wrong.replace("%zz", "x".repeat(101)));
            assertThat(answer.status()).as(wrong).isEqualTo(400);
        }
    }

    private List<String> ids(String query) {
        return client.get("/v1/stations" + query).json().getJsonArray("stations").stream()
                .map(it -> ((io.vertx.core.json.JsonObject) it).getString("id"))
                .toList();
    }

    @Test
    void givesStationsForMaps() {
        Answer plain = client.get("/v1/stations", "Accept", "application/geo+json");
        Answer shifted = client.get("/v1/stations?crs=gcj02", "Accept", "application/geo+json");

        assertThat(plain.header("content-type")).isEqualTo("application/geo+json");
        assertThat(plain.body()).contains("\"coordinates\":[121.47,31.23]");
        assertThat(shifted.body()).doesNotContain("[121.47,31.23]");
        Answer html = client.get("/v1/stations", "Accept", "text/html");
        assertThat(html.status()).isEqualTo(406);
        assertThat(html.code()).isEqualTo("not-acceptable");
    }

    @Test
    void showsOneStationInTheLanguageAskedFor() {
        assertThat(client.get("/v1/stations/s-1").json().getString("name")).isEqualTo("驿站s-1");
        Answer english = client.get("/v1/stations/s-1", "Accept-Language", "en-US,en;q=0.9");
        assertThat(english.json().getString("name")).isEqualTo("Station s-1");
        assertThat(english.header("content-language")).isEqualTo("en");
        assertThat(english.header("vary")).contains("accept-language");
        assertThat(client.get("/v1/stations/s-9", "Accept-Language", "en")
                        .json()
                        .getString("title"))
                .isEqualTo("Station unknown");
        assertThat(client.get("/v1/stations/s-9").json().getString("title")).isEqualTo("驿站不存在");
        assertThat(client.get("/v1/stations/s-1/equipment").body()).contains("\"state\":\"OFFLINE\"");
        assertThat(client.get("/v1/stations/s-2/occupancy").json().getString("confidence"))
                .isEqualTo("unknown");
    }

    @Test
    void showsSlotsWithTheirStates() {
        Answer today = client.get("/v1/stations/s-1/slots");
        assertThat(today.json().getString("date")).isEqualTo("2026-11-21");
        assertThat(today.json().getJsonArray("venues").size()).isEqualTo(3);
        assertThat(today.body()).contains("\"PAST\"", "\"OPEN\"").doesNotContain("NOT_YET");
        Answer later = client.get("/v1/stations/s-1/slots?date=2026-11-23&venue=s-1-b1");
        assertThat(later.json().getJsonArray("venues").size()).isEqualTo(1);
        assertThat(later.body())
                .contains("\"state\":\"NOT_YET\",\"releasesAt\":\"2026-11-22T12:00:00+08:00\"")
                .contains("\"start\":\"2026-11-23T08:00:00+08:00\"");
        assertThat(client.get("/v1/stations/s-3/slots").body()).contains("\"CLOSED\"");
        assertThat(client.get("/v1/stations/s-1/slots?date=2027-11-23").body()).contains("\"slots\":[]");
        assertThat(client.get("/v1/stations/s-9/slots").status()).isEqualTo(404);
        for (String wrong : List.of(
                "date=today", "date=2026-02-30", "venue=s-2-b1", "venue=x", "date=2026-11-21&date=2026-11-22")) {
            assertThat(client.get("/v1/stations/s-1/slots?" + wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void sendsNothingAgainThatHasNotChanged() {
        for (String path : List.of(
                "/v1/stations/s-2/slots", "/v1/stations", "/v1/stations/s-1", "/v1/activities", "/v1/slots?limit=4")) {
            Answer first = client.get(path);
            String etag = first.header("etag");
            Answer again = client.get(path, "If-None-Match", etag);
            assertThat(again.status()).as(path).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("etag")).isEqualTo(etag);
            assertThat(client.get(path, "If-None-Match", "\"other\", W/" + etag).status())
                    .isEqualTo(304);
            assertThat(client.get(path, "If-None-Match", etag, "Accept-Language", "en")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void sendsSlotsAgainOnceTheyHaveChanged() {
        String etag = client.get("/v1/stations/s-2/slots").header("etag");
        client.reserve("m-changes", HttpClient.slots("s-2-b1.20261121T1500"));

        Answer changed = client.get("/v1/stations/s-2/slots", "If-None-Match", etag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).contains("\"remaining\":0,\"capacity\":1,\"state\":\"FULL\",\"waitlist\":0");
    }

    @Test
    void listsActivitiesWithPlacesLeft() {
        Answer all = client.get("/v1/activities", "Accept-Language", "en");
        assertThat(all.json().getJsonArray("activities").size()).isEqualTo(7);
        assertThat(all.body())
                .contains("\"name\":\"Tai chi\"", "\"slot\":\"s-1-gym.20261121T1800\"", "\"remaining\":12");
        Answer page = client.get("/v1/activities?limit=3");
        assertThat(page.json().getString("next")).isEqualTo("s-1-gym.20261123T1800");
        assertThat(client.get("/v1/activities?after=s-1-gym.20261123T1800")
                        .json()
                        .getJsonArray("activities")
                        .size())
                .isEqualTo(4);
        assertThat(client.get("/v1/activities?kind=LECTURE").body()).isEqualTo("{\"activities\":[]}");
        assertThat(client.get("/v1/activities?station=s-2").body()).isEqualTo("{\"activities\":[]}");
        for (String wrong :
                List.of("from=2026-11-23&to=2026-11-22", "to=2027-11-22", "station=x", "after=x", "kind=x")) {
            assertThat(client.get("/v1/activities?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void tellsWhichMethodsAPathTakes() {
        Answer wrong = client.send("PUT", "/v1/reservations", "{}");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.header("allow")).isEqualTo("POST, OPTIONS");
        assertThat(client.send("POST", "/v1/stations/s-1/slots", "{}").header("allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
        Answer options = client.send("OPTIONS", "/v1/stations", "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        Answer head = client.send("HEAD", "/v1/stations/s-1/slots", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("etag")).isNotEmpty();
        Answer nothing = client.get("/v1/nothing", "Origin", "https://example.org");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.code()).isEqualTo("not-found");
        assertThat(nothing.header("access-control-allow-origin")).isEmpty();
    }

    @Test
    void servesWhatAnOperatorNeeds() {
        assertThat(client.get("/start").body()).contains("驿站", "openapi.yaml");
        assertThat(client.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
        assertThat(client.get("/health/live").status()).isEqualTo(200);
        assertThat(client.get("/health/ready").json().getString("status")).isEqualTo("UP");
        engine.health = () -> List.of(
                new Health.Part("postgres", Health.Status.DEGRADED, "away"),
                new Health.Part("journal", Health.Status.UP, ""));
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
        engine.health = () -> List.of(new Health.Part("journal", Health.Status.DOWN, "full"));
        assertThat(client.get("/health/ready").status()).isEqualTo(503);
        assertThat(client.get("/metrics").body())
                .contains("route=\"/v1/stations/{id}/slots\"", "yizhan_http_live_streams");
    }
}
