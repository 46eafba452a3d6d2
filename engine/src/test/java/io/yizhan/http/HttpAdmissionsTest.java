package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Gate;
import io.yizhan.catalogue.Station;
import io.yizhan.core.AdmissionCode;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.pass.Pass;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gates that ask whether they may open, over real HTTP. It is 10:00; at the gym one checks in from half an hour before until a quarter of an
 * hour after the start.
 */
@HearsErrors
class HttpAdmissionsTest {
    private static final String GYM = "s-1-gym.20261121T";
    private static final long ELEVEN_MS = HttpEngine.START_MS + 3_600_000;
    private static final String PATH = "/v1/gates/s-1-g1/admissions";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String gate = "";

    @BeforeEach
    void start() {
        long dayMs = TimeUnit.DAYS.toMillis(1);
        engine = new HttpEngine(
                withTwoGates(),
                HttpEngine.START_MS,
                Rules.DEFAULT.withStrikes(new StrikeRules(2, 30 * dayMs, 7 * dayMs)));
        client = engine.client;
        gate = gateToken();
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                        .with(Term.WEEKLY_MAX, 50)
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
    }

    private String gateToken() {
        return "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\",\"stations\":[\"s-1\"]}");
    }

    private static Directory withTwoGates() {
        City town = HttpTown.directory().city();
        List<Station> stations = new ArrayList<>(town.stations());
        stations.set(
                0,
                StationBuilder.like(stations.getFirst())
                        .gates(List.of(Gate.of("s-1-g1"), Gate.of("s-1-g2")))
                        .build());
        return CityBuilder.numbered(CityBuilder.like(town).stations(stations).build());
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    private Answer ask(String path, String body, String language) {
        return client.sendJson(gate, "POST", path, body, "Accept-Language", language);
    }

    private Answer in(String pass) {
        return ask(PATH, shown(pass, "IN"), "en");
    }

    private Answer out(String pass) {
        return ask(PATH, shown(pass, "OUT"), "en");
    }

    private static String shown(String pass, String direction) {
        return new JsonObject().put("pass", pass).put("direction", direction).encode();
    }

    private Answer book(String member, String hour) {
        Answer placed = client.reserve(member, slots(GYM + hour));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed;
    }

    private JsonObject of(String member, Answer placed) {
        return client.getAs(member, "/v1/reservations/" + id(placed)).json();
    }

    private static String id(Answer placed) {
        return placed.json().getString("id");
    }

    /** With another signature. */
    private static String forged(String pass) {
        int signature = pass.lastIndexOf('.') + 1;
        return pass.substring(0, signature)
                + (pass.charAt(signature) == 'A' ? 'B' : 'A')
                + pass.substring(signature + 1);
    }

    private String passOf(String member, Answer placed) {
        return of(member, placed).getString("pass");
    }

    private static void assertTold(Answer answer, boolean admit, String code, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().getBoolean("admit")).as(answer.body()).isEqualTo(admit);
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.json().getString("message")).isEqualTo(message);
    }

    @Test
    void opensForTheMemberAndChecksThemIn() {
        Answer placed = book("m-1", "1800");
        String pass = passOf("m-1", placed);
        Answer early = in(pass);
        assertTold(early, false, "TOO_EARLY", "Too early: entry from 17:30");
        assertThat(early.json().getString("opensAt")).isEqualTo("2026-11-21T17:30:00+08:00");

        at(17, 45);
        Answer there = in(" " + pass + "\r\n");
        assertTold(there, true, "ADMITTED", "Welcome, please come in");
        assertThat(there.json().getString("reservationId")).isEqualTo(id(placed));
        assertThat(there.json().getString("insideSince")).isEqualTo("2026-11-21T17:45:00+08:00");
        assertThat(there.header("Content-Language")).isEqualTo("en");
        assertThat(of("m-1", placed).getString("state")).isEqualTo("CHECKED_IN");
        assertThat(passOf("m-1", placed)).as("it is needed to go out").isEqualTo(pass);
        assertThat(of("m-1", placed).getString("checkedInAt")).isEqualTo("2026-11-21T17:45:00+08:00");
        assertThat(client.get("/v1/stations/s-1/occupancy").json().getInteger("inside"))
                .as("that is for events to tell")
                .isZero();

        at(17, 50);
        assertTold(in(pass), false, "ALREADY_INSIDE", "This pass is inside already");
        assertTold(out(pass), true, "EXIT", "Goodbye");
        assertTold(in(pass), true, "ADMITTED_AGAIN", "Please come in");
        at(19, 1);
        assertThat(of("m-1", placed).getString("state")).isEqualTo("COMPLETED");
        assertTold(in(pass), false, "TOO_LATE", "Too late for this booking");
        assertTold(out(pass), true, "EXIT", "Goodbye");
    }

    @Test
    void opensForNobodyWhoseReservationIsNot() {
        Answer missed = book("m-1", "1200");
        Answer cancelled = book("m-2", "1200");
        String missedPass = passOf("m-1", missed);
        String cancelledPass = passOf("m-2", cancelled);
        client.as("m-2", "DELETE", "/v1/reservations/" + id(cancelled));
        at(12, 15);
        assertTold(in(missedPass), false, "TOO_LATE", "Too late for this booking");
        assertTold(in(cancelledPass), false, "CANCELLED", "This booking was cancelled");

        Answer held = client.reserve("m-3", slots(GYM + "1800").replace("{", "{\"mode\":\"hold\","));
        String heldPass = engine.passes.signed(
                engine.passes.pass(id(held), "s-1", HttpEngine.START_MS, HttpEngine.START_MS + 36_000_000));
        assertTold(in(heldPass), false, "NOT_CONFIRMED", "This booking is not confirmed");
    }

    @Test
    void opensForNoPassOfAnybodyElse() {
        Answer placed = book("m-1", "1100");
        String pass = passOf("m-1", placed);
        at(10, 45);
        Passes others = new Passes(PassKey.generate(), 900, InstantSource.system());
        Pass same = engine.passes.pass(id(placed), "s-1", ELEVEN_MS, ELEVEN_MS + 3_600_000);
        for (String none : List.of(
                forged(pass),
                others.signed(same),
                "A2-777-1",
                pass + ".",
                pass.substring(0, pass.lastIndexOf('.') + 1),
                "..",
                "二维码",
                "x".repeat(1_100))) {
            assertTold(in(none), false, "PASS_INVALID", "This is not a valid pass");
            assertTold(out(none), true, "EXIT", "Goodbye");
        }
        String elsewhere = engine.passes.signed(new Pass(id(placed), "s-2", 0, same.endsAtS()));
        assertTold(in(elsewhere), false, "PASS_OF_OTHER_STATION", "This pass is for another station");
        assertTold(out(elsewhere), true, "EXIT", "Goodbye");
        String otherCity = engine.passes.signed(new Pass(id(placed), "bj-001", 0, same.endsAtS()));
        assertTold(in(otherCity), false, "PASS_OF_OTHER_CITY", "This pass is for another city");
        assertTold(out(otherCity), true, "EXIT", "Goodbye");
        assertThat(of("m-1", placed).getString("state")).isEqualTo("CONFIRMED");
        assertTold(in(pass), true, "ADMITTED", "Welcome, please come in");
    }

    @Test
    void letsPeopleWalkInWhileItIsOpenAndHasRoom() {
        String walkIn = "{\"credential\":\"card 4711\",\"direction\":\"IN\"}";
        assertTold(ask(PATH, walkIn, "en"), true, "WALK_IN", "Welcome, please come in");
        assertTold(ask(PATH, "{\"direction\":\"IN\"}", "zh"), true, "WALK_IN", "欢迎，请进");
        assertTold(ask(PATH, "{\"direction\":\"OUT\"}", "en"), true, "EXIT", "Goodbye");
        Answer placed = book("m-1", "1100");
        String pass = passOf("m-1", placed);
        at(10, 45);
        String events = String.join(
                ",",
                IntStream.rangeClosed(1, 40)
                        .mapToObj(seq ->
                                "{\"seq\":" + seq + ",\"at\":\"2026-11-21T09:59:00+08:00\",\"direction\":\"IN\"}")
                        .toArray(String[]::new));
        report("{\"boot\":\"b\",\"events\":[" + events + "]}");
        assertTold(ask(PATH, walkIn, "en"), false, "FULL", "The station is full now");
        assertTold(in(pass), true, "ADMITTED", "Welcome, please come in");
        at(29, 0);
        gate = gateToken();
        assertTold(ask(PATH, walkIn, "zh-CN"), false, "STATION_CLOSED", "驿站现在不开放");
    }

    private Answer report(String body) {
        return client.sendJson(gate, "POST", "/v1/gates/s-1-g1/events", body);
    }

    @Test
    void answersInChineseUnlessAskedOtherwise() {
        assertTold(ask(PATH, shown("x", "IN"), ""), false, "PASS_INVALID", "二维码无效");
        Answer placed = book("m-1", "1800");
        assertTold(ask(PATH, shown(passOf("m-1", placed), "IN"), "fr"), false, "TOO_EARLY", "还没到时间，17:30 起可入场");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"direction\":\"in\"}",
                "{\"direction\":\"BOTH\"}",
                "{\"direction\":1}",
                "{\"pass\":\"\",\"direction\":\"IN\"}",
                "{\"pass\":null,\"direction\":\"IN\"}",
                "{\"pass\":\"LONG\",\"direction\":\"OUT\"}",
                "{\"credential\":\"LONG\",\"direction\":\"OUT\"}",
                "{\"direction\":\"IN\",\"direction\":\"OUT\"}",
                "{\"direction\":\"IN\",\"at\":\"2026-11-21T09:59:00+08:00\"}",
                "{\"direction\":\"IN\""
            })
    void refusesWhatIsNoQuestion(String body) {
        Answer answer = ask(PATH, body.replace("LONG", "x".repeat(1_101)), "en");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isIn("body-invalid", "json-malformed");
    }

    @Test
    void refusesGatesThatAreNotTheCallers() {
        String foreign = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-2-g1\"}");
        assertThat(client.sendJson(foreign, "POST", PATH, "{\"direction\":\"IN\"}")
                        .code())
                .isEqualTo("gate-foreign");
        assertThat(ask("/v1/gates/s-9-g1/admissions", "{\"direction\":\"IN\"}", "en")
                        .code())
                .isEqualTo("gate-unknown");
        assertThat(client.sendJson(gate, "POST", PATH, "{\"direction\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    /** A pass that somebody has photographed, at both gates of the station, by many at once. */
    @Test
    void opensOnceForAPassThatIsShownAtTwoGatesAtOnce() throws Exception {
        Answer placed = book("m-1", "1800");
        String pass = passOf("m-1", placed);
        at(18, 0);
        List<String> codes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (int i = 0; i < 16; i++) {
            String path = "/v1/gates/s-1-g" + (1 + i % 2) + "/admissions";
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                }
                Answer answer = ask(path, shown(pass, "IN"), "en");
                synchronized (codes) {
                    codes.add(answer.json().getString("code"));
                }
            }));
        }
        start.countDown();
        for (Thread it : threads) it.join();
        assertThat(codes).hasSize(16).containsOnlyOnce("ADMITTED");
        assertThat(Set.copyOf(codes)).containsExactlyInAnyOrder("ADMITTED", "ALREADY_INSIDE");
    }

    @Test
    void aLateReportForgivesWhoeverCameInTime() {
        Answer placed = book("m-1", "1200");
        String pass = passOf("m-1", placed);
        at(12, 15);
        assertThat(of("m-1", placed).getString("state")).isEqualTo("NO_SHOW");
        at(12, 30);
        assertThat(of("m-1", placed).getBoolean("strike")).isTrue();
        String event =
                "{\"boot\":\"b\",\"events\":[{\"seq\":1,\"at\":\"2026-11-21T12:10:00+08:00\",\"direction\":\"IN\",\"pass\":\"";
        assertThat(report(event + pass + "\"}]}").body()).startsWith("{\"through\":1,\"accepted\":1");
        assertThat(of("m-1", placed).getString("state")).isEqualTo("NO_SHOW");
        assertThat(of("m-1", placed).containsKey("strike")).isFalse();
        assertThat(report(event + pass + "\"}]}").body()).startsWith("{\"through\":1,\"accepted\":0,\"duplicates\":1");
    }

    @Test
    void aReportOfManyPassesChecksAllOfThemIn() {
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())));
        List<Event.VisitsRecorded> visits = new ArrayList<>();
        engine.heard = event -> {
            if (event instanceof Event.VisitsRecorded it) visits.add(it);
        };
        Answer placed = book("m-1", "1100");
        at(11, 10);
        gate = gateToken();
        Pass pass = engine.passes.pass(id(placed), "s-1", ELEVEN_MS, ELEVEN_MS + 3_600_000);
        // Forged ones, and of another city, are credentials as any others.
        String good = engine.passes.signed(pass);
        String forged = forged(good);
        String other = engine.passes.signed(new Pass(id(placed), "bj-001", 0, pass.endsAtS()));
        List<String> events = new ArrayList<>();
        for (int seq = 1; seq <= 500; seq++) {
            String shown = seq % 5 == 0 ? forged : seq % 7 == 0 ? other : good;
            events.add("{\"seq\":" + seq + ",\"at\":\"2026-11-21T10:" + (10 + seq / 12) + ":00+08:00\",\"direction\":\""
                    + (seq % 2 == 0 ? "OUT" : "IN") + "\",\"pass\":\"" + shown + "\"}");
        }
        Answer answer = report("{\"boot\":\"b\",\"forget\":[[1,9]],\"events\":[" + String.join(",", events) + "]}");
        assertThat(answer.body()).startsWith("{\"through\":500,\"accepted\":500,\"duplicates\":0");
        assertThat(engine.meters.scrape()).contains("yizhan_gate_passes_unknown_total 157.0");
        assertThat(engine.meters.scrape()).containsPattern("yizhan_visits_odd_total [1-9]");
        assertThat(visits).isNotEmpty();
        assertThat(visits.getLast().visits().length).isEqualTo(100);
        assertThat(of("m-1", placed).getString("state")).isEqualTo("CHECKED_IN");
    }

    @Test
    void letsPeopleOutWhoeverIsTooBusyToNoteIt() {
        Answer placed = book("m-1", "1800");
        String pass = passOf("m-1", placed);
        for (Refusal refusal : List.of(new Refusal.Overloaded(100), new Refusal.RegionStopped("full"))) {
            engine.refusing.set(refusal);
            assertTold(out(pass), true, "EXIT", "Goodbye");
            assertThat(in(pass).status()).isEqualTo(503);
        }
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    @Test
    void aGateThatHeardNoAnswerAsksAgain() {
        Answer placed = book("m-1", "1800");
        String pass = passOf("m-1", placed);
        at(17, 40);
        gate = gateToken();
        assertThat(in(pass).json().getString("code")).isEqualTo("ADMITTED");
        String retry = new JsonObject()
                .put("pass", pass)
                .put("direction", "IN")
                .put("retry", true)
                .encode();
        assertTold(ask(PATH, retry, "en"), true, "ADMITTED", "Welcome, please come in");
        assertThat(in(pass).json().getString("code")).isEqualTo("ALREADY_INSIDE");
        assertThat(ask(PATH, retry.replace("true", "1"), "en").code()).isEqualTo("body-invalid");
    }

    private JsonObject snapshot(String since) {
        Answer answer = client.sendJson(gate, "GET", "/v1/gates/s-1-g1/snapshot" + since, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return decoded(answer.body().split("\\.", -1)[1]);
    }

    @Test
    void tellsAGateOnlyWhatHasChanged() {
        Answer stays = book("m-1", "1800");
        Answer cancelled = book("m-2", "1800");
        Answer over = book("m-3", "1100");
        JsonObject first = snapshot("");
        String since = "?since=" + first.getLong("version");
        JsonObject nothing = snapshot(since);
        assertThat(nothing.getLong("since")).isEqualTo(first.getLong("version"));
        assertThat(nothing.getJsonArray("passes")).isEmpty();
        assertThat(nothing.getJsonArray("gone")).isEmpty();

        client.as("m-2", "DELETE", "/v1/reservations/" + id(cancelled));
        Answer added = book("m-4", "1900");
        at(12, 30);
        JsonObject changed = snapshot(since);
        assertThat(changed.getJsonArray("passes")).hasSize(1);
        assertThat(changed.getJsonArray("passes").getJsonObject(0).getString("id"))
                .isEqualTo(id(added));
        assertThat(changed.getJsonArray("revoked")).containsExactly(id(cancelled));
        assertThat(changed.getJsonArray("gone")).containsExactly(id(over));

        JsonObject whole = snapshot("?since=1");
        assertThat(whole.containsKey("since")).isFalse();
        assertThat(whole.getJsonArray("passes"))
                .extracting(it -> ((JsonObject) it).getString("id"))
                .contains(id(stays), id(added));
    }

    @Test
    void tellsAGateWhoMayComeInWhileItIsAlone() throws Exception {
        Answer coming = book("m-1", "1800");
        Answer cancelled = book("m-2", "1800");
        client.as("m-2", "DELETE", "/v1/reservations/" + id(cancelled));
        book("m-3", "1900");
        String path = "/v1/gates/s-1-g1/snapshot";
        Answer answer = client.sendJson(gate, "GET", path, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/jose");
        String[] parts = answer.body().split("\\.", -1);
        assertThat(decoded(parts[0]).getString("typ")).isEqualTo("gate-snapshot+jwt");
        assertThat(PublishedKey.hasSigned(client, answer.body())).isTrue();
        JsonObject told = decoded(parts[1]);
        assertThat(told.getString("station")).isEqualTo("s-1");
        assertThat(told.getJsonArray("passes")).hasSize(2);
        assertThat(told.getJsonArray("passes").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", id(coming))
                        .put("from", "2026-11-21T17:30:00+08:00")
                        .put("until", "2026-11-21T18:15:00+08:00")
                        .put("party", 1));
        assertThat(told.getJsonArray("revoked")).containsExactly(id(cancelled));
        assertThat(told.containsKey("since")).isFalse();
        assertThat(client.sendJson(gate, "GET", path + "?since=999999999", "").code())
                .isEqualTo("snapshot-ahead");
        for (String wrong : List.of("-1", "x", "99999999999999999999"))
            assertThat(client.sendJson(gate, "GET", path + "?since=" + wrong, "")
                            .status())
                    .isEqualTo(400);
        // It is no pass.
        assertTold(
                in(answer.body().length() > 1_100 ? "x" : answer.body()),
                false,
                "PASS_INVALID",
                "This is not a valid pass");
    }

    @Test
    void countsWhatItTells() {
        in("x");
        in("x");
        out("x");
        assertThat(engine.meters.scrape())
                .contains("yizhan_admissions_total{code=\"PASS_INVALID\"} 2.0")
                .contains("yizhan_admissions_total{code=\"EXIT\"} 1.0");
        assertThat(EnumSet.allOf(AdmissionCode.class))
                .allSatisfy(code ->
                        assertThat(engine.meters.scrape()).contains("yizhan_admissions_total{code=\"" + code + "\"}"));
    }
}
