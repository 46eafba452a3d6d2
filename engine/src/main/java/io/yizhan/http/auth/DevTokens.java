package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;

/** Gives out and verifies tokens signed with a secret of one's own: for development only. Any thread. */
public final class DevTokens implements TokenVerifier {
    private static final String ALGORITHM = "HS256";

    private final JWTAuth keys;

    /** @param secret at least 32 bytes, as RFC 7518 asks of HS256 */
    public DevTokens(Vertx vertx, byte[] secret) {
        if (secret.length < 32) throw new IllegalArgumentException("a secret of " + secret.length + " bytes");
        keys = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(secret)))
                        .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
    }

    /** @param claims with {@code exp}, in seconds since 1970 UTC */
    public String sign(JsonObject claims) {
        return keys.generateToken(
                claims, new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true));
    }

    @Override
    public Future<JsonObject> verify(String token) {
        try {
            if (!TokenHeader.of(token).algorithm().equals(ALGORITHM)) {
                return Future.failedFuture(new TokenRefused(TokenRefused.Fault.INVALID, "algorithm not accepted"));
            }
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
        return SignatureCheck.claims(keys, token);
    }
}
