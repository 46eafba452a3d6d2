package io.yizhan.core.draw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) of bytes and of texts. The one place in the core that asks the platform for a function; it is a pure one. */
public final class Sha256 {
    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private static final HexFormat HEX = HexFormat.of();

    private Sha256() {}

    /** One that takes bytes piece by piece. One thread. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** In lower-case letters, two for a byte. */
    public static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** Of a secret that was committed to: what its 32 bytes, given in hex, come to. */
    public static String ofHex(String secret) {
        return hex(of(HEX.parseHex(secret)));
    }

    /** Whether it is a hash or a secret as the protocol writes them: 64 lower-case hexadecimal digits. */
    public static boolean isHex(String text) {
        if (text.length() != 2 * BYTES) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }
}
