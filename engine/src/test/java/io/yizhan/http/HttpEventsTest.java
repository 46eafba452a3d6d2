package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Event;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What has happened, for programs, over real HTTP. */
@HearsErrors
class HttpEventsTest {
    private static final String PATH = "/v1/events";
    private static final String SLOT = "s-1-gym.20261121T1900";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private final HttpClient client = engine.client;
    private final String program = client.token("{\"roles\":[\"integrator\"],\"subject\":\"i-1\"}");
    private final String trusted =
            client.token("{\"roles\":[\"integrator\"],\"subject\":\"i-2\",\"scope\":\"openid persons\"}");

    private Answer get(String token, String query) {
        return client.sendJson("Bearer " + token, "GET", PATH + query, "", "Accept-Language", "en");
    }

    private JsonObject page(String token, String query) {
        Answer answer = get(token, query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private List<JsonObject> all(String token, int limit) {
        List<JsonObject> all = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonObject page = page(token, "?after=" + after + "&limit=" + limit);
            page.getJsonArray("events").forEach(each -> all.add((JsonObject) each));
            after = page.getLong("next");
            if (!page.getBoolean("more")) return all;
        }
    }

    private long end() {
        List<JsonObject> all = all(program, 1_000);
        return all.getLast().getLong("seq");
    }

    private static List<JsonObject> events(JsonObject page) {
        return page.getJsonArray("events").stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void tellsWhatHasHappenedInOneOrderWhateverThePages() {
        long before = end();
        String id = client.reserve("m-1", slots(SLOT)).json().getString("id");
        client.send(
                "DELETE",
                "/v1/reservations/" + id,
                "",
                "Authorization",
                "Bearer " + client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}"));
        List<JsonObject> all = all(program, 1_000);
        for (int limit : List.of(1, 2, 7))
            assertThat(all(program, limit)).as("%d a page", limit).isEqualTo(all);
        assertThat(all).extracting(it -> it.getLong("seq")).isSorted().doesNotHaveDuplicates();

        List<JsonObject> news = events(page(program, "?after=" + before));
        assertThat(news)
                .extracting(it -> it.getString("type"))
                .containsExactly("reservation.placed", "reservation.cancelled");
        JsonObject placed = news.getFirst();
        String name = placed.getJsonObject("data").getString("member");
        assertThat(name).matches("p-[A-Za-z0-9_-]{22}");
        assertThat(placed.getJsonObject("data").copy())
                .isEqualTo(new JsonObject()
                        .put("reservation", id)
                        .put("member", name)
                        .put("state", "CONFIRMED")
                        .put("slots", JsonArray.of(SLOT))
                        .put("party", 1)
                        .put("station", "s-1")
                        .put("cancelUntil", placed.getJsonObject("data").getString("cancelUntil")));
        assertThat(news.get(1).getJsonObject("data"))
                .isEqualTo(new JsonObject().put("reservation", id).put("by", "MEMBER"));
    }

    @Test
    void namesPeopleToThoseAloneWhoMayKnowThem() {
        long before = end();
        client.reserve("m-1", slots(SLOT));
        client.reserve("m-2", slots(SLOT));
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1800")).status())
                .isEqualTo(201);
        assertThat(events(page(trusted, "?after=" + before)))
                .extracting(it -> it.getJsonObject("data").getString("member"))
                .containsExactly("m-1", "m-2", "m-1");
        List<String> names = events(page(program, "?after=" + before)).stream()
                .map(it -> it.getJsonObject("data").getString("member"))
                .toList();
        assertThat(names.get(0)).isEqualTo(names.get(2)).isNotEqualTo(names.get(1));
        assertThat(get(program, "").body()).doesNotContain("\"m-1\"", "\"m-2\"");
    }

    @Test
    void waitsForWhatComes() throws Exception {
        long before = end();
        CompletableFuture<JsonObject> waits =
                CompletableFuture.supplyAsync(() -> page(program, "?after=" + before + "&waitS=30"));
        client.reserve("m-1", slots(SLOT));
        assertThat(events(waits.get())).hasSize(1);
        long after = before + 1;
        JsonObject nothing = page(program, "?after=" + after + "&waitS=1");
        assertThat(nothing)
                .isEqualTo(new JsonObject()
                        .put("events", new JsonArray())
                        .put("next", after)
                        .put("more", false));
    }

    @Test
    void refusesWhatMakesNoSense() {
        long end = end();
        Answer ahead = get(program, "?after=" + (end + 1));
        assertThat(ahead.status()).isEqualTo(409);
        assertThat(ahead.code()).isEqualTo("events-ahead");
        assertThat(ahead.json().getLong("last")).isEqualTo(end);
        assertThat(ahead.json().getString("detail")).contains(Long.toString(end));
        for (String query : List.of(
                "?after=-1",
                "?after=x",
                "?after=1e3",
                "?after=9999999999999999999",
                "?limit=0",
                "?limit=1001",
                "?waitS=31",
                "?after=1&after=2"))
            assertThat(get(program, query).status()).as(query).isEqualTo(400);
        engine.trail.away = new IOException("away");
        Answer away = get(program, "");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("events-unavailable");
    }

    @Test
    void refusesMoreThatWaitThanThereIsRoomFor() {
        long end = end();
        List<CompletableFuture<Integer>> asked = new ArrayList<>();
        String[] tokens = new String[10];
        for (int i = 0; i < tokens.length; i++)
            tokens[i] = client.token("{\"roles\":[\"integrator\"],\"subject\":\"i-" + (10 + i) + "\"}");
        for (int i = 0; i < 160; i++) {
            String token = tokens[i % tokens.length];
            asked.add(CompletableFuture.supplyAsync(
                    () -> get(token, "?after=" + end + "&waitS=20").status(),
                    each -> Thread.ofPlatform().daemon().start(each)));
        }
        await().untilAsserted(() -> assertThat(asked.stream().filter(it -> it.isDone() && it.join() == 503))
                .isNotEmpty());
        client.reserve("m-1", slots(SLOT));
        await().untilAsserted(() -> assertThat(asked).allMatch(CompletableFuture::isDone));
        assertThat(asked.stream().map(CompletableFuture::join))
                .contains(200, 503)
                .containsOnly(200, 503);
    }

    /** Whoever adds a kind of event decides what it is to others. */
    @Test
    void everyKindIsToldOrIsSaidToBeNobodysMatter() {
        List<String> kinds = Arrays.stream(Event.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(Stream.concat(Arrays.stream(EventType.values()).map(it -> it.kind), EventType.UNTOLD.stream()))
                .containsExactlyInAnyOrderElementsOf(kinds);
    }
}
