package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What those who wait are told when they ask again or too early, over real HTTP. The client holds each answer to the contract. */
@HearsErrors
class HttpWaitingTest {
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

    /** Nothing is expired, and nothing has been offered. */
    @Test
    void tellsWhoeverConfirmsWhileTheyWaitThatTheirTurnIsToCome() {
        client.reserve("m-1", slots(SLOT));
        String id = client.reserve("m-2", "k", WAIT).json().getString("id");
        Answer early = client.as("m-2", "POST", "/v1/reservations/" + id + "/confirm");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("wrong-state");
        assertThat(early.json().getString("state")).isEqualTo("WAITLISTED");
        assertThat(early.json().getString("detail")).isEqualTo("还没有可供您确认的名额。您正在候补，轮到您时会为您保留名额。");
    }

    /** They were never offered a place, so none was kept for them, and it is nobody's turn. */
    @Test
    void tellsWhoeverHasWaitedInVainThatTheirWaitingIsOver() {
        client.reserve("m-1", slots(SLOT));
        String id = client.reserve("m-2", "k", WAIT).json().getString("id");
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(7 * 60 + 30));
        Answer late = client.as("m-2", "POST", "/v1/reservations/" + id + "/confirm");
        assertThat(late.code()).isEqualTo("offer-expired");
        assertThat(late.json().getString("title")).isEqualTo("候补已结束");
        assertThat(late.json().getString("detail"))
                .isEqualTo("您对该时段的候补已于 2026-11-21T17:30:00+08:00 结束，不再为您保留名额，请选择其他时段。");
        assertThat(late.json().getString("expiredAt")).isEqualTo("2026-11-21T17:30:00+08:00");
    }
}
