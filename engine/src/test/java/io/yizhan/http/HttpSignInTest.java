package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.Browser.Page;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.signin.RelyingParty;
import io.yizhan.postgres.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People sign in with a browser at a provider of somebody else's, and whoever tries it otherwise does not. */
@Tag("slow")
@HearsErrors
final class HttpSignInTest {
    private static final String SECRET = "s3 cr/et";
    private static final String SESSION = "yizhan-session";

    private OpenIdProvider provider;
    private HttpEngine engine;
    private String url;
    private final Browser browser = new Browser();

    @BeforeEach
    void start() throws IOException {
        provider = new OpenIdProvider();
        int port = FreePort.find();
        url = "http://127.0.0.1:" + port;
        engine = new HttpEngine(options -> EdgeOptions.of(options.host(), port, 2, trusted(provider.issuer())));
        awaitKnowsTheProvider(engine.client);
    }

    /** An edge asks the provider about itself beside its start, and tells whoever comes sooner to come again. */
    private void awaitKnowsTheProvider(HttpClient edge) {
        String bearer = "Bearer " + provider.token();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> edge.get("/v1/session", "Authorization", bearer).status() != 503);
    }

    @AfterEach
    void stop() {
        engine.close();
        provider.close();
    }

    private EdgeOptions.Tokens trusted(URI issuer) {
        return new EdgeOptions.Tokens.Provider(
                null,
                new TokenRules(issuer.toString(), OpenIdProvider.AUDIENCE, 3_600),
                Set.of(TokenAlgorithm.RS256),
                new RelyingParty(
                        issuer, OpenIdProvider.CLIENT, SECRET, "openid profile", URI.create(url), HttpEngine.SECRET));
    }

    private JsonObject whoAmI(Browser asked) {
        return new JsonObject(asked.step(url + "/v1/session").body());
    }

    /** Back at the callback, with a good code: the last step is left to the test. */
    private URI callback(Browser of) {
        URI atProvider = of.step(url + "/signin?return=/v1/me/standing").location();
        return of.ledTo(atProvider).location();
    }

    private static void refused(Page page, int status, String title) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).contains("<h1>" + title + "</h1>").contains("href=\"/signin?return=");
        assertThat(page.response().headers().allValues("set-cookie"))
                .noneMatch(cookie -> cookie.startsWith(SESSION + "="));
    }

    @Test
    void signsInAtTheProviderAndComesBackToWhereItWasGoing() {
        provider.nextMember("m-1");
        Page there = browser.open(url + "/signin?return=/v1/me/reservations?state=CONFIRMED");

        assertThat(there.at()).hasToString(url + "/v1/me/reservations?state=CONFIRMED");
        assertThat(there.status()).as(there.body()).isEqualTo(200);
        assertThat(whoAmI(browser))
                .isEqualTo(new JsonObject()
                        .put("signedIn", true)
                        .put("signIn", "OPENID")
                        .put("subject", "m-1")
                        .put("name", "张三")
                        .put("roles", List.of("member"))
                        .put("expiresAt", "2026-11-21T14:00:00+08:00"));
        assertThat(browser.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.name()).isEqualTo(SESSION);
            assertThat(cookie.attributes()).contains("httponly", "samesite=strict", "path=/");
        });
        assertThat(browser.visited).allSatisfy(at -> assertThat(at.toString()).doesNotContain("token", "eyJ"));

        Page out = browser.send("DELETE", url + "/v1/session", "", "Sec-Fetch-Site", "same-origin");
        assertThat(out.status()).isEqualTo(204);
        assertThat(browser.cookies()).isEmpty();
        assertThat(whoAmI(browser))
                .isEqualTo(new JsonObject().put("signedIn", false).put("signIn", "OPENID"));
    }

    /** Another site has led the browser here, so a cookie that is Strict would not be shown on a redirect. */
    @Test
    void leadsOnByAPageOfItsOwn() {
        provider.nextMember("m-1");
        Page page = browser.ledTo(callback(browser));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.onwards()).isEqualTo("/v1/me/standing");
        assertThat(page.body()).doesNotContain("<script");
        assertThat(page.header("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'", "form-action 'none'");
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(browser.ledTo(URI.create(url + "/v1/me/standing")).status()).isEqualTo(401);
        assertThat(browser.step(url + "/v1/me/standing").status()).isEqualTo(200);
    }

    @Test
    void asksTheProviderWithAProofThatOnlyThisEngineHas() throws IOException, GeneralSecurityException {
        provider.nextMember("m-1");
        browser.open(url + "/signin");

        RecordedRequest authorize = provider.asked("/authorize");
        Map<String, String> asked =
                Browser.parameters(String.valueOf(authorize.getPath()).split("\\?", 2)[1]);
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", OpenIdProvider.CLIENT)
                .containsEntry("scope", "openid profile")
                .containsEntry("redirect_uri", url + "/signin/callback")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("state", "nonce", "code_challenge");
        assertThat(asked.get("state")).hasSizeGreaterThan(40).isNotEqualTo(asked.get("nonce"));
        RecordedRequest token = provider.asked("/token");
        Map<String, String> shown = OpenIdProvider.form(token);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(String.valueOf(shown.get("code_verifier")).getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .isEqualTo(asked.get("code_challenge"));
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(String.valueOf(token.getHeader("Authorization"))
                                        .substring("Basic ".length())),
                        StandardCharsets.US_ASCII))
                .isEqualTo(OpenIdProvider.CLIENT + ":s3+cr%2Fet");
        assertThat(shown).doesNotContainKey("client_secret");
    }

    @Test
    void comesBackToNobodyElsesPage() {
        for (String foreign : List.of(
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/%09/evil.example".replace("%09", "%2509").replace("%25", "%"),
                "evil.example",
                "javascript:alert(1)",
                "/x%0D%0ALocation:%20https://evil.example",
                "/" + "x".repeat(512),
                "/signin",
                "/signin/callback?x")) {
            provider.nextMember("m-1");
            Browser one = new Browser();
            URI atProvider = one.step(url + "/signin?return=" + foreign.replace("\\", "%5C"))
                    .location();
            assertThat(one.ledTo(one.ledTo(atProvider).location()).onwards())
                    .as(foreign)
                    .isEqualTo("/");
        }
        provider.nextMember("m-1");
        URI twice = browser.step(url + "/signin?return=/a&return=/b").location();
        assertThat(browser.ledTo(browser.ledTo(twice).location()).onwards()).isEqualTo("/");
    }

    /** Else somebody could be signed in as somebody else, who then sees what they do. */
    @Test
    void finishesNothingThatAnotherBrowserHasBegun() {
        provider.nextMember("attacker");
        URI others = callback(new Browser());
        refused(browser.ledTo(others), 400, "无法完成这次登录");

        URI mine = browser.step(url + "/signin").location();
        refused(browser.ledTo(others), 400, "无法完成这次登录");
        provider.nextMember("m-1");
        assertThat(browser.ledTo(browser.ledTo(mine).location()).status())
                .as("what was begun here is not spoilt by that")
                .isEqualTo(200);
    }

    /** The state is this browser's, the code somebody else's: it was not given for this proof. */
    @Test
    void takesNoCodeOfAnotherSignIn() {
        String code = Browser.parameter(callback(new Browser()).getRawQuery(), "code");
        URI mine = callback(browser);
        String own = Browser.parameter(mine.getRawQuery(), "code");
        refused(browser.ledTo(URI.create(mine.toString().replace(own, code))), 400, "这次登录已失效");
        assertThat(whoAmI(browser).getBoolean("signedIn")).isFalse();
    }

    @Test
    void takesNoCodeTwice() {
        provider.nextMember("m-1");
        URI callback = callback(browser);
        List<Browser.Kept> before = browser.cookies();
        assertThat(browser.ledTo(callback).status()).isEqualTo(200);
        refused(browser.ledTo(callback), 400, "无法完成这次登录");

        Browser copy = new Browser();
        copy.keeps(before);
        refused(copy.ledTo(callback), 400, "这次登录已失效");
        assertThat(copy.has(SESSION)).isFalse();
    }

    @Test
    void believesNoTokenThatWasGivenForSomethingElse() {
        Map<String, Object> member = Map.of("roles", List.of("member"));
        provider.next("m-1", with(member, "nonce", "another"));
        refused(browser.ledTo(callback(browser)), 400, "这次登录已失效");
        provider.next("m-1", with(member, "iss", "https://evil.example"));
        refused(browser.ledTo(callback(browser)), 502, "目前无法登录");
        provider.next("m-1", "another", member);
        refused(browser.ledTo(callback(browser)), 502, "目前无法登录");
        provider.next("not a subject", member);
        refused(browser.ledTo(callback(browser)), 502, "目前无法登录");
        provider.next("m-1", Map.of("name", "张三"));
        refused(browser.ledTo(callback(browser)), 403, "您的账号在此没有权限");
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> more = new HashMap<>(claims);
        more.put(name, value);
        return more;
    }

    @Test
    void saysWhenClocksDiffer() {
        provider.nowMs.addAndGet(-3_600_000);
        provider.nextMember("m-1");
        refused(browser.ledTo(callback(browser)), 502, "目前无法登录");
        provider.nowMs.addAndGet(2 * 3_600_000);
        provider.nextMember("m-1");
        Page early = browser.ledTo(callback(browser));
        refused(early, 502, "目前无法登录");
        assertThat(early.body()).contains("时钟相差过大");
    }

    @Test
    void isToBeFinishedWithinTenMinutes() {
        URI late = callback(browser);
        engine.nowMs.addAndGet(600_000);
        refused(browser.ledTo(late), 400, "无法完成这次登录");
        provider.nowMs.set(engine.nowMs.get());
        provider.nextMember("m-1");
        URI inTime = callback(browser);
        engine.nowMs.addAndGet(599_999);
        provider.nowMs.set(engine.nowMs.get());
        assertThat(browser.ledTo(inTime).status()).isEqualTo(200);
    }

    private Page answered(String error) {
        String state = Browser.parameter(callback(browser).getRawQuery(), "state");
        return browser.ledTo(URI.create(url + "/signin/callback?state=" + state + "&error=" + error));
    }

    @Test
    void tellsWhatTheProviderSays() {
        Page denied = answered("access_denied&error_description=%3Cscript%3E");
        refused(denied, 400, "未登录");
        assertThat(denied.body()).contains("href=\"/signin?return=%2Fv1%2Fme%2Fstanding\"");
        refused(answered("temporarily_unavailable"), 503, "登录服务暂时无法访问");
        refused(answered("%3Cscript%3E"), 502, "目前无法登录");
        browser.language = "en";
        Page english = answered("access_denied");
        refused(english, 400, "Not signed in");
        assertThat(english.body()).contains("<html lang=\"en\">");
    }

    @Test
    void makesNothingOfWhatNobodyHasBegun() {
        String state = Browser.parameter(callback(browser).getRawQuery(), "state");
        for (String query : List.of(
                "",
                "?",
                "?code=x",
                "?state=x&code=x",
                "?state=" + state,
                "?state=" + state + "&state=" + state + "&code=x",
                "?state=" + state + "x&code=x",
                "?state=" + state.toLowerCase(Locale.ROOT) + "&code=x",
                "?code=%3Cscript%3Ealert(1)%3C/script%3E&state=%22%3E%3Cscript%3E",
                "?state=%ff&code=%00",
                "?state=%&code=%zz",
                "?error=%3Cscript%3E",
                "?state=" + "x".repeat(3_000),
                "?" + "a=b&".repeat(700))) {
            Page page = browserWith(browser.cookies()).ledTo(callbackOf(query));
            assertThat(page.status()).as(query).isBetween(400, 499);
            assertThat(page.body()).as(query).doesNotContain("<script", "alert(");
        }
        String tooLong = "?state=" + state + "&code=" + "x".repeat(3_001);
        refused(browserWith(browser.cookies()).ledTo(callbackOf(tooLong)), 400, "无法完成这次登录");
    }

    private URI callbackOf(String query) {
        // As it is on the wire: a URI has no lonely percent sign.
        return URI.create(url + "/signin/callback" + query.replace("%&", "%25&").replace("%zz", "%25zz"));
    }

    private static Browser browserWith(List<Browser.Kept> cookies) {
        Browser other = new Browser();
        other.keeps(cookies);
        return other;
    }

    @Test
    void takesNoCookieThatItHasNotWritten() {
        URI callback = callback(browser);
        Browser.Kept good = browser.cookies().getFirst();
        for (String value : List.of(
                "",
                ".",
                "...",
                good.value().substring(1),
                good.value() + "A",
                good.value().replaceFirst("\\.\\d", ".9"),
                "x".repeat(2_000))) {
            Browser forged = browserWith(List.of(new Browser.Kept(good.host(), good.name(), value, good.attributes())));
            refused(forged.ledTo(callback), 400, "无法完成这次登录");
        }
    }

    @Test
    void isOverWhenItsTimeIsAndSaysSo() {
        provider.nextMember("m-1");
        browser.open(url + "/signin");
        engine.nowMs.addAndGet(TestSessions.LIFETIME.toMillis() + 31_000);
        Page late = browser.step(url + "/v1/me/standing");
        assertThat(late.status()).isEqualTo(401);
        assertThat(new JsonObject(late.body()).getString("code")).isEqualTo("token-expired");
        assertThat(whoAmI(browser).getBoolean("signedIn")).isFalse();
        assertThat(browser.has(SESSION)).as("the page stops showing it").isFalse();
    }

    @Test
    void isFinishedByWhicheverNodeTheBrowserComesTo() {
        try (HttpNode other =
                new HttpNode(engine, options -> EdgeOptions.of(options.host(), 0, 1, trusted(provider.issuer())))) {
            awaitKnowsTheProvider(other.client);
            provider.nextMember("m-1");
            String there = callback(browser).toString().replace(url, "http://127.0.0.1:" + other.port());
            assertThat(browser.ledTo(URI.create(there)).status()).isEqualTo(200);
            assertThat(whoAmI(browser).getString("subject")).isEqualTo("m-1");
        }
    }
}
