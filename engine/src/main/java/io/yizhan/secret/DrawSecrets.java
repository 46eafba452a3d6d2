package io.yizhan.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the operator keeps of draws: of each a secret, to which it commits before anybody enters, and a key by which entrants get pseudonyms.
 * Both follow from one key that all nodes have, so nothing of them is stored before it is revealed, and any node can go on with a draw. Any
 * thread.
 */
public final class DrawSecrets {
    private static final String ALGORITHM = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] key;

    public DrawSecrets(byte[] key) {
        this.key = key.clone();
    }

    /**
     * The operator's secret for one round of a draw: 32 bytes, in hex. It is nobody's before the entries are fixed.
     *
     * @param round 1 for the first window
     */
    public String secret(String drawId, int round) {
        return HEX.formatHex(hmac(key, "yizhan-draw-secret\n" + drawId + "\n" + round));
    }

    /** What is published of it before: its SHA-256, in hex. */
    public String commitment(String drawId, int round) {
        return HEX.formatHex(sha256(HEX.parseHex(secret(drawId, round))));
    }

    /** What an entrant is called in one draw, 16 bytes: by another key in each, so that nobody can follow somebody from draw to draw. */
    public byte[] pseudonym(String drawId, String member) {
        byte[] drawKey = hmac(key, "yizhan-draw-pseudonyms\n" + drawId);
        byte[] pseudonym = new byte[16];
        System.arraycopy(hmac(drawKey, member), 0, pseudonym, 0, pseudonym.length);
        return pseudonym;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static byte[] hmac(byte[] by, String message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(by, ALGORITHM));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
