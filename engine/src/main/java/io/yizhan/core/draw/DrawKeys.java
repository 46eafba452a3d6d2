package io.yizhan.core.draw;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The keys by which entries are put in order: {@code min(j=1..w) HMAC-SHA256(seed, drawId LF n LF j)}, lowest first. With the least of as many
 * as its weight an entry is first with the probability of its weight in all weights, exactly and without fractions. One thread.
 */
public final class DrawKeys {
    private static final int BLOCK = 64;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final byte[] message;
    private final int prefix;
    private final byte[] hash = new byte[Sha256.BYTES];

    public DrawKeys(byte[] seed, String drawId) {
        inner = keyed(seed, 0x36);
        outer = keyed(seed, 0x5c);
        byte[] id = Sha256.utf8(drawId + '\n');
        prefix = id.length;
        message = Arrays.copyOf(id, prefix + 24);
    }

    /** What HMAC (RFC 2104) begins with, for a key of 32 bytes: the same for all messages, so done once. */
    private static MessageDigest keyed(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) block[i] ^= (byte) pad;
        MessageDigest digest = Sha256.digest();
        digest.update(block);
        return digest;
    }

    /** Writes an entry's key to these 32 bytes. */
    public void write(int number, int weight, byte[] to, int at) {
        for (int j = 1; j <= weight; j++) {
            hmac(number, j);
            if (j == 1 || Arrays.compareUnsigned(hash, 0, Sha256.BYTES, to, at, at + Sha256.BYTES) < 0)
                System.arraycopy(hash, 0, to, at, Sha256.BYTES);
        }
    }

    private void hmac(int number, int j) {
        int end = decimal(number, prefix);
        message[end++] = '\n';
        end = decimal(j, end);
        try {
            MessageDigest first = (MessageDigest) inner.clone();
            first.update(message, 0, end);
            first.digest(hash, 0, Sha256.BYTES);
            MessageDigest second = (MessageDigest) outer.clone();
            second.update(hash);
            second.digest(hash, 0, Sha256.BYTES);
        } catch (CloneNotSupportedException | DigestException everyPlatformCan) {
            throw new IllegalStateException(everyPlatformCan);
        }
    }

    private int decimal(int number, int at) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) digits++;
        for (int i = at + digits - 1, rest = number; i >= at; i--, rest /= 10) message[i] = (byte) ('0' + rest % 10);
        return at + digits;
    }
}
