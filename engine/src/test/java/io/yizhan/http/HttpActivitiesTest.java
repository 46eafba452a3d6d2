package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Places of activities, over real HTTP. The town has tai chi with twelve places every day at 18:00. */
@HearsErrors
class HttpActivitiesTest {
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

    private JsonObject taiChi(String date) {
        return client.get("/v1/activities?from=" + date + "&to=" + date)
                .json()
                .getJsonArray("activities")
                .getJsonObject(0);
    }

    @Test
    void haveThePlacesThatAnOperatorHasGivenThem() {
        assertThat(taiChi("2026-11-21").getInteger("places")).isEqualTo(12);
        String operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        Answer changed = client.send(
                "PUT",
                "/v1/admin/slots/s-1-gym.20261121T1800/capacity",
                "{\"capacity\":20,\"reason\":\"大厅\"}",
                "Authorization",
                "Bearer " + operator,
                "Content-Type",
                "application/json");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(taiChi("2026-11-21").getInteger("places")).isEqualTo(20);
        assertThat(taiChi("2026-11-21").getInteger("remaining")).isEqualTo(20);
        assertThat(taiChi("2026-11-22").getInteger("places")).isEqualTo(12);
        assertThat(taiChi("2026-12-21").getInteger("places"))
                .as("not announced yet, so as planned")
                .isEqualTo(12);
    }
}
