package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.report.Grouping;
import io.yizhan.report.Report;
import io.yizhan.report.ReportQuestion;
import io.yizhan.report.ReportRow;
import io.yizhan.report.ReportRow.NoShows;
import io.yizhan.report.ReportRow.Participation;
import io.yizhan.report.ReportRow.RecurringShare;
import io.yizhan.report.ReportRow.Scorecard;
import io.yizhan.report.ReportRow.Use;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports over real HTTP. It is 10:00 on the 21st of November 2026. */
@HearsErrors
class HttpReportsTest {
    private static final String PATH = "/v1/admin/reports/";

    @AutoClose
    private final HttpEngine engine = new HttpEngine();

    private HttpClient client;
    private String admin;
    private String operator;

    @BeforeEach
    void start() {
        client = engine.client;
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\",\"s-77\"]}");
        engine.reports.asOfMs = HttpEngine.START_MS;
    }

    private Answer get(String token, String pathAndQuery, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + token, "Accept-Language", "en"));
        all.addAll(List.of(headers));
        return client.send("GET", PATH + pathAndQuery, "", all.toArray(String[]::new));
    }

    private JsonObject json(String pathAndQuery, ReportRow... rows) {
        engine.reports.rows = List.of(rows);
        Answer answer = get(admin, pathAndQuery);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private String csv(String pathAndQuery, ReportRow... rows) {
        engine.reports.rows = List.of(rows);
        Answer answer = get(admin, pathAndQuery, "Accept", "text/csv");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/csv; charset=utf-8; header=present");
        return answer.body();
    }

    private ReportQuestion asked() {
        ReportQuestion asked = engine.reports.asked;
        if (asked == null) throw new AssertionError("nothing was asked");
        return asked;
    }

    @Test
    void tellsForHowLongMachinesWereInUse() {
        JsonObject told = json(
                "equipment?by=machine",
                new ReportRow.Equipment("s-1-m1", 1, 36_000, 9_000),
                new ReportRow.Equipment("gone", 1, 0, 0));
        assertThat(told.getJsonArray("rows").encode())
                .isEqualTo("[{\"machine\":\"s-1-m1\",\"name\":\"Treadmill\",\"machines\":1,\"knownHours\":10.0,"
                        + "\"inUseHours\":2.5,\"share\":0.25},"
                        + "{\"machine\":\"gone\",\"machines\":1,\"knownHours\":0.0,\"inUseHours\":0.0}]");
        assertThat(csv("equipment?by=hour", new ReportRow.Equipment("18:00", 2, 7_200, 1_800)))
                .isEqualTo("hour,machines,knownHours,inUseHours,share\r\n18:00,2,2.0,0.5,0.25\r\n");
        assertThat(asked().by()).isEqualTo(Grouping.HOUR);
        for (String by : List.of("hour", "machine")) {
            Answer refused = get(admin, "use?by=" + by);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        }
    }

    @Test
    void tellsUseWithNamesOfWhatTheCityHas() {
        JsonObject answer = json(
                "use?from=2026-11-01&to=2026-11-20",
                new Use("s-1", 3, 200, 9, 6, 1),
                new Use("s-gone", 1, 60, 0, 0, 0));
        assertThat(answer).isEqualTo(new JsonObject("""
                                {"report":"use","by":"station","from":"2026-11-01","to":"2026-11-20","asOf":"2026-11-21T10:00:00+08:00","rows":[
                                  {"station":"s-1","name":"Station s-1","slots":3,"hours":3.33,"offeredPlaces":9,"takenPlaces":6,"missedPlaces":1,"share":0.6667},
                                  {"station":"s-gone","slots":1,"hours":1.0,"offeredPlaces":0,"takenPlaces":0,"missedPlaces":0}]}"""));
        assertThat(json("use?by=district", new Use("310101", 1, 60, 1, 1, 0)).encode())
                .contains("{\"district\":\"310101\",\"name\":\"Huangpu\",\"slots\":1,");
        assertThat(json("use?by=week", new Use("2026-W47", 1, 60, 1, 1, 0)).encode())
                .contains("{\"week\":\"2026-W47\",\"slots\":1,");
        assertThat(json("use?by=kind", new Use("GYM", 1, 60, 1, 1, 0)).encode())
                .contains("{\"kind\":\"GYM\",\"slots\":1,");
        engine.reports.asOfMs = 0;
        assertThat(json("use").containsKey("asOf")).isFalse();
    }

    @Test
    void tellsTheFiguresOfEachReport() {
        assertThat(row(json("no-shows?by=day", new NoShows("2026-11-20", 9, 8, 4, 2, 1, 5, 3))))
                .isEqualTo(new JsonObject("""
                                {"day":"2026-11-20","bookings":9,"awaited":8,"noShows":4,"strikes":2,"forgiven":1,"share":0.5,"cancelledEarly":5,"cancelledLate":3}"""));
        assertThat(row(json("participation?by=month", new Participation("2026-11", 4, 12, 2, 20))))
                .isEqualTo(new JsonObject("""
                                {"month":"2026-11","members":4,"bookings":12,"forgottenBookings":2,"bookingsPerMember":2.5,"people":20}"""));
        assertThat(row(json("recurring-share?by=kind", new RecurringShare("GYM", 20, 5, 4, 10, 4, 1))))
                .isEqualTo(new JsonObject("""
                                {"kind":"GYM","places":20,"recurringPlaces":5,"recurringShare":0.25,"hostPlaces":4,"hostShare":0.2,
                                "eveningPlaces":10,"eveningRecurringPlaces":4,"eveningRecurringShare":0.4,"eveningHostPlaces":1,"eveningHostShare":0.1}"""));
        assertThat(row(json("scorecard", new Scorecard("s-1", 90, 2, 10, 5, 3L, 4, 5, 210, 495))))
                .isEqualTo(new JsonObject("""
                                {"station":"s-1","name":"Station s-1","openHours":1.5,"venueKinds":2,"offeredPlaces":10,"takenPlaces":5,"share":0.5,
                                "neighbourPlaces":3,"members":4,"bookings":5,"lectureHours":3.5,"lectureHoursMin":4,"trainingHours":8.25,"trainingHoursMin":8}"""));
        assertThat(row(json("scorecard", new Scorecard("s-1", 0, 0, 0, 0, null, 0, 0, 0, 0)))
                        .fieldNames())
                .doesNotContain("neighbourPlaces", "share");
    }

    private static JsonObject row(JsonObject report) {
        return report.getJsonArray("rows").getJsonObject(0);
    }

    @Test
    void givesTheSameAsATableForSpreadsheets() {
        assertThat(csv("use", new Use("s-1", 3, 200, 9, 6, 1), new Use("s-gone", 1, 60, 0, 0, 0)))
                .isEqualTo(String.join(
                        "\r\n",
                        "station,name,slots,hours,offeredPlaces,takenPlaces,missedPlaces,share",
                        "s-1,Station s-1,3,3.33,9,6,1,0.6667",
                        "s-gone,,1,1.0,0,0,0,",
                        ""));
        assertThat(csv("participation?by=month"))
                .isEqualTo("month,members,bookings,forgottenBookings,bookingsPerMember,people\r\n");
        assertThat(csv("use?by=day", new Use("2026-11-20", 9_876_543_210L, 987_654_321_000L, 1, 0, 0)))
                .contains("\r\n2026-11-20,9876543210,16460905350,1,0,0,0.0\r\n");
        engine.reports.rows = List.of();
        Answer answer = get(operator, "no-shows?from=2026-11-01&to=2026-11-20", "Accept", "text/csv");
        assertThat(answer.header("content-disposition"))
                .isEqualTo("attachment; filename=\"no-shows-2026-11-01-2026-11-20.csv\"");
        assertThat(answer.header("yizhan-as-of")).isEqualTo("2026-11-21T10:00:00+08:00");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(get(operator, "use").header("cache-control")).isEqualTo("no-store");
    }

    /** Whoever names a kind of venue writes into the spreadsheet of whoever opens the report. */
    @Test
    void noCellOfATableIsTakenForAFormula() {
        String table = csv(
                "use?by=kind",
                new Use("=1+1", 1, 60, 1, 1, 0),
                new Use("+cmd|' /C calc'!A0", 1, 60, 1, 1, 0),
                new Use("-2", 1, 60, 1, 1, 0),
                new Use("@SUM(A1:A9)", 1, 60, 1, 1, 0),
                new Use("\t=1", 1, 60, 1, 1, 0),
                new Use("=\"a\",b", 1, 60, 1, 1, 0),
                new Use("say \"hi\"", 1, 60, 1, 1, 0),
                new Use("two\r\nlines", 1, 60, 1, 1, 0),
                new Use("羽毛球=1", 1, 60, 1, 1, 0));
        String rest = ",1,1.0,1,1,0,1.0\r\n";
        assertThat(table)
                .isEqualTo("kind,slots,hours,offeredPlaces,takenPlaces,missedPlaces,share\r\n" + "'=1+1" + rest
                        + "'+cmd|' /C calc'!A0" + rest + "'-2" + rest + "'@SUM(A1:A9)" + rest + "'\t=1" + rest
                        + "\"'=\"\"a\"\",b\"" + rest + "\"say \"\"hi\"\"\"" + rest + "\"two\r\nlines\"" + rest
                        + "羽毛球=1" + rest);
    }

    @Test
    void asksForWholeDaysAndForTheCallersStationsAlone() {
        get(operator, "use?from=2026-01-01&to=2027-01-01&by=WEEK");
        assertThat(asked())
                .isEqualTo(new ReportQuestion(
                        Report.USE,
                        Grouping.WEEK,
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2027, 1, 1),
                        Set.of(engine.directory.stationNo("s-1"), 0),
                        engine.directory));
        get(admin, "no-shows");
        assertThat(asked())
                .isEqualTo(new ReportQuestion(
                        Report.NO_SHOWS,
                        Grouping.STATION,
                        LocalDate.of(2026, 10, 24),
                        LocalDate.of(2026, 11, 20),
                        null,
                        engine.directory));
        get(client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\"}"), "scorecard?to=2026-03-05&by=station");
        assertThat(asked())
                .isEqualTo(new ReportQuestion(
                        Report.SCORECARD,
                        Grouping.STATION,
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 3, 5),
                        Set.of(),
                        engine.directory));
        get(admin, "participation?to=2000-01-03");
        assertThat(asked().from()).isEqualTo(LocalDate.of(2000, 1, 1));
    }

    @Test
    void saysWhatIsWrong() {
        Map<String, String> wrong = Map.of(
                "use?from=2026-11-31", "from",
                "use?from=yesterday", "from",
                "use?to=1999-12-31", "to",
                "use?from=2026-11-02&to=2026-11-01", "to",
                "use?from=2026-11-22", "to",
                "use?from=2026-01-01&to=2027-01-02", "to",
                "use?by=year", "by",
                "use?by=day&by=day", "by",
                "scorecard?by=day", "by");
        wrong.forEach((query, parameter) -> {
            Answer answer = get(admin, query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.code()).as(query).isEqualTo("parameter-invalid");
            assertThat(answer.json().getString("parameter")).as(query).isEqualTo(parameter);
        });
        assertThat(engine.reports.asked).isNull();
        for (String unknown : List.of("usage", "USE", "no_shows", "use%20", "use/x"))
            assertThat(get(admin, unknown).code()).as(unknown).isEqualTo("not-found");
        assertThat(get(admin, "use", "Accept", "text/html").code()).isEqualTo("not-acceptable");
        assertThat(get(admin, "use", "Accept", "text/csv;q=0.1, application/json")
                        .header("content-type"))
                .isEqualTo("application/json");
        assertThat(get(client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}"), "use")
                        .code())
                .isEqualTo("role-missing");
        assertThat(client.send("POST", PATH + "use", "{}", "Authorization", "Bearer " + admin)
                        .code())
                .isEqualTo("method-not-allowed");
    }

    @Test
    void saysSoInBothLanguagesWhereTheDatabaseIsAway() {
        engine.reports.away = new IOException("no route");
        Answer away = get(operator, "use", "Accept", "text/csv");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("reports-unavailable");
        assertThat(away.header("retry-after")).isEqualTo("1");
        assertThat(away.json().getString("title")).isEqualTo("Reports can't be made just now");
        Answer chinese =
                client.send("GET", PATH + "use", "", "Authorization", "Bearer " + admin, "Accept-Language", "zh");
        assertThat(chinese.json().getString("title")).isEqualTo("暂时无法生成报表");
    }

    /** The rows are everybody's: no owner is asked, nor waited for. */
    @Test
    void anyNodeCountsByItself() {
        try (HttpNode node = new HttpNode(engine, options -> options)) {
            engine.reports.rows = List.of(new Use("s-1", 3, 200, 9, 6, 1));
            HttpClient there = new HttpClient(node.port());
            Answer answer = there.send("GET", PATH + "use", "", "Authorization", "Bearer " + admin);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(there.send("GET", "/v1/admin/audit", "", "Authorization", "Bearer " + admin)
                            .code())
                    .isEqualTo("not-owner-reachable");
        }
    }

    /** Two wait on each of the two event loops at most; whoever comes then hears so at once, and everything else goes on. */
    @Test
    void aSlowDatabaseHoldsUpNobodyElse() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        engine.reports.whileLooking = () -> {
            try {
                assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService askers = Executors.newFixedThreadPool(5)) {
            try {
                for (int i = 0; i < 5; i++) asked.add(CompletableFuture.supplyAsync(() -> get(admin, "use"), askers));
                CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
                assertThat(client.get("/v1/stations").status()).isEqualTo(200);
            } finally {
                slow.countDown();
            }
            for (CompletableFuture<Answer> one : asked) answers.add(one.get(20, TimeUnit.SECONDS));
        }
        // However the connections are spread, one of the loops takes two, and not all five are taken.
        assertThat(answers.stream().filter(it -> it.status() == 200).count()).isBetween(2L, 4L);
        assertThat(answers).filteredOn(it -> it.status() != 200).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
        });
        engine.reports.whileLooking = () -> {};
        for (int i = 0; i < 5; i++)
            assertThat(get(admin, "use").status()).as("whoever waited has gone").isEqualTo(200);
    }
}
