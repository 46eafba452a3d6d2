package io.yizhan.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.TokenRefused.Fault;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature has not been looked at yet: what it says of that is read before any key is touched. Which algorithms are good is
 * ours to say, never the token's.
 */
record SignedToken(JWSObject token) {
    static SignedToken of(String text) throws TokenRefused {
        JWSObject token;
        try {
            token = JWSObject.parse(text);
        } catch (ParseException | RuntimeException malformed) {
            throw new TokenRefused(Fault.INVALID, "not a signed token");
        }
        if (token.getHeader().getCriticalParams() != null || !token.getHeader().isBase64URLEncodePayload())
            throw new TokenRefused(Fault.INVALID, "token header with critical extensions");
        return new SignedToken(token);
    }

    static TokenRefused algorithmRefused() {
        return new TokenRefused(Fault.INVALID, "algorithm not accepted");
    }

    JWSAlgorithm algorithm() {
        return token.getHeader().getAlgorithm();
    }

    /** Null where it names none. */
    @Nullable
    String keyId() {
        return token.getHeader().getKeyID();
    }

    /** What it says, if the signature is good; takes the time of that. */
    JsonObject claims(JWSVerifier verifier) throws TokenRefused {
        boolean good;
        try {
            good = token.verify(verifier);
        } catch (JOSEException | RuntimeException notEvenOne) {
            good = false;
        }
        if (!good) throw new TokenRefused(Fault.FORGED, "signature not verified");
        return unverified();
    }

    /** What it says, whoever has signed it. */
    JsonObject unverified() throws TokenRefused {
        try {
            return new JsonObject(token.getPayload().toString());
        } catch (RuntimeException malformed) {
            throw new TokenRefused(Fault.INVALID, "malformed claims");
        }
    }
}
