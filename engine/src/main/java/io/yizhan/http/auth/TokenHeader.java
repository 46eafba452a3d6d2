package io.yizhan.http.auth;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of its own signature. Read before any key is touched: the algorithm is ours to choose, never the token's.
 *
 * @param keyId null where it names none
 */
record TokenHeader(String algorithm, @Nullable String keyId) {
    static TokenHeader of(String token) throws TokenRefused {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first <= 0 || second < 0 || token.indexOf('.', second + 1) >= 0 || second + 1 == token.length()) {
            throw new TokenRefused(TokenRefused.Fault.INVALID, "not a signed token");
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.substring(0, first));
            JsonObject header = new JsonObject(new String(json, StandardCharsets.UTF_8));
            if (header.getValue("alg") instanceof String algorithm && !header.containsKey("crit")) {
                return new TokenHeader(algorithm, header.getValue("kid") instanceof String id ? id : null);
            }
        } catch (RuntimeException malformed) {
            throw new TokenRefused(TokenRefused.Fault.INVALID, "malformed token header");
        }
        throw new TokenRefused(
                TokenRefused.Fault.INVALID, "token header without algorithm, or with critical extensions");
    }
}
