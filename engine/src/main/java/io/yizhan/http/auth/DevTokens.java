package io.yizhan.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Gives out and verifies tokens signed with a secret of one's own: for development only. Any thread. */
public final class DevTokens implements TokenVerifier {
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);
    private static final Signer SELF = () -> true;

    private final MACSigner signer;
    private final JWSVerifier verifier;

    /** @param secret at least 32 bytes, as RFC 7518 asks of HS256 */
    public DevTokens(byte[] secret) {
        try {
            signer = new MACSigner(secret);
            verifier = new MACVerifier(secret);
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("a secret of " + secret.length + " bytes", tooShort);
        }
    }

    /** @param claims with {@code exp}, in seconds since 1970 UTC */
    public String sign(JsonObject claims) {
        var token = new JWSObject(HEADER, new Payload(claims.encode()));
        try {
            token.sign(signer);
        } catch (JOSEException neverForThisAlgorithm) {
            throw new IllegalStateException(neverForThisAlgorithm);
        }
        return token.serialize();
    }

    /** At once: it costs less than a hand-over would. */
    @Override
    public Future<Verified> verify(String token, boolean suspect) {
        try {
            SignedToken signed = SignedToken.of(token);
            if (!signed.algorithm().equals(JWSAlgorithm.HS256)) throw SignedToken.algorithmRefused();
            return Future.succeededFuture(new Verified(signed.claims(verifier), SELF, TokenRules.ANY));
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
    }
}
