package io.yizhan.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for one purpose, made of one that has several: what is signed for one of them is good for no other. HMAC-SHA256. Any thread. */
public final class PurposeKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param purpose different for each */
    public PurposeKey(byte[] key, String purpose) {
        byte[] own = hmac(new SecretKeySpec(key, ALGORITHM), purpose.getBytes(StandardCharsets.US_ASCII));
        this.key = new SecretKeySpec(own, ALGORITHM);
    }

    /** What nobody can say of this message who has not the key: 43 characters of a URL. */
    public String sign(byte[] message) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, message));
    }

    /** Compares in a time that tells nothing of where they differ. */
    public static boolean same(String shown, String right) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
