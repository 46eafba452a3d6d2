package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies tokens by the keys that an identity provider publishes. Read at the start, with retries; again every ten minutes; and when a
 * token names a key that is not known, but not more often than every half minute, so nobody can make us hammer the provider.
 * Keys once read stay good while the provider is away. Any thread.
 */
public final class JwksKeys implements TokenVerifier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);
    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");
    private static final long REFRESH_MS = 600_000;
    private static final long RETRY_MS_MAX = 30_000;
    private static final int FETCH_TIMEOUT_MS = 5_000;
    private static final int KEYS_MAX = 100;

    private final Vertx vertx;
    private final URI uri;
    private final long unknownKeyPauseNs;
    private final WebClient client;
    private volatile @Nullable Keys keys;
    private @Nullable Future<Void> running;
    private long lastFetchNs;
    private long timer;
    private boolean closed;

    /** @param ids of the keys; empty ids are left out */
    private record Keys(JWTAuth auth, Set<String> ids) {}

    public JwksKeys(Vertx vertx, URI uri) {
        this(vertx, uri, 30_000);
    }

    /** For checks: with another pause between two readings for unknown keys. */
    public JwksKeys(Vertx vertx, URI uri, long unknownKeyPauseMs) {
        this.vertx = vertx;
        this.uri = uri;
        unknownKeyPauseNs = unknownKeyPauseMs * 1_000_000;
        client = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
        keepFetching(1_000);
    }

    @Override
    public Future<JsonObject> verify(String token) {
        TokenHeader header;
        try {
            header = TokenHeader.of(token);
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
        if (!ALGORITHMS.contains(header.algorithm())) return refused("algorithm not accepted");
        Keys current = keys;
        if (current == null) {
            return Future.failedFuture(new TokenRefused(TokenRefused.Fault.KEYS_UNAVAILABLE, "no keys read yet"));
        }
        String keyId = header.keyId();
        if (keyId == null || current.ids.contains(keyId)) return SignatureCheck.claims(current.auth, token);
        Future<Void> refreshed = refreshForUnknownKey();
        if (refreshed == null) return refused("unknown key");
        return refreshed.transform((done, failure) -> {
            Keys now = keys;
            if (now == null || !now.ids.contains(keyId)) return refused("unknown key");
            return SignatureCheck.claims(now.auth, token);
        });
    }

    private static Future<JsonObject> refused(String why) {
        return Future.failedFuture(new TokenRefused(TokenRefused.Fault.INVALID, why));
    }

    /** Null where it is too early to ask again. */
    private synchronized @Nullable Future<Void> refreshForUnknownKey() {
        if (running != null) return running;
        return System.nanoTime() - lastFetchNs < unknownKeyPauseNs ? null : fetch();
    }

    private synchronized void keepFetching(long retryMs) {
        if (closed) return;
        Future<Void> fetch = running != null ? running : fetch();
        fetch.onComplete(result -> schedule(
                result.succeeded() ? REFRESH_MS : retryMs,
                result.succeeded() ? 1_000 : Math.min(2 * retryMs, RETRY_MS_MAX)));
    }

    private synchronized void schedule(long delayMs, long retryMs) {
        if (!closed) timer = vertx.setTimer(delayMs, fired -> keepFetching(retryMs));
    }

    private synchronized Future<Void> fetch() {
        lastFetchNs = System.nanoTime();
        Future<Void> fetch = client.getAbs(uri.toString())
                .timeout(FETCH_TIMEOUT_MS)
                .putHeader("Accept", "application/jwk-set+json, application/json")
                .send()
                .map(this::read)
                .onSuccess(read -> keys = read)
                .onFailure(failure -> LOG.warn("keys not read from {}: {}", uri, failure.toString()))
                .mapEmpty();
        running = fetch;
        fetch.onComplete(done -> fetched());
        return fetch;
    }

    private synchronized void fetched() {
        running = null;
    }

    private Keys read(HttpResponse<?> response) {
        if (response.statusCode() != 200) throw new IllegalStateException("status " + response.statusCode());
        JsonArray published = response.bodyAsJsonObject().getJsonArray("keys", new JsonArray());
        JWTAuthOptions options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setIgnoreExpiration(true));
        Set<String> ids = new HashSet<>();
        int usable = 0;
        for (int i = 0; i < Math.min(published.size(), KEYS_MAX); i++) {
            JsonObject key = usable(published.getValue(i));
            if (key == null) continue;
            options.addJwk(key);
            usable++;
            if (key.getString("kid") != null) ids.add(key.getString("kid"));
        }
        if (usable == 0) throw new IllegalStateException("no usable key among " + published.size());
        return new Keys(JWTAuth.create(vertx, options), Set.copyOf(ids));
    }

    /**
     * The key with its algorithm spelled out; null for secrets, encryption keys and algorithms that are not accepted, and for an entry that
     * makes no sense: it is nobody's key, and no reason to do without the others.
     */
    private @Nullable JsonObject usable(Object published) {
        if (!(published instanceof JsonObject key)) return null;
        try {
            JsonObject spelledOut = spelledOut(key);
            // A malformed one fails here, by itself.
            if (spelledOut != null) JWTAuth.create(vertx, new JWTAuthOptions().addJwk(spelledOut));
            return spelledOut;
        } catch (RuntimeException malformed) {
            LOG.warn("a key from {} makes no sense and is left out: {}", uri, malformed.toString());
            return null;
        }
    }

    private static @Nullable JsonObject spelledOut(JsonObject published) {
        String type = published.getString("kty", "");
        if (type.equals("oct") || "enc".equals(published.getString("use"))) return null;
        String algorithm = published.getString("alg");
        if (algorithm == null) algorithm = usualAlgorithm(type, published.getString("crv", ""));
        return ALGORITHMS.contains(algorithm) ? published.copy().put("alg", algorithm) : null;
    }

    private static String usualAlgorithm(String type, String curve) {
        return switch (type) {
            case "RSA" -> "RS256";
            case "OKP" -> "EdDSA";
            case "EC" ->
                switch (curve) {
                    case "P-256" -> "ES256";
                    case "P-384" -> "ES384";
                    case "P-521" -> "ES512";
                    default -> "";
                };
            default -> "";
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        vertx.cancelTimer(timer);
        client.close();
    }
}
