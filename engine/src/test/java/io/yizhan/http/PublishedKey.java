package io.yizhan.http;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/** The key that is published for gates, and whether a compact JWS was signed by it: as a gate without a word of this engine would look. */
final class PublishedKey {
    private PublishedKey() {}

    static boolean hasSigned(HttpClient client, String token) throws GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        Signature signature = Signature.getInstance("Ed25519");
        String x = client.get("/v1/.well-known/jwks.json")
                .json()
                .getJsonArray("keys")
                .getJsonObject(0)
                .getString("x");
        signature.initVerify(publicKey(x));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    /** RFC 8032, 5.1.2: little endian, the topmost bit is x's lowest. */
    private static PublicKey publicKey(String x) throws GeneralSecurityException {
        byte[] raw = Base64.getUrlDecoder().decode(x);
        byte[] bigEndian = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) bigEndian[i] = raw[raw.length - 1 - i];
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
