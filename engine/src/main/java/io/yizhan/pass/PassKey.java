package io.yizhan.pass;

import io.yizhan.trust.NativeSignatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 key pair (RFC 8032) that passes are signed with. Immutable; any thread.
 *
 * <p>As text it is two PEM blocks (RFC 7468), the private key (PKCS #8) and the public key (X.509): the JDK can't compute the one from
 * the other.
 */
public final class PassKey {
    private static final int SIGNATURE_BYTES = 64;
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int RAW_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final Base64.Encoder BASE64_URL = Base64.getUrlEncoder().withoutPadding();

    private static final @Nullable Provider PROVIDER = NativeSignatures.provider();

    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final String x;
    private final String id;

    private PassKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        byte[] encoded = publicKey.getEncoded();
        // RFC 8410: the raw key is the end of its X.509 form.
        x = BASE64_URL.encodeToString(Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length));
        id = BASE64_URL.encodeToString(Arrays.copyOf(thumbprint(x), ID_BYTES));
    }

    /** A new one. */
    public static PassKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new PassKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IOException it is no such text, or its two keys don't belong together; never quotes what was read
     */
    public static PassKey parse(String text) throws IOException {
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(block(text, PRIVATE)));
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(block(text, PUBLIC)));
            if (!isEd25519(privateKey, publicKey)) throw new IOException("not keys for " + ALGORITHM);
            PassKey key = new PassKey(privateKey, publicKey);
            byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
            if (!key.hasSigned(probe, key.sign(probe))) throw new IOException("the two keys don't belong together");
            return key;
        } catch (GeneralSecurityException malformed) {
            throw new IOException("not keys for " + ALGORITHM, malformed);
        }
    }

    private static boolean isEd25519(PrivateKey privateKey, PublicKey publicKey) {
        return privateKey instanceof EdECPrivateKey own
                && publicKey instanceof EdECPublicKey shown
                && own.getParams().getName().equals(NamedParameterSpec.ED25519.getName())
                && shown.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    }

    private static byte[] block(String text, String label) throws IOException {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) throw new IOException("without a block \"" + label + "\"");
        try {
            return Base64.getDecoder()
                    .decode(text.substring(from + begin.length(), to).replaceAll("\\s", ""));
        } catch (IllegalArgumentException malformed) {
            throw new IOException("the block \"" + label + "\" is not Base64", malformed);
        }
    }

    /** Both keys, the private one too: for a file that nobody else may read. */
    public String text() {
        return pem(PRIVATE, privateKey.getEncoded()) + pem(PUBLIC, publicKey.getEncoded());
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getEncoder().encodeToString(encoded)
                + "\n-----END " + label + "-----\n";
    }

    /** Names the key in passes and among published keys: the start of its thumbprint (RFC 7638), short since it goes into a QR code. */
    public String id() {
        return id;
    }

    /** The public key as a JSON Web Key has it (RFC 8037). */
    public String x() {
        return x;
    }

    /** A signature of 64 bytes; the same for the same message. By native code it takes 25 µs (verifying: 65), by the JDK half a millisecond (verifying: one, and
     * more at first), so not for event loops. */
    byte[] sign(byte[] message) {
        try {
            Signature signature = NativeSignatures.ed25519(PROVIDER);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Whether the signature is this key's. Takes as long as {@link #sign}. */
    boolean hasSigned(byte[] message, byte[] signature) {
        // The JDK also takes one with a zero behind it.
        if (signature.length != SIGNATURE_BYTES) return false;
        try {
            Signature check = NativeSignatures.ed25519(PROVIDER);
            check.initVerify(publicKey);
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException noneAtAll) {
            return false;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] thumbprint(String x) {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        try {
            return MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
