package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.Policy;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.NightTown;
import io.yizhan.town.TestPolicies;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** Somebody in a {@link NightTown}, of whose court one has two reservations a day and four a week, as far ahead as it is announced. */
final class LimitedMember implements AutoCloseable {
    static final String DAILY = "RESERVATIONS_A_DAY";
    static final String WEEKLY = "RESERVATIONS_A_WEEK";

    final HttpClient client;
    private final HttpEngine engine;
    private final ZoneId zone;

    /** @param at by the city's clock */
    LimitedMember(String city, String at) {
        zone = ZoneId.of(city);
        Policy free = TestPolicies.policy("p", 120, 0, NightTown.HORIZON_DAYS - 1, LocalTime.of(0, 0));
        Policy limited = new Policy("p", free.terms().with(Term.DAILY_MAX, 2).with(Term.WEEKLY_MAX, 4), free.release());
        engine = new HttpEngine(NightTown.of(zone, limited, 5), ms(at), Rules.DEFAULT.withActiveReservationsMax(50));
        client = engine.client;
    }

    private long ms(String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
    }

    void clockShows(String local) {
        engine.nowMs.set(ms(local));
    }

    void booked(String... slots) {
        for (String slot : slots) {
            Answer answer = client.reserve("m-1", HttpClient.slots(slot));
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        }
    }

    void refused(String rule, String slot) {
        Answer answer = client.reserve("m-1", HttpClient.slots(slot));
        assertThat(answer.code()).as(answer.body()).isEqualTo("quota-exceeded");
        assertThat(answer.json().getString("rule")).as(slot).isEqualTo(rule);
    }

    Answer series(String slot, int weeks) {
        return SeriesClient.post(client, client.bearer("m-1"), "series", SeriesClient.weeks(slot, weeks));
    }

    /** As it is said to the member, of the court. */
    int used(String rule) {
        for (Object each : client.getAs("m-1", "/v1/me/standing").json().getJsonArray("quotas")) {
            JsonObject usage = (JsonObject) each;
            if (usage.getString("rule").equals(rule) && usage.getString("kind").equals("BADMINTON"))
                return usage.getInteger("current");
        }
        throw new AssertionError("no " + rule);
    }

    /** The date that is meant where none is named. */
    List<String> today() {
        JsonObject activities = client.get("/v1/activities").json();
        String run = activities.getJsonArray("activities").getJsonObject(0).getString("start");
        return List.of(
                client.get("/v1/stations/s-1/slots").json().getString("date"),
                client.get("/v1/slots").json().getString("date"),
                run.substring(0, run.indexOf('T')));
    }

    @Override
    public void close() {
        engine.close();
    }
}
