package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Horizon;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Term;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.sequencer.Caller;
import io.yizhan.town.HttpTown;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same slots some weeks running, over real HTTP against the real core. Saturdays; six of them are open, and released. */
@HearsErrors
class HttpSeriesTest {
    private static final String PATH = "/v1/reservations/series";
    private static final int WEEKS_OPEN = 6;
    private static final String COURT = "s-1-b1.20261121T1800";

    private HttpEngine engine;
    private HttpClient client;

    @RegisterExtension
    static final ErrorLog ERRORS = new ErrorLog();

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        for (String venue : List.of("s-1-b1", "s-1-b2", "s-1-gym")) {
            for (int week = 1; week < WEEKS_OPEN; week++) open(venue, HttpTown.TODAY.plusWeeks(week));
        }
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void open(String venueId, LocalDate date) {
        Command.OpenSlots planned =
                new Horizon(engine.directory).slots(engine.directory.venueNo(venueId), date);
        Command.OpenSlots released = new Command.OpenSlots(
                planned.venueNo(),
                planned.startMin(),
                planned.endMin(),
                planned.capacity(),
                new int[planned.startMin().length],
                planned.closed(),
                planned.localDay());
        assertThat(new Caller(engine).call(released)).isEqualTo(Outcome.Done.DONE);
    }

    private Answer post(String subject, String key, String body) {
        return client.send(
                "POST",
                PATH,
                body,
                "Authorization",
                client.bearer(subject),
                "Idempotency-Key",
                key,
                "Content-Type",
                "application/json",
                "Accept-Language",
                "en");
    }

    private static String weeks(String slot, int weeks) {
        return "{\"slots\":[\"" + slot + "\"],\"weeks\":" + weeks + "}";
    }

    private static List<String> madeOf(Answer answer) {
        return firstSlots(answer, "reservations");
    }

    private static List<String> refusedOf(Answer answer) {
        return firstSlots(answer, "refused");
    }

    private static List<String> firstSlots(Answer answer, String list) {
        List<String> slots = new ArrayList<>();
        for (Object each : answer.json().getJsonArray(list))
            slots.add(((JsonObject) each).getJsonArray("slots").getString(0));
        return slots;
    }

    private static JsonObject problem(Answer answer, int i) {
        return answer.json().getJsonArray("refused").getJsonObject(i).getJsonObject("problem");
    }

    private static List<String> codes(Answer answer) {
        List<String> codes = new ArrayList<>();
        JsonArray refused = answer.json().getJsonArray("refused");
        for (int i = 0; i < refused.size(); i++) codes.add(problem(answer, i).getString("code"));
        return codes;
    }

    private JsonArray mine(String subject) {
        return client.getAs(subject, "/v1/me/reservations").json().getJsonArray("reservations");
    }

    private String idOf(Answer answer, int i) {
        return answer.json().getJsonArray("reservations").getJsonObject(i).getString("id");
    }

    @Test
    void reservesTheSameSlotsSomeWeeksRunning() {
        Answer answer = post(
                "m-1",
                "k",
                "{\"slots\":[\"s-1-b1.20261121T1800\",\"s-1-b1.20261121T1900\"],\"weeks\":3,\"party\":2}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("idempotency-replayed")).isEmpty();
        assertThat(answer.json().getJsonArray("refused")).isEmpty();
        assertThat(madeOf(answer))
                .containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261128T1800", "s-1-b1.20261205T1800");
        for (int week = 0; week < 3; week++) {
            JsonObject made = answer.json().getJsonArray("reservations").getJsonObject(week);
            assertThat(made.getJsonArray("slots")).hasSize(2);
            JsonObject one = client.getAs("m-1", "/v1/reservations/" + made.getString("id")).json();
            one.remove("pass");
            assertThat(one).as("a reservation like any other").isEqualTo(made);
        }
        client.as("m-1", "DELETE", "/v1/reservations/" + idOf(answer, 1));
        assertThat(client.getAs("m-1", "/v1/reservations/" + idOf(answer, 2)).json().getString("state"))
                .isEqualTo("CONFIRMED");
    }

    @Test
    void hasNoMoreThanSingleReservationsWould() {
        client.reserve("m-1", HttpClient.slots("s-1-gym.20261121T1400"));
        client.reserve("m-1", HttpClient.slots("s-1-gym.20261121T1500"));

        Answer answer = post("m-1", "k", weeks(COURT, 4));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(madeOf(answer)).containsExactly("s-1-b1.20261121T1800", "s-1-b1.20261128T1800");
        assertThat(refusedOf(answer)).containsExactly("s-1-b1.20261205T1800", "s-1-b1.20261212T1800");
        Answer single = client.reserve("m-1", HttpClient.slots("s-1-b1.20261205T1800"));
        assertThat(single.code()).isEqualTo("quota-exceeded");
        assertThat(problem(answer, 0).getString("freesAt"))
                .isEqualTo(single.json().getString("freesAt"));
        assertThat(problem(answer, 0).getInteger("current")).isEqualTo(4);
        assertThat(problem(answer, 0).getInteger("status")).isEqualTo(409);
    }
}
