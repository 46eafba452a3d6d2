package io.yizhan.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.config.StartFailed;
import io.yizhan.pass.PassKey;
import io.yizhan.secret.KeyWrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of passes is made once, and never anew without being asked for. */
final class PassKeyFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("pass-key.pem");
    }

    @Test
    void makesAKeyForItsOwnerAloneAndKeepsIt() throws Exception {
        PassKey made = PassKeyFile.in(folder, KeyWrap.NONE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        String text = Files.readString(file());
        PassKey again = PassKeyFile.in(folder, KeyWrap.NONE);
        assertThat(again.id()).isEqualTo(made.id());
        assertThat(again.x()).isEqualTo(made.x());
        assertThat(again.text()).isEqualTo(text);
        assertThat(Files.readString(file())).isEqualTo(text);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void isNotDisturbedByWhatACrashLeft() throws Exception {
        Files.writeString(folder.resolve("pass-key.pem.new"), "half a k");
        String id = PassKeyFile.in(folder, KeyWrap.NONE).id();
        assertThat(PassKeyFile.in(folder, KeyWrap.NONE).id()).isEqualTo(id);
    }

    @Test
    void closesAKeyThatOthersCouldRead() throws Exception {
        PassKeyFile.in(folder, KeyWrap.NONE);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        PassKeyFile.in(folder, KeyWrap.NONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesABrokenKeyAndLeavesItAsItIs() throws Exception {
        String one = PassKey.generate().text();
        String other = PassKey.generate().text();
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        String secret = one.lines().toList().get(1);
        String shown = one.substring(one.indexOf("-----BEGIN PUBLIC KEY"));
        for (String broken : new String[] {
            "",
            "nonsense",
            one.substring(0, one.length() / 2),
            one.substring(0, one.length() - 5),
            shown,
            one.replace(shown, ""),
            one.replace(secret, "!" + secret.substring(1)),
            one.replace(secret, secret.substring(0, 40)),
            // Keys that don't belong together.
            one.replace(shown, other.substring(other.indexOf("-----BEGIN PUBLIC KEY"))),
            pem(rsa.getPrivate().getEncoded(), rsa.getPublic().getEncoded()),
            pem(ed448.getPrivate().getEncoded(), ed448.getPublic().getEncoded()),
            "-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----",
            one + "x".repeat(20_000)
        }) {
            Files.writeString(file(), broken);
            assertRefused(broken, secret);
            assertThat(Files.readString(file())).isEqualTo(broken);
        }
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        Files.createDirectory(file());
        assertRefused("a folder", "-");
        Files.delete(file());
        Files.createSymbolicLink(file(), folder.resolve("nowhere"));
        assertRefused("a link to nowhere", "-");
    }

    private void assertRefused(String what, String secret) {
        assertThatThrownBy(() -> PassKeyFile.in(folder, KeyWrap.NONE))
                .as(what)
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("can't be used: ")
                .hasMessageContaining("Put it back from a backup")
                .hasMessageContaining("move the file away")
                .satisfies(refused -> assertThat(
                                String.valueOf(refused.getMessage()).replace(file().toString(), ""))
                        .doesNotContain(secret.length() > 1 ? secret.substring(0, 20) : "BEGIN"));
    }

    private static String pem(byte[] privateKey, byte[] publicKey) throws IOException {
        Base64.Encoder base64 = Base64.getMimeEncoder();
        return "-----BEGIN PRIVATE KEY-----\n" + base64.encodeToString(privateKey) + "\n-----END PRIVATE KEY-----\n"
                + "-----BEGIN PUBLIC KEY-----\n" + base64.encodeToString(publicKey) + "\n-----END PUBLIC KEY-----\n";
    }
}
