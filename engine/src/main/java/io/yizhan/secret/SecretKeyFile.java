package io.yizhan.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A key that sessions, or the tokens of development, are signed with: made at the first start and kept, so that they outlive a restart. One
 * that is broken is replaced: whoever shows what it had signed has to sign in again.
 */
public final class SecretKeyFile {
    private static final int BYTES = 32;
    private static final int FILE_BYTES_MAX = 1_024;

    private SecretKeyFile() {}

    /**
     * @param name of the file
     * @param wrap how it is kept
     * @throws KeyWrap.Locked it is not broken, but encrypted by another key
     */
    public static byte[] in(Path dataDir, String name, KeyWrap wrap) throws IOException {
        Path file = dataDir.resolve(name);
        if (Files.exists(file) && Files.size(file) <= FILE_BYTES_MAX) {
            byte[] kept = Files.readAllBytes(file);
            byte[] secret = wrap.unwrap(name, kept);
            if (secret.length == BYTES) {
                if (wrap.keepsOtherwise(name, kept)) SecretFile.write(file, wrap.wrap(name, secret));
                return secret;
            }
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        SecretFile.write(file, wrap.wrap(name, secret));
        return secret;
    }
}
