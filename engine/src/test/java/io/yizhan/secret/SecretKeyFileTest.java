package io.yizhan.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What development tokens are signed with is made once, and there whole or not at all. */
final class SecretKeyFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("dev-secret");
    }

    @Test
    void makesASecretForItsOwnerAloneAndKeepsIt() throws IOException {
        byte[] made = SecretKeyFile.in(folder, "dev-secret", KeyWrap.NONE);

        assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(SecretKeyFile.in(folder, "dev-secret", KeyWrap.NONE)).isEqualTo(made);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void replacesABrokenOne() throws IOException {
        Files.write(file(), new byte[5]);
        Files.write(folder.resolve("dev-secret.new"), new byte[7]);
        byte[] made = SecretKeyFile.in(folder, "dev-secret", KeyWrap.NONE);

        assertThat(made).hasSize(32);
        assertThat(Files.readAllBytes(file())).isEqualTo(made);
    }

    /** As a crash in between would: until the new one is whole, nothing is touched. */
    @Test
    void leavesWhatIsThereWhereANewOneCannotBeWritten() throws IOException {
        Files.write(file(), new byte[5]);
        Files.createDirectories(folder.resolve("dev-secret.new/in-the-way"));

        assertThatThrownBy(() -> SecretKeyFile.in(folder, "dev-secret", KeyWrap.NONE))
                .isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(file())).isEqualTo(new byte[5]);
    }
}
