package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.sequencer.Caller;
import io.yizhan.town.HttpTown;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A station's day at its desk, over real HTTP, by a node that sends on. It is 10:00; at the gym one checks in until a quarter past. */
@HearsErrors
class HttpStationDayTest {
    private static final String DAY = "/v1/admin/stations/s-1/reservations";
    private static final String GYM = "s-1-gym.20261121T";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String operator;
    private String other;
    private String admin;

    @BeforeEach
    void start() {
        engine = new HttpEngine(options -> options, true);
        client = engine.client;
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        other = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\"]}");
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                        .with(Term.WAITLIST_MAX, 5)
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
    }

    private Answer ask(String token, String path) {
        return client.get(path, "Authorization", "Bearer " + token, "Accept-Language", "en");
    }

    private List<JsonObject> day(String query) {
        return reservations(ask(operator, DAY + query));
    }

    private static List<JsonObject> reservations(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<JsonObject> all = new ArrayList<>();
        JsonArray listed = answer.json().getJsonArray("reservations");
        for (int i = 0; i < listed.size(); i++) all.add(listed.getJsonObject(i));
        return all;
    }

    private static List<String> subjects(List<JsonObject> reservations) {
        return reservations.stream().map(it -> it.getString("subject")).toList();
    }

    private static String waiting(String slot) {
        return slots(slot).replace("{", "{\"onFull\":\"waitlist\",");
    }

    @Test
    void tellsOfEachHowItStandsNow() {
        client.reserve("m-late", slots(GYM + "1700"));
        Answer early = client.reserve("m-early", slots("s-1-b1.20261121T1100"));
        client.reserve("m-elsewhere", slots("s-2-b1.20261121T1100"));
        client.reserve("m-host", slots(GYM + "1700").replace("{", "{\"party\":2,"));
        Answer waits = client.reserve("m-waits", waiting(GYM + "1700"));
        assertThat(waits.json().getString("state")).as(waits.body()).isEqualTo("WAITLISTED");

        List<JsonObject> day = day("");
        assertThat(subjects(day)).containsExactly("m-early", "m-late", "m-host", "m-waits");
        JsonObject first = day.getFirst();
        JsonObject own = client.getAs(
                        "m-early", "/v1/reservations/" + early.json().getString("id"))
                .json();
        own.remove("pass");
        first.remove("subject");
        assertThat(first).as("as its member sees it, but for the pass").isEqualTo(own);
        assertThat(day.get(1).getString("checkInFrom")).isNotNull();
        assertThat(day.get(1).getString("checkInBy")).isEqualTo("2026-11-21T17:15:00+08:00");
        assertThat(day.get(2).getInteger("party")).isEqualTo(2);
        assertThat(day.get(3).getInteger("position")).isEqualTo(1);
        assertThat(subjects(day("?venue=s-1-b1"))).containsExactly("m-early");
        assertThat(subjects(day("?state=waitlisted,held"))).containsExactly("m-waits");
    }

    private void passes(String id, boolean in) {
        int stationNo = engine.directory.stationNo("s-1");
        var told = new Caller(engine).call(new GateCommand.Admit("s-1-g1", stationNo, ReservationIds.parse(id), in));
        assertThat(told)
                .isInstanceOfSatisfying(
                        Outcome.Admission.class,
                        it -> assertThat(it.code().admits()).isTrue());
    }

    @Test
    void tellsWhenSomebodyCameAndWentByItsPass() {
        String id = client.reserve("m-1", slots(GYM + "1100")).json().getString("id");
        client.reserve("m-2", slots(GYM + "1100"));
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(65));
        passes(id, true);
        assertThat(day("").getFirst().getJsonArray("visits").encode())
                .isEqualTo("[{\"in\":\"2026-11-21T11:05:00+08:00\",\"how\":\"INSIDE\"}]");
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(30));
        passes(id, false);

        List<JsonObject> day = day("");
        assertThat(day.getFirst().getJsonArray("visits").encode())
                .isEqualTo("[{\"in\":\"2026-11-21T11:05:00+08:00\",\"out\":\"2026-11-21T11:35:00+08:00\","
                        + "\"how\":\"EXIT\"}]");
        assertThat(day.get(1).containsKey("visits")).isFalse();
    }

    @Test
    void isOfOneDay() {
        client.reserve("m-today", slots(GYM + "1700"));
        // From noon on, tomorrow can be booked.
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.HOURS.toMillis(2));
        client.reserve("m-tomorrow", slots("s-1-b1.20261122T1100"));

        assertThat(subjects(day(""))).containsExactly("m-today");
        assertThat(subjects(day("?date=2026-11-22"))).containsExactly("m-tomorrow");
        assertThat(day("?date=2026-11-23")).isEmpty();
    }

    @Test
    void showsAtOnceWhatWasAnswered() {
        assertThat(day("")).isEmpty();
        for (int i = 0; i < 5; i++) {
            client.reserve("m-" + i, slots(GYM + (12 + i) + "00"));
            assertThat(day("")).hasSize(i + 1);
        }
        String id = day("").getFirst().getString("id");
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.HOURS.toMillis(2));
        Answer there =
                client.sendJson("Bearer " + operator, "POST", "/v1/admin/reservations/" + id + "/check-in", "{}");
        assertThat(there.status()).as(there.body()).isEqualTo(200);

        assertThat(day("?state=CHECKED_IN").getFirst().getString("checkedInAt")).isEqualTo("2026-11-21T12:00:00+08:00");
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.HOURS.toMillis(4));
        assertThat(day("").stream().map(it -> it.getString("state"))).startsWith("COMPLETED", "NO_SHOW", "CONFIRMED");
    }

    @Test
    void comesInPages() {
        for (int i = 0; i < 7; i++) client.reserve("m-" + i, slots(GYM + (18 - i) + "00"));
        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            Answer page = ask(operator, DAY + "?limit=3" + (next.isEmpty() ? "" : "&after=" + next));
            seen.addAll(subjects(reservations(page)));
            next = page.json().getString("next", "");
            pages++;
        } while (!next.isEmpty());

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactly("m-6", "m-5", "m-4", "m-3", "m-2", "m-1", "m-0");
    }

    @Test
    void isForThoseWhoRunTheStation() {
        client.reserve("m-1", slots(GYM + "1800"));
        Answer foreign = ask(other, DAY);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("station-foreign");
        assertThat(foreign.json().getString("station")).isEqualTo("s-1");
        assertThat(foreign.body()).doesNotContain("m-1");
        assertThat(reservations(ask(other, "/v1/admin/stations/s-2/reservations")))
                .isEmpty();
        assertThat(reservations(ask(admin, DAY))).hasSize(1);
        Answer answer = ask(operator, DAY);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String query : List.of(
                "date=2026-13-01",
                "date=1899-01-01",
                "date=x",
                "venue=s-2-b1",
                "venue=nowhere",
                "state=LATE",
                "state=CONFIRMED,",
                "limit=0",
                "limit=101",
                "limit=-1",
                "after=0",
                "after=-1",
                "after=%2B1",
                "after=zzzzzzzzzzzzz",
                "after=zzzzzzzzzzzzzz",
                "after=r-1",
                "after=" + "9".repeat(30),
                "after=1&after=2")) {
            Answer answer = ask(operator, DAY + "?" + query);
            assertThat(answer.status()).as(query + answer.body()).isEqualTo(400);
            assertThat(answer.code()).as(query).isEqualTo("parameter-invalid");
        }
        assertThat(ask(operator, DAY + "?after=1").status()).isEqualTo(200);
        Answer unknown = ask(operator, "/v1/admin/stations/s-99/reservations");
        assertThat(unknown.code()).isEqualTo("station-unknown");
        assertThat(ask(operator, "/v1/admin/stations/%00/reservations").status())
                .isEqualTo(404);
        assertThat(client.sendJson("Bearer " + operator, "POST", DAY, "{}").status())
                .isEqualTo(405);
    }
}
