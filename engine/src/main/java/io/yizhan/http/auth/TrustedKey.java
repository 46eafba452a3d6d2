package io.yizhan.http.auth;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key that the identity provider publishes, and the one algorithm that it signs by. Trusted until it is published no more. Any thread. */
final class TrustedKey implements TokenVerifier.Signer {
    /** Shorter ones can be broken (NIST SP 800-57, part 1, table 2). */
    static final int RSA_BITS_MIN = 2_048;

    private final JWK published;
    private final TokenAlgorithm algorithm;
    private final JWSVerifier verifier;
    private volatile boolean withdrawn;

    private TrustedKey(JWK published, TokenAlgorithm algorithm, JWSVerifier verifier) {
        this.published = published;
        this.algorithm = algorithm;
        this.verifier = verifier;
    }

    /**
     * Null for what is no key to verify by: a secret, a key for encryption, one of an algorithm that is not accepted.
     *
     * @param entry as published
     * @param provider whose code verifies; null for the JDK's
     * @throws GeneralSecurityException it makes no sense, or is too weak; the message says why
     */
    static @Nullable TrustedKey of(Map<String, Object> entry, Set<TokenAlgorithm> accepted, @Nullable Provider provider)
            throws GeneralSecurityException {
        try {
            JWK key = JWK.parse(entry);
            if (key.getKeyUse() != null && !KeyUse.SIGNATURE.equals(key.getKeyUse())) return null;
            TokenAlgorithm algorithm = algorithm(key);
            if (algorithm == null || !accepted.contains(algorithm)) return null;
            JWSVerifier verifier = verifier(key, provider);
            if (verifier == null) return null;
            if (!verifier.supportedJWSAlgorithms().contains(algorithm.jws()))
                throw new GeneralSecurityException("a key of type " + key.getKeyType() + " for " + algorithm);
            if (verifier instanceof BaseJWSProvider byCode && provider != null)
                byCode.getJCAContext().setProvider(provider);
            return new TrustedKey(key.toPublicJWK(), algorithm, verifier);
        } catch (ParseException | JOSEException | RuntimeException malformed) {
            throw new GeneralSecurityException(malformed.getMessage(), malformed);
        }
    }

    /** The one that it names, else the usual one of its kind. */
    private static @Nullable TokenAlgorithm algorithm(JWK key) {
        Algorithm named = key.getAlgorithm();
        if (named != null) return TokenAlgorithm.of(JWSAlgorithm.parse(named.getName()));
        return switch (key) {
            case RSAKey rsa -> TokenAlgorithm.RS256;
            case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> TokenAlgorithm.ES256;
            case ECKey ec when Curve.P_384.equals(ec.getCurve()) -> TokenAlgorithm.ES384;
            case ECKey ec when Curve.P_521.equals(ec.getCurve()) -> TokenAlgorithm.ES512;
            case OctetKeyPair pair -> TokenAlgorithm.EdDSA;
            default -> null;
        };
    }

    private static @Nullable JWSVerifier verifier(JWK key, @Nullable Provider provider)
            throws JOSEException, GeneralSecurityException {
        return switch (key) {
            case RSAKey rsa
            when rsa.size() < RSA_BITS_MIN ->
                throw new GeneralSecurityException(
                        "an RSA key of " + rsa.size() + " bits, where " + RSA_BITS_MIN + " are the least");
            case RSAKey rsa -> new RSASSAVerifier(rsa.toRSAPublicKey());
            case ECKey ec -> new ECDSAVerifier(ec.toECPublicKey());
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> new Ed25519Check(pair, provider);
            default -> null;
        };
    }

    @Nullable
    String id() {
        return published.getKeyID();
    }

    TokenAlgorithm algorithm() {
        return algorithm;
    }

    JWSVerifier verifier() {
        return verifier;
    }

    boolean isSameAs(TrustedKey other) {
        return published.equals(other.published) && algorithm.equals(other.algorithm);
    }

    @Override
    public boolean isTrusted() {
        return !withdrawn;
    }

    /** From now on nothing that it has signed is good. */
    void withdraw() {
        withdrawn = true;
    }
}
