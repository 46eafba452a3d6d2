package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.Browser.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The form at which developers are whoever they like, and other sites' pages are nobody. */
@HearsErrors
final class HttpDevelopmentSignInTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MEMBER = "subject=m-1&role=member";

    private static HttpEngine engine;
    private static String url;
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() {
        engine = new HttpEngine();
        url = "http://127.0.0.1:" + engine.port();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private Page submit(String form) {
        return browser.send("POST", url + "/signin", form, "Content-Type", FORM, "Origin", url);
    }

    private JsonObject whoAmI() {
        return new JsonObject(browser.step(url + "/v1/session").body());
    }

    @Test
    void asksWhoToBeWithoutAnyScript() {
        Page form = browser.open(url + "/signin?return=/v1/stations%3Fq=%22%3E%3Cscript%3E");
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(form.header("content-security-policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .endsWith("form-action 'self'");
        assertThat(form.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(form.header("cache-control")).isEqualTo("no-store");
        // With none at all, a browser says of a form that it comes from nowhere.
        assertThat(form.header("referrer-policy")).isEqualTo("same-origin");
        assertThat(form.body())
                .startsWith("<!DOCTYPE html><html lang=\"zh\">")
                .contains(
                        "<form method=\"post\" action=\"/signin\">",
                        "name=\"return\" value=\"/v1/stations?q=&quot;&gt;&lt;script&gt;\"",
                        "name=\"subject\"",
                        "name=\"name\"",
                        "name=\"role\" value=\"member\" checked",
                        "name=\"role\" value=\"operator\"",
                        "name=\"stations\"",
                        "name=\"employer\"",
                        "name=\"assurance\"")
                .doesNotContain("<script");
        browser.language = "en";
        assertThat(browser.open(url + "/signin?return=%ff").body())
                .contains("<html lang=\"en\">", "Sign in for development", "name=\"return\" value=\"/\"");
    }

    @Test
    void isWhoeverTheFormSays() {
        Page entered = submit("subject=o-1&name=%E6%9D%8E%E5%9B%9B&role=operator&role=member&stations=s-2,+s-1"
                + "&employer=%E5%85%AC%E5%8F%B8&assurance=2&return=/v1/stations");
        assertThat(entered.status()).isEqualTo(303);
        assertThat(entered.header("location")).isEqualTo("/v1/stations");
        assertThat(browser.cookies())
                .singleElement()
                .satisfies(cookie -> assertThat(cookie.attributes())
                        .contains("httponly", "samesite=strict")
                        .doesNotContain("secure"));
        assertThat(whoAmI())
                .isEqualTo(new JsonObject()
                        .put("signedIn", true)
                        .put("signIn", "DEVELOPMENT")
                        .put("subject", "o-1")
                        .put("name", "李四")
                        .put("roles", List.of("member", "operator"))
                        .put("stations", List.of("s-1", "s-2"))
                        .put("employer", "公司")
                        .put("assurance", 2)
                        .put("expiresAt", "2026-11-21T14:00:00+08:00"));
        assertThat(browser.step(url + "/v1/me/standing").status()).isEqualTo(200);
        assertThat(submit(MEMBER + "&return=//evil.example").header("location")).isEqualTo("/");
        assertThat(whoAmI().getString("subject")).isEqualTo("m-1");
    }

    @Test
    void takesNoFormThatMakesNoSense() {
        for (String form : List.of(
                "x=%zz",
                "role=member",
                "subject=m-1",
                "subject=&role=member",
                "subject=a+b&role=member",
                "subject=%E5%BC%A0&role=member",
                "subject=" + "x".repeat(65) + "&role=member",
                "subject=m-1&role=gate",
                "subject=m-1&role=member&role=x",
                MEMBER + "&stations=" + "x".repeat(65),
                MEMBER + "&stations=" + "x,".repeat(51),
                MEMBER + "&employer=" + "x".repeat(201),
                MEMBER + "&name=" + "x".repeat(101),
                MEMBER + "&assurance=5",
                MEMBER + "&assurance=%3Cscript%3E")) {
            Page page = submit(form);
            assertThat(page.status()).as(form).isEqualTo(400);
            assertThat(page.body()).as(form).contains("<h1>表单填写有误</h1>").doesNotContain("<script");
        }
        assertThat(browser.cookies()).isEmpty();
        assertThat(submit("x".repeat(20_000)).status()).isEqualTo(413);
        assertThat(browser.send("POST", url + "/signin", "{}", "Content-Type", "application/json", "Origin", url)
                        .status())
                .isEqualTo(415);
    }

    /** Else it could make its visitors somebody here whom it knows. */
    @Test
    void takesNoFormFromAnotherSitesPage() {
        for (String[] from : new String[][] {
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"X-From", "nowhere"}
        }) {
            Page page = browser.send("POST", url + "/signin", MEMBER, "Content-Type", FORM, from[0], from[1]);
            assertThat(page.status()).as(from[1]).isEqualTo(403);
            assertThat(new JsonObject(page.body()).getString("code")).isEqualTo("cross-site");
        }
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void hasNoProviderToComeBackFrom() {
        assertThat(browser.step(url + "/signin/callback?code=x&state=y").status())
                .isEqualTo(404);
    }
}
