package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Tells whether a token was signed by somebody we trust. Any thread. */
public interface TokenVerifier {
    /**
     * The claims of a token whose signature is good; times, issuer and audience are not looked at. Completes on any thread, at once where
     * the key is known.
     *
     * @return fails with {@link TokenRefused}
     */
    Future<JsonObject> verify(String token);
}
