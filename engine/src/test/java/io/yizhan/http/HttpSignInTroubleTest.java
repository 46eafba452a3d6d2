package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.Browser.Page;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.http.signin.RelyingParty;
import io.yizhan.postgres.FreePort;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider does not do what was agreed, or nothing at all: people are told so, in time. */
@Tag("slow")
@HearsErrors
final class HttpSignInTroubleTest {
    private static final String AWAY = "登录服务暂时无法访问";
    private static final String UNFIT = "目前无法登录";
    /** The provider has five seconds, and this machine other things to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(18);

    private ScriptedProvider provider;
    private String url;
    private @Nullable HttpEngine engine;
    private final Browser browser = new Browser();

    @BeforeEach
    void start() throws IOException, JOSEException {
        provider = new ScriptedProvider();
        url = "http://127.0.0.1:" + FreePort.find();
    }

    @AfterEach
    void stop() {
        if (engine != null) engine.close();
        provider.close();
    }

    private HttpEngine serve(@Nullable String secret) {
        return serve(secret, ClientLimits.of(1_000));
    }

    private HttpEngine serve(@Nullable String secret, ClientLimits limits) {
        URI issuer = provider.issuer();
        URI ours = URI.create(url);
        HttpEngine served = new HttpEngine(options -> EdgeOptions.of(
                        options.host(),
                        ours.getPort(),
                        2,
                        new EdgeOptions.Tokens.Provider(
                                null,
                                new TokenRules(issuer.toString(), OpenIdProvider.AUDIENCE, 3_600),
                                Set.of(TokenAlgorithm.ES256),
                                new RelyingParty(
                                        issuer, OpenIdProvider.CLIENT, secret, "openid", ours, HttpEngine.SECRET)))
                .withClients(limits));
        engine = served;
        return served;
    }

    /** By now it has the provider's keys. */
    private void serveKnowingKeys() {
        HttpEngine served = serve(null);
        String bearer = "Bearer " + provider.signed(provider.idClaims("anybody").put("aud", OpenIdProvider.AUDIENCE));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> served.client
                                .get("/v1/session", "Authorization", bearer)
                                .status()
                        == 200);
    }

    /** Sent to the provider: what the browser brings it. */
    private Map<String, String> begun() {
        URI at = browser.step(url + "/signin?return=/v1/me/standing").location();
        assertThat(at.toString()).startsWith(provider.issuer() + "/authorize?theme=dark&response_type=code&");
        return Browser.parameters(at.getRawQuery());
    }

    private Page back(Map<String, String> begun) {
        return browser.ledTo(URI.create(url + "/signin/callback?code=c&state=" + begun.get("state")));
    }

    private static void refused(Page page, int status, String title) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.body()).contains("<h1>" + title + "</h1>");
        assertThat(page.response().headers().allValues("set-cookie")).noneMatch(it -> it.startsWith("yizhan-session="));
        assertThat(page.header("retry-after")).isEqualTo(status == 503 ? "5" : "");
    }

    @Test
    void tellsWhereTheTokenEndpointFails() {
        serveKnowingKeys();
        Map<Integer, String> away = Map.of(500, "", 503, "{}", 429, "{}");
        away.forEach((status, body) -> {
            provider.status = status;
            provider.answer = body;
            refused(back(begun()), 503, AWAY);
        });
        Map<Integer, String> unfit = Map.of(200, "no JSON", 201, "{}", 400, "{\"error\":\"invalid_client\"}", 302, "");
        unfit.forEach((status, body) -> {
            provider.status = status;
            provider.answer = body;
            refused(back(begun()), 502, UNFIT);
        });
        provider.status = 200;
        for (String body :
                List.of("{}", "[]", "{\"id_token\":1}", "{\"id_token\":\"x\"}", "{\"id_token\":\"a.b.c\"}")) {
            provider.answer = body;
            refused(back(begun()), 502, UNFIT);
        }
        provider.answer = "x".repeat((1 << 20) + 1);
        refused(back(begun()), 503, AWAY);
        provider.status = 400;
        provider.answer = "{\"error\":\"invalid_grant\"}";
        refused(back(begun()), 400, "这次登录已失效");
    }

    @Test
    void believesNoTokenThatIsNotForThisSignIn() {
        serveKnowingKeys();
        Map<String, String> good = begun();
        provider.gives(provider.idClaims("m-1").put("nonce", good.get("nonce")).put("azp", OpenIdProvider.CLIENT));
        assertThat(back(good).status()).isEqualTo(200);

        List<JsonObject> wrong = List.of(
                provider.idClaims("m-1"),
                provider.idClaims("m-1").put("nonce", ""),
                provider.idClaims("m-1").put("nonce", 1),
                provider.idClaims("m-1").put("nonce", good.get("nonce")));
        for (JsonObject claims : wrong) {
            provider.gives(claims);
            refused(back(begun()), 400, "这次登录已失效");
        }
        Map<String, Object> changes = Map.of("azp", "another", "aud", "another", "iss", "x", "sub", "a b", "exp", "x");
        changes.forEach((name, value) -> {
            Map<String, String> begun = begun();
            provider.gives(
                    provider.idClaims("m-1").put("nonce", begun.get("nonce")).put(name, value));
            refused(back(begun), 502, UNFIT);
        });
    }

    /** It says what its bearer may do: of whom, then? */
    @Test
    void takesRightsFromNobodyElsesAccessToken() {
        serveKnowingKeys();
        for (String subject : List.of("m-1", "admin-1")) {
            Map<String, String> begun = begun();
            JsonObject id = provider.idClaims("m-1").put("nonce", begun.get("nonce"));
            JsonObject access = provider.idClaims(subject)
                    .put("aud", OpenIdProvider.AUDIENCE)
                    .put("roles", JsonArray.of("admin"));
            provider.status = 200;
            provider.answer = new JsonObject()
                    .put("id_token", provider.signed(id))
                    .put("access_token", provider.signed(access))
                    .encode();
            Page page = back(begun);
            if (subject.equals("m-1")) assertThat(page.status()).isEqualTo(200);
            else refused(page, 502, UNFIT);
        }
        assertThat(new JsonObject(browser.step(url + "/v1/session").body()).getJsonArray("roles"))
                .containsExactly("admin");
    }

    @Test
    void showsItsSecretTheWayThatTheProviderWants() {
        provider.document.put("token_endpoint_auth_methods_supported", JsonArray.of("client_secret_post"));
        serve("s3 cret");
        Map<String, String> begun = begun();
        back(begun);
        assertThat(provider.askedForm).contains("&client_secret=s3+cret", "&client_id=" + OpenIdProvider.CLIENT);
        assertThat(provider.askedAuthorization).isEqualTo("null");
    }

    @Test
    void showsNoSecretWhereItHasNone() {
        serve(null);
        back(begun());
        assertThat(provider.askedForm).doesNotContain("secret").contains("&code_verifier=", "&code=c&");
        assertThat(provider.askedAuthorization).isEqualTo("null");
    }

    @Test
    void sendsNobodyToAProviderThatIsNotTheOneThatIsMeant() {
        JsonObject good = provider.document;
        for (JsonObject wrong : List.of(
                good.copy().put("issuer", "https://evil.example"),
                good.copy().put("authorization_endpoint", "http://evil.example/"),
                good.copy().put("token_endpoint", "http://evil.example/"),
                without(good, "jwks_uri"))) {
            provider.document = wrong;
            HttpEngine misled = serve(null);
            refused(browser.step(url + "/signin"), 503, AWAY);
            misled.close();
        }
        provider.document = good;
        serve(null);
        assertThat(browser.step(url + "/signin").status()).isEqualTo(302);
    }

    private static JsonObject without(JsonObject object, String name) {
        JsonObject copy = object.copy();
        copy.remove(name);
        return copy;
    }

    @Test
    void tellsInTimeThatTheProviderDoesNotAnswer() {
        provider.answering = new CountDownLatch(1);
        serve(null);
        await().atMost(PATIENCE).until(() -> {
            refused(browser.step(url + "/signin"), 503, AWAY);
            return true;
        });
        provider.answering.countDown();
        await().atMost(PATIENCE).until(() -> browser.step(url + "/signin").status() == 302);

        Map<String, String> begun = begun();
        provider.answering = new CountDownLatch(1);
        await().atMost(PATIENCE).until(() -> {
            refused(back(begun), 503, AWAY);
            return true;
        });
    }

    @Test
    void tellsThatNobodyIsThere() {
        serve(null);
        Map<String, String> begun = begun();
        provider.close();
        refused(back(begun), 503, AWAY);
        assertThat(browser.step(url + "/signin").status())
                .as("where it is was read before")
                .isEqualTo(302);
    }

    /** Codes are anybody's to make up, and each makes the provider work. */
    @Test
    void exchangesNoMoreCodesAtOnceThanTheProviderBears() throws InterruptedException {
        serve(null);
        Map<String, String> begun = begun();
        List<Browser.Kept> cookies = browser.cookies();
        provider.answering = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 80; i++)
            others.add(Thread.ofPlatform().daemon().start(() -> {
                Browser one = new Browser();
                one.keeps(cookies);
                URI callback = URI.create(url + "/signin/callback?code=c&state=" + begun.get("state"));
                if (one.ledTo(callback).body().contains("<h1>登录的人太多</h1>")) busy.incrementAndGet();
            }));
        await().atMost(PATIENCE).until(() -> busy.get() == 16);
        provider.answering.countDown();
        for (Thread each : others) each.join();
        assertThat(busy).hasValue(16);
    }

    @Test
    void letsNobodyTryOutCodesWithoutAnEnd() {
        serve(null, new ClientLimits(1_000, 250, 1_000, new RateLimit(1, 50), TrustedProxies.NONE));
        provider.status = 400;
        provider.answer = "{\"error\":\"invalid_grant\"}";
        Map<String, String> begun = begun();
        List<Browser.Kept> cookies = browser.cookies();
        int exchanged = 0;
        for (int i = 0; i < 10; i++) {
            Browser one = new Browser();
            one.keeps(cookies);
            Page page = one.ledTo(URI.create(url + "/signin/callback?code=c&state=" + begun.get("state")));
            if (page.status() == 429) break;
            refused(page, 400, "这次登录已失效");
            exchanged++;
        }
        assertThat(exchanged).isBetween(3, 5);
    }
}
