package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.yizhan.HearsErrors;
import io.yizhan.core.Rules;
import io.yizhan.http.HttpClient.Answer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member does with holds, over real HTTP against the real core, in a city that allows two of them at once. */
@HearsErrors
class HttpHoldsTest {
    private static final long HOLD_MS = 120_000;

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine(Rules.DEFAULT.withHoldsMax(2));
        client = engine.client;
    }

    private Answer hold(String slot) {
        return client.reserve("m-1", "{\"slots\":[\"" + slot + "\"],\"mode\":\"hold\"}");
    }

    private Answer preview(String slot) {
        return client.reserve("m-1", "{\"slots\":[\"" + slot + "\"],\"mode\":\"preview\"}");
    }

    private JsonArray standing() {
        return client.getAs("m-1", "/v1/me/standing").json().getJsonArray("quotas");
    }

    private static String path(Answer placed) {
        return "/v1/reservations/" + placed.json().getString("id");
    }

    @Test
    void refusesOneHoldMoreThanTheCityAllowsAndTellsWhatWouldHelp() {
        Answer first = hold("s-1-b1.20261121T1400");
        hold("s-1-b1.20261121T1500");
        Answer third = hold("s-1-b1.20261121T1600");

        assertThat(third.status()).isEqualTo(409);
        assertThat(third.code()).isEqualTo("quota-exceeded");
        assertThat(third.json().getString("rule")).isEqualTo("HOLDS");
        assertThat(third.json().getInteger("limit")).isEqualTo(2);
        assertThat(third.json().getInteger("current")).isEqualTo(2);
        assertThat(third.json().getString("freesAt")).isEqualTo("2026-11-21T10:02:00+08:00");
        assertThat(third.json().getString("detail")).contains("最多可同时暂留 2 个");

        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1600")).status())
                .as("without a hold")
                .isEqualTo(201);
        assertThat(client.as("m-1", "POST", path(first) + "/confirm").status()).isEqualTo(200);
        assertThat(hold("s-1-b1.20261121T1700").status()).isEqualTo(201);
    }

    @Test
    void tellsHowManyHoldsAMemberHasBeforeThereAreTooMany() {
        hold("s-1-b1.20261121T1400");

        assertThat(standing().encode())
                .startsWith("[{\"rule\":\"ACTIVE_RESERVATIONS\",\"limit\":4,\"current\":1,"
                        + "\"freesAt\":\"2026-11-21T10:02:00+08:00\"},"
                        + "{\"rule\":\"HOLDS\",\"limit\":2,\"current\":1,"
                        + "\"freesAt\":\"2026-11-21T10:02:00+08:00\"},");
        assertThat(preview("s-1-b1.20261121T1500").body())
                .as("what is asked to be confirmed is no hold")
                .doesNotContain("HOLDS");
    }

    private String state(Answer placed) {
        return client.getAs("m-1", path(placed)).json().getString("state");
    }

    @Test
    void booksTheVerySlotThatOneHolds() {
        Answer held = hold("s-1-b1.20261121T1800");
        assertThat(preview("s-1-b1.20261121T1800").status()).isEqualTo(200);
        assertThat(state(held)).as("after the preview").isEqualTo("HELD");
        Answer booked = client.reserve("m-1", "booking", slots("s-1-b1.20261121T1800"));

        assertThat(booked.status()).as(booked.body()).isEqualTo(201);
        assertThat(booked.json().getString("state")).isEqualTo("CONFIRMED");
        assertThat(client.getAs("m-1", path(held)).json().getString("by")).isEqualTo("member");
        assertThat(state(held)).isEqualTo("CANCELLED");
        assertThat(standing().getJsonObject(0).getInteger("current")).isEqualTo(1);
        Answer again = client.reserve("m-1", "booking", slots("s-1-b1.20261121T1800"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(booked.body());
    }

    @Test
    void takesAnotherCourtAtTheTimeOfOnesHold() {
        Answer held = hold("s-1-b1.20261121T1800");
        assertThat(client.reserve("m-1", slots("s-2-b1.20261121T1800")).status())
                .isEqualTo(201);
        assertThat(state(held)).isEqualTo("CANCELLED");
        assertThat(client.reserve("m-2", slots("s-1-b1.20261121T1800")).status())
                .as("its place is free again")
                .isEqualTo(201);
    }

    @Test
    void leavesAHoldAloneWhereTheRequestIsRefused() {
        client.reserve("m-2", slots("s-1-b2.20261121T1800"));
        Answer held = hold("s-1-b1.20261121T1800");
        assertThat(client.reserve("m-1", slots("s-1-b2.20261121T1800")).code()).isEqualTo("slot-full");
        assertThat(state(held)).isEqualTo("HELD");
    }

    @Test
    void confirmsUntilTheLastMillisecondOfAHold() {
        Answer inTime = hold("s-1-b1.20261121T1800");
        engine.nowMs.set(HttpEngine.START_MS + HOLD_MS - 1);
        assertThat(client.as("m-1", "POST", path(inTime) + "/confirm").json().getString("state"))
                .isEqualTo("CONFIRMED");

        Answer late = hold("s-1-b1.20261121T1900");
        engine.nowMs.addAndGet(HOLD_MS);
        Answer lapsed = client.as("m-1", "POST", path(late) + "/confirm");
        assertThat(lapsed.status()).isEqualTo(409);
        assertThat(lapsed.code()).isEqualTo("hold-expired");
        assertThat(lapsed.json().getString("expiredAt"))
                .isEqualTo(late.json().getString("holdExpiresAt"))
                .isEqualTo("2026-11-21T10:03:59.999+08:00");
    }

    @Test
    void confirmsNothingOnceTheSlotHasStarted() {
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(1) - 1_000);
        Answer held = hold("s-1-b1.20261121T1100");
        assertThat(held.json().getString("holdExpiresAt")).isEqualTo("2026-11-21T11:00:00+08:00");

        engine.nowMs.addAndGet(1_000);
        assertThat(client.as("m-1", "POST", path(held) + "/confirm").code()).isEqualTo("hold-expired");
    }
}
