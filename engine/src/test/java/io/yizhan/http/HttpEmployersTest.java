package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.fitness.EmployerConsents.Sum;
import io.yizhan.http.HttpClient.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who counts for an employer, and what that employer hears. It is 10:00 on 21 November 2026. */
@HearsErrors
class HttpEmployersTest {
    private static final String CONSENT = "/v1/me/fitness/employer";
    private static final String COUNTS = "/v1/employer/fitness";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private Answer as(String role, String employer, String method, String path) {
        String named = employer.isEmpty() ? "" : ",\"employer\":\"" + employer + "\"";
        String token = engine.client.token("{\"roles\":[\"" + role + "\"],\"subject\":\"m-1\"" + named + "}");
        return engine.client.send(method, path, "", "Authorization", "Bearer " + token, "Accept-Language", "en");
    }

    private JsonObject asked(String role, String employer, String method, String path) {
        Answer answer = as(role, employer, method, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void nobodyCountsWithoutHavingAgreed() {
        assertThat(asked("member", "Erjian", "GET", CONSENT)).isEqualTo(new JsonObject("{\"employer\":\"Erjian\"}"));
        assertThat(asked("member", "", "GET", CONSENT)).isEqualTo(new JsonObject());
    }

    @Test
    void consentIsForTheEmployerThatTheTokenNamesAndFromNowOn() {
        JsonObject given = new JsonObject("{\"employer\":\"Erjian\",\"since\":\"2026-11-21T10:00:00+08:00\"}");
        assertThat(asked("member", "Erjian", "PUT", CONSENT).getJsonObject("consent"))
                .isEqualTo(given);
        engine.nowMs.addAndGet(60_000);
        assertThat(asked("member", "Erjian", "PUT", CONSENT).getJsonObject("consent"))
                .as("the same again")
                .isEqualTo(given);
        assertThat(asked("member", "", "GET", CONSENT).getJsonObject("consent"))
                .as("by a token that names nobody")
                .isEqualTo(given);
        assertThat(asked("member", "Sanjian", "PUT", CONSENT).getJsonObject("consent"))
                .isEqualTo(new JsonObject("{\"employer\":\"Sanjian\",\"since\":\"2026-11-21T10:01:00+08:00\"}"));
        assertThat(asked("member", "Sanjian", "DELETE", CONSENT).containsKey("consent"))
                .isFalse();
        assertThat(asked("member", "Sanjian", "GET", CONSENT).containsKey("consent"))
                .isFalse();
    }

    @Test
    void whoeverHasNoEmployerHearsHowToGetOne() {
        for (Answer refused : new Answer[] {as("member", "", "PUT", CONSENT), as("employer", "", "GET", COUNTS)}) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().getString("code")).isEqualTo("employer-missing");
            assertThat(refused.json().getString("detail")).contains("names no employer");
        }
    }

    @Test
    void anEmployerHearsOfTenPeopleAndMore() {
        engine.consents.sum = new Sum(10, 31, 3_700, 42_000);
        assertThat(asked("employer", "Erjian", "GET", COUNTS + "?month=2026-10"))
                .isEqualTo(new JsonObject("{\"employer\":\"Erjian\",\"month\":\"2026-10\",\"peopleMin\":10,"
                        + "\"withheld\":false,\"members\":10,\"workouts\":31,\"minutes\":61,\"distanceM\":42000}"));
        engine.consents.sum = new Sum(9, 31, 3_700, 42_000);
        assertThat(asked("employer", "Erjian", "GET", COUNTS))
                .as("the last month that is over")
                .isEqualTo(new JsonObject(
                        "{\"employer\":\"Erjian\",\"month\":\"2026-10\",\"peopleMin\":10," + "\"withheld\":true}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11", "2026-13", "October", "99999-01"})
    void onlyMonthsThatAreOverAreCounted(String month) {
        Answer refused = as("employer", "Erjian", "GET", COUNTS + "?month=" + month);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getString("detail")).contains("2026-10");
    }

    @Test
    void theDatabasesAbsenceIsToldAndNothingGuessed() {
        engine.consents.away = new IOException("away");
        for (Answer refused : new Answer[] {
            as("member", "Erjian", "GET", CONSENT),
            as("member", "Erjian", "PUT", CONSENT),
            as("member", "Erjian", "DELETE", CONSENT),
            as("employer", "Erjian", "GET", COUNTS)
        }) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().getString("code")).isEqualTo("fitness-unavailable");
        }
    }
}
