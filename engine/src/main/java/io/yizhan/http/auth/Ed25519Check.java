package io.yizhan.http.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.yizhan.trust.NativeSignatures;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ed25519 by the machine's providers, where the library has one in Java alone, which takes ten times as long. Any thread. */
final class Ed25519Check extends EdDSAProvider implements JWSVerifier {
    private static final int KEY_BYTES = 32;
    /** What goes before the key's 32 bytes in X.509 (RFC 8410, section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;
    private final @Nullable Provider provider;

    /** @throws GeneralSecurityException it is not the key of that curve */
    Ed25519Check(OctetKeyPair published, @Nullable Provider provider) throws GeneralSecurityException {
        byte[] point = published.getDecodedX();
        if (point.length != KEY_BYTES) throw new GeneralSecurityException("a key of " + point.length + " bytes");
        byte[] encoded = new byte[X509_PREFIX.length + KEY_BYTES];
        System.arraycopy(X509_PREFIX, 0, encoded, 0, X509_PREFIX.length);
        System.arraycopy(point, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        this.provider = provider;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
        if (!header.getAlgorithm().equals(JWSAlgorithm.EdDSA)) return false;
        try {
            Signature check = NativeSignatures.ed25519(provider);
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature.decode());
        } catch (GeneralSecurityException malformed) {
            throw new JOSEException(malformed.getMessage(), malformed);
        }
    }
}
