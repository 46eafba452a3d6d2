package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.town.HttpTown;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scanner at the desk types passes, over real HTTP, by a node that sends on. It is 10:00; at the gym one checks in until a quarter past. */
@HearsErrors
class HttpPassCheckInTest {
    private static final String CHECK_INS = "/v1/admin/check-ins";
    private static final String GYM = "s-1-gym.20261121T";
    private static final String COURT = "s-1-b1.20261121T";

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
                        .with(Term.CHECK_IN_BY_MS, (int) TimeUnit.MINUTES.toMillis(15))));
    }

    private void at(int hour, int minute) {
        engine.nowMs.set(HttpEngine.START_MS + TimeUnit.MINUTES.toMillis((hour - 10) * 60L + minute));
    }

    private Answer post(String token, String query, String body) {
        return client.sendJson("Bearer " + token, "POST", CHECK_INS + query, body, "Accept-Language", "en");
    }

    private Answer scan(String token, String query, String pass) {
        return post(token, query, new JsonObject().put("pass", pass).encode());
    }

    private Answer scan(String pass) {
        return scan(operator, "", pass);
    }

    private String id(String member, String slot) {
        Answer placed = client.reserve(member, slots(slot));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed.json().getString("id");
    }

    private String pass(String member, String id) {
        return client.getAs(member, "/v1/reservations/" + id).json().getString("pass");
    }

    private String state(String member, String id) {
        return client.getAs(member, "/v1/reservations/" + id).json().getString("state");
    }

    @Test
    void checksInWhoeverShowsIt() {
        String id = id("m-1", GYM + "1800");
        String pass = pass("m-1", id);
        Answer early = scan(pass);
        assertThat(early.code()).isEqualTo("check-in-not-open");
        assertThat(early.json().getString("opensAt")).isEqualTo("2026-11-21T17:30:00+08:00");
        at(17, 35);
        Answer preview = scan(operator, "?preview=true", pass);
        assertThat(preview.json().getString("state")).as(preview.body()).isEqualTo("CONFIRMED");
        assertThat(state("m-1", id)).isEqualTo("CONFIRMED");

        Answer there = post(operator, "", "{\"pass\":\" " + pass + "\\r\\n\",\"reason\":\"扫码 Scanned\"}");
        assertThat(there.status()).as(there.body()).isEqualTo(200);
        assertThat(there.json().getString("subject")).isEqualTo("m-1");
        assertThat(there.json().getString("id")).isEqualTo(id);
        assertThat(there.json().getString("checkedInAt")).isEqualTo("2026-11-21T17:35:00+08:00");
        assertThat(there.header("cache-control")).isEqualTo("no-store");
        at(17, 40);
        for (Answer again : List.of(scan(pass), scan(operator, "?preview=true", pass))) {
            assertThat(again.status()).as(again.body()).isEqualTo(409);
            assertThat(again.code()).isEqualTo("already-checked-in");
            assertThat(again.json().getString("checkedInAt")).isEqualTo("2026-11-21T17:35:00+08:00");
        }
        Answer audit = client.get("/v1/admin/audit", "Authorization", "Bearer " + operator);
        assertThat(audit.json().getJsonArray("acts"))
                .as("neither preview nor repeat")
                .hasSize(1);
        JsonObject act = audit.json().getJsonArray("acts").getJsonObject(0);
        assertThat(act.getString("act")).isEqualTo("CHECK_IN");
        assertThat(act.getString("target")).isEqualTo(id);
        assertThat(act.getString("reason")).isEqualTo("扫码 Scanned");
    }

    @Test
    void saysWhyNot() {
        String late = pass("m-late", id("m-late", GYM + "1200"));
        String gone = id("m-gone", GYM + "1800");
        String cancelled = pass("m-gone", gone);
        client.as("m-gone", "DELETE", "/v1/reservations/" + gone);
        at(12, 15);
        assertThat(scan(late).code()).isEqualTo("check-in-closed");
        at(13, 0);
        Answer expired = scan(late);
        assertThat(expired.status()).isEqualTo(409);
        assertThat(expired.code()).isEqualTo("pass-expired");
        assertThat(expired.json().getString("expiredAt")).isEqualTo("2026-11-21T13:00:00+08:00");
        Answer state = scan(cancelled);
        assertThat(state.code()).isEqualTo("wrong-state");
        assertThat(state.json().getString("state")).isEqualTo("CANCELLED");
    }

    @Test
    void isForThoseWhoRunTheStation() {
        String id = id("m-1", COURT + "1100");
        String pass = pass("m-1", id);
        at(11, 0);
        Answer foreign = scan(other, "", pass);
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.code()).isEqualTo("station-foreign");
        assertThat(foreign.json().getString("station")).isEqualTo("s-1");
        assertThat(foreign.body()).doesNotContain("m-1\"");
        assertThat(state("m-1", id)).isEqualTo("CONFIRMED");
        assertThat(scan(admin, "", pass).json().getString("state")).isEqualTo("CHECKED_IN");
    }

    @Test
    void takesNoOthersThanItsOwn() {
        String id = id("m-1", COURT + "1100");
        String pass = pass("m-1", id);
        at(11, 0);
        InstantSource clock = () -> InstantSource.system().instant();
        Passes others = new Passes(PassKey.generate(), 900, clock);
        String forged = others.signed(others.pass(id, "s-1", engine.nowMs.get(), engine.nowMs.get() + 3_600_000));
        String[] parts = pass.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String anothers = encoded(claims.replace(id, "r-2"));
        String unsigned = encoded("{\"alg\":\"none\",\"typ\":\"pass+jwt\"}");
        String ofItsForgedKey = others.signed(others.pass(id, "s-1", 0, 1)).split("\\.", -1)[0];
        for (String no : List.of(
                forged,
                parts[0] + '.' + anothers + '.' + parts[2],
                unsigned + '.' + parts[1] + '.',
                ofItsForgedKey + '.' + parts[1] + '.' + parts[2],
                parts[0] + '.' + parts[1] + '.' + forged.split("\\.", -1)[2],
                parts[0] + '.' + parts[1] + '.' + "A".repeat(86),
                parts[0] + '.' + parts[1] + '.' + "_".repeat(86),
                parts[0] + '.' + parts[1] + '.',
                parts[0] + '.' + parts[1],
                parts[0] + '.',
                parts[0],
                pass.substring(1),
                pass.substring(0, pass.length() - 4),
                pass + "A",
                pass + "AAAA",
                pass + "." + parts[2],
                pass.toUpperCase(java.util.Locale.ROOT),
                pass.replace('.', '。'),
                "..",
                ".",
                id,
                operator,
                "驿站",
                "\u0000\uffff",
                "x".repeat(1_100))) {
            Answer answer = scan(no);
            assertThat(answer.status()).as(no + answer.body()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("pass-invalid");
        }
        assertThat(state("m-1", id)).isEqualTo("CONFIRMED");
    }

    /** Cities of one cluster share the key, and ids of reservations are each city's own. */
    @Test
    void ofAnotherCityOrStationIsNoneOfTheseReservations() {
        String id = id("m-1", COURT + "1100");
        at(11, 0);
        long fromMs = engine.nowMs.get();
        Passes ours = engine.passes;
        assertThat(scan(admin, "", ours.signed(ours.pass(id, "village-1", fromMs, fromMs + 3_600_000)))
                        .code())
                .isEqualTo("station-unknown");
        assertThat(scan(admin, "", ours.signed(ours.pass(id, "s-2", fromMs, fromMs + 3_600_000)))
                        .code())
                .isEqualTo("reservation-unknown");
        assertThat(scan(admin, "", ours.signed(ours.pass("r-zzz", "s-1", fromMs, fromMs + 3_600_000)))
                        .code())
                .isEqualTo("reservation-unknown");
        assertThat(state("m-1", id)).isEqualTo("CONFIRMED");
    }

    @Test
    void refusesBodiesThatMakeNoSense() {
        for (String body : List.of(
                "{}",
                "[]",
                "\"x\"",
                "{\"pass\":\"\"}",
                "{\"pass\":\"  \"}",
                "{\"pass\":1}",
                "{\"pass\":null}",
                "{\"pass\":\"" + "x".repeat(1_101) + "\"}",
                "{\"pass\":\"x\",\"reason\":\"\"}",
                "{\"pass\":\"x\",\"id\":\"r-1\"}")) {
            Answer answer = post(operator, "", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).as(body).isEqualTo("body-invalid");
        }
        assertThat(post(operator, "", "{").code()).isEqualTo("json-malformed");
        assertThat(post(operator, "", "").code()).isEqualTo("json-malformed");
        assertThat(post(operator, "?previw=true", "{\"pass\":\"x\"}").code()).isEqualTo("parameter-invalid");
        assertThat(post(operator, "?preview=yes", "{\"pass\":\"x\"}").code()).isEqualTo("parameter-invalid");
        assertThat(client.send("POST", CHECK_INS, "x", "Authorization", "Bearer " + operator)
                        .status())
                .isEqualTo(415);
        assertThat(client.get(CHECK_INS, "Authorization", "Bearer " + operator).status())
                .isEqualTo(405);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
