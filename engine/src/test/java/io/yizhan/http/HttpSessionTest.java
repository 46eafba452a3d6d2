package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.TestSessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody gets for a token, and what becomes of it. */
@Tag("slow")
@HearsErrors
class HttpSessionTest {
    private static final String MINE = "/v1/me/reservations";
    private static final String BOOKING = HttpClient.slots("s-1-b1.20261121T1900");

    @AutoClose
    private HttpEngine engine;

    @BeforeEach
    void start() {
        engine = engine();
    }

    HttpEngine engine() {
        return new HttpEngine();
    }

    private Answer begin(String token) {
        return engine.client.send("POST", "/v1/session", "", "Authorization", "Bearer " + token);
    }

    private String session(String token) {
        Answer begun = begin(token);
        assertThat(begun.status()).isEqualTo(201);
        return begun.json().getString("session");
    }

    private String member(String subject) {
        return engine.client.token("{\"roles\":[\"member\"],\"subject\":\"" + subject + "\"}");
    }

    private Answer mine(String session) {
        return engine.client.get(MINE, "Authorization", "Bearer " + session);
    }

    private Answer end(String session) {
        return engine.client.send("DELETE", "/v1/session", "", "Authorization", "Bearer " + session);
    }

    private Answer book(String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Idempotency-Key";
        all[headers.length + 1] = "k-1";
        all[headers.length + 2] = "Content-Type";
        all[headers.length + 3] = "application/json";
        return engine.client.send("POST", "/v1/reservations", BOOKING, all);
    }

    @Test
    void standsForTheTokenThatItWasGivenFor() {
        String session = session(member("m-1"));
        assertThat(book("Authorization", "Bearer " + session).status()).isEqualTo(201);
        assertThat(mine(session).json().getJsonArray("reservations")).hasSize(1);
        assertThat(engine.client.getAs("m-1", MINE).json().getJsonArray("reservations"))
                .hasSize(1);
        assertThat(mine(session(member("m-2"))).json().getJsonArray("reservations"))
                .isEmpty();
    }

    @Test
    void allowsWhatTheTokenAllows() {
        String operator = session(engine.client.token("{\"roles\":[\"operator\"],\"stations\":[\"s-2\"]}"));
        assertThat(mine(operator).code()).isEqualTo("role-missing");
        assertThat(close(operator, "s-2-b1").status()).isEqualTo(201);
        assertThat(close(operator, "s-1-b1").code()).isEqualTo("station-foreign");
    }

    private Answer close(String session, String venue) {
        String body = "{\"venues\":[\"" + venue + "\"],\"from\":\"2026-11-21T12:00:00+08:00\","
                + "\"to\":\"2026-11-21T13:00:00+08:00\",\"reason\":\"Repairs\"}";
        return engine.client.send(
                "POST",
                "/v1/admin/closures",
                body,
                "Authorization",
                "Bearer " + session,
                "Content-Type",
                "application/json");
    }

    @Test
    void isGoodForItsOwnTimeWhateverTheTokenSays() {
        Answer begun = begin(engine.client.token("{\"roles\":[\"member\"],\"expiresInS\":60}"));
        String session = begun.json().getString("session");
        assertThat(begun.json().getString("expiresAt")).isEqualTo("2026-11-21T14:00:00+08:00");
        engine.nowMs.addAndGet(TestSessions.LIFETIME.toMillis());
        assertThat(mine(session).status()).isEqualTo(200);
        engine.nowMs.addAndGet(Duration.ofSeconds(31).toMillis());
        assertThat(mine(session).code()).isEqualTo("token-expired");
    }

    @Test
    void endsWhenItsBearerSaysSo() {
        String session = session(member("m-1"));
        String other = session(member("m-1"));
        assertThat(mine(session).status()).isEqualTo(200);
        assertThat(end(session).status()).isEqualTo(204);
        assertThat(mine(session).code()).isEqualTo("token-expired");
        assertThat(end(session).code()).isEqualTo("token-expired");
        assertThat(mine(other).status()).isEqualTo(200);
        assertThat(engine.client.getAs("m-1", MINE).status()).isEqualTo(200);
    }

    @Test
    void endsWithAllOfItsSubjectWhenAnAdminSaysSo() {
        String mine = session(member("m-1"));
        String others = session(member("m-2"));
        String path = "/v1/admin/members/m-1/sessions";
        assertThat(engine.client.as("m-2", "DELETE", path).code()).isEqualTo("role-missing");
        assertThat(mine(mine).status()).isEqualTo(200);

        String admin = "Bearer " + engine.client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        String why = "{\"reason\":\"手机遗失\"}";
        assertThat(engine.client.sendJson(admin, "DELETE", path, "").status()).isEqualTo(400);
        assertThat(engine.client
                        .sendJson(admin, "DELETE", path, "{\"reason\":\"\"}")
                        .code())
                .isEqualTo("body-invalid");
        assertThat(engine.client
                        .sendJson(admin, "DELETE", path + "?preview=true", why)
                        .body())
                .startsWith("{\"subject\":\"m-1\",\"begunUntil\":\"");
        assertThat(mine(mine).status()).isEqualTo(200);
        assertThat(engine.audit.acts).isEmpty();
        Answer ended = engine.client.sendJson(admin, "DELETE", path, why);
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
        Answer audit = engine.client.send("GET", "/v1/admin/audit", "", "Authorization", admin);
        assertThat(audit.json().getJsonArray("acts").encode())
                .contains("\"actor\":\"a-1\",\"act\":\"END_SESSIONS\",\"target\":\"m-1\",\"stations\":[],"
                        + "\"subject\":\"m-1\",\"reason\":\"手机遗失\"}");
        assertThat(mine(mine).code()).isEqualTo("token-expired");
        assertThat(mine(others).status()).isEqualTo(200);
        engine.nowMs.incrementAndGet();
        assertThat(mine(session(member("m-1"))).status()).isEqualTo(200);
        Answer nonsense = engine.client.sendJson(admin, "DELETE", "/v1/admin/members/m%0A1/sessions", why);
        assertThat(nonsense.code()).isEqualTo("parameter-invalid");
    }

    /** Whoever is told that it has ended can rely on that. */
    @Test
    void hasNotEndedWhereThatCouldNotBeWritten() {
        String session = session(member("m-1"));
        engine.sessionEnds.away = true;
        Answer answer = end(session);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("sessions-unavailable");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.header("set-cookie")).isEmpty();
        engine.sessionEnds.away = false;
        assertThat(end(session).status()).isEqualTo(204);
    }

    @Test
    void isGivenForATokenAlone() {
        String session = session(member("m-1"));
        assertThat(begin(session).code()).isEqualTo("token-required");
        assertThat(end(member("m-1")).code()).isEqualTo("session-missing");
        assertThat(engine.client.send("POST", "/v1/session", "").code()).isEqualTo("token-missing");
        assertThat(engine.client
                        .send("POST", "/v1/session?cookie=yes", "", "Authorization", "Bearer " + member("m-1"))
                        .code())
                .isEqualTo("parameter-invalid");
    }

    @Test
    void isNobodysThatIsForged() {
        String session = session(member("m-1"));
        String[] parts = session.split("\\.", -1);
        JsonObject claims = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        String others = base64(claims.copy().put("sub", "m-2").encode());
        String token = member("m-1");
        for (String forged : new String[] {
            parts[0] + "." + others + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + token.substring(token.lastIndexOf('.') + 1),
            parts[0] + "." + token.split("\\.", -1)[1] + "." + parts[2],
            parts[0] + ".",
            parts[0] + "..",
            base64("{\"typ\":\"yizhan-session\",\"alg\":\"none\"}") + "." + parts[1] + ".",
            base64("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2],
        }) assertThat(mine(forged).code()).as(forged).isEqualTo("token-invalid");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isACookieThatScriptsCannotReadWhereAPageWantsIt() {
        Answer begun =
                engine.client.send("POST", "/v1/session?cookie=true", "", "Authorization", "Bearer " + member("m-1"));
        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.json().fieldNames()).containsExactly("expiresAt");
        String set = begun.header("set-cookie");
        assertThat(set).contains("; HTTPOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=14400");
        String cookie = set.substring(0, set.indexOf(';'));
        assertThat(engine.client.get(MINE, "Cookie", "a=b; " + cookie).status()).isEqualTo(200);
        assertThat(engine.client.get(MINE, "Cookie", "a=b").code()).isEqualTo("token-missing");
        assertThat(engine.client.get(MINE, "Cookie", "yizhan-session=").code()).isEqualTo("token-missing");
        // Whoever shows a token means that.
        assertThat(engine.client
                        .get(MINE, "Cookie", cookie, "Authorization", "Bearer x")
                        .code())
                .isEqualTo("token-invalid");

        Answer ended =
                engine.client.send("DELETE", "/v1/session", "", "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
        assertThat(ended.status()).isEqualTo(204);
        assertThat(ended.header("set-cookie")).startsWith("yizhan-session=;").contains("Max-Age=0");
        assertThat(engine.client.get(MINE, "Cookie", cookie).code()).isEqualTo("token-expired");
    }

    /** A browser adds the cookie to what other sites' pages send, too, unless it knows better. */
    @Test
    void changesNothingForAnotherSitesPage() {
        Answer begun =
                engine.client.send("POST", "/v1/session?cookie=true", "", "Authorization", "Bearer " + member("m-1"));
        String cookie = begun.header("set-cookie").split(";", 2)[0];
        String here = "http://127.0.0.1:" + engine.port();
        assertThat(book("Cookie", cookie).code()).isEqualTo("cross-site");
        for (String site : new String[] {"cross-site", "same-site", "none"})
            assertThat(book("Cookie", cookie, "Sec-Fetch-Site", site, "Origin", here)
                            .code())
                    .as(site)
                    .isEqualTo("cross-site");
        for (String origin : new String[] {"https://evil.example", "null", "http://127.0.0.1:1", "%", ""})
            assertThat(book("Cookie", cookie, "Origin", origin).code())
                    .as(origin)
                    .isEqualTo("cross-site");

        assertThat(book("Cookie", cookie, "Origin", here).status()).isEqualTo(201);
        assertThat(book("Cookie", cookie, "Sec-Fetch-Site", "same-origin").status())
                .isEqualTo(200);
        // Without a cookie there is nothing that a browser could add.
        assertThat(book("Authorization", "Bearer " + member("m-1"), "Origin", "https://other.example")
                        .status())
                .isEqualTo(200);
    }
}
