package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/yizhan warm}, and starts with what it left behind. */
@Tag("server")
@Tag("long")
@Timeout(180)
@Order(1)
final class LearntStartIT {
    @TempDir
    private Path folder;

    private record Ended(int status, String output) {}

    @Test
    void learnsAStartAndIgnoresWhatDoesNotFit() throws IOException, InterruptedException {
        String built = System.getProperty("yizhan.jar", "");
        assumeFalse(built.isEmpty(), "there is no jar: -Dyizhan.jar names it");
        Path jar = Files.createSymbolicLink(folder.resolve("yizhan.jar"), Path.of(built));
        Ended before = script(jar, "serve", "--help");
        assertThat(before.output()).contains("YIZHAN_HTTP_PORT");

        Ended warm = script(jar, "warm");
        assumeTrue(
                warm.status() == 0 || !warm.output().contains("from version 25 on"),
                "no JVM that learns: " + warm.output());
        Path learnt = folder.resolve("yizhan.aot");
        assertThat(warm.status()).as(warm.output()).isZero();
        assertThat(warm.output()).contains("Learnt: " + learnt);
        assertThat(script(jar, "serve", "--help")).isEqualTo(before);

        Files.writeString(learnt, "rubbish");
        assertThat(script(jar, "serve", "--help")).isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(jar, learnt);
        }
        Files.delete(jar);
    }

    private static Ended script(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of("bin", "yizhan").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("YIZHAN_"));
        builder.environment().put("YIZHAN_JAR", jar.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
