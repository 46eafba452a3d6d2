package io.yizhan.http.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a node of this cluster shows that it is one, when it sends a request on: by what only they can compute from the key that they share.
 * It is good for a few minutes, and to be kept as secret as the tokens beside it. Any thread.
 */
public final class NodeSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "yizhan node".getBytes(StandardCharsets.US_ASCII);
    /** Clocks may be so far apart. */
    private static final int MINUTES_APART = 1;

    private final SecretKeySpec key;
    private volatile @Nullable Minutes known;

    private record Minutes(long minute, String[] seals) {}

    /** @param key that all nodes have, and use for other things, too */
    public NodeSeal(byte[] key) {
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(key, ALGORITHM), PURPOSE), ALGORITHM);
    }

    /** To be shown now. */
    public String of(long nowMs) {
        return minutes(nowMs).seals[MINUTES_APART];
    }

    boolean isGood(String shown, long nowMs) {
        byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (String each : minutes(nowMs).seals) {
            good |= MessageDigest.isEqual(bytes, each.getBytes(StandardCharsets.UTF_8));
        }
        return good;
    }

    private Minutes minutes(long nowMs) {
        long minute = TimeUnit.MILLISECONDS.toMinutes(nowMs);
        Minutes present = known;
        if (present != null && present.minute == minute) return present;
        String[] seals = new String[2 * MINUTES_APART + 1];
        for (int i = 0; i < seals.length; i++) {
            byte[] message = ByteBuffer.allocate(Long.BYTES)
                    .putLong(minute + i - MINUTES_APART)
                    .array();
            seals[i] = Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, message));
        }
        known = present = new Minutes(minute, seals);
        return present;
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
