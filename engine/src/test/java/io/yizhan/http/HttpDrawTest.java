package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawFigures;
import io.yizhan.core.DrawOutcome.EntriesFound;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Outcome;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.draw.Sha256;
import io.yizhan.drawn.PastDraws;
import io.yizhan.feed.Feed;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.sequencer.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Draws, as members, the public and operators see them. */
@HearsErrors
class HttpDrawTest {
    private static final String SECOND = "22".repeat(32);

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private Caller caller;
    private int venueNo;
    private int startMin;
    private String slot = "";

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        caller = new Caller(engine.writerInbox());
        venueNo = engine.directory.venueNo("s-1-b1");
    }

    /** At a court, at a time at which it has no slot by itself: opens in a minute, closes a minute later. */
    private void open(String source) {
        int nowMin = Math.toIntExact(engine.nowMs.get() / 60_000);
        startMin = nowMin + 2 * 1_440;
        startMin += 19 * 60 - startMin % 1_440;
        slot = new SlotIds(engine.directory).format(SlotKey.of(venueNo, startMin));
        DrawTerms terms = new DrawTerms(slot, 1, nowMin + 2, nowMin + 4, 4, engine.draws.commitment(slot, 1), source);
        assertThat(caller.call(new VenueCommand.OpenSlots(
                                venueNo,
                                new int[] {startMin},
                                new int[] {startMin + 60},
                                new int[] {1},
                                new int[] {nowMin + 1},
                                new boolean[1],
                                VenueCommand.OpenSlots.utcDays(new int[] {startMin}))
                        .with(new @Nullable DrawTerms[] {terms})))
                .isEqualTo(Outcome.Done.DONE);
    }

    private String operator() {
        return "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
    }

    private void minutes(int more) {
        engine.nowMs.addAndGet(more * 60_000L);
    }

    private JsonObject draw() {
        Answer answer = client.get("/v1/draws/" + slot);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private void reveal() {
        await().until(() -> draw().containsKey("digest"));
        caller.call(new DrawCommand.RevealDraw(SlotKey.of(venueNo, startMin), engine.draws.secret(slot, 1)));
    }

    private Answer part(String part, String value) {
        return client.sendJson(
                operator(),
                "POST",
                "/v1/admin/draws/" + slot + "/parts",
                new JsonObject()
                        .put("part", part)
                        .put("value", value)
                        .put("reason", "公证")
                        .encode());
    }

    private static JsonObject claims(String receipt) {
        return new JsonObject(new String(
                Base64.getUrlDecoder().decode(receipt.substring(receipt.indexOf('.') + 1, receipt.lastIndexOf('.'))),
                StandardCharsets.UTF_8));
    }

    @Test
    void entersDrawsAndIsWhatItWasCommittedTo() {
        open("");
        assertThat(client.reserve("m-0", slots(slot)).code()).isEqualTo("slot-not-released");
        assertThat(draw().getString("state")).isEqualTo("ANNOUNCED");
        minutes(1);
        Map<String, String> ids = new TreeMap<>();
        for (int i = 1; i <= 5; i++) {
            String onFull = i % 2 == 0 ? "waitlist" : "refuse";
            Answer entered = client.reserve("m-" + i, "{\"slots\":[\"" + slot + "\"],\"onFull\":\"" + onFull + "\"}");
            assertThat(entered.status()).as(entered.body()).isEqualTo(201);
            assertThat(entered.json().getString("state")).isEqualTo("ENTERED");
            assertThat(entered.json().getString("drawId")).isEqualTo(slot);
            JsonObject entry = entered.json().getJsonObject("entry");
            JsonObject receipt = claims(entry.getString("receipt"));
            assertThat(receipt.getInteger("number")).isEqualTo(i);
            assertThat(receipt.getString("chain")).isEqualTo(entry.getString("chain"));
            ids.put("m-" + i, entered.json().getString("id"));
        }
        assertThat(client.reserve("m-1", slots(slot)).code()).isEqualTo("already-reserved");
        assertThat(client.get("/v1/draws/" + slot + "/entries").json().getJsonArray("entries"))
                .as("nobody sees the others while people enter")
                .isEmpty();
        minutes(1);
        assertThat(client.reserve("m-9", slots(slot)).code()).isEqualTo("draw-closed");
        reveal();
        await().until(() -> draw().getString("state").equals("DRAWN"));

        JsonObject draw = draw();
        assertThat(Sha256.ofHex(draw.getString("secret"))).isEqualTo(draw.getString("commitment"));
        String lines = client.get("/v1/draws/" + slot + "/lines").body();
        assertThat(Sha256.hex(Sha256.of(lines.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(draw.getString("digest"));
        Map<Integer, String> byRank = new TreeMap<>();
        ids.forEach((member, id) -> {
            JsonObject it = client.getAs(member, "/v1/reservations/" + id).json();
            byRank.put(it.getJsonObject("entry").getInteger("rank"), member + " " + it.getString("state"));
        });
        assertThat(byRank).hasSize(5);
        assertThat(byRank.get(1)).endsWith(" CONFIRMED");
        byRank.forEach((rank, it) -> {
            if (rank == 1) return;
            boolean waits = Integer.parseInt(it.substring(2, 3)) % 2 == 0;
            assertThat(it).endsWith(waits ? " WAITLISTED" : " NOT_DRAWN");
        });
        assertThat(client.reserve("m-9", slots(slot)).code()).isEqualTo("slot-full");
    }

    @Test
    void anotherDrawNeedsASecondKeeperAndAnOutsideSource() {
        open("双色球");
        assertThat(part("SECOND_COMMITMENT", "zz").json().getString("rule")).isEqualTo("NO_HASH");
        assertThat(part("SECOND_COMMITMENT", Sha256.ofHex(SECOND)).status()).isEqualTo(200);
        minutes(1);
        client.reserve("m-1", slots(slot));
        client.reserve("m-2", slots(slot));
        assertThat(draw().getInteger("level")).isEqualTo(3);
        assertThat(part("SECOND_SECRET", SECOND).json().getString("rule")).isEqualTo("TOO_EARLY");
        minutes(1);
        reveal();
        assertThat(part("SECOND_SECRET", "33".repeat(32)).json().getString("rule"))
                .isEqualTo("NOT_COMMITTED");
        assertThat(part("EXTERNAL", "05").json().getString("rule")).isEqualTo("SECRET_MISSING");
        assertThat(part("SECOND_SECRET", SECOND).status()).isEqualTo(200);
        assertThat(part("EXTERNAL", "05").json().getString("rule")).isEqualTo("TOO_EARLY");
        minutes(2);
        assertThat(draw().getString("state")).isEqualTo("CLOSED");
        assertThat(part("EXTERNAL", "05").status()).isEqualTo(200);
        await().until(() -> draw().getString("state").equals("DRAWN"));
        assertThat(part("EXTERNAL", "06").json().getString("rule")).isEqualTo("SAID_ALREADY");
    }

    /** What whoever runs the engine sees of draws: how many are open, wait for a part, are drawn; how many have entered, and were decided about. */
    @Test
    void figuresTellHowDrawsStand() {
        Feed feed = engine.feed;
        open("双色球");
        await().until(() -> feed.drawFigures().open() == 1);
        minutes(1);
        client.reserve("m-1", slots(slot));
        client.reserve("m-2", slots(slot));
        assertThat(feed.drawFigures()).isEqualTo(new DrawFigures(1, 0, 0, 2, 0));
        minutes(1);
        reveal();
        assertThat(feed.drawFigures()).isEqualTo(new DrawFigures(0, 1, 0, 2, 0));
        minutes(2);
        part("EXTERNAL", "05");
        await().until(() -> draw().getString("state").equals("DRAWN"));
        assertThat(feed.drawFigures()).isEqualTo(new DrawFigures(0, 0, 0, 2, 2));
    }

    @Test
    void aSecretThatComesTooLateDoesNotCountAndPeopleEnterOnceMore() {
        open("双色球");
        part("SECOND_COMMITMENT", Sha256.ofHex(SECOND));
        minutes(1);
        client.reserve("m-1", slots(slot));
        minutes(1);
        reveal();
        minutes(2);
        assertThat(part("SECOND_SECRET", SECOND).json().getString("rule")).isEqualTo("TOO_LATE");
        Answer again = client.sendJson(
                operator(),
                "POST",
                "/v1/admin/draws/" + slot + "/windows",
                "{\"windowMin\":3,\"revealMin\":2,\"reason\":\"迟交\"}");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().getInteger("round")).isEqualTo(2);
        assertThat(again.json().getString("commitment")).isEqualTo(engine.draws.commitment(slot, 2));
        assertThat(again.json().containsKey("secret")).isFalse();
        assertThat(client.reserve("m-2", slots(slot)).json().getString("state")).isEqualTo("ENTERED");
        assertThat(draw().getInteger("entered")).isEqualTo(2);
    }

    /** As many members of a broker as there are in one request: each has an entry, by their own pseudonym. */
    @Test
    void membersOfABrokerEnterAllTogether() {
        open("");
        minutes(1);
        JsonArray items = new JsonArray();
        for (int i = 1; i <= 3; i++)
            items.add(new JsonObject().put("member", "c-" + i).put("key", "k").put("slots", JsonArray.of(slot)));
        items.add(new JsonObject().put("member", "c-1").put("key", "again").put("slots", JsonArray.of(slot)));
        String broker = "Bearer " + client.token("{\"roles\":[\"broker\"],\"subject\":\"b-1\"}");
        JsonArray results = client.sendJson(
                        broker,
                        "POST",
                        "/v1/broker/reservations",
                        new JsonObject().put("items", items).encode())
                .json()
                .getJsonArray("results");
        for (int i = 0; i < 3; i++) {
            JsonObject entered = results.getJsonObject(i).getJsonObject("reservation");
            assertThat(entered.getString("state")).isEqualTo("ENTERED");
            assertThat(entered.getJsonObject("entry").getInteger("number")).isEqualTo(i + 1);
        }
        assertThat(results.getJsonObject(3).getJsonObject("problem").getString("code"))
                .isEqualTo("already-reserved");
        String id = results.getJsonObject(0).getJsonObject("reservation").getString("id");
        JsonObject mine = client.sendJson(broker, "GET", "/v1/broker/reservations/" + id + "?member=c-1", "")
                .json();
        assertThat(claims(mine.getJsonObject("entry").getString("receipt")).getString("pseudonym"))
                .isEqualTo(HexFormat.of().formatHex(engine.draws.pseudonym(slot, "b-1 c-1")));
    }

    /** Each week is a booking like any other: here the first is drawn for, and the next is not there yet. */
    @Test
    void aSeriesEntersWhereItsSlotIsDrawnFor() {
        open("");
        minutes(1);
        JsonObject answer = client.sendJson(
                        "Bearer " + client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}"),
                        "POST",
                        "/v1/reservations/series",
                        "{\"slots\":[\"" + slot + "\"],\"weeks\":2}",
                        "Idempotency-Key",
                        "s")
                .json();
        assertThat(answer.getJsonArray("reservations").getJsonObject(0).getString("state"))
                .isEqualTo("ENTERED");
        assertThat(answer.getJsonArray("refused")).hasSize(1);
    }

    /** Of some days ago, whose slot has left the books: its rows tell it, in the same words. */
    @Test
    void aDrawOfSomeDaysAgoIsStillThere() {
        open("");
        minutes(1);
        for (int i = 1; i <= 3; i++) client.reserve("m-" + i, slots(slot));
        minutes(1);
        reveal();
        await().until(() -> draw().getString("state").equals("DRAWN"));
        String proof = client.get("/v1/draws/" + slot + "/proof").body();
        String lines = client.get("/v1/draws/" + slot + "/lines").body();
        long key = SlotKey.of(venueNo, startMin);
        EntriesFound found = (EntriesFound) caller.call(new DrawCommand.ListEntries(key, 0, 100));
        minutes(5 * 1_440);
        caller.call(new VenueCommand.RetireSlots(startMin + 1_440));
        assertThat(client.get("/v1/draws/" + slot).code()).isEqualTo("draw-unknown");

        engine.pastDraws.all.put(key, new PastDraws.Past(found.draw(), found.entries()));
        assertThat(draw().getString("state")).isEqualTo("DRAWN");
        assertThat(client.get("/v1/draws/" + slot + "/proof").body()).isEqualTo(proof);
        assertThat(client.get("/v1/draws/" + slot + "/lines").body()).isEqualTo(lines);
        JsonObject page = client.get("/v1/draws/" + slot + "/entries?limit=2").json();
        assertThat(page.getJsonArray("entries")).hasSize(2);
        assertThat(client.get("/v1/draws/" + slot + "/entries?after=" + page.getString("next"))
                        .json()
                        .getJsonArray("entries"))
                .hasSize(1);
        engine.pastDraws.away = new IOException("the database is away");
        Answer away = client.get("/v1/draws/" + slot);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("draw-unavailable");
    }
}
