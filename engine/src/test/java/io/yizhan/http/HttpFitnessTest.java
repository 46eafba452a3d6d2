package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Event;
import io.yizhan.core.Visit;
import io.yizhan.core.Workout;
import io.yizhan.equipment.MachineSession;
import io.yizhan.equipment.Telemetry;
import io.yizhan.fitness.MachineSessions;
import io.yizhan.fitness.WorkoutKeeper;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.member.MemberVisit;
import io.yizhan.pass.Pass;
import io.yizhan.town.HttpTown;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members have done on machines, from the machine's word to the member's sum. It is 10:00 on 21 November 2026. */
@HearsErrors
class HttpFitnessTest {
    private static final String MACHINE = "s-1-m1";
    private static final String CLAIM = "{\"equipment\":\"" + MACHINE + "\"}";
    private static final long MINUTE_MS = 60_000;

    @AutoClose
    private HttpEngine engine;

    @AutoClose
    private WorkoutKeeper keeper;

    private HttpClient client;
    private String machine = "";

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        keeper = keeper(engine.sessions);
        machine = "Bearer " + client.token("{\"roles\":[\"equipment\"],\"subject\":\"" + MACHINE + "\"}");
    }

    private WorkoutKeeper keeper(MachineSessions sessions) {
        return new WorkoutKeeper(
                sessions,
                () -> engine.directory,
                (token, directory) -> {
                    Pass pass = engine.passes.read(token);
                    return pass == null
                            ? WorkoutKeeper.Shown.NONE
                            : new WorkoutKeeper.Shown(ReservationIds.parse(pass.reservationId()), pass.companion());
                },
                engine,
                () -> Instant.ofEpochMilli(engine.nowMs.get()));
    }

    private void say(int minutesAgo, String rest) {
        String at = Instant.ofEpochMilli(HttpEngine.START_MS - minutesAgo * MINUTE_MS)
                .toString();
        Answer answer = client.sendJson(
                machine, "POST", "/v1/equipment/" + MACHINE + "/telemetry", "{\"at\":\"" + at + "\"," + rest + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** For twenty minutes, until two minutes ago, at 9 km/h. */
    private void run(String more) {
        for (int minute = 0; minute <= 20; minute++)
            say(
                    22 - minute,
                    "\"session\":{\"elapsedS\":" + 60 * minute + ",\"distanceM\":" + 150 * minute
                            + ",\"heartRateBpm\":141" + more + "}");
        say(1, "\"state\":\"AVAILABLE\"");
        keeper.keepWhatEnded();
    }

    private Answer send(String member, String method, String path, String body) {
        return client.sendJson(client.bearer(member), method, path, body, "Accept-Language", "en");
    }

    private Answer claim(String member) {
        return send(member, "POST", "/v1/me/workouts", CLAIM);
    }

    private JsonObject fitness(String member, String query) {
        Answer answer = client.getAs(member, "/v1/me/fitness" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private JsonArray workouts(String member) {
        return client.getAs(member, "/v1/me/workouts").json().getJsonArray("workouts");
    }

    private Answer measure(String body, String more) {
        String operator =
                "Bearer " + client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        return client.sendJson(
                operator, "PUT", "/v1/admin/members/m-1/body-checks/" + more, body, "Accept-Language", "en");
    }

    private Answer measure(String body) {
        return measure(body, "2026-11-20");
    }

    @Test
    void whoeverClaimsAWorkoutHasItAndNobodyElse() {
        run("");
        Answer claimed = claim("m-1");
        assertThat(claimed.status()).as(claimed.body()).isEqualTo(201);
        JsonObject workout = claimed.json();
        assertThat(workout.getString("start")).isEqualTo("2026-11-21T09:38:00+08:00");
        assertThat(workout.getString("end")).isEqualTo("2026-11-21T09:58:00+08:00");
        assertThat(workout.getInteger("activeS")).isEqualTo(1_200);
        assertThat(workout.getInteger("distanceM")).isEqualTo(3_000);
        assertThat(workout.getString("by")).isEqualTo("CLAIM");
        assertThat(workout.getString("energyBy")).isEqualTo("MET");
        assertThat(claim("m-1").status()).isEqualTo(200);
        assertThat(claim("m-1").json()).isEqualTo(workout);
        assertThat(claim("m-2").code()).isEqualTo("workout-none");
        assertThat(workouts("m-1")).hasSize(1);
        assertThat(workouts("m-2")).isEmpty();
        assertThat(client.getAs("m-2", "/v1/me/workouts/" + workout.getString("id"))
                        .code())
                .isEqualTo("workout-unknown");
    }

    @Test
    void aPassThatWasShownToTheMachineSaysWhoseItIs() {
        Answer placed = client.reserve("m-1", slots("s-1-gym.20261121T1100"));
        String id = placed.json().getString("id");
        String pass = client.getAs("m-1", "/v1/reservations/" + id).json().getString("pass");
        run(",\"pass\":\"" + pass + "\"");
        assertThat(workouts("m-1").getJsonObject(0).getString("by")).isEqualTo("PASS");
        assertThat(claim("m-2").code()).isEqualTo("workout-none");
    }

    @Test
    void whatIsToldAgainIsOneWorkout() {
        run("");
        run("");
        WorkoutKeeper afterAStart = keeper;
        MachineSessions empty = new MachineSessions();
        keeper = keeper(empty);
        // The same words come to an engine that has just started.
        for (int minute = 0; minute <= 20; minute += 2) {
            var session = new MachineSession("", 60 * minute, 150 * minute, -1, 141, -1, false);
            empty.heard(
                    engine.directory.stationNo("s-1"),
                    MACHINE,
                    new Telemetry(HttpEngine.START_MS - (22 - minute) * MINUTE_MS, null, session),
                    HttpEngine.START_MS);
        }
        engine.nowMs.addAndGet(5 * MINUTE_MS);
        keeper.keepWhatEnded();
        afterAStart.close();
        assertThat(engine.fitness.workouts).hasSize(1);
    }

    @Test
    void sumsUpVisitsAndWorkoutsByDayWeekAndKind() {
        run("");
        claim("m-1");
        measure("{\"station\":\"s-1\",\"weightKg\":80}");
        int stationNo = engine.directory.stationNo("s-1");
        engine.members.visits.add(new MemberVisit(
                7, stationNo, HttpEngine.START_MS - 60 * MINUTE_MS, HttpEngine.START_MS, Visit.Ending.EXIT));
        engine.members.visits.add(new MemberVisit(
                6,
                stationNo,
                HttpEngine.START_MS - 24 * 60 * MINUTE_MS,
                HttpEngine.START_MS - 23 * 60 * MINUTE_MS,
                Visit.Ending.EXIT));

        JsonObject days = fitness("m-1", "?from=2026-11-20&to=2026-11-21");
        JsonObject today = days.getJsonArray("periods").getJsonObject(1);
        assertThat(today.getString("start")).isEqualTo("2026-11-21");
        assertThat(today.getInteger("visits")).isEqualTo(1);
        assertThat(today.getInteger("visitMinutes")).isEqualTo(60);
        assertThat(today.getInteger("workouts")).isEqualTo(1);
        assertThat(today.getInteger("minutes")).isEqualTo(20);
        // 9 km/h: 9.0 MET × 80 kg × a third of an hour.
        assertThat(today.getInteger("energyKcal")).isEqualTo(240);
        assertThat(today.getInteger("estimatedKcal")).isEqualTo(240);
        assertThat(today.getJsonArray("kinds").getJsonObject(0).getString("kind"))
                .isEqualTo("TREADMILL");
        assertThat(days.getJsonObject("weight").encode()).isEqualTo("{\"kg\":80.0,\"by\":\"BODY_CHECK\"}");
        assertThat(days.getJsonObject("streak").getInteger("days")).isEqualTo(2);
        assertThat(days.getJsonArray("bests")
                        .getJsonObject(0)
                        .getJsonObject("distanceM")
                        .getInteger("value"))
                .isEqualTo(3_000);

        assertThat(workouts("m-1").getJsonObject(0).getString("reservationId"))
                .as("of the visit during which it was")
                .isEqualTo("r-7");
        JsonObject weeks = fitness("m-1", "?from=2026-11-20&to=2026-11-24&by=week");
        assertThat(weeks.getJsonArray("periods")).hasSize(2);
        assertThat(weeks.getJsonArray("periods").getJsonObject(0).getInteger("visits"))
                .isEqualTo(2);
        assertThat(weeks.getJsonObject("total").getInteger("workouts")).isEqualTo(1);
        JsonObject nobody = fitness("m-2", "");
        assertThat(nobody.getJsonArray("periods")).hasSize(28);
        assertThat(nobody.getJsonObject("weight").getString("by")).isEqualTo("DEFAULT");
    }

    @Test
    void givesAWorkoutAsAFileForOtherPrograms() {
        run("");
        String id = claim("m-1").json().getString("id");
        Answer byName = client.getAs("m-1", "/v1/me/workouts/" + id + ".tcx");
        assertThat(byName.status()).isEqualTo(200);
        assertThat(byName.header("content-type")).isEqualTo("application/vnd.garmin.tcx+xml");
        assertThat(byName.header("content-disposition")).isEqualTo("attachment; filename=\"w-1.tcx\"");
        Answer byHead = client.get(
                "/v1/me/workouts/" + id,
                "Authorization",
                client.bearer("m-1"),
                "Accept",
                "application/vnd.garmin.tcx+xml");
        assertThat(byHead.body()).isEqualTo(byName.body());
        assertThat(client.get("/v1/me/workouts/" + id, "Authorization", client.bearer("m-1"), "Accept", "text/csv")
                        .status())
                .isEqualTo(406);
        for (String wrong : new String[] {"w-2", "w-", "w-01", "1", "w-99999999999999999", "w-1.fit", "x.tcx"})
            assertThat(client.getAs("m-1", "/v1/me/workouts/" + wrong).status())
                    .as(wrong)
                    .isEqualTo(404);
    }

    @Test
    void whatWasMeasuredTheMemberReadsAndNobodyElse() {
        Answer told = measure("{\"station\":\"s-1\",\"heightCm\":171.5,\"weightKg\":65.5,\"sitAndReachCm\":-3.5,"
                + "\"reactionTimeS\":0.42,\"pushUps\":30}");
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(client.getAs("m-1", "/v1/me/body-checks").body())
                .isEqualTo("{\"bodyChecks\":[{\"date\":\"2026-11-20\",\"stationId\":\"s-1\",\"heightCm\":171.5,"
                        + "\"weightKg\":65.5,\"sitAndReachCm\":-3.5,\"pushUps\":30,\"reactionTimeS\":0.42}]}");
        assertThat(client.getAs("m-2", "/v1/me/body-checks").body()).isEqualTo("{\"bodyChecks\":[]}");
        assertThat(engine.audit.acts.values())
                .extracting(Event.OperatorActed::after)
                .containsExactly("RECORDED");
        measure("{\"station\":\"s-1\",\"weightKg\":66}", "2026-11-20?preview=true");
        assertThat(engine.fitness.checks.values()).hasSize(1);
        measure("{\"station\":\"s-1\"}");
        assertThat(client.getAs("m-1", "/v1/me/body-checks").body()).isEqualTo("{\"bodyChecks\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"station\":\"s-1\",\"heightCm\":49.9}",
                "{\"station\":\"s-1\",\"heightCm\":171.55}",
                "{\"station\":\"s-1\",\"heightCm\":\"171\"}",
                "{\"station\":\"s-1\",\"heightCm\":1e999999999}",
                "{\"station\":\"s-1\",\"heightCm\":null}",
                "{\"station\":\"s-1\",\"pushUps\":1.5}",
                "{\"station\":\"s-1\",\"pushUps\":-1}",
                "{\"station\":\"s-1\",\"shoeSize\":43}",
                "{\"station\":7}",
                "[]"
            })
    void refusesWhatNobodyMeasures(String body) {
        Answer answer = measure(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(engine.fitness.checks).isEmpty();
    }

    @Test
    void refusesOtherStationsAndDaysToCome() {
        assertThat(measure("{\"station\":\"s-2\",\"weightKg\":66}").code()).isEqualTo("station-foreign");
        assertThat(measure("{\"station\":\"nowhere\",\"weightKg\":66}").code()).isEqualTo("station-unknown");
        assertThat(measure("{\"station\":\"s-1\",\"weightKg\":66}", "2026-11-22")
                        .status())
                .isEqualTo(400);
        assertThat(measure("{\"station\":\"s-1\",\"weightKg\":66}", "yesterday").status())
                .isEqualTo(400);
    }

    @Test
    void whoeverIsForgottenIsForgottenHereToo() {
        run("");
        claim("m-1");
        measure("{\"station\":\"s-1\",\"weightKg\":80}");
        JsonObject before = client.getAs("m-1", "/v1/me/export").json();
        assertThat(before.getJsonArray("workouts")).hasSize(1);
        assertThat(before.getJsonArray("bodyChecks")).hasSize(1);

        assertThat(client.as("m-1", "DELETE", "/v1/me").status()).isEqualTo(200);
        JsonObject after = client.getAs("m-1", "/v1/me/export").json();
        assertThat(after.getJsonArray("workouts")).isEmpty();
        assertThat(after.getJsonArray("bodyChecks")).isEmpty();
        assertThat(fitness("m-1", "").getJsonObject("total").getInteger("workouts"))
                .isZero();
        assertThat(claim("m-1").code()).isEqualTo("workout-none");
        assertThat(engine.fitness.workouts.values()).allSatisfy(it -> {
            assertThat(it.member()).isEmpty();
            assertThat(it.heartRateBpm()).isEqualTo(Workout.UNTOLD);
        });
    }

    private void monthOf(int people, int stationNo, long firstNo) {
        long endMs = LocalDate.of(2026, 10, 15)
                .atStartOfDay(HttpTown.ZONE)
                .toInstant()
                .toEpochMilli();
        for (int i = 0; i < people; i++)
            engine.fitness.workouts.put(
                    firstNo + i,
                    new Workout(
                            firstNo + i,
                            "m",
                            stationNo,
                            "ROWER",
                            "p-" + i,
                            Workout.Whose.CLAIMED,
                            endMs - 600_000,
                            endMs,
                            600,
                            100,
                            50,
                            120,
                            100));
    }

    private Answer sums(String claims, String query) {
        return client.sendJson("Bearer " + client.token(claims), "GET", "/v1/admin/fitness" + query, "");
    }

    @Test
    void countsTenPeopleAndNoFewer() {
        monthOf(10, engine.directory.stationNo("s-1"), 1);
        monthOf(9, engine.directory.stationNo("s-2"), 100);
        assertThat(sums("{\"roles\":[\"admin\"],\"subject\":\"a\"}", "").body())
                .isEqualTo(
                        "{\"month\":\"2026-10\",\"peopleMin\":10,\"withheld\":1,\"stations\":[{\"stationId\":\"s-1\","
                                + "\"members\":10,\"workouts\":10,\"minutes\":100,\"distanceM\":1000}]}");
        String other = "{\"roles\":[\"operator\"],\"subject\":\"o\",\"stations\":[\"s-2\"]}";
        assertThat(sums(other, "?month=2026-10").json().getJsonArray("stations"))
                .isEmpty();
        assertThat(sums(other, "?month=2026-09").json().getInteger("withheld")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11", "2026-13", "2026-10-01", "October", "+2026-10", "0001-01"})
    void countsNoMonthThatIsNotOver(String month) {
        assertThat(sums("{\"roles\":[\"admin\"],\"subject\":\"a\"}", "?month=" + month.replace("+", "%2B"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsThatItCantBeReadForNow() {
        engine.fitness.away = new IOException("away");
        for (String path : new String[] {"fitness", "workouts", "workouts/w-1", "body-checks"})
            assertThat(client.getAs("m-1", "/v1/me/" + path).code()).isEqualTo("fitness-unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?by=month", "?from=2026-11-22&to=2026-11-21", "?from=2025-11-20&to=2026-11-21", "?from=x"})
    void refusesQuestionsThatMakeNoSense(String query) {
        assertThat(client.getAs("m-1", "/v1/me/fitness" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"equipment\":\"\"}", "{\"equipment\":7}", "{\"machine\":\"s-1-m1\"}", "x", "[]"})
    void refusesClaimsThatMakeNoSense(String body) {
        assertThat(send("m-1", "POST", "/v1/me/workouts", body).status()).isEqualTo(400);
        assertThat(send("m-1", "POST", "/v1/me/workouts", "{\"equipment\":\"s-9-m9\"}")
                        .code())
                .isEqualTo("machine-unknown");
    }
}
