package io.yizhan.app;

import io.yizhan.pass.PassKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that passes are signed with: made at the first start and kept, so that passes outlive a restart. Unlike {@link DevSecret}, a
 * broken one is never replaced in silence: every pass on every phone would stop working.
 */
final class PassKeyFile {
    static final String NAME = "pass-key.pem";

    private static final Logger LOG = LoggerFactory.getLogger(PassKeyFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int BYTES_MAX = 16 * 1024;

    private PassKeyFile() {}

    /** @throws StartFailed it is there and can't be used; says what to do */
    static PassKey in(Path dataDir) throws IOException, StartFailed {
        Path file = dataDir.resolve(NAME);
        // A link that leads nowhere is a broken file too, not a missing one.
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return made(dataDir);
        try {
            if (!Files.isRegularFile(file)) throw new IOException("not a file");
            if (Files.size(file) > BYTES_MAX) throw new IOException("larger than " + BYTES_MAX + " bytes");
            PassKey key = PassKey.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
            keepFromOthers(file);
            return key;
        } catch (IOException broken) {
            throw new StartFailed(
                    "the key of passes " + file + " can't be used: " + broken.getMessage()
                            + ".\nPut it back from a backup. If it is lost, move the file away: the next start makes a new key, and passes"
                            + " that members have saved are no longer good; those that they open anew are.",
                    broken);
        }
    }

    /** Whole or not at all: a crash in between leaves a file that is not looked at. */
    private static PassKey made(Path dataDir) throws IOException {
        PassKey key = PassKey.generate();
        Path file = dataDir.resolve(NAME);
        Path fresh = dataDir.resolve(NAME + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, key.text(), StandardCharsets.US_ASCII);
        sync(fresh, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(dataDir, StandardOpenOption.READ);
        LOG.info("made a key for passes, {}: {}", key.id(), file);
        return key;
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    private static void keepFromOthers(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) return;
        Files.setPosixFilePermissions(file, OWNER_ONLY);
        LOG.warn("{} could be read by others than its owner; now it can't", file);
    }
}
