package io.yizhan.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.vertx.core.json.JsonObject;

/** A key of our own that signs and verifies by HS256: what costs less than a hand-over to another thread would. Any thread. */
final class SecretKey {
    private final MACSigner signer;
    private final MACVerifier verifier;

    /** @param key at least 32 bytes, as RFC 7518 asks of HS256 */
    SecretKey(byte[] key) {
        try {
            signer = new MACSigner(key);
            verifier = new MACVerifier(key);
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes", tooShort);
        }
    }

    String sign(JWSHeader header, JsonObject claims) {
        var token = new JWSObject(header, new Payload(claims.encode()));
        try {
            token.sign(signer);
        } catch (JOSEException neverForThisAlgorithm) {
            throw new IllegalStateException(neverForThisAlgorithm);
        }
        return token.serialize();
    }

    /** @throws TokenRefused this key has not signed it */
    JsonObject claims(SignedToken token) throws TokenRefused {
        return token.claims(verifier);
    }
}
