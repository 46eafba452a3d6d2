package io.yizhan.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a run was made on, for whoever reads its figures. */
public final class Machine {
    private Machine() {}

    /** Its cores and its system. */
    public static String text() {
        String processor = processor();
        return Runtime.getRuntime().availableProcessors() + " cores" + (processor.isEmpty() ? "" : " of " + processor)
                + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(it -> it.startsWith("model name"))
                    .map(it -> it.substring(it.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException notLinux) {
            return System.getProperty("os.arch", "");
        }
    }
}
