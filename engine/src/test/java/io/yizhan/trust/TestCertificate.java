package io.yizhan.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for a server of a test, by which it shows that it is 127.0.0.1, and no other name of this machine; its own authority.
 *
 * @param certificate in PEM
 * @param key in PEM, for its owner alone
 */
public record TestCertificate(Path certificate, Path key) {
    /** Of {@link #store}. */
    public static final String PASSWORD = "changeit";

    private static final String STORE = "server.p12";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** By the JVM's own tool, since no library of ours makes any. */
    public static TestCertificate in(Path folder) throws Exception {
        Path store = folder.resolve(STORE);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=test",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2");
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) throw new AssertionError(said);
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            made.load(file, PASSWORD.toCharArray());
        }
        return new TestCertificate(
                pem(folder, "CERTIFICATE", made.getCertificate("server").getEncoded()),
                pem(folder, "PRIVATE KEY", key(made)));
    }

    /** Both in PKCS #12. */
    public Path store() {
        return certificate.resolveSibling(STORE);
    }

    private static byte[] key(KeyStore store) throws GeneralSecurityException {
        return store.getKey("server", PASSWORD.toCharArray()).getEncoded();
    }

    private static Path pem(Path folder, String what, byte[] content) throws IOException {
        Path file = folder.resolve(what.replace(' ', '-').toLowerCase(java.util.Locale.ROOT) + ".pem");
        String text = "-----BEGIN " + what + "-----\n" + PEM.encodeToString(content) + "\n-----END " + what + "-----\n";
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
