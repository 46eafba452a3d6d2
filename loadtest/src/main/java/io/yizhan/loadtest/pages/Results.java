package io.yizhan.loadtest.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/** Where a run leaves what it found, and on what machine it found it. */
final class Results {
    private Results() {}

    /** A new folder, named by the time. */
    static Path folder(Path root, String name) throws IOException {
        String now = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC));
        return Files.createDirectories(root.resolve("loadtest/results/" + now + "-pages-" + name));
    }

    static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores of " + processor() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(it -> it.startsWith("model name"))
                    .map(it -> it.substring(it.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch", ""));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch", "");
        }
    }
}
