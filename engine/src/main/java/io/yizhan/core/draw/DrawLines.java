package io.yizhan.core.draw;

import java.security.MessageDigest;

/**
 * What is published of entries before anything is revealed: of each {@code n TAB pseudonym TAB weight LF}, by n. Their hash freezes them, and a
 * chain of hashes, of which each receipt has a link, keeps any from being put in, taken out or moved while the window is open.
 */
public final class DrawLines {
    private static final String CHAIN = "yizhan-draw-chain-1\n";

    private DrawLines() {}

    public static String line(int number, String pseudonym, int weight) {
        return number + "\t" + pseudonym + "\t" + weight + "\n";
    }

    /** The link before the first entry's, 32 bytes. */
    public static byte[] chainOf(String drawId) {
        return Sha256.of(Sha256.utf8(CHAIN + drawId + "\n"));
    }

    /** The link of the entry with this line: SHA-256 of the one before it and the line. */
    public static byte[] link(byte[] former, String line) {
        MessageDigest digest = Sha256.digest();
        digest.update(former);
        return digest.digest(Sha256.utf8(line));
    }
}
