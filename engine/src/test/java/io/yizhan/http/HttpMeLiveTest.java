package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.sequencer.Caller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of one's own reservations, as it happens, read as bytes come. It is 10:00. */
@Tag("slow")
class HttpMeLiveTest {
    private static final String PATH = "/v1/me/live";
    private static final String COURT = "s-1-b1.20261121T1800";
    private static final String GYM = "s-1-gym.20261121T1300";
    private static final String WAIT = "{\"slots\":[\"" + COURT + "\"],\"onFull\":\"waitlist\"}";
    private static final Pattern EVENT = Pattern.compile("event: reservation\ndata: (.*)\n");

    private HttpEngine engine;
    private HttpClient client;

    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust);
    }

    static EdgeOptions oftenAlive(EdgeOptions options) {
        return options.withLimits(options.limits().withStreams(1_000, 1));
    }

    @BeforeEach
    void start() {
        engine = engine(HttpMeLiveTest::oftenAlive);
        client = engine.client;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private LiveReader open(String subject, String... headers) throws IOException {
        return openWith(client.bearer(subject), headers);
    }

    private LiveReader openWith(String bearer, String... headers) throws IOException {
        String all = "Authorization: " + bearer + "\r\n" + String.join("", headers);
        return new LiveReader(engine.port(), PATH, all).sees("\nid: ");
    }

    private static String after(String id) {
        return "Last-Event-ID: " + id + "\r\n";
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer.json().getString("id");
    }

    private String cancel(String subject, String id) {
        return id(client.as(subject, "DELETE", "/v1/reservations/" + id));
    }

    private static List<JsonObject> events(LiveReader reader) {
        return EVENT.matcher(reader.body())
                .results()
                .map(it -> new JsonObject(it.group(1)))
                .toList();
    }

    private static List<String> states(LiveReader reader) {
        return events(reader).stream()
                .map(it -> it.getString("id") + " " + it.getString("state"))
                .toList();
    }

    private static void hears(LiveReader reader, String... states) {
        await().untilAsserted(() -> assertThat(states(reader)).containsExactly(states));
    }

    @Test
    void hearsWhatTheMemberDoesElsewhere() throws IOException {
        try (LiveReader reader = open("m-1")) {
            assertThat(reader.text()).contains("text/event-stream").contains("retry: 2000\n");
            String held = id(client.reserve("m-1", "{\"slots\":[\"" + COURT + "\"],\"mode\":\"hold\"}"));
            hears(reader, held + " HELD");
            assertThat(events(reader).getFirst().getString("holdExpiresAt")).isNotEmpty();
            id(client.as("m-1", "POST", "/v1/reservations/" + held + "/confirm"));
            hears(reader, held + " HELD", held + " CONFIRMED");

            JsonObject told = events(reader).getLast();
            JsonObject read = client.getAs("m-1", "/v1/reservations/" + held).json();
            read.remove("pass");
            assertThat(told).isEqualTo(read);

            cancel("m-1", held);
            hears(reader, held + " HELD", held + " CONFIRMED", held + " CANCELLED");
            assertThat(events(reader).getLast().getString("by")).isEqualTo("member");
        }
    }

    @Test
    void hearsThatAHoldHasExpiredAndThatAReservationIsOver() throws IOException {
        String held = id(client.reserve("m-1", "{\"slots\":[\"" + COURT + "\"],\"mode\":\"hold\"}"));
        String booked = id(client.reserve("m-1", slots("s-1-gym.20261121T1100")));
        try (LiveReader reader = open("m-1")) {
            engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(10));
            hears(reader, held + " EXPIRED");
            engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(2));
            hears(reader, held + " EXPIRED", booked + " COMPLETED");
        }
    }

    @Test
    void hearsOfAnOfferAtOnceAndOfItsEnd() throws IOException {
        String had = id(client.reserve("m-1", slots(COURT)));
        try (LiveReader second = open("m-2");
                LiveReader first = open("m-1")) {
            String waits = id(client.reserve("m-2", WAIT));
            hears(second, waits + " WAITLISTED");
            assertThat(events(second).getFirst().getInteger("position")).isEqualTo(1);

            cancel("m-1", had);
            hears(second, waits + " WAITLISTED", waits + " OFFERED");
            assertThat(events(second).getLast().getString("offerExpiresAt")).isEqualTo("2026-11-21T10:15:00+08:00");
            engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(15));
            hears(second, waits + " WAITLISTED", waits + " OFFERED", waits + " EXPIRED");
            hears(first, had + " CANCELLED");
        }
    }

    private Answer close(String... venues) {
        String admin = "Bearer " + client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        String body = "{\"venues\":[\"" + String.join("\",\"", venues) + "\"],\"from\":\"2026-11-21T10:00:00+08:00\","
                + "\"to\":\"2026-11-23T00:00:00+08:00\",\"reason\":\"屋顶漏水\",\"reservations\":\"CANCEL\"}";
        return client.send(
                "POST", "/v1/admin/closures", body, "Authorization", admin, "Content-Type", "application/json");
    }

    @Test
    void hearsWhoHasTakenThePlaceAwayAndWhy() throws IOException {
        String booked = id(client.reserve("m-1", slots(COURT)));
        try (LiveReader reader = open("m-1")) {
            id(close("s-1-b1"));
            hears(reader, booked + " CANCELLED");
            JsonObject told = events(reader).getFirst();
            assertThat(told.getString("by")).isEqualTo("closure");
            assertThat(told.getString("reason")).isEqualTo("屋顶漏水");
            assertThat(told.getJsonArray("alternatives")).contains("s-1-b2.20261121T1800");
        }
    }

    /** Two subjects may have the same hash. */
    @Test
    void hearsNothingOfOthers() throws IOException {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        String before;
        try (LiveReader reader = open("Aa")) {
            before = reader.lastId();
            String others = id(client.reserve("BB", slots(COURT)));
            id(client.reserve("m-1", slots("s-1-b2.20261121T1800")));
            String own = id(client.reserve("Aa", slots(GYM)));
            cancel("BB", others);
            hears(reader, own + " CONFIRMED");
            cancel("Aa", own);
            hears(reader, own + " CONFIRMED", own + " CANCELLED");
        }
        try (LiveReader again = open("Aa", after(before))) {
            await().until(() -> events(again).size() == 1);
            assertThat(again.text()).doesNotContain("s-1-b1").doesNotContain("s-1-b2");
        }
    }

    @Test
    void goesOnWhereItWasCutOff() throws IOException {
        String known = id(client.reserve("m-1", slots(GYM)));
        String before;
        try (LiveReader reader = open("m-1")) {
            String told = id(client.reserve("m-1", slots("s-1-gym.20261121T1200")));
            hears(reader, told + " CONFIRMED");
            before = reader.lastId();
        }
        String held = id(client.reserve("m-1", "{\"slots\":[\"" + COURT + "\"],\"mode\":\"hold\"}"));
        id(client.reserve("m-2", slots("s-1-b2.20261121T1800")));
        cancel("m-1", known);
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(10));
        await().until(() -> client.getAs("m-1", "/v1/reservations/" + held)
                .json()
                .getString("state")
                .equals("EXPIRED"));
        try (LiveReader again = open("m-1", after(before))) {
            // The present state of each, once.
            hears(again, held + " EXPIRED", known + " CANCELLED");
            assertThat(again.text()).doesNotContain("reset").contains("id: " + before);
            assertThat(again.lastId()).isNotEqualTo(before);
            before = again.lastId();
            String next = id(client.reserve("m-1", slots("s-1-gym.20261121T1500")));
            hears(again, held + " EXPIRED", known + " CANCELLED", next + " CONFIRMED");
        }
        try (LiveReader third = open("m-1", after(before))) {
            await().until(() -> events(third).size() == 1);
            assertThat(third.text()).doesNotContain("reset");
        }
    }

    @Test
    void goesOnFromAnIdInTheQuery() throws IOException {
        String before;
        try (LiveReader reader = open("m-1")) {
            before = reader.lastId();
        }
        String made = id(client.reserve("m-1", slots(GYM)));
        try (LiveReader again = new LiveReader(
                engine.port(), PATH + "?after=" + before, "Authorization: " + client.bearer("m-1") + "\r\n")) {
            hears(again, made + " CONFIRMED");
        }
    }

    /** One who hears nothing for hours would else be told to look anew when the line is cut. */
    @Test
    void keepsWhoHearsNothingUpToDate() throws IOException {
        try (LiveReader reader = open("m-1")) {
            String before = reader.lastId();
            id(client.reserve("m-2", slots(GYM)));
            await().until(() -> !reader.lastId().equals(before));
            assertThat(events(reader)).isEmpty();
            assertThat(reader.text()).contains(": keep-alive\nid: " + reader.lastId() + "\n\n");
            int length = reader.text().length();
            await().until(() -> reader.text().substring(length).contains(": keep-alive\n\n"));
        }
    }

    @Test
    void asksToLookAnewWhereWhatWasMissedIsNotKnown() throws IOException {
        String now;
        try (LiveReader reader = open("m-1")) {
            now = reader.lastId();
        }
        String seq = now.substring(now.indexOf('-') + 1);
        for (String id : new String[] {
            "nonsense",
            "0",
            "-",
            "1-",
            "-1",
            "0--1",
            "0-1",
            "0-99999999",
            "7-" + seq,
            seq + "-" + seq,
            "0-" + seq + "x",
            "0-99999999999999999999999",
            "x".repeat(8_000)
        }) {
            try (LiveReader reader = open("m-1", after(id)).sees("event: reset\nid: " + now + "\ndata: {}\n\n")) {
                String made = id(client.reserve("m-1", slots(GYM)));
                hears(reader, made + " CONFIRMED");
                cancel("m-1", made);
                hears(reader, made + " CONFIRMED", made + " CANCELLED");
                now = reader.lastId();
            }
        }
        try (LiveReader reader = open("m-1", after(now))) {
            id(client.reserve("m-1", slots(GYM)));
            await().until(() -> events(reader).size() == 1);
            assertThat(reader.text()).doesNotContain("reset");
        }
    }

    /** Of what an owner has told nothing is lost; what it has not told, its successor may not know as news. */
    @Test
    void goesOnAtTheNextOwnerWhereNothingWasMissed() throws IOException {
        String before;
        try (LiveReader reader = open("m-1")) {
            id(client.reserve("m-1", slots(GYM)));
            await().until(() -> events(reader).size() == 1);
            before = reader.lastId();
            engine.feed.restart(engine.feed.seq());
            engine.feed.owned(5);
            reader.sees("event: reset\n");
            await().until(() -> reader.lastId().startsWith("5-"));
        }
        try (LiveReader again = open("m-1", after(before))) {
            id(client.reserve("m-1", slots("s-1-gym.20261121T1200")));
            await().until(() -> events(again).size() == 1);
            assertThat(again.text()).doesNotContain("reset");
            assertThat(again.lastId()).startsWith("5-");
        }
        engine.feed.restart(engine.feed.seq());
        engine.feed.owned(6);
        open("m-1", after(before)).sees("event: reset").close();
    }

    /** Numbers that a former owner gave beyond its successor's beginning stand for something else now. */
    @Test
    void asksToLookAnewWhereAnOwnerKnewWhatItsSuccessorDoesNot() throws IOException {
        engine.feed.owned(3);
        long from = engine.feed.seq();
        String made = id(client.reserve("m-1", slots(GYM)));
        long now = engine.feed.seq();
        assertThat(now).isGreaterThan(from);
        for (String known : List.of("2-" + from, "3-" + from)) {
            try (LiveReader reader = open("m-1", after(known))) {
                hears(reader, made + " CONFIRMED");
                assertThat(reader.text()).doesNotContain("reset");
            }
        }
        for (String unknown : List.of("2-" + now, "4-" + from, "3-" + (now + 1)))
            open("m-1", after(unknown)).sees("event: reset").close();
    }

    /** Nobody hears what a crash may take back. */
    @Test
    void tellsOnlyWhatIsDurable() throws Exception {
        CountDownLatch syncing = new CountDownLatch(1);
        CountDownLatch synced = new CountDownLatch(1);
        try (LiveReader reader = open("m-1")) {
            engine.journal.whileSyncing = () -> {
                syncing.countDown();
                try {
                    synced.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
            client.bearer("m-1");
            CompletableFuture<Answer> booked = CompletableFuture.supplyAsync(() -> client.reserve("m-1", slots(GYM)));
            syncing.await();
            int alive = reader.text().split(": keep-alive", -1).length;
            await().until(() -> reader.text().split(": keep-alive", -1).length > alive);
            assertThat(events(reader)).isEmpty();
            assertThat(reader.text()).doesNotContain("reservation");
            synced.countDown();
            hears(reader, id(booked.get()) + " CONFIRMED");
        } finally {
            synced.countDown();
        }
    }

    @Test
    void endsWithItsSession() throws IOException {
        String session = client.send("POST", "/v1/session", "", "Authorization", client.bearer("m-1"))
                .json()
                .getString("session");
        try (LiveReader reader = openWith("Bearer " + session);
                LiveReader byToken = open("m-1")) {
            assertThat(client.send("DELETE", "/v1/session", "", "Authorization", "Bearer " + session)
                            .status())
                    .isEqualTo(204);
            await().until(reader::isEnded);
            id(client.reserve("m-1", slots(GYM)));
            await().until(() -> events(byToken).size() == 1);
            assertThat(events(reader)).isEmpty();
            assertThat(byToken.isEnded()).isFalse();
        }
        await().until(() -> engine.meters.scrape().contains("yizhan_http_live_member_streams 0.0"));
    }

    @Test
    void endsWithItsToken() throws IOException {
        String token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\",\"expiresInS\":60}");
        try (LiveReader reader = openWith("Bearer " + token);
                LiveReader longer = open("m-1")) {
            engine.nowMs.addAndGet(TimeUnit.SECONDS.toMillis(59));
            id(client.reserve("m-1", slots(GYM)));
            await().until(() -> events(reader).size() == 1);
            // With the leeway that every request has.
            engine.nowMs.addAndGet(TimeUnit.SECONDS.toMillis(31));
            await().until(reader::isEnded);
            id(client.reserve("m-1", slots("s-1-gym.20261121T1200")));
            await().until(() -> events(longer).size() == 2);
            assertThat(events(reader)).hasSize(1);
        }
    }

    @Test
    void isForMembersAlone() {
        String operator = client.token("{\"roles\":[\"operator\",\"admin\",\"gate\"],\"subject\":\"m-1\"}");
        assertThat(client.get(PATH, "Authorization", "Bearer " + operator).code())
                .isEqualTo("role-missing");
        assertThat(client.get(PATH).code()).isEqualTo("token-missing");
        assertThat(client.get(PATH, "Authorization", client.bearer("m-1"), "Accept", "application/json")
                        .code())
                .isEqualTo("not-acceptable");
        assertThat(client.getAs("m-1", PATH + "?after=" + "1".repeat(41)).code())
                .isEqualTo("parameter-invalid");
        Answer head = client.as("m-1", "HEAD", PATH);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).isEqualTo("text/event-stream");
    }

    @Test
    void endsWhenTheCityGoesToAnotherNode() throws IOException {
        try (LiveReader reader = open("m-1")) {
            engine.whereabouts.set(new Whereabouts.StandIn(0));
            await().until(reader::isEnded);
        }
    }

    /** As under load, when members' reads are the first to be refused. */
    @Test
    void tellsLaterWhatCanNotBeLookedUpNow() throws IOException {
        SlotIds ids = new SlotIds(engine.directory);
        try (LiveReader reader = open("m-1")) {
            engine.refusing.set(new Refusal.Overloaded(1_000));
            String before = reader.lastId();
            book("m-1", 1, ids.parse(GYM));
            book("m-1", 2, ids.parse(COURT));
            int alive = reader.text().split(": keep-alive", -1).length;
            await().until(() -> reader.text().split(": keep-alive", -1).length > alive + 1);
            assertThat(events(reader)).isEmpty();
            // Whoever is cut off now goes on from before the first.
            assertThat(reader.lastId()).isEqualTo(before);
            engine.refusing.set(null);
            await().until(() -> events(reader).size() == 2);
            assertThat(reader.lastId()).isNotEqualTo(before);
        }
    }

    /** Around the edge, which may be refusing. */
    private long book(String subject, long key, long... slots) {
        Outcome placed = new Caller(engine.writerInbox())
                .call(new Command.PlaceReservation(subject, key, subject.hashCode(), slots, 1, false));
        assertThat(placed).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) placed).reservation().id();
    }

    /** Only for whom somebody listens anything is looked up, however many have lost their place; and of those not all at once. */
    @Test
    void aClosureOfThousandsIsToldToWhoeverListens() throws IOException {
        int all = 2_500;
        int listening = 300;
        long slot = new SlotIds(engine.directory).parse(GYM);
        new Caller(engine).call(new Command.ChangeCapacity(slot, all, "more"));
        for (int i = 0; i < all; i++) book("m-" + i, 1, slot);
        List<LiveReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < listening; i++)
                readers.add(new LiveReader(engine.port(), PATH, "Authorization: " + client.bearer("m-" + i) + "\r\n"));
            await().until(() -> readers.stream().allMatch(it -> it.text().contains("\nid: ")));
            id(close("s-1-gym"));
            await().until(() -> readers.stream().allMatch(it -> events(it).size() == 1));
            assertThat(readers)
                    .allMatch(it -> events(it).getFirst().getString("by").equals("closure"));
            assertThat(engine.meters
                            .get("yizhan.http.live.member.told")
                            .counter()
                            .count())
                    .isEqualTo(listening);
        } finally {
            for (LiveReader reader : readers) reader.close();
        }
    }

    /** What it has missed would lie in memory, or be looked up one by one. */
    @Test
    void asksWhoHasMissedMuchToLookAnew() throws IOException {
        String before;
        try (LiveReader reader = open("m-1")) {
            before = reader.lastId();
        }
        long slot = new SlotIds(engine.directory).parse(GYM);
        Caller caller = new Caller(engine);
        for (int i = 0; i < 128; i++) caller.call(new Command.CancelReservation("m-1", book("m-1", i, slot)));
        try (LiveReader again = open("m-1", after(before))) {
            await().until(() -> events(again).size() == 128);
            assertThat(again.text()).doesNotContain("reset");
        }
        book("m-1", 128, slot);
        try (LiveReader again = open("m-1", after(before)).sees("event: reset")) {
            assertThat(events(again)).isEmpty();
        }
    }
}
