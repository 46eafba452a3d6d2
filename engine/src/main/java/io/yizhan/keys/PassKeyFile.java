package io.yizhan.keys;

import io.yizhan.config.StartFailed;
import io.yizhan.pass.PassKey;
import io.yizhan.secret.KeyWrap;
import io.yizhan.secret.SecretFile;
import io.yizhan.secret.SecretKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that passes are signed with: made at the first start and kept, so that passes outlive a restart. Unlike {@link SecretKeyFile}, a
 * broken one is never replaced in silence: every pass on every phone would stop working.
 */
final class PassKeyFile {
    static final String NAME = "pass-key.pem";

    private static final Logger LOG = LoggerFactory.getLogger(PassKeyFile.class);
    private static final int BYTES_MAX = 16 * 1024;

    private PassKeyFile() {}

    /**
     * @param wrap how it is kept
     * @throws StartFailed it is there and can't be used; says what to do
     * @throws KeyWrap.Locked it is encrypted by another key
     */
    static PassKey in(Path dataDir, KeyWrap wrap) throws IOException, StartFailed {
        Path file = dataDir.resolve(NAME);
        // A link that leads nowhere is a broken file too, not a missing one.
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return made(dataDir, wrap);
        try {
            if (!Files.isRegularFile(file)) throw new IOException("not a file");
            if (Files.size(file) > BYTES_MAX) throw new IOException("larger than " + BYTES_MAX + " bytes");
            byte[] kept = Files.readAllBytes(file);
            PassKey key = PassKey.parse(new String(wrap.unwrap(NAME, kept), StandardCharsets.ISO_8859_1));
            keepFromOthers(file);
            if (wrap.keepsOtherwise(NAME, kept)) write(file, key, wrap);
            return key;
        } catch (KeyWrap.Locked locked) {
            throw locked;
        } catch (IOException broken) {
            throw new StartFailed(
                    "the key of passes " + file + " can't be used: " + broken.getMessage()
                            + ".\nPut it back from a backup. If it is lost, move the file away: the next start makes a new key, and passes"
                            + " that members have saved are no longer good; those that they open anew are.",
                    broken);
        }
    }

    private static PassKey made(Path dataDir, KeyWrap wrap) throws IOException {
        PassKey key = PassKey.generate();
        Path file = dataDir.resolve(NAME);
        write(file, key, wrap);
        LOG.info("made a key for passes, {}: {}", key.id(), file);
        return key;
    }

    private static void write(Path file, PassKey key, KeyWrap wrap) throws IOException {
        SecretFile.write(file, wrap.wrap(NAME, key.text().getBytes(StandardCharsets.US_ASCII)));
    }

    private static void keepFromOthers(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).equals(SecretFile.OWNER_ONLY)) return;
        Files.setPosixFilePermissions(file, SecretFile.OWNER_ONLY);
        LOG.warn("{} could be read by others than its owner; now it can't", file);
    }
}
