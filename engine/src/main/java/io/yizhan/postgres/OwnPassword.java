package io.yizhan.postgres;

import io.yizhan.secret.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The password of the embedded server's one user, which may do everything, run programs included. Made at the first start, and kept beside
 * the data in a file that only its owner can read.
 */
final class OwnPassword {
    static final String NAME = "password";

    private static final int BYTES = 24;
    private static final int LENGTH_MAX = 200;

    private OwnPassword() {}

    static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** @throws IOException it is there and can't be used */
    static String in(Path folder) throws IOException {
        Path file = file(folder);
        if (!Files.exists(file)) return made(file);
        String password = Files.readString(file, StandardCharsets.US_ASCII).strip();
        // It becomes part of URIs and of statements.
        if (!password.matches("[A-Za-z0-9_-]{1," + LENGTH_MAX + "}"))
            throw new IOException(
                    file + " is not a password that this program has made. Put it back from a backup, or delete"
                            + " it: the next start makes another one");
        return password;
    }

    private static String made(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        SecretFile.write(file, (password + "\n").getBytes(StandardCharsets.US_ASCII));
        return password;
    }
}
