package io.yizhan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures as a Markdown table under a heading that says on which machine and by which command they were taken. */
final class Table {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private final String title;
    private final String command;
    private final List<String> lines = new ArrayList<>();

    Table(String title, String command, List<String> columns) {
        this.title = title;
        this.command = command;
        lines.add(line(columns.toArray(String[]::new)));
        lines.add("|" + "---|".repeat(columns.size()));
    }

    void row(String... cells) {
        lines.add(line(cells));
    }

    static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private static String line(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Prints it, and appends it to a file where one is given. */
    void publish(@Nullable Path file) throws IOException {
        String text = "\n## " + title + "\n\n" + LocalDate.now(ZoneOffset.UTC) + ", " + machine() + ": `" + command
                + "`\n\n" + String.join("\n", lines) + "\n";
        System.out.println(text);
        if (file != null) Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String machine() throws IOException {
        String cpu = System.getProperty("os.arch");
        if (Files.exists(CPU)) {
            try (Stream<String> about = Files.lines(CPU)) {
                cpu = about.filter(it -> it.startsWith("model name"))
                        .map(it -> it.substring(it.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(cpu);
            }
        }
        return Runtime.getRuntime().availableProcessors() + " cores of " + cpu + ", " + System.getProperty("os.name")
                + ", JDK " + System.getProperty("java.version");
    }
}
