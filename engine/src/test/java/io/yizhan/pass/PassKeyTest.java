package io.yizhan.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Whichever code signs on this machine, the JDK comes to the same signature: RFC 8032 leaves no choice. */
class PassKeyTest {
    private static final byte[] MESSAGE = "sh-001".getBytes(StandardCharsets.US_ASCII);

    private final PassKey key = PassKey.generate();

    @Test
    void signsAsTheJdkDoes() throws Exception {
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initSign(privateKey());
        jdk.update(MESSAGE);

        assertThat(key.sign(MESSAGE)).isEqualTo(jdk.sign());
    }

    @Test
    void takesItsOwnSignatureAlone() {
        byte[] signature = key.sign(MESSAGE);
        byte[] changed = signature.clone();
        changed[7] ^= 1;

        assertThat(key.hasSigned(MESSAGE, signature)).isTrue();
        assertThat(key.hasSigned(MESSAGE, changed)).isFalse();
        assertThat(key.hasSigned(new byte[] {1}, signature)).isFalse();
        assertThat(PassKey.generate().hasSigned(MESSAGE, signature)).isFalse();
        assertThat(key.hasSigned(MESSAGE, Arrays.copyOf(signature, signature.length + 1)))
                .as("a zero behind it, which the JDK lets pass")
                .isFalse();
        assertThat(key.hasSigned(MESSAGE, new byte[64])).isFalse();
        assertThat(key.hasSigned(MESSAGE, new byte[0])).isFalse();
    }

    private PrivateKey privateKey() throws Exception {
        String pem = key.text();
        String encoded = pem.substring(pem.indexOf('\n'), pem.indexOf("-----END"));
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
    }
}
