package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours.Span;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Courses and tournaments, over real HTTP. It is 10:00 on 21 November; the tournament needs four people three hours before it. */
@HearsErrors
class HttpEntriesTest {
    private static final String TOURNAMENT = "s-1-hall.20261121T1900";
    private static final List<String> COURSE =
            List.of("s-1-hall.20261122T1800", "s-1-hall.20261129T1800", "s-1-hall.20261220T1800");

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine(town(), HttpEngine.START_MS, Rules.DEFAULT);
        client = engine.client;
    }

    private static Directory town() {
        Station station = StationBuilder.station("s-1")
                .occupancyMax(40)
                .venues(List.of(VenueBuilder.venue("s-1-hall")
                        .kind("HALL")
                        .shared(Allocation.POOLED, 8)
                        .schedule(List.of())
                        .build()))
                .activities(List.of(
                        activity("cup", Activity.Kind.TOURNAMENT, new Activity.Entry(2, 2, 4, 180, false), TOURNAMENT),
                        activity(
                                "swim",
                                Activity.Kind.CLASS,
                                new Activity.Entry(1, 20, 0, 1_440, true),
                                COURSE.toArray(String[]::new))))
                .build();
        return CityBuilder.numbered(CityBuilder.city("town")
                .policies(List.of(TestPolicies.policy("p", 120, 60, 7, LocalTime.of(2, 30))))
                .language("zh")
                .stations(List.of(station))
                .build());
    }

    /** An hour each. */
    private static Activity activity(String id, Activity.Kind kind, Activity.Entry entry, String... slots) {
        List<Activity.Session> sessions = Stream.of(slots)
                .map(slot -> slot.substring("s-1-hall.".length()))
                .map(time -> {
                    LocalDate date = LocalDate.of(
                            2026, Integer.parseInt(time.substring(4, 6)), Integer.parseInt(time.substring(6, 8)));
                    int from = 60 * Integer.parseInt(time.substring(9, 11));
                    return new Activity.Session(0, date, date, new Span(from, from + 60));
                })
                .toList();
        return new Activity(id, new Text(id, id), kind, "s-1-hall", 8, sessions, entry);
    }

    private Answer enter(String member, int party, String... slots) {
        JsonArray asked = new JsonArray(List.of(slots));
        return client.reserve(
                member, new JsonObject().put("slots", asked).put("party", party).encode());
    }

    private JsonObject activity(String query, int i) {
        return client.get("/v1/activities?" + query)
                .json()
                .getJsonArray("activities")
                .getJsonObject(i);
    }

    @Test
    void showsHowOneEnters() {
        JsonObject cup = activity("from=2026-11-21&to=2026-11-21", 0);
        assertThat(cup.getInteger("partyMin")).isEqualTo(2);
        assertThat(cup.getInteger("partyMax")).isEqualTo(2);
        assertThat(cup.getInteger("placesMin")).isEqualTo(4);
        assertThat(cup.getString("decidedAt")).isEqualTo("2026-11-21T16:00:00+08:00");
        assertThat(cup.containsKey("course")).isFalse();
        JsonObject first = activity("from=2026-11-22&to=2026-11-22", 0);
        assertThat(first.getJsonArray("course")).isEqualTo(new JsonArray(COURSE));
        assertThat(first.containsKey("placesMin") || first.containsKey("partyMin"))
                .isFalse();
        // Far behind the days that are open.
        JsonObject last = activity("from=2026-12-20&to=2026-12-20", 0);
        assertThat(last.getString("state")).isEqualTo("OPEN");
        assertThat(last.getInteger("remaining")).isEqualTo(8);
    }

    /** Wherever the slot is shown; whoever looks for a free one is shown what they can have. */
    @Test
    void showsInListsOfSlotsThatOneEntersOtherwise() {
        String slots = client.get("/v1/stations/s-1/slots?date=2026-11-21").body();
        assertThat(slots).contains("\"partyMin\":2,\"partyMax\":2").doesNotContain("ofCourse");
        assertThat(client.get("/v1/stations/s-1/slots?date=2026-12-20").body())
                .contains("\"ofCourse\":true")
                .doesNotContain("partyMin");
        String search = "/v1/slots?date=2026-11-21&free=true&party=";
        assertThat(client.get(search + 1).json().getJsonArray("slots")).isEmpty();
        assertThat(client.get(search + 2).json().getJsonArray("slots")).hasSize(1);
        assertThat(client.get("/v1/slots?date=2026-11-22&free=true").json().getJsonArray("slots"))
                .isEmpty();
        assertThat(client.get("/v1/slots?date=2026-11-22").json().getJsonArray("slots"))
                .hasSize(1);
    }

    @Test
    void aPairIsTwo() {
        Answer alone = enter("m-1", 1, TOURNAMENT);
        assertThat(alone.status()).isEqualTo(422);
        assertThat(alone.code()).isEqualTo("party-unfit");
        assertThat(alone.json().getInteger("partyMin")).isEqualTo(2);
        assertThat(alone.json().getInteger("partyMax")).isEqualTo(2);
        assertThat(alone.json().getString("detail")).contains("2 人为一组");
        assertThat(enter("m-1", 2, TOURNAMENT).status()).isEqualTo(201);
        assertThat(activity("from=2026-11-21&to=2026-11-21", 0).getInteger("remaining"))
                .isEqualTo(6);
    }

    @Test
    void aCourseIsEnteredAsAWhole() {
        Answer one = enter("m-1", 1, COURSE.get(1));
        assertThat(one.status()).isEqualTo(422);
        assertThat(one.code()).isEqualTo("course-whole");
        assertThat(one.json().getJsonArray("course")).isEqualTo(new JsonArray(COURSE));
        assertThat(enter("m-1", 1, COURSE.get(0), COURSE.get(2)).code()).isEqualTo("course-whole");
        Answer whole = enter("m-1", 1, COURSE.toArray(String[]::new));
        assertThat(whole.status()).as(whole.body()).isEqualTo(201);
        assertThat(activity("from=2026-12-20&to=2026-12-20", 0).getInteger("remaining"))
                .isEqualTo(7);
    }

    @Test
    void withTooFewItIsCalledOffAndAllAreTold() {
        String id = enter("m-1", 2, TOURNAMENT).json().getString("id");
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(6));
        await().until(() -> client.getAs("m-1", "/v1/reservations/" + id)
                .json()
                .getString("state")
                .equals("CANCELLED"));
        JsonObject told = client.getAs("m-1", "/v1/reservations/" + id).json();
        assertThat(told.getString("by")).isEqualTo("closure");
        assertThat(told.getString("reason")).contains("活动取消", "Called off");
        JsonObject cup = activity("from=2026-11-21&to=2026-11-21", 0);
        assertThat(cup.getString("state")).isEqualTo("CLOSED");
        assertThat(cup.getString("reason")).contains("Called off");
        assertThat(enter("m-2", 2, TOURNAMENT).code()).isEqualTo("slot-closed");
    }

    @Test
    void withEnoughItTakesPlace() {
        enter("m-1", 2, TOURNAMENT);
        enter("m-2", 2, TOURNAMENT);
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(6));
        await().until(() -> enter("m-3", 2, TOURNAMENT).status() == 201);
        assertThat(activity("from=2026-11-21&to=2026-11-21", 0).getInteger("remaining"))
                .isEqualTo(2);
    }

    private Answer closeDate(String query, String day) {
        String operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        JsonObject body = new JsonObject()
                .put("venues", JsonArray.of("s-1-hall"))
                .put("from", day + "T18:00:00+08:00")
                .put("to", day + "T19:00:00+08:00")
                .put("reason", "屋顶漏水")
                .put("reservations", "CANCEL");
        return client.sendJson("Bearer " + operator, "POST", "/v1/admin/closures" + query, body.encode());
    }

    /** By a token of now: the first has ended with its day. */
    private JsonObject seen(String path) {
        String token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        return client.get(path, "Authorization", "Bearer " + token).json();
    }

    private static JsonObject closedDate(String slot) {
        return new JsonObject().put("slot", slot).put("reason", "屋顶漏水");
    }

    @Test
    void aCourseGoesOnWithoutTheDateThatIsClosed() throws IOException {
        VenueTerms terms = new VenueTerms(engine.directory.stationNo("s-1"), "HALL", false, Terms.UNSET)
                .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15));
        engine.tell(new VenueCommand.DefineVenue(engine.directory.venueNo("s-1-hall"), terms));
        JsonObject entered = enter("m-1", 1, COURSE.toArray(String[]::new)).json();
        String path = "/v1/reservations/" + entered.getString("id");
        assertThat(entered.getString("checkInBy")).isEqualTo("2026-11-22T18:15:00+08:00");

        JsonObject preview = closeDate("?preview=true", "2026-11-22").json();
        assertThat(preview.getInteger("affected")).isZero();
        assertThat(preview.getInteger("losingDates")).isEqualTo(1);
        JsonObject losing = preview.getJsonArray("reservationsLosingDates").getJsonObject(0);
        assertThat(losing.getString("id")).isEqualTo(entered.getString("id"));
        assertThat(losing.getString("member")).isEqualTo("m-1");
        assertThat(losing.getJsonArray("slots")).isEqualTo(new JsonArray(COURSE));
        assertThat(losing.getJsonArray("dates")).isEqualTo(JsonArray.of(COURSE.getFirst()));

        String authorization = "Authorization: " + client.bearer("m-1") + "\r\n";
        try (LiveReader live = new LiveReader(engine.port(), "/v1/me/live", authorization).sees("200 OK")) {
            assertThat(closeDate("", "2026-11-22").status()).isEqualTo(201);
            live.sees("\"closed\":[" + closedDate(COURSE.getFirst()).encode() + "]");
        }
        JsonObject told = client.getAs("m-1", path).json();
        assertThat(told.getString("state")).isEqualTo("CONFIRMED");
        assertThat(told.getJsonArray("closed")).isEqualTo(JsonArray.of(closedDate(COURSE.getFirst())));
        assertThat(told.getString("checkInBy")).isEqualTo("2026-11-29T18:15:00+08:00");

        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(33));
        await().until(() -> !seen(path).containsKey("closed"));
        assertThat(seen(path).getString("state")).isEqualTo("CONFIRMED");
        assertThat(seen("/v1/me/standing").getJsonArray("strikes")).isEmpty();

        closeDate("", "2026-12-20");
        JsonObject last = closeDate("?preview=true", "2026-11-29").json();
        assertThat(last.getInteger("affected")).isEqualTo(1);
        assertThat(last.getInteger("losingDates")).isZero();
        closeDate("", "2026-11-29");
        await().until(() -> seen(path).getString("state").equals("CANCELLED"));
    }
}
