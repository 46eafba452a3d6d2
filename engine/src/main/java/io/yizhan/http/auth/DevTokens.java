package io.yizhan.http.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Semaphore;

/** Gives out and verifies tokens signed with a secret of one's own: for development only. Any thread. */
public final class DevTokens implements TokenVerifier {
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);
    private static final Signer SELF = () -> true;

    /** So many requests for many tokens are carried out at once; an answer takes megabytes. */
    private static final int MANY_MAX = 4;

    private final SecretKey key;
    private final Semaphore many = new Semaphore(MANY_MAX);

    /** @param secret at least 32 bytes, as RFC 7518 asks of HS256 */
    public DevTokens(byte[] secret) {
        key = new SecretKey(secret);
    }

    /** @param claims with {@code exp}, in seconds since 1970 UTC */
    public String sign(JsonObject claims) {
        return key.sign(HEADER, claims);
    }

    /** Whether many may be signed now; false while others do. */
    public boolean beginMany() {
        return many.tryAcquire();
    }

    /** They are signed. */
    public void endMany() {
        many.release();
    }

    /** At once. */
    @Override
    public Future<Verified> verify(String token, boolean suspect) {
        try {
            SignedToken signed = SignedToken.of(token);
            if (!signed.algorithm().equals(JWSAlgorithm.HS256)) throw SignedToken.algorithmRefused();
            return Future.succeededFuture(new Verified(key.claims(signed), SELF, TokenRules.ANY));
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
    }
}
