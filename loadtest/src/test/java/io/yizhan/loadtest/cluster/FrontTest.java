package io.yizhan.loadtest.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
final class FrontTest {
    private static final Path CONFIGURATION = Path.of("../engine/deploy/nginx.conf");

    @TempDir
    Path folder;

    @Test
    void putsEachEngineInThePlaceOfThoseInContainers() throws IOException {
        Path own = Path.of("own"); // a temporary folder has a number in its name that may read like a port
        String text = Front.configuration(Files.readString(CONFIGURATION), 8081, own, List.of(7001, 7002, 7003));

        assertThat(text)
                .contains("listen 127.0.0.1:8081;")
                .containsPattern(
                        "server 127.0.0.1:7001 max_fails=[^\\n]*;\\n *server 127.0.0.1:7002 [^\\n]*;\\n *server 127.0.0.1:7003 ")
                .doesNotContain("server engine-", "/tmp/nginx-", "1883");
    }

    @Test
    void isAConfigurationThatNginxTakes() throws IOException, InterruptedException {
        String nginx = Programs.onPath("nginx");
        assumeTrue(nginx != null, "there is no nginx on this machine");
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, Front.configuration(Files.readString(CONFIGURATION), 8081, folder, List.of(7001)));

        Process check = new ProcessBuilder(nginx, "-t", "-p", folder.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("[warn]");
    }
}
