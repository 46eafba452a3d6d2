package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.HttpClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member does, over real HTTP against the real core. */
final class HttpReservationTest {
    private HttpEngine engine;
    private HttpClient client;
    private static ErrorLog errors;

    @BeforeAll
    static void listen() {
        errors = ErrorLog.listening();
    }

    @AfterAll
    static void nothingWasLoggedAsAnError() {
        errors.assertEmpty();
    }

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void reservesASlotAndShowsItTaken() {
        Answer placed = client.reserve("m-1", "{\"slots\":[\"s-1-b1.20261121T1800\"],\"party\":2}");

        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(placed.json().getString("state")).isEqualTo("CONFIRMED");
        assertThat(placed.json().getInteger("party")).isEqualTo(2);
        assertThat(placed.json().getString("createdAt")).isEqualTo("2026-11-21T10:00:00+08:00");
        assertThat(placed.header("location"))
                .isEqualTo("/v1/reservations/" + placed.json().getString("id"));
        Answer slots = client.get("/v1/stations/s-1/slots?venue=s-1-b1");
        assertThat(slots.body()).contains("\"id\":\"s-1-b1.20261121T1800\"");
        assertThat(slot(slots, "s-1-b1.20261121T1800").getString("state")).isEqualTo("FULL");
    }

    private static io.vertx.core.json.JsonObject slot(Answer answer, String id) {
        for (Object venue : answer.json().getJsonArray("venues")) {
            for (Object slot : ((io.vertx.core.json.JsonObject) venue).getJsonArray("slots")) {
                var it = (io.vertx.core.json.JsonObject) slot;
                if (it.getString("id").equals(id)) return it;
            }
        }
        throw new AssertionError("no slot " + id + " in " + answer.body());
    }

    @Test
    void givesTheFirstAnswerAgainForTheSameKey() {
        Answer first = client.reserve("m-1", "k", slots("s-1-b1.20261121T1800"));
        Answer again = client.reserve("m-1", "k", slots("s-1-b1.20261121T1800"));
        Answer other = client.reserve("m-1", "k", slots("s-1-b1.20261121T1900"));
        Answer otherMember = client.reserve("m-2", "k", slots("s-1-b2.20261121T1800"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("idempotency-replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(otherMember.status()).isEqualTo(201);
    }
}
