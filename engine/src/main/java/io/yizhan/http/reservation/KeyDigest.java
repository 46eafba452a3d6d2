package io.yizhan.http.reservation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The 128 bits by which the books remember an idempotency key: the first half of a SHA-256 over four bytes, the member's name and the key. They
 * stand for the key, with nothing to compare behind them, so nobody may be able to provoke a collision with another member's. Of the four
 * bytes the first says what the key is of (0 for a single booking, the highest bit and the week for one of a series, so that one key can serve
 * for both), the others how long the name is. That takes a fraction of a microsecond; a fast hash without cryptographic strength would save
 * less than the parsing of one token costs. Of one event loop.
 */
final class KeyDigest {
    private static final int SERIES = 0x80;

    private final MessageDigest sha256;
    private final byte[] digest = new byte[32];
    private byte[] input = new byte[160];

    KeyDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Computes the digest, to be read by {@link #hi} and {@link #lo} before the next one. */
    void of(String member, String key) {
        digest(member, 0, key);
    }

    /**
     * The same of one week of a series.
     *
     * @param week counted from 0
     */
    void ofWeek(String member, String key, int week) {
        digest(member, SERIES | week, key);
    }

    /** @param mark what the key is of */
    private void digest(String member, int mark, String key) {
        byte[] name = member.getBytes(StandardCharsets.UTF_8);
        byte[] word = key.getBytes(StandardCharsets.UTF_8);
        int length = 4 + name.length + word.length;
        if (input.length < length) input = new byte[length];
        input[0] = (byte) mark;
        input[1] = (byte) (name.length >>> 16);
        input[2] = (byte) (name.length >>> 8);
        input[3] = (byte) name.length;
        System.arraycopy(name, 0, input, 4, name.length);
        System.arraycopy(word, 0, input, 4 + name.length, word.length);
        sha256.update(input, 0, length);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (java.security.DigestException tooShort) {
            throw new IllegalStateException(tooShort);
        }
    }

    long hi() {
        return longAt(0);
    }

    long lo() {
        return longAt(8);
    }

    private long longAt(int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) value = (value << 8) | (digest[i] & 0xff);
        return value;
    }
}
