package io.yizhan.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyWrapTest {
    private static final String ONE = Base64.getEncoder().encodeToString(bytes(1));
    private static final String OTHER = Base64.getEncoder().encodeToString(bytes(2));
    private static final byte[] SECRET = "sign with this".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private static byte[] bytes(int of) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) of);
        return bytes;
    }

    private KeyWrap by(String... lines) throws IOException {
        return KeyWrap.by(Files.writeString(folder.resolve("key"), String.join("\n", lines) + "\n"));
    }

    @Test
    void keepsNothingInClear() throws IOException {
        byte[] kept = by(ONE).wrap("session-key", SECRET);
        assertThat(new String(kept, StandardCharsets.US_ASCII))
                .startsWith("yizhan-wrapped-1 ")
                .doesNotContain("sign");
        assertThat(by(ONE).wrap("session-key", SECRET)).isNotEqualTo(kept);
        assertThat(by(ONE).unwrap("session-key", kept)).isEqualTo(SECRET);
        assertThat(by(ONE).keepsOtherwise("session-key", kept)).isFalse();
    }

    @Test
    void givesNothingToAnotherKeyOrNameNorWhatWasChanged() throws IOException {
        byte[] kept = by(ONE).wrap("session-key", SECRET);
        assertLocked(KeyWrap.NONE, "session-key", kept);
        assertLocked(by(OTHER), "session-key", kept);
        assertLocked(by(ONE), "pass-key", kept);
        for (int at = 17; at < kept.length - 1; at++) {
            byte[] changed = kept.clone();
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            assertLocked(by(ONE), "session-key", changed);
        }
        assertLocked(by(ONE), "session-key", Arrays.copyOf(kept, 20));
    }

    private static void assertLocked(KeyWrap wrap, String name, byte[] kept) {
        assertThatThrownBy(() -> wrap.unwrap(name, kept))
                .isInstanceOf(KeyWrap.Locked.class)
                .hasMessageContaining(name);
    }

    @Test
    void takesWhatIsInClearOrByAFormerKeyAndKeepsItByTheFirst() throws IOException {
        byte[] former = by(ONE).wrap("k", SECRET);
        KeyWrap both = by(OTHER, "", ONE);
        assertThat(both.unwrap("k", former)).isEqualTo(SECRET);
        assertThat(both.keepsOtherwise("k", former)).isTrue();
        assertThat(both.keepsOtherwise("k", SECRET)).isTrue();
        byte[] now = both.wrap("k", SECRET);
        assertThat(by(OTHER).unwrap("k", now)).isEqualTo(SECRET);
        assertThat(KeyWrap.NONE.unwrap("k", SECRET)).isEqualTo(SECRET);
        assertThat(KeyWrap.NONE.keepsOtherwise("k", SECRET)).isFalse();
    }

    @Test
    void saysWhatIsWrongWithItsFile() {
        for (String wrong : List.of("", "\n", "x", ONE + "x", "AAAA", ONE + "\nAAAA", "A".repeat(2_000)))
            assertThatThrownBy(() -> by(wrong)).as(wrong).hasMessageContaining("openssl rand -base64 32");
        assertThatThrownBy(() -> KeyWrap.by(folder.resolve("nowhere"))).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> KeyWrap.by(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileInClearIsEncryptedAtTheNextStart() throws IOException {
        byte[] made = SecretKeyFile.in(folder, "session-key", KeyWrap.NONE);
        KeyWrap wrap = by(ONE);
        assertThat(SecretKeyFile.in(folder, "session-key", wrap)).isEqualTo(made);
        assertThat(Files.readString(folder.resolve("session-key"))).startsWith("yizhan-wrapped-1 ");
        assertThat(SecretKeyFile.in(folder, "session-key", wrap)).isEqualTo(made);
        assertThatThrownBy(() -> SecretKeyFile.in(folder, "session-key", KeyWrap.NONE))
                .isInstanceOf(KeyWrap.Locked.class);
        assertThatThrownBy(() -> SecretKeyFile.in(folder, "session-key", by(OTHER)))
                .isInstanceOf(KeyWrap.Locked.class);
        assertThat(SecretKeyFile.in(folder, "session-key", by(OTHER, ONE))).isEqualTo(made);
        assertThat(SecretKeyFile.in(folder, "session-key", by(OTHER))).isEqualTo(made);
    }
}
