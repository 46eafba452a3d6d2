package io.yizhan.http.companion;

import io.yizhan.core.CompanionCommand;
import io.yizhan.secret.PurposeKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What is handed on to whoever is invited: which invitation it is, and that it was given out here. Nothing of it is stored, so nobody who reads the
 * rows or a backup can accept anything. HMAC-SHA256 (RFC 2104), of which 132 bits are told: nobody guesses one. Any thread.
 */
public final class InvitationTokens {
    /** Of reservation and number, in base64url without padding. */
    private static final int NAME_LENGTH = 12;

    private static final int PROOF_LENGTH = 22;
    private static final int NAME_BYTES = Long.BYTES + 1;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final PurposeKey key;

    /** Which invitation of a region. */
    public record Named(long reservationId, int number) {}

    /** @param key that all nodes have; what is made of it is for this purpose alone */
    public InvitationTokens(byte[] key) {
        this.key = new PurposeKey(key, "yizhan invitations");
    }

    /** @param region whose reservation it is: numbers are each region's own */
    String of(String region, long reservationId, int number) {
        byte[] name = ByteBuffer.allocate(NAME_BYTES)
                .putLong(reservationId)
                .put((byte) number)
                .array();
        return ENCODER.encodeToString(name) + proof(region, reservationId, number);
    }

    /** Null for what was not given out here for this region. */
    @Nullable
    Named read(String region, String token) {
        if (token.length() != NAME_LENGTH + PROOF_LENGTH) return null;
        byte[] bytes;
        try {
            bytes = DECODER.decode(token.substring(0, NAME_LENGTH));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        // With padding it is less.
        if (bytes.length != NAME_BYTES) return null;
        ByteBuffer name = ByteBuffer.wrap(bytes);
        Named named = new Named(name.getLong(), name.get());
        if (named.number < 1 || named.number > CompanionCommand.INVITATIONS_MAX) return null;
        String right = proof(region, named.reservationId, named.number);
        return PurposeKey.same(token.substring(NAME_LENGTH), right) ? named : null;
    }

    private String proof(String region, long reservationId, int number) {
        String said = region + '\n' + reservationId + '\n' + number;
        return key.sign(said.getBytes(StandardCharsets.UTF_8)).substring(0, PROOF_LENGTH);
    }
}
