package io.yizhan.http.auth;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.yizhan.http.auth.TokenRefused.Fault;
import io.yizhan.time.Backoff;
import io.yizhan.trust.NativeSignatures;
import java.net.URI;
import java.security.Provider;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies tokens by the keys that an identity provider publishes. Read at the start, with retries; again every ten minutes; and when a
 * token names a key that is not known, but not more often than every half minute, so nobody can make us hammer the provider.
 * Keys once read stay good while the provider is away; one that it publishes no more is good no more. Any thread.
 */
public final class JwksKeys implements TokenVerifier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JwksKeys.class);
    private static final long REFRESH_MS = 600_000;
    private static final Duration RETRY_MIN = Duration.ofSeconds(1);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final KeyLocation location;
    private final Set<TokenAlgorithm> accepted;
    private final TokenRules rules;
    private final SignatureThreads threads;
    private final long unknownKeyPauseNs;
    private final @Nullable Provider provider;
    private final ProviderClient client;
    private volatile @Nullable URI uri;
    private volatile @Nullable KeySet keys;
    private final Backoff retries = new Backoff(RETRY_MIN, RETRY_MAX);
    private @Nullable Future<Void> running;
    private long lastFetchNs;
    private long timer;
    private boolean closed;

    /**
     * Begins to read the keys.
     *
     * @param client left open
     * @param accepted algorithms
     * @param threads closed with it
     */
    public JwksKeys(
            Vertx vertx,
            ProviderClient client,
            KeyLocation location,
            Set<TokenAlgorithm> accepted,
            TokenRules rules,
            SignatureThreads threads) {
        this(vertx, client, location, accepted, rules, threads, 30_000, NativeSignatures.provider());
    }

    /**
     * For checks: with another pause between two readings for unknown keys, and by other code.
     *
     * @param provider null for the JDK's
     */
    public JwksKeys(
            Vertx vertx,
            ProviderClient client,
            KeyLocation location,
            Set<TokenAlgorithm> accepted,
            TokenRules rules,
            SignatureThreads threads,
            long unknownKeyPauseMs,
            @Nullable Provider provider) {
        this.vertx = vertx;
        this.client = client;
        this.location = location;
        this.accepted = accepted;
        this.rules = rules;
        this.threads = threads;
        this.provider = provider;
        unknownKeyPauseNs = unknownKeyPauseMs * 1_000_000;
        keepFetching();
    }

    @Override
    public Future<Verified> verify(String token, boolean suspect) {
        SignedToken signed;
        try {
            signed = SignedToken.of(token);
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
        TokenAlgorithm algorithm = TokenAlgorithm.of(signed.algorithm());
        if (algorithm == null || !accepted.contains(algorithm))
            return Future.failedFuture(SignedToken.algorithmRefused());
        KeySet current = keys;
        if (current == null) {
            return Future.failedFuture(new TokenRefused(Fault.KEYS_UNAVAILABLE, "no keys read yet"));
        }
        String keyId = signed.keyId();
        if (keyId == null || current.knows(keyId)) return verify(current, signed, suspect);
        Future<Void> refreshed = refreshForUnknownKey();
        if (refreshed == null) return unknownKey();
        return refreshed.transform((done, failure) -> {
            KeySet now = keys;
            return now == null || !now.knows(keyId) ? unknownKey() : verify(now, signed, suspect);
        });
    }

    private static Future<Verified> unknownKey() {
        return Future.failedFuture(new TokenRefused(Fault.INVALID, "unknown key"));
    }

    private Future<Verified> verify(KeySet keys, SignedToken token, boolean suspect) {
        List<TrustedKey> candidates;
        try {
            candidates = keys.candidates(token);
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
        return threads.run(suspect, () -> verified(candidates, token));
    }

    private Verified verified(List<TrustedKey> candidates, SignedToken token) throws TokenRefused {
        TokenRefused last = SignedToken.algorithmRefused();
        for (TrustedKey key : candidates) {
            try {
                return new Verified(token.claims(key.verifier()), key, rules);
            } catch (TokenRefused notByThis) {
                last = notByThis;
            }
        }
        throw last;
    }

    /** Null where it is too early to ask again. */
    private synchronized @Nullable Future<Void> refreshForUnknownKey() {
        if (running != null) return running;
        return System.nanoTime() - lastFetchNs < unknownKeyPauseNs ? null : fetch();
    }

    private synchronized void keepFetching() {
        if (closed) return;
        Future<Void> fetch = running != null ? running : fetch();
        fetch.onComplete(this::schedule);
    }

    private synchronized void schedule(AsyncResult<Void> fetched) {
        if (closed) return;
        if (fetched.succeeded()) retries.reset();
        timer = vertx.setTimer(fetched.succeeded() ? REFRESH_MS : retries.nextMs(), fired -> keepFetching());
    }

    private synchronized Future<Void> fetch() {
        lastFetchNs = System.nanoTime();
        Future<Void> fetch = location.uri()
                .compose(this::document)
                .compose(this::read)
                .onFailure(failure -> LOG.warn("keys not read from {}: {}", shown(), failure.toString()));
        running = fetch;
        fetch.onComplete(done -> fetched());
        return fetch;
    }

    private Future<String> document(URI now) {
        uri = now;
        return client.document(now);
    }

    private synchronized void fetched() {
        running = null;
    }

    private Future<Void> read(String document) {
        KeySet former = keys;
        try {
            KeySet read = KeySet.read(
                    document,
                    accepted,
                    provider,
                    former,
                    why -> LOG.warn("a key from {} is left out: {}", shown(), why));
            keys = read;
            if (former != null) former.replacedBy(read);
            return Future.succeededFuture();
        } catch (ParseException noKeys) {
            return Future.failedFuture(noKeys);
        }
    }

    /** Without the password that may be in it. */
    private String shown() {
        URI at = uri;
        if (at == null) return "the identity provider, which has not said where they are";
        return at.getScheme() + "://" + at.getHost() + (at.getPort() < 0 ? "" : ":" + at.getPort()) + at.getRawPath();
    }

    @Override
    public synchronized void close() {
        closed = true;
        vertx.cancelTimer(timer);
        threads.close();
    }
}
