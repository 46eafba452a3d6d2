package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Tells whether a token was signed by somebody we trust. Any thread. */
public interface TokenVerifier {
    /**
     * The claims of a token whose signature is good; times, issuer and audience are not looked at. Completes on any thread, at once where
     * that takes no time.
     *
     * @param suspect whether others go first, where there is a queue
     * @return fails with {@link TokenRefused}
     */
    Future<Verified> verify(String token, boolean suspect);

    /**
     * What a good token says.
     *
     * @param signer whose key has signed it
     * @param rules what else it must say, for that signer's to be good
     */
    record Verified(JsonObject claims, Signer signer, TokenRules rules) {}

    /** Whoever's key is trusted, for as long as it is. */
    interface Signer {
        boolean isTrusted();
    }
}
