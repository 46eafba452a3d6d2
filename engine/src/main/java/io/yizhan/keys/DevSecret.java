package io.yizhan.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** What development tokens are signed with: made at the first start and kept, so that tokens outlive a restart; one that is broken is replaced. */
final class DevSecret {
    private static final int BYTES = 32;

    private DevSecret() {}

    static byte[] in(Path dataDir) throws IOException {
        Path file = dataDir.resolve("dev-secret");
        if (Files.exists(file) && Files.size(file) == BYTES) return Files.readAllBytes(file);
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        SecretFile.write(file, secret);
        return secret;
    }
}
