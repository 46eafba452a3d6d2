package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answer to a retry, over real HTTP, whatever has become of the reservation. The client holds each to the contract. */
@HearsErrors
class HttpReplayTest {
    private static final String SLOT = "s-1-b1.20261121T1800";
    private static final String WAIT = "{\"slots\":[\"" + SLOT + "\"],\"onFull\":\"waitlist\"}";

    private HttpEngine engine;
    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private JsonObject again() {
        Answer replay = client.reserve("m-2", "k", WAIT);
        assertThat(replay.status()).as(replay.body()).isEqualTo(200);
        assertThat(replay.header("idempotency-replayed")).isEqualTo("true");
        return replay.json();
    }

    @Test
    void tellsAgainThatSomebodyWaitsAndWhereTheyStandNow() {
        String mine = client.reserve("m-1", slots(SLOT)).json().getString("id");
        String first = client.reserve("m-3", WAIT).json().getString("id");
        JsonObject placed = client.reserve("m-2", "k", WAIT).json();
        assertThat(placed.getInteger("position")).isEqualTo(2);
        assertThat(again()).isEqualTo(placed);

        client.as("m-3", "DELETE", "/v1/reservations/" + first);
        assertThat(again()).isEqualTo(placed.copy().put("position", 1));

        client.as("m-1", "DELETE", "/v1/reservations/" + mine);
        String path = "/v1/reservations/" + placed.getString("id");
        await().until(() -> client.getAs("m-2", path).json().getString("state").equals("OFFERED"));
        JsonObject nowhere = placed.copy();
        nowhere.remove("position");
        assertThat(again()).isEqualTo(nowhere);
    }
}
