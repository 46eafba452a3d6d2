package io.yizhan.http.auth;

import com.nimbusds.jose.JWSAlgorithm;
import org.jspecify.annotations.Nullable;

/** The ways to sign a token that can be accepted, by their names in RFC 7518 and 8037: those with a public key. */
public enum TokenAlgorithm {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
    EdDSA;

    private static final TokenAlgorithm[] ALL = values();

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }

    /** Null for any other. */
    static @Nullable TokenAlgorithm of(@Nullable JWSAlgorithm algorithm) {
        for (TokenAlgorithm each : ALL) if (algorithm != null && each.name().equals(algorithm.getName())) return each;
        return null;
    }
}
