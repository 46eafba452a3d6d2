package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;

/** Has a set of keys check a token's signature. */
final class SignatureCheck {
    private SignatureCheck() {}

    static Future<JsonObject> claims(JWTAuth keys, String token) {
        Future<User> authenticated;
        try {
            authenticated = keys.authenticate(new TokenCredentials(token));
        } catch (RuntimeException claimOfAnotherType) {
            // The library takes "exp" for a number, whatever it is.
            return Future.failedFuture(new TokenRefused(TokenRefused.Fault.INVALID, "malformed claims"));
        }
        return authenticated.transform((user, fault) -> {
            JsonObject claims = user == null ? null : claimsOf(user);
            return claims == null
                    ? Future.failedFuture(new TokenRefused(TokenRefused.Fault.INVALID, "signature not verified"))
                    : Future.succeededFuture(claims);
        });
    }

    private static JsonObject claimsOf(User user) {
        return user.attributes().getJsonObject("accessToken");
    }
}
