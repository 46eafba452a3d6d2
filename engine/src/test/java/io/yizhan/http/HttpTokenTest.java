package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.auth.JwksKeys;
import io.yizhan.http.auth.KeyLocation;
import io.yizhan.http.auth.ProviderClient;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.SignatureThreads;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is let in: with an identity provider whose keys come from a real little server, and in development. */
@Tag("slow")
@HearsErrors
final class HttpTokenTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static final long LIFETIME_MAX_S = 3_600;

    private volatile JsonObject published = new JsonObject();
    private com.sun.net.httpserver.HttpServer provider;
    private KeyPair keys;

    @BeforeEach
    void publish() throws Exception {
        keys = rsa();
        published = set(jwk(keys, "k1"));
        provider = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            byte[] body = published.encode().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void unpublish() {
        provider.stop(0);
    }

    private HttpEngine engine() {
        URI uri = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys");
        HttpEngine engine = new HttpEngine(options -> EdgeOptions.of(
                options.host(),
                0,
                2,
                new EdgeOptions.Tokens.Provider(
                        uri,
                        new TokenRules("https://issuer", "yizhan", LIFETIME_MAX_S),
                        Set.of(TokenAlgorithm.RS256, TokenAlgorithm.ES256))));
        String token = sign(keys, "k1", claims());
        await().until(() -> ask(engine, token).status() == 200);
        return engine;
    }

    private static Answer ask(HttpEngine engine, String token) {
        return engine.client.get("/v1/me/reservations", "Authorization", "Bearer " + token);
    }

    private static JsonObject claims() {
        long nowS = HttpEngine.START_MS / 1_000;
        return new JsonObject()
                .put("sub", "m-1")
                .put("roles", new JsonArray().add("member"))
                .put("iss", "https://issuer")
                .put("aud", "yizhan")
                .put("exp", nowS + 600);
    }

    @Test
    void letsInOnlyWhoTheProviderVouchesFor() throws Exception {
        long nowS = HttpEngine.START_MS / 1_000;
        KeyPair stranger = rsa();
        try (HttpEngine engine = engine()) {
            assertThat(ask(
                                    engine,
                                    sign(
                                            keys,
                                            "k1",
                                            claims().put(
                                                            "aud",
                                                            new JsonArray()
                                                                    .add("x")
                                                                    .add("yizhan"))))
                            .status())
                    .isEqualTo(200);
            assertThat(ask(engine, sign(keys, "k1", claims().put("exp", nowS - 29)))
                            .status())
                    .isEqualTo(200);
            assertThat(ask(engine, sign(keys, "k1", claims().put("exp", nowS - 31)))
                            .code())
                    .isEqualTo("token-expired");
            for (String forged : new String[] {
                sign(stranger, "k1", claims()),
                sign(stranger, "k2", claims()),
                sign(keys, "k1", claims().put("aud", "others")),
                sign(keys, "k1", claims().put("iss", "https://others")),
                sign(keys, "k1", claims().put("nbf", nowS + 31)),
                sign(keys, "k1", claims().put("exp", nowS + LIFETIME_MAX_S + 1)),
                sign(keys, "k1", claims().put("iat", nowS - LIFETIME_MAX_S)),
                sign(keys, "k1", claims().put("iat", nowS + 100).put("exp", nowS + LIFETIME_MAX_S + 1)),
                sign(keys, "k1", remove("exp")),
                sign(keys, "k1", remove("sub")),
                sign(keys, "k1", claims().put("sub", "x".repeat(65))),
                sign(keys, "k1", claims().put("sub", "a b")),
                unsigned("{\"alg\":\"none\"}") + ".",
                unsigned("{\"alg\":\"none\",\"kid\":\"k1\"}") + ".x",
                hmacWithPublicKey(),
                "a.b.c",
                "....",
                "x",
                "x".repeat(9_000)
            }) {
                Answer answer = ask(engine, forged);
                assertThat(answer.status()).as(forged).isEqualTo(401);
                assertThat(answer.code()).as(forged).isEqualTo("token-invalid");
                assertThat(answer.header("www-authenticate")).contains("invalid_token");
            }
            assertThat(ask(engine, sign(keys, "k1", claims().put("roles", new JsonArray())))
                            .code())
                    .isEqualTo("role-missing");
            assertThat(engine.client.get("/v1/me/reservations").code()).isEqualTo("token-missing");
            assertThat(engine.client
                            .get("/v1/me/reservations", "Authorization", "Basic eDp5")
                            .code())
                    .isEqualTo("token-missing");
            assertThat(engine.client.send("POST", "/dev/tokens", "{}").status()).isEqualTo(404);
        }
    }

    @Test
    void forgetsATokenWhenItExpires() {
        try (HttpEngine engine = engine()) {
            String token = sign(keys, "k1", claims());
            assertThat(ask(engine, token).status()).isEqualTo(200);
            engine.nowMs.addAndGet(631_000);
            assertThat(ask(engine, token).code()).isEqualTo("token-expired");
        }
    }

    @Test
    void learnsANewKeyWhenATokenNamesIt() throws Exception {
        var vertx = Vertx.vertx();
        URI uri = URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/keys");
        try (JwksKeys verifier = new JwksKeys(
                vertx,
                new ProviderClient(vertx),
                KeyLocation.at(uri),
                Set.of(TokenAlgorithm.RS256),
                TokenRules.ANY,
                new SignatureThreads(new SimpleMeterRegistry()),
                0,
                null)) {
            await().until(() -> verified(verifier, sign(keys, "k1", claims())));
            KeyPair rotated = rsa();
            assertThat(verified(verifier, sign(rotated, "k2", claims()))).isFalse();
            published = set(jwk(rotated, "k2"));
            assertThat(verified(verifier, sign(rotated, "k2", claims()))).isTrue();
            assertThat(verified(verifier, sign(keys, "k1", claims()))).isFalse();
        } finally {
            HttpEngine.await(vertx.close());
        }
    }

    private static boolean verified(JwksKeys keys, String token) {
        return HttpEngine.await(keys.verify(token, false).map(true).otherwise(false));
    }

    /** One entry that makes no sense is nobody's key, and spoils none of the others. */
    @Test
    void doesWithoutAKeyThatMakesNoSense() {
        JsonArray among =
                new JsonArray().addNull().add(1).add("x").add(new JsonArray()).add(true);
        for (Object type : new Object[] {1, new JsonObject(), "RSA", "EC", "OKP", "new"}) {
            among.add(new JsonObject()
                    .put("kty", type)
                    .put("kid", "k1")
                    .put("n", "%")
                    .put("e", 1)
                    .put("x", 2));
        }
        among.add(jwk(keys, "k3").put("kid", 3))
                .add(jwk(keys, "k4").put("use", 4))
                .add(jwk(keys, "k5").put("alg", 5));
        published = new JsonObject().put("keys", among.add(jwk(keys, "k1")));
        try (HttpEngine engine = engine()) {
            assertThat(ask(engine, sign(keys, "k1", claims())).status()).isEqualTo(200);
            assertThat(ask(engine, sign(keys, "k3", claims())).code()).isEqualTo("token-invalid");
        }
    }

    @Test
    void slowsDownWhoCallsTooOften() {
        try (HttpEngine engine =
                new HttpEngine(options -> options.withRates(new RateLimit(1, 3), new RateLimit(100, 100)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(engine.client.getAs("m-1", "/v1/me/reservations").status())
                        .isEqualTo(200);
            }
            Answer limited = engine.client.getAs("m-1", "/v1/me/reservations");
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.code()).isEqualTo("rate-limited");
            assertThat(limited.header("retry-after")).isEqualTo("1");
            assertThat(engine.client.getAs("m-2", "/v1/me/reservations").status())
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            engine.client.getAs("m-1", "/v1/me/reservations").status() == 200);
        }
    }

    @Test
    void givesOutTokensInDevelopment() {
        try (HttpEngine engine = new HttpEngine()) {
            Answer many = engine.client.send(
                    "POST",
                    "/dev/tokens",
                    "{\"count\":200,\"prefix\":\"load-\",\"roles\":[\"member\"]}",
                    "Content-Type",
                    "application/json");
            assertThat(many.json().getJsonArray("tokens").size()).isEqualTo(200);
            assertThat(ask(engine, many.json().getJsonArray("tokens").getString(199))
                            .status())
                    .isEqualTo(200);
            String shortLived = engine.client.token("{\"roles\":[\"member\"],\"expiresInS\":5}");
            assertThat(ask(engine, shortLived).status()).isEqualTo(200);
            engine.nowMs.addAndGet(40_000);
            assertThat(ask(engine, shortLived).code()).isEqualTo("token-expired");
            for (String wrong : new String[] {
                "{}",
                "[]",
                "1",
                "null",
                "{",
                "{\"roles\":\"member\"}",
                "{\"roles\":[],\"count\":50001}",
                "{\"roles\":[],\"count\":0}",
                "{\"roles\":[],\"subject\":\"\"}",
                "{\"roles\":[],\"expiresInS\":-1}",
                "{\"roles\":[],\"prefix\":1}"
            }) {
                Answer answer = engine.client.send("POST", "/dev/tokens", wrong, "Content-Type", "application/json");
                assertThat(answer.status()).as(wrong).isEqualTo(400);
            }
        }
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static JsonObject set(JsonObject key) {
        JsonObject secret = new JsonObject()
                .put("kty", "oct")
                .put("kid", "s")
                .put("alg", "HS256")
                .put("k", "c2VjcmV0");
        return new JsonObject().put("keys", new JsonArray().add(key).add(secret));
    }

    private static JsonObject jwk(KeyPair keys, String id) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("kid", id)
                .put("use", "sig")
                .put("n", BASE64.encodeToString(key.getModulus().toByteArray()))
                .put("e", BASE64.encodeToString(key.getPublicExponent().toByteArray()));
    }

    private static JsonObject remove(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static String unsigned(String header) {
        return base64(header) + "." + base64(claims().encode());
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(KeyPair keys, String id, JsonObject claims) {
        String text = base64("{\"alg\":\"RS256\",\"kid\":\"" + id + "\"}") + "." + base64(claims.encode());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The old trick: the public key, which everybody knows, taken for a secret. */
    private String hmacWithPublicKey() throws Exception {
        String text = unsigned("{\"alg\":\"HS256\",\"kid\":\"k1\"}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
        return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
