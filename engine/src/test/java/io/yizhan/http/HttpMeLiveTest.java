package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.region.Whereabouts;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of one's own reservations, as it happens, read as bytes come. It is 10:00. */
@Tag("slow")
class HttpMeLiveTest extends MeListening {
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
            assertThat(syncing.await(20, TimeUnit.SECONDS)).isTrue();
            int alive = reader.text().split(": keep-alive", -1).length;
            await().until(() -> reader.text().split(": keep-alive", -1).length > alive);
            assertThat(events(reader)).isEmpty();
            assertThat(reader.text()).doesNotContain("reservation");
            synced.countDown();
            hears(reader, id(booked.get(20, TimeUnit.SECONDS)) + " CONFIRMED");
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
}
