package io.yizhan.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.OpenIdProvider;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.signin.RelyingParty;
import io.yizhan.postgres.FreePort;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Members sign in at a provider of somebody else's. It is {@code localhost}, and the engine {@code 127.0.0.1}: two sites to a browser, as in a
 * city, so that its rules about cookies hold. The engine's clock is the test's.
 */
@InBrowser
final class ProviderSignInIT {
    private static final String SLOT = "s-1-b1.20261121T1800";
    private static final String SESSION = "yizhan-session";
    private static final Pattern BEGIN = Pattern.compile("/signin\\?return=");
    private static final Pattern STATE = Pattern.compile("[?&]state=([^&]+)");
    private static final String LETTERS = "http://fonts.googleapis.com";
    private static final String KEPT =
            "() => JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage}) + document.cookie + location.href";

    @RegisterExtension
    final Devices devices = new Devices();

    private OpenIdProvider provider;
    private HttpEngine engine;
    private String url;

    @BeforeEach
    void start() throws IOException {
        provider = new OpenIdProvider(true);
        int port = FreePort.find();
        url = "http://127.0.0.1:" + port;
        engine = new HttpEngine(options -> EdgeOptions.of(options.host(), port, 2, trusted(provider.issuer())));
        devices.at(url);
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
                        issuer, OpenIdProvider.CLIENT, null, "openid profile", URI.create(url), HttpEngine.SECRET));
    }

    private Device phone(String language) {
        Device phone = devices.phone(language)
                .expects("another host was asked: " + provider.issuer())
                .expects("another host was asked: " + LETTERS);
        // Of the provider's page, which is none of ours.
        phone.context.route(
                LETTERS + "/**", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/css")));
        // It learns the provider's keys first.
        await().pollInSameThread()
                .until(() ->
                        phone.context.request().get("/v1/session", bearer()).status() != 503);
        return phone;
    }

    private RequestOptions bearer() {
        return RequestOptions.create().setHeader("Authorization", "Bearer " + provider.token());
    }

    private static void begin(Device phone) {
        assertThat(phone.sheet()).containsText(phone.text("book.signIn"));
        phone.sheet().getByRole(AriaRole.LINK).first().tap();
    }

    /** On the provider's page: what comes then comes from another site. */
    private static void sayWho(Page page, String subject) {
        page.locator("input[name=username]").fill(subject);
        page.locator("input[name=username]").press("Enter");
    }

    private static void book(Device phone) {
        phone.button("book.now").tap();
        assertThat(phone.sheet().getByRole(AriaRole.STATUS)).containsText(phone.text("outcome.CONFIRMED"));
    }

    @Test
    void comesBackToTheVerySlotAndLeavesNothingThatAScriptCouldTake() {
        provider.nextMember("m-1");
        Device phone = phone("zh");
        List<String> asked = new ArrayList<>();
        phone.context.onRequest(request -> asked.add(request.url()));
        Page page = phone.openSlot(SLOT);
        begin(phone);
        sayWho(page, "m-1");

        assertThat(phone.button("book.now")).isVisible();
        assertThat(page.url()).isEqualTo(url + Device.path(SLOT));
        assertThat(page.locator("#account")).containsText("张三");
        assertThat(asked).anyMatch(it -> it.startsWith(provider.issuer().toString()));
        book(phone);
        assertThat(phone.context.cookies())
                .filteredOn(it -> it.name.equals(SESSION))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.httpOnly).isTrue();
                    assertThat(it.sameSite).isEqualTo(SameSiteAttribute.STRICT);
                    assertThat((String) page.evaluate(KEPT)).doesNotContain(it.value.substring(0, 20));
                });
        assertThat((String) page.evaluate(KEPT)).doesNotContain("eyJ", SESSION);
        assertThat(asked).noneMatch(it -> it.contains("eyJ") || it.contains("token="));

        page.navigate("/#/mine");
        assertThat(phone.said("state.CONFIRMED")).isVisible();
        phone.button("page.signOut").tap();
        assertThat(phone.said("mine.signIn")).isVisible();
        assertThat(phone.context.cookies()).noneMatch(it -> it.name.equals(SESSION));
        page.reload();
        assertThat(phone.said("mine.signIn")).isVisible();
    }

    /** What shows who is signed in is asked for by the address line itself, as no script would. */
    @Test
    void isKnownOnTheVeryNextPageAlthoughAnotherSiteHasLedThere() {
        provider.nextMember("m-1");
        Page page = phone("en").open("/signin?return=/v1/session");
        sayWho(page, "m-1");
        assertThat(page).hasURL(url + "/v1/session");
        assertThat(page.locator("body")).containsText("\"signedIn\":true");
    }

    @Test
    void whoseSessionIsOverSignsInAgainAndIsWhereTheyWere() {
        provider.nextMember("m-1");
        Device phone = phone("en").expects("status of 401");
        Page page = phone.openSlot(SLOT);
        begin(phone);
        sayWho(page, "m-1");
        assertThat(phone.button("book.now")).isVisible();

        for (var clock : List.of(engine.nowMs, provider.nowMs)) clock.addAndGet(TimeUnit.HOURS.toMillis(5));
        phone.button("book.now").tap();
        provider.nextMember("m-1");
        begin(phone);
        sayWho(page, "m-1");
        assertThat(phone.button("book.now")).isVisible();
        assertThat(page.url()).isEqualTo(url + Device.path(SLOT));
        assertThat(phone.reservations()).isEmpty();
        book(phone);
    }

    @Test
    void whoIsRefusedIsToldSoAndFindsTheWayBack() {
        Device phone = phone("zh").expects("status of 4(00|03)");
        answers(phone, "error=access_denied");
        Page page = phone.openSlot(SLOT);
        begin(phone);
        assertThat(page.locator("h1")).hasText("未登录");
        Look.at(phone, "denied");
        assertThat(phone.context.cookies()).noneMatch(it -> it.name.equals(SESSION));

        phone.context.unroute(BEGIN);
        provider.next("m-2", Map.of("roles", List.of()));
        page.getByText("重新登录").tap();
        sayWho(page, "m-2");
        assertThat(page.locator("h1")).hasText("您的账号在此没有权限");
        Look.at(phone, "no rights");
        provider.nextMember("m-1");
        page.getByText("重新登录").tap();
        sayWho(page, "m-1");
        assertThat(phone.button("book.now")).isVisible();
        assertThat(page.url()).isEqualTo(url + Device.path(SLOT));
    }

    @Test
    void saysInTheirLanguageWhatWentWrong() {
        Device phone = phone("en").expects("status of (400|503)");
        Page page = phone.open("/signin/callback?code=x&state=y");
        assertThat(page.locator("h1")).hasText("This sign-in can't be finished");
        Look.at(phone, "attempt unknown");
        phone.openSlot(SLOT);
        assertThat(phone.sheet()).containsText(phone.text("book.signIn"));
        answers(phone, "code=good");
        provider.close();
        begin(phone);
        assertThat(page.locator("h1")).hasText("The sign-in service can't be reached");
        Look.at(phone, "provider away");
        page.getByText("To the start page").tap();
        assertThat(page.locator(".stations li").first()).isVisible();
    }

    /** The provider sends the browser back with this at once, whatever its own page would have said. */
    private void answers(Device phone, String said) {
        phone.context.route(BEGIN, route -> {
            APIResponse begun = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
            Map<String, String> headers = new HashMap<>(begun.headers());
            Matcher state = STATE.matcher(headers.get("location"));
            assertThat(state.find()).isTrue();
            headers.put("location", url + "/signin/callback?" + said + "&state=" + state.group(1));
            route.fulfill(new Route.FulfillOptions().setResponse(begun).setHeaders(headers));
        });
    }
}
