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

    private SecretKeyFile() {}

    /** @param name of the file */
    public static byte[] in(Path dataDir, String name) throws IOException {
        Path file = dataDir.resolve(name);
        if (Files.exists(file) && Files.size(file) == BYTES) return Files.readAllBytes(file);
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        SecretFile.write(file, secret);
        return secret;
    }
}
