package io.yizhan.core.draw;

import java.util.HexFormat;

/** What the order of a draw follows from. Its bytes are fixed for good: whoever checks a draw makes the same. */
public final class DrawSeed {
    private static final String PROTOCOL = "yizhan-draw-1";

    private DrawSeed() {}

    /**
     * The seed, 32 bytes.
     *
     * @param digest of the lines, in hex as the secrets
     * @param secondSecret "" where nobody else has kept one
     * @param external what the outside source has said; "" for none
     */
    public static byte[] of(String drawId, String digest, String firstSecret, String secondSecret, String external) {
        return Sha256.of(Sha256.utf8(String.join("\n", PROTOCOL, drawId, digest, firstSecret, secondSecret, external)));
    }

    /** As it is published. */
    public static String hex(byte[] seed) {
        return HexFormat.of().formatHex(seed);
    }
}
