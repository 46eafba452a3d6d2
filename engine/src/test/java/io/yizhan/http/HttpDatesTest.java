package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Dates;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.json.Rfc3339;
import io.yizhan.town.HttpTown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every date and time that a request can bring, at the edges of what there is: taken, or refused by name, and never our mistake. */
@HearsErrors
final class HttpDatesTest {
    private static final List<String> DATES =
            List.of("2000-01-01", "2000-02-29", "2026-11-21", "2028-02-29", "2099-12-31", "2099-12-26", "2099-12-01");
    private static final List<String> NO_DATES = List.of(
            "1999-12-31",
            "2100-01-01",
            "2100-01-02",
            "2199-12-31",
            "2200-01-01",
            "0000-01-01",
            "-0001-01-01",
            "9999-12-31",
            "+10000-01-01",
            "+999999999-12-31",
            "2026-02-29",
            "2100-02-29",
            "2026-02-30",
            "2026-00-01",
            "2026-13-01",
            "2026-1-1",
            "20261121",
            "2026-11-21T00:00:00Z",
            "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0661",
            " 2026-11-21",
            "today");
    private static final List<String> TIMES = List.of(
            "2000-01-01T00:00:00Z",
            "2026-11-21T10:00:00+08:00",
            "2026-11-21t10:00:00.123456789+18:00",
            "2026-11-21T10:00:00-18:00",
            "2099-12-31T23:59:59.999-18:00");
    private static final List<String> NO_TIMES = List.of(
            "1999-12-31T23:59:59Z",
            "2100-01-01T00:00:00Z",
            "2199-12-31T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+10000-01-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T10:00:00+18:01",
            "2026-11-21T10:00:00+99:99",
            "2026-11-21T10:00:00.1234567890Z",
            "2026-11-21T10:00:00.Z",
            "2026-11-21T10:00Z",
            "2026-11-21T10:00:00",
            "2026-11-21",
            "1780000000");

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

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void takesADateInEveryRouteOrSaysWhichThereAre() {
        for (String route : List.of(
                "/v1/stations/s-1/slots?date=",
                "/v1/stations/s-1/slots?venue=s-1-gym&date=",
                "/v1/activities?from=",
                "/v1/activities?limit=1&from=",
                "/v1/slots?date=",
                "/v1/slots?free=true&near=121.47,31.23&date=",
                "/v1/stations/s-1/live?date=")) {
            String method = route.contains("/live") ? "HEAD" : "GET";
            for (String date : DATES) {
                assertThat(client.send(method, route + date, "").status())
                        .as(route + date)
                        .isEqualTo(200);
            }
            for (String date : NO_DATES) refused(method, route + escaped(date), Dates.EXPECTED);
        }
        for (String date : DATES) {
            assertThat(client.get("/v1/activities?from=" + date + "&to=" + date).status())
                    .as(date)
                    .isEqualTo(200);
        }
        for (String date : NO_DATES) refused("GET", "/v1/activities?to=" + escaped(date), Dates.EXPECTED);
    }

    @Test
    void showsTheLastDaysThatThereAre() {
        Answer last = client.get("/v1/activities?from=2099-12-28");
        assertThat(last.json().getJsonArray("activities")).hasSize(4);
        assertThat(last.body()).contains("s-1-gym.20991231T1800").doesNotContain("s-1-gym.2100");
        assertThat(client.get("/v1/activities?from=2000-01-01&to=2000-01-01").body())
                .contains("s-1-gym.20000101T1800");
    }

    @Test
    void takesATimeInEveryRouteOrSaysWhichThereAre() {
        String gate = client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        for (int i = 0; i < TIMES.size() + NO_TIMES.size(); i++) {
            boolean good = i < TIMES.size();
            String time = good ? TIMES.get(i) : NO_TIMES.get(i - TIMES.size());
            Answer listed = client.getAs("m-" + i, "/v1/me/reservations?from=" + escaped(time));
            assertThat(listed.status()).as(time).isEqualTo(good ? 200 : 400);
            if (!good)
                assertThat(listed.body()).contains("parameter-invalid", "\"parameter\":\"from\"", Rfc3339.EXPECTED);
            // MQTT brings the same bodies here.
            Answer counted = client.send(
                    "POST",
                    "/v1/gates/s-1-g1/events",
                    "{\"boot\":\"b-" + i + "\",\"events\":[{\"seq\":1,\"at\":\"" + time + "\",\"direction\":\"IN\"}]}",
                    "Authorization",
                    "Bearer " + gate,
                    "Content-Type",
                    "application/json");
            assertThat(counted.status()).as(time).isEqualTo(good ? 200 : 400);
            if (!good)
                assertThat(counted.body())
                        .contains("\"rejected\":[{\"in\":\"events\",\"index\":0,", "\"field\":\"at\"");
            assertThat(good).as(time).isEqualTo(isTime(time));
        }
    }

    private static boolean isTime(String text) {
        try {
            long atMs = Rfc3339.parse(text);
            assertThat(Rfc3339.parse(Rfc3339.format(atMs, HttpTown.ZONE))).isEqualTo(atMs);
            return true;
        } catch (DateTimeException expected) {
            return text.equals("2099-12-31T23:59:59.999-18:00");
        }
    }

    @Test
    void takesNoIdOfADayThatThereIsNot() {
        for (String day : List.of("19991231", "21000101", "21991231", "00000101", "20260229", "99991231")) {
            String slot = "s-1-gym." + day + "T1800";
            assertThat(client.reserve("m-ids", HttpClient.slots(slot)).code())
                    .as(slot)
                    .isEqualTo("slot-unknown");
            assertThat(client.get("/v1/activities?after=" + slot).code())
                    .as(slot)
                    .isEqualTo("parameter-invalid");
        }
    }

    @Test
    void beginsAnewWhereAStreamsIdIsNoneOfOurs() throws Exception {
        for (String id :
                List.of("-1", "9223372036854775807", "9223372036854775808", "99999999999999999999999", "1e3", "x")) {
            try (LiveReader reader =
                    new LiveReader(engine.port(), "/v1/stations/s-1/live", "Last-Event-ID: " + id + "\r\n")) {
                assertThat(reader.sees("event: reset").text()).startsWith("HTTP/1.1 200");
            }
        }
    }

    private static void refused(String method, String path, String expected) {
        Answer answer = client.send(method, path, "");
        assertThat(answer.status()).as(path).isEqualTo(400);
        if (method.equals("GET"))
            assertThat(answer.body()).as(path).contains("\"code\":\"parameter-invalid\"", expected);
    }
}
