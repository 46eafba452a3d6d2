package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dataset site and the feeds, as an app that speaks OpenActive reads them. */
@HearsErrors
class HttpOpenDataTest {
    private static final String SLOTS = "/openactive/feeds/slots";
    private static final Pattern LINKED_DATA =
            Pattern.compile("<script type=\"application/ld\\+json\">(.*?)</script>", Pattern.DOTALL);

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    /** All items of a feed behind a page, and where it ends. */
    private final class Read {
        final List<JsonObject> items = new ArrayList<>();
        String end;

        Read(String from) {
            end = from;
            for (; ; ) {
                Answer page = client.get(end);
                assertThat(page.status()).as(page.body()).isEqualTo(200);
                String next = URI.create(page.json().getString("next")).getPath() + query(page);
                List<JsonObject> of = page.json().getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .toList();
                items.addAll(of);
                if (of.isEmpty()) {
                    assertThat(next).isEqualTo(end);
                    return;
                }
                assertThat(next)
                        .isEqualTo(end.replaceFirst("\\?.*", "") + "?afterChangeNumber="
                                + of.getLast().getLong("modified"));
                end = next;
            }
        }

        private static String query(Answer page) {
            String query = URI.create(page.json().getString("next")).getQuery();
            return query == null ? "" : "?" + query;
        }

        Map<String, JsonObject> byId() {
            Map<String, JsonObject> byId = new HashMap<>();
            for (JsonObject each : items) byId.put(each.getString("id"), each);
            return byId;
        }
    }

    private static JsonObject data(Read read, String id) {
        return requireNonNull(read.byId().get(id), id).getJsonObject("data");
    }

    @Test
    void saysWhereTheFeedsAre() {
        Answer site = client.get("/openactive");
        assertThat(site.status()).isEqualTo(200);
        assertThat(site.header("content-type")).isEqualTo("text/html; charset=utf-8");
        Matcher linked = LINKED_DATA.matcher(site.body());
        assertThat(linked.find()).isTrue();
        JsonObject dataset = new JsonObject(linked.group(1));
        assertThat(dataset.getString("@type")).isEqualTo("Dataset");
        assertThat(dataset.getJsonArray("distribution").stream()
                        .map(JsonObject.class::cast)
                        .map(it -> it.getString("additionalType")))
                .containsExactly(
                        "https://openactive.io/SessionSeries",
                        "https://openactive.io/ScheduledSession",
                        "https://openactive.io/FacilityUse",
                        "https://openactive.io/Slot");
        for (Object each : dataset.getJsonArray("distribution")) {
            URI url = URI.create(((JsonObject) each).getString("contentUrl"));
            assertThat(client.get(url.getPath()).status()).isEqualTo(200);
        }
    }

    @Test
    void tellsOfEachSlotHowItStands() {
        client.reserve("m-1", slots("s-1-gym.20261121T1100"));
        client.reserve("m-2", slots("s-1-b1.20261121T1100"));
        Read all = new Read(SLOTS);

        assertThat(all.items).extracting(it -> it.getLong("modified")).isSorted();
        assertThat(all.byId()).hasSameSizeAs(all.items);
        JsonObject gym = data(all, "s-1-gym.20261121T1100");
        JsonObject free = data(all, "s-1-gym.20261121T1200");
        assertThat(gym.getInteger("maximumUses") - gym.getInteger("remainingUses"))
                .isOne();
        assertThat(free.getInteger("remainingUses")).isEqualTo(free.getInteger("maximumUses"));
        assertThat(gym.getString("facilityUse")).endsWith("/openactive/facility-uses/s-1-gym");
        JsonObject court = data(all, "s-1-b1.20261121T1100");
        assertThat(court.getString("facilityUse"))
                .endsWith("/openactive/facility-uses/s-1.BADMINTON#/individual-facility-uses/s-1-b1");
        assertThat(court.getInteger("remainingUses")).isZero();
        assertThat(court.getString("startDate")).isEqualTo("2026-11-21T11:00:00+08:00");
        assertThat(court.getString("duration")).isEqualTo("PT60M");
        assertThat(data(all, "s-3-gym.20261121T1100").getInteger("remainingUses"))
                .as("closed by the catalogue")
                .isZero();
    }

    /** What belongs to nothing can't be shown by an app. */
    @Test
    void tellsOfEverythingThatSlotsAndSessionsBelongTo() {
        Set<String> parents = new HashSet<>();
        for (JsonObject each : new Read("/openactive/feeds/facility-uses").items) {
            JsonObject facility = each.getJsonObject("data");
            // Where there are courts, they are what slots are of.
            if (!facility.containsKey("individualFacilityUse")) parents.add(facility.getString("@id"));
            else
                for (Object court : facility.getJsonArray("individualFacilityUse"))
                    parents.add(((JsonObject) court).getString("@id"));
        }
        for (JsonObject each : new Read("/openactive/feeds/session-series").items)
            parents.add(each.getJsonObject("data").getString("@id"));
        List<JsonObject> children = new ArrayList<>(new Read(SLOTS).items);
        List<JsonObject> sessions = new Read("/openactive/feeds/scheduled-sessions").items;
        assertThat(sessions).isNotEmpty();
        children.addAll(sessions);
        for (JsonObject each : children) {
            JsonObject data = each.getJsonObject("data");
            assertThat(parents).contains(data.getString("superEvent", data.getString("facilityUse")));
        }
    }

    @Test
    void tellsOfOneChangeByOneItem() {
        Read all = new Read(SLOTS);
        JsonObject booked = client.reserve("m-1", slots("s-1-b1.20261121T1900")).json();
        Read news = new Read(all.end);
        assertThat(news.items).extracting(it -> it.getString("id")).containsExactly("s-1-b1.20261121T1900");
        assertThat(news.items.getFirst().getJsonObject("data").getInteger("remainingUses"))
                .isZero();

        client.as("m-1", "DELETE", "/v1/reservations/" + booked.getString("id"));
        Read again = new Read(news.end);
        assertThat(again.items).hasSize(1);
        assertThat(again.items.getFirst().getJsonObject("data").getInteger("remainingUses"))
                .isOne();
        assertThat(again.items.getFirst().getLong("modified"))
                .isGreaterThan(news.items.getFirst().getLong("modified"));
    }

    @Test
    void maybeKeptByWhoeverPassesItOn() {
        Answer first = client.get(SLOTS);
        assertThat(first.header("content-type")).isEqualTo("application/vnd.openactive.rpde+json; version=1");
        assertThat(first.header("cache-control")).isEqualTo("public, max-age=3600");
        assertThat(first.header("access-control-allow-origin")).isEqualTo("*");
        Answer last = client.get(new Read(SLOTS).end);
        assertThat(last.header("cache-control")).isEqualTo("public, max-age=8");
    }

    @Test
    void endsWhereNothingFollows() {
        Answer beyond = client.get(SLOTS + "?afterChangeNumber=9007199254740991");
        assertThat(beyond.status()).isEqualTo(200);
        assertThat(beyond.json().getJsonArray("items")).isEmpty();
        assertThat(beyond.json().getString("next")).endsWith(SLOTS + "?afterChangeNumber=9007199254740991");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "abc", "1e3", "9999999999999999999", "%00", "１"})
    void saysWhatAChangeNumberIs(String number) {
        Answer answer = client.get(SLOTS + "?afterChangeNumber=" + number);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().getString("code")).isEqualTo("parameter-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openactive/feeds/orders", "/openactive/feeds/SLOTS", "/openactive/feeds/..%2fslots"})
    void hasNoOtherFeeds(String path) {
        assertThat(client.get(path).status()).isEqualTo(404);
    }
}
