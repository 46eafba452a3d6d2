package io.yizhan.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.KeyProvider;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each {@link Caller} shows: tokens of a real little identity provider, and sessions that were got for them. */
final class CallerHeaders implements AutoCloseable {
    private static final String ISSUER = "https://id.example";
    private static final String AUDIENCE = "yizhan";
    private static final int LIFETIME_S = 600;

    private final KeyProvider provider = new KeyProvider();
    private final ECKey key = key();
    private final ECKey foreign = key();
    private final Map<Caller, String> tokens = new EnumMap<>(Caller.class);

    CallerHeaders() throws IOException, JOSEException {
        provider.publish(key.toPublicJWK());
    }

    /** Of the same name, so that it is this one's signature that is looked at. */
    private static ECKey key() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    }

    EdgeOptions.Tokens trusted() {
        TokenRules rules = new TokenRules(ISSUER, AUDIENCE, 2 * LIFETIME_S);
        return new EdgeOptions.Tokens.Provider(provider.uri(), rules, Set.of(TokenAlgorithm.ES256));
    }

    /** Names and values; the same until {@link #forgetSessions}. */
    List<String> of(Caller caller, HttpEngine engine) {
        return switch (caller) {
            case NOBODY -> List.of();
            case SESSION ->
                bearer(tokens.computeIfAbsent(
                        caller, it -> begun(engine, "").json().getString("session")));
            case COOKIE -> List.of("Cookie", cookie(engine), "Sec-Fetch-Site", "same-origin");
            case CROSS_SITE_COOKIE -> List.of("Cookie", cookie(engine), "Sec-Fetch-Site", "cross-site");
            case OTHER_ORIGIN_COOKIE -> List.of("Cookie", cookie(engine), "Origin", "https://other.example");
            case GARBAGE,
                    EXPIRED,
                    FOREIGN_KEY,
                    OTHER_ISSUER,
                    MEMBER,
                    OTHER_MEMBER,
                    GATE,
                    OTHER_GATE,
                    OPERATOR,
                    OTHER_OPERATOR,
                    ADMIN,
                    EMPLOYER,
                    BROKER,
                    INTEGRATOR -> bearer(tokens.computeIfAbsent(caller, this::token));
        };
    }

    private String token(Caller caller) {
        return switch (caller) {
            case GARBAGE -> "made.up.token";
            case EXPIRED -> sign(key, member("m-1").put("exp", nowS() - 60));
            case FOREIGN_KEY -> sign(foreign, member("m-1"));
            case OTHER_ISSUER -> sign(key, member("m-1").put("iss", "https://other.example"));
            case MEMBER -> sign(key, member("m-1"));
            case OTHER_MEMBER -> sign(key, member("m-2"));
            case GATE -> sign(key, claims("s-1-g1", "gate"));
            case OTHER_GATE -> sign(key, claims("s-2-g1", "gate"));
            case OPERATOR -> sign(key, operator("o-1", "s-1"));
            case OTHER_OPERATOR -> sign(key, operator("o-2", "s-2"));
            case ADMIN -> sign(key, claims("a-1", "admin"));
            case BROKER -> sign(key, claims("b-1", "broker"));
            case EMPLOYER -> sign(key, claims("e-1", "employer").put("employer", "E1"));
            case INTEGRATOR -> sign(key, claims("i-1", "integrator"));
            case NOBODY, SESSION, COOKIE, CROSS_SITE_COOKIE, OTHER_ORIGIN_COOKIE ->
                throw new AssertionError(caller + " shows no token");
        };
    }

    private static List<String> bearer(String token) {
        return List.of("Authorization", "Bearer " + token);
    }

    private HttpClient.Answer begun(HttpEngine engine, String query) {
        String[] member = of(Caller.MEMBER, engine).toArray(String[]::new);
        return engine.client.send("POST", "/v1/session" + query, "", member);
    }

    private String cookie(HttpEngine engine) {
        return tokens.computeIfAbsent(
                Caller.COOKIE,
                it -> begun(engine, "?cookie=true").header("set-cookie").split(";", 2)[0]);
    }

    /** Others are begun for whoever shows one next. */
    void forgetSessions() {
        tokens.remove(Caller.SESSION);
        tokens.remove(Caller.COOKIE);
    }

    private static JsonObject member(String subject) {
        return claims(subject, "member").put("employer", "E1");
    }

    private static JsonObject operator(String subject, String station) {
        return claims(subject, "operator").put("stations", JsonArray.of(station));
    }

    private static JsonObject claims(String subject, String role) {
        return new JsonObject()
                .put("sub", subject)
                .put("roles", JsonArray.of(role))
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("exp", nowS() + LIFETIME_S);
    }

    private static long nowS() {
        return HttpEngine.START_MS / 1_000;
    }

    private static String sign(ECKey with, JsonObject claims) {
        return KeyProvider.sign(with, JWSAlgorithm.ES256, claims);
    }

    @Override
    public void close() {
        provider.close();
    }
}
