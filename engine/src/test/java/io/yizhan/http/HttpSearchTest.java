package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Gcj02;
import io.yizhan.http.HttpClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Any court near me at 19:00", over real HTTP against the real core. */
@HearsErrors
class HttpSearchTest {
    private static final String NEAR = "/v1/slots?near=121.481,31.24&";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
    }

    private static List<JsonObject> found(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().getJsonArray("slots").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> ids(Answer answer) {
        return found(answer).stream().map(it -> it.getString("id")).toList();
    }

    @Test
    void findsAFreeCourtNearSomebodyTonight() {
        client.reserve("m-1", slots("s-1-b1.20261121T1900"));

        Answer answer = client.get(NEAR + "from=19:00&to=20:00&kind=badminton&party=2&free=true&radiusM=3000");

        assertThat(answer.body())
                .startsWith(
                        "{\"date\":\"2026-11-21\",\"slots\":[{\"id\":\"s-2-b1.20261121T1900\",\"stationId\":\"s-2\","
                                + "\"stationName\":\"驿站s-2\",\"venueId\":\"s-2-b1\",\"venueName\":\"场地s-2-b1\",\"kind\":\"BADMINTON\","
                                + "\"allocation\":\"EXCLUSIVE\",\"start\":\"2026-11-21T19:00:00+08:00\",\"end\":\"2026-11-21T20:00:00+08:00\","
                                + "\"remaining\":1,\"capacity\":1,\"state\":\"OPEN\",\"waitlist\":0,\"distanceM\":95},");
        assertThat(ids(answer)).containsExactly("s-2-b1.20261121T1900", "s-1-b2.20261121T1900");
        assertThat(answer.json().containsKey("next")).isFalse();
    }

    @Test
    void speaksTheLanguageAskedFor() {
        assertThat(client.get("/v1/slots?limit=1").body()).contains("驿站s-1", "场地s-1-b1");
        Answer english = client.get("/v1/slots?limit=1", "Accept-Language", "en");
        assertThat(english.header("content-language")).isEqualTo("en");
        assertThat(english.header("vary")).contains("accept-language");
        assertThat(english.header("cache-control")).isEqualTo("no-cache");
        assertThat(found(english).getFirst().getString("stationName")).isEqualTo("Station s-1");
        assertThat(found(english).getFirst().getString("venueName")).isEqualTo("Venue s-1-b1");
    }

    /** It is ten: what starts at ten has started. */
    @Test
    void showsWhatTheStationsSlotsShowAndNothingThatHasStarted() {
        client.reserve("m-1", slots("s-1-b1.20261121T1100"));
        Answer today = client.get("/v1/slots?to=12:00");
        assertThat(ids(today))
                .containsExactly(
                        "s-1-b1.20261121T1100",
                        "s-1-b2.20261121T1100",
                        "s-1-gym.20261121T1100",
                        "s-2-b1.20261121T1100",
                        "s-3-gym.20261121T1100");
        assertThat(found(today).stream().map(it -> it.getString("state")))
                .containsExactly("FULL", "OPEN", "OPEN", "OPEN", "CLOSED");
        assertThat(found(today).getFirst().containsKey("distanceM")).isFalse();

        Answer later = client.get("/v1/slots?date=2026-11-23&limit=1");
        assertThat(later.body())
                .contains(
                        "\"date\":\"2026-11-23\"",
                        "\"state\":\"NOT_YET\",\"releasesAt\":\"2026-11-22T12:00:00+08:00\"");
        assertThat(ids(client.get("/v1/slots?date=2026-11-23&free=true"))).isEmpty();
        for (String none : List.of("2026-11-20", "2026-12-24", "2000-01-01", "2099-12-31"))
            assertThat(client.get("/v1/slots?date=" + none).body())
                    .isEqualTo("{\"date\":\"" + none + "\",\"slots\":[]}");
        assertThat(ids(client.get("/v1/slots?from=23:59&to=24:00"))).isEmpty();
    }

    @Test
    void takesAPlaceAsChineseMapsHaveIt() {
        Gcj02 shown = Gcj02.fromWgs84(121.48, 31.24);
        String place = "near=" + shown.lonDeg() + "," + shown.latDeg();
        assertThat(found(client.get("/v1/slots?limit=1&crs=gcj02&" + place))
                        .getFirst()
                        .getInteger("distanceM"))
                .isZero();
        assertThat(found(client.get("/v1/slots?limit=1&crs=wgs84&" + place))
                        .getFirst()
                        .getInteger("distanceM"))
                .isBetween(400, 600);
    }

    @Test
    void namesTheParameterThatMakesNoSense() {
        Map<String, List<String>> wrong = Map.of(
                "date", List.of("date=today", "date=2026-02-30", "date=2026-11-21&date=2026-11-22"),
                "from",
                        List.of(
                                "from=24:00",
                                "from=6:00",
                                "from=18",
                                "from=18:60",
                                "from=1a:00",
                                "from=a1:00",
                                "from=1/:00",
                                "from=:1:00",
                                "from=18:0:",
                                "from=18:00:00",
                                "from=-1:00"),
                "to",
                        List.of(
                                "to=24:01",
                                "to=00:00",
                                "to=25:00",
                                "from=18:00&to=18:00",
                                "from=18:00&to=17:59",
                                "to=1:000",
                                "to=%D9%A1%D9%A8:00"),
                "kind", List.of("kind=POLO", "kind=" + "x".repeat(101)),
                "district", List.of("district=310199", "district=Huangpu"),
                "near",
                        List.of(
                                "near=121.47",
                                "near=31.2,121.4",
                                "near=x,y",
                                "near=NaN,31",
                                "near=181,0",
                                "near=0,90.1",
                                "near=1,2,3",
                                "near=,",
                                "near=Infinity,0",
                                "near=0x1p3,31",
                                "near=121d,31",
                                "near=121,31f",
                                "near=121.,31",
                                "near=.5,31",
                                "near=%20121,31",
                                "near=121,31%20",
                                "near=%2B121,31",
                                "near=0121,31",
                                "near=1e999,0",
                                "near=121,31,"),
                "radiusM",
                        List.of(
                                "radiusM=500",
                                "near=121,31&radiusM=0",
                                "near=121,31&radiusM=far",
                                "near=121,31&radiusM=%2B5",
                                "near=121,31&radiusM=%D9%A5",
                                "near=121,31&radiusM=20100001"),
                "party", List.of("party=0", "party=21", "party=two"),
                "free", List.of("free=yes"),
                "crs", List.of("crs=mars", "near=121,31&crs=bd09"));
        wrong.forEach((name, queries) -> queries.forEach(query -> refused(query, name)));
        for (String query : List.of("limit=0", "limit=101", "limit=x")) refused(query, "limit");
        assertThat(client.get("/v1/slots?kind=POLO", "Accept-Language", "en")
                        .json()
                        .getString("detail"))
                .isEqualTo("Parameter \"kind\" is not as expected: BADMINTON, GYM.");
    }

    /** JSON writes numbers so, and programs do where one is small. */
    @Test
    void takesNumbersAsJsonWritesThem() {
        for (String near : List.of("121.481,31.24", "1.21481e2,3.124E1", "121.4810,312400e-4", "-0,0", "1e-7,-1e-7"))
            assertThat(client.get("/v1/slots?limit=1&near=" + near).status())
                    .as(near)
                    .isEqualTo(200);
    }

    private void refused(String query, String parameter) {
        Answer answer = client.get("/v1/slots?" + query);
        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(answer.code()).as(query).isEqualTo("parameter-invalid");
        assertThat(answer.json().getString("parameter")).as(query).isEqualTo(parameter);
    }

    @Test
    void givesEachSlotOnceWhilePeopleBook() {
        List<String> all = ids(client.get(NEAR + "limit=100"));
        assertThat(all).hasSize(5 * 9).doesNotHaveDuplicates();
        assertThat(client.get(NEAR + "limit=45").json().containsKey("next")).isFalse();
        List<String> paged = new ArrayList<>();
        String after = "";
        for (int page = 0; page == 0 || !after.isEmpty(); page++) {
            Answer answer = client.get(NEAR + "limit=7" + after);
            assertThat(ids(answer)).hasSize(page < 6 ? 7 : 3);
            paged.addAll(ids(answer));
            client.reserve("m-" + page, slots(paged.getLast()));
            String next = answer.json().getString("next");
            after = next == null ? "" : "&after=" + next;
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void continuesOnlyWhatWasAskedFor() {
        String next = client.get(NEAR + "limit=2").json().getString("next");
        assertThat(client.get(NEAR + "limit=9&after=" + next).status()).isEqualTo(200);
        assertThat(client.get(NEAR + "date=2026-11-21&after=" + next).status()).isEqualTo(200);
        String place = "near=121.481,31.24&";
        for (String other : List.of(
                place + "date=2026-11-22&after=" + next,
                place + "free=true&after=" + next,
                place + "kind=GYM&after=" + next,
                "near=121.48,31.24&after=" + next,
                "after=" + next,
                place + "after=" + next + "x",
                place + "after=0" + next,
                place + "after=s-1-b1.20261121T1100",
                place + "after=" + "x".repeat(129))) refused(other, "after");
    }

    /** Whoever began before midnight without a date goes on with that day, and does not get a page of the next. */
    @Test
    void staysWithTheDayOnWhichItBegan() {
        String after = client.get("/v1/slots?limit=44").json().getString("next");
        String begun = client.get("/v1/slots?limit=1&date=2026-11-22").json().getString("next");
        engine.nowMs.addAndGet(24 * 3_600_000L);

        Answer ended = client.get("/v1/slots?limit=44&after=" + after);
        assertThat(ended.body()).isEqualTo("{\"date\":\"2026-11-21\",\"slots\":[]}");
        assertThat(ids(client.get("/v1/slots?limit=1&after=" + begun))).containsExactly("s-1-b1.20261122T1100");
    }

    @Test
    void sendsAPageAgainOnceOneOfItsSlotsHasChanged() {
        String path = NEAR + "from=19:00&limit=3";
        String etag = client.get(path).header("etag");
        client.reserve("m-1", slots("s-1-gym.20261121T1500"));
        assertThat(client.get(path, "If-None-Match", etag).status()).isEqualTo(304);
        client.reserve("m-1", slots("s-2-b1.20261121T1900"));
        Answer changed = client.get(path, "If-None-Match", etag);
        assertThat(found(changed).getFirst().getString("state")).isEqualTo("FULL");
        engine.nowMs.addAndGet(9 * 3_600_000L);
        assertThat(ids(client.get(path))).isEmpty();
    }
}
