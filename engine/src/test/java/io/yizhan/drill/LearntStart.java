package io.yizhan.drill;

import io.yizhan.town.DrillTown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM has learnt of a start of the engine, as {@code bin/yizhan warm} lets it, for the flags that tests have. A build starts a
 * hundred engines: all but the first take two thirds of the time. Any thread.
 */
final class LearntStart {
    private static final int JVM_MIN = 25;
    private static final long LEARNING_S_MAX = 120;

    private static @Nullable List<String> flags;

    private LearntStart() {}

    /**
     * The flags of a JVM that has learnt it; none where it can't.
     *
     * @param java the program and its other flags
     */
    static synchronized List<String> flags(List<String> java, String jar) {
        List<String> known = flags;
        if (known == null)
            flags = known = jar.isEmpty() || Runtime.version().feature() < JVM_MIN ? List.of() : learnt(java, jar);
        return known;
    }

    private static List<String> learnt(List<String> java, String jar) {
        try {
            Path folder = Files.createTempDirectory("yizhan-learns");
            Path learnt = folder.resolve("start.aot");
            learn(java, jar, folder, learnt);
            // One that does not fit is no reason for a line in the output that a test reads.
            return List.of("-XX:AOTCache=" + learnt, "-Xlog:aot=off", "-Xlog:cds=off");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void learn(List<String> java, String jar, Path folder, Path learnt) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-Dyizhan.postgres.programs=" + System.getProperty("yizhan.postgres.programs", ""));
        command.addAll(List.of("-XX:AOTCacheOutput=" + learnt, "-cp", jar, "io.yizhan.app.Main", "serve"));
        ProcessBuilder engine = new ProcessBuilder(command).redirectErrorStream(true);
        engine.environment().keySet().removeIf(name -> name.startsWith("YIZHAN_"));
        engine.environment()
                .putAll(Map.of(
                        "YIZHAN_DEV",
                        "true",
                        "YIZHAN_REGION",
                        DrillTown.REGION,
                        "YIZHAN_CATALOGUE",
                        DrillTown.file(folder, 1).toString(),
                        "YIZHAN_DATA_DIR",
                        folder.resolve("data").toString(),
                        "YIZHAN_HTTP_PORT",
                        "0",
                        "YIZHAN_MQTT_PORT",
                        "0"));
        Process process = engine.start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                // Not by the process itself: that would close what it still says.
                if (line.contains("listening on")) process.toHandle().destroy();
            }
            if (!process.waitFor(LEARNING_S_MAX, TimeUnit.SECONDS) || !Files.exists(learnt))
                throw new AssertionError("nothing was learnt:\n" + output);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
