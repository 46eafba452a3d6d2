package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators did, over real HTTP. It is 10:00; at the gym one checks in until a quarter past. */
@HearsErrors
class HttpAuditTest {
    private static final String PATH = "/v1/admin/audit";
    private static final String CLOSURES = "/v1/admin/closures";
    private static final String GYM = "s-1-gym.20261121T";
    private static final String REASON = "{\"reason\":\"器械检修 Repairs\"}";
    private static final String CLOSING = "{\"venues\":[\"s-1-b1\"],\"from\":\"2026-11-21T18:00:00+08:00\","
            + "\"to\":\"2026-11-21T20:00:00+08:00\",\"reason\":\"屋顶漏水\",\"reservations\":\"CANCEL\"}";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String admin;
    private String operator;
    private String other;

    @BeforeEach
    void start() {
        long dayMs = TimeUnit.DAYS.toMillis(1);
        engine = new HttpEngine(Rules.DEFAULT.withStrikes(new StrikeRules(2, 30 * dayMs, 7 * dayMs)));
        client = engine.client;
        admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        other = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-2\",\"stations\":[\"s-2\",\"s-9\"]}");
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-gym"),
                new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                        .with(Term.WEEKLY_MAX, 50)
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
    }

    private Answer as(String token, String method, String path, String body) {
        return client.sendJson("Bearer " + token, method, path, body, "Accept-Language", "en");
    }

    /** Whatever it says is whole and well. */
    private Answer done(String token, String method, String path, String body) {
        Answer answer = as(token, method, path, body);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer;
    }

    private JsonObject audit(String token, String query) {
        return done(token, "GET", PATH + query, "").json();
    }

    private List<String> acts(String token, String query) {
        List<String> acts = new ArrayList<>();
        for (Object each : audit(token, query).getJsonArray("acts")) acts.add(((JsonObject) each).getString("act"));
        return acts;
    }

    /** The one act that there is more than before; in the order of its fields. */
    private void assertActed(String act, String target, String more) {
        JsonArray acts = audit(admin, "?limit=1").getJsonArray("acts");
        JsonObject newest = acts.getJsonObject(0);
        JsonObject wanted = new JsonObject("{" + more.replace('\'', '"') + "}")
                .put("id", newest.getString("id"))
                .put("at", newest.getString("at"))
                .put("actor", "o-1")
                .put("act", act)
                .put("target", target)
                .put("stations", new JsonArray().add("s-1"));
        assertThat(newest).isEqualTo(wanted);
        assertThat(newest.getString("at")).startsWith("2026-11-21T").endsWith("+08:00");
        assertThat(engine.audit.acts).hasSize(++known);
    }

    private int known;

    private String id(Answer placed) {
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed.json().getString("id");
    }

    @Test
    void hasEachChangeOnceWithWhoWhyBeforeAndAfter() {
        done(operator, "POST", CLOSURES + "?preview=true", CLOSING);
        done(operator, "POST", CLOSURES, CLOSING);
        assertActed("CLOSE_VENUES", "c-1", "'reason':'屋顶漏水','after':'CANCELLING'");
        done(operator, "POST", CLOSURES, CLOSING);
        await().until(() -> as(operator, "GET", CLOSURES, "").body().contains("CLOSED"));

        done(operator, "DELETE", CLOSURES + "/c-1?preview=true", REASON);
        done(operator, "DELETE", CLOSURES + "/c-1", REASON);
        assertActed("LIFT_CLOSURE", "c-1", "'reason':'器械检修 Repairs','before':'CLOSED','after':'LIFTED'");
        assertThat(as(operator, "DELETE", CLOSURES + "/c-1", REASON).status()).isEqualTo(404);

        String capacity = "/v1/admin/slots/" + GYM + "1900/capacity";
        String fewer = "{\"capacity\":2,\"reason\":\"器械检修\"}";
        done(operator, "PUT", capacity + "?preview=true", fewer);
        done(operator, "PUT", capacity, fewer);
        assertActed("CHANGE_CAPACITY", GYM + "1900", "'reason':'器械检修','before':'3','after':'2'");
        done(operator, "PUT", capacity, fewer);

        String first = id(client.reserve("m-1", slots(GYM + "1200")));
        String second = id(client.reserve("m-2", slots(GYM + "1200")));
        String third = id(client.reserve("m-3", slots(GYM + "1200")));
        at(12, 1);
        String checkIn = "/v1/admin/reservations/" + first + "/check-in";
        done(operator, "POST", checkIn + "?preview=true", "");
        done(operator, "POST", checkIn, "");
        assertActed("CHECK_IN", first, "'subject':'m-1','before':'CONFIRMED','after':'CHECKED_IN'");
        done(operator, "POST", checkIn, REASON);

        String cancel = "/v1/admin/reservations/" + second + "/cancellation";
        done(operator, "POST", cancel + "?preview=true", REASON);
        done(operator, "POST", cancel, REASON);
        assertActed(
                "CANCEL_RESERVATION",
                second,
                "'subject':'m-2','reason':'器械检修 Repairs','before':'CONFIRMED','after':'CANCELLED'");
        done(operator, "POST", cancel, REASON);

        at(12, 16);
        String strike = "/v1/admin/members/m-3/strikes/" + third;
        done(operator, "DELETE", strike + "?preview=true", REASON);
        done(operator, "DELETE", strike, REASON);
        assertActed(
                "FORGIVE_STRIKE",
                third,
                "'subject':'m-3','reason':'器械检修 Repairs','before':'STRIKE','after':'FORGIVEN'");
        assertThat(as(operator, "DELETE", strike, REASON).status()).isEqualTo(404);
        assertThat(engine.audit.acts)
                .as("nothing of previews, repeats and refusals")
                .hasSize(6);
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    @Test
    void aCheckInMayHaveAReasonToo() {
        String reservation = id(client.reserve("m-1", slots(GYM + "1200")));
        at(12, 0);
        String path = "/v1/admin/reservations/" + reservation + "/check-in";
        assertThat(as(operator, "POST", path, "{\"reason\":\"\"}").code()).isEqualTo("body-invalid");
        assertThat(as(operator, "POST", path, "{\"why\":\"x\"}").code()).isEqualTo("body-invalid");
        Answer form = client.send(
                "POST", path, "reason=x", "Authorization", "Bearer " + operator, "Content-Type", "text/plain");
        assertThat(form.code()).isEqualTo("media-type-unsupported");
        done(operator, "POST", path, REASON);
        assertActed(
                "CHECK_IN",
                reservation,
                "'subject':'m-1','reason':'器械检修 Repairs','before':'CONFIRMED','after':'CHECKED_IN'");
    }

    /** The operator of s-1, that of s-2, and an admin, who closes at both. */
    private void threeClosures() {
        done(operator, "POST", CLOSURES, CLOSING);
        done(other, "POST", CLOSURES, CLOSING.replace("s-1-b1", "s-2-b1"));
        done(admin, "POST", CLOSURES, CLOSING.replace("\"s-1-b1\"", "\"s-1-b1\",\"s-2-b1\""));
        String reservation = id(client.reserve("m-1", slots(GYM + "1200")));
        done(admin, "POST", "/v1/admin/reservations/" + reservation + "/cancellation", REASON);
    }

    @Test
    void showsAnOperatorWhatWasAtItsStationsAndNowhereElse() {
        threeClosures();
        assertThat(audit(admin, "").getJsonArray("acts")).hasSize(4);
        assertThat(acts(operator, "")).containsExactly("CANCEL_RESERVATION", "CLOSE_VENUES");
        assertThat(acts(other, "")).containsExactly("CLOSE_VENUES");
        assertThat(audit(other, "").encode()).contains("\"c-2\"").doesNotContain("s-1", "m-1");
        String nowhere = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-3\"}");
        assertThat(acts(nowhere, "")).isEmpty();
        String both = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-4\",\"stations\":[\"s-1\",\"s-2\"]}");
        assertThat(audit(both, "").getJsonArray("acts")).hasSize(4);
        assertThat(acts(operator, "?actor=o-2")).isEmpty();
        assertThat(acts(other, "?subject=m-1")).isEmpty();
        assertThat(as(other, "GET", PATH + "?station=s-1", "").code()).isEqualTo("station-foreign");
    }

    @Test
    void findsByOperatorMemberAndStation() {
        threeClosures();
        assertThat(acts(admin, "?actor=a-1")).containsExactly("CANCEL_RESERVATION", "CLOSE_VENUES");
        assertThat(acts(admin, "?actor=o-2")).containsExactly("CLOSE_VENUES");
        assertThat(acts(admin, "?subject=m-1")).containsExactly("CANCEL_RESERVATION");
        assertThat(acts(admin, "?station=s-2")).hasSize(2);
        assertThat(acts(admin, "?station=s-2&actor=a-1")).containsExactly("CLOSE_VENUES");
        assertThat(acts(operator, "?station=s-1")).hasSize(2);
        assertThat(acts(admin, "?actor=nobody&subject=&station=")).isEmpty();
    }

    @Test
    void goesPageByPageFromTheNewestOn() {
        threeClosures();
        JsonObject first = audit(admin, "?limit=3");
        assertThat(first.getJsonArray("acts")).hasSize(3);
        assertThat(first.getString("asOf")).isEqualTo("2026-11-21T10:00:00+08:00");
        String next = first.getString("next");
        assertThat(next).isEqualTo(first.getJsonArray("acts").getJsonObject(2).getString("id"));
        // What comes meanwhile is before the first page, and moves nothing.
        done(operator, "DELETE", CLOSURES + "/c-1", "");
        JsonObject second = audit(admin, "?limit=3&after=" + next);
        assertThat(second.getJsonArray("acts")).hasSize(1);
        assertThat(second.containsKey("next")).isFalse();
        assertThat(second.getJsonArray("acts").getJsonObject(0).getString("target"))
                .isEqualTo("c-1");
        assertThat(acts(
                        admin,
                        "?after="
                                + audit(admin, "")
                                        .getJsonArray("acts")
                                        .getJsonObject(4)
                                        .getString("id")))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        for (String query : new String[] {
            "limit=0",
            "limit=101",
            "limit=x",
            "after=x",
            "after=c-1",
            "after=a-",
            "after=a-0",
            "after=a-1234567890123456789",
            "after=a-%2B1",
            "actor=a%20b",
            "actor=%E4%BA%BA",
            "subject=a%00b",
            "subject=" + "x".repeat(65),
            "station=" + "x".repeat(65),
            "actor=a&actor=b"
        }) {
            Answer answer = as(admin, "GET", PATH + "?" + query, "");
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.json().getString("parameter"))
                    .as(query)
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
        assertThat(as(admin, "GET", PATH + "?station=s-77", "").code()).isEqualTo("station-unknown");
        assertThat(as(admin, "POST", PATH, "{}").code()).isEqualTo("method-not-allowed");
    }

    @Test
    void saysSoWhereTheDatabaseIsAwayAndChangesGoOn() {
        engine.audit.away = new IOException("no route");
        Answer away = as(operator, "GET", PATH, "");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("audit-unavailable");
        assertThat(away.header("retry-after")).isEqualTo("1");
        done(operator, "POST", CLOSURES, CLOSING);
        engine.audit.away = null;
        assertThat(acts(operator, "")).containsExactly("CLOSE_VENUES");
    }

    /** Four wait on each of the two event loops at most; whoever comes then hears so at once, and everything else goes on. */
    @Test
    void aSlowDatabaseHoldsUpNobodyElse() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        engine.audit.whileLooking = () -> {
            try {
                assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService askers = Executors.newFixedThreadPool(9)) {
            try {
                for (int i = 0; i < 9; i++)
                    asked.add(CompletableFuture.supplyAsync(() -> as(admin, "GET", PATH, ""), askers));
                CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
                assertThat(client.get("/v1/stations").status()).isEqualTo(200);
            } finally {
                slow.countDown();
            }
            for (CompletableFuture<Answer> one : asked) answers.add(one.get(20, TimeUnit.SECONDS));
        }
        // However the connections are spread, one of the loops takes four, and not all nine are taken.
        assertThat(answers.stream().filter(it -> it.status() == 200).count()).isBetween(4L, 8L);
        assertThat(answers).filteredOn(it -> it.status() != 200).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("overloaded");
        });
        engine.audit.whileLooking = () -> {};
        for (int i = 0; i < 9; i++)
            assertThat(acts(admin, "")).as("whoever waited has gone").isEmpty();
    }
}
