package io.yizhan.bench;

import io.yizhan.bench.chart.DotChart;
import io.yizhan.bench.chart.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One measured part of the results: a heading, the machine and the command, then words, tables and charts. Recorded in a Markdown file
 * between two comments that carry its name: recording it again replaces what is between them, and nothing else. Charts go beside that
 * file.
 */
final class Section {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private final String title;
    private final String name;
    private final StringBuilder body = new StringBuilder();
    private final Map<String, String> charts = new LinkedHashMap<>();

    Section(String title, String command) {
        this.title = title;
        name = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        body.append(LocalDate.now(ZoneOffset.UTC))
                .append(", ")
                .append(machine())
                .append(": `")
                .append(command)
                .append("`\n");
    }

    Section text(String words) {
        body.append('\n').append(words).append('\n');
        return this;
    }

    Section table(Table table) {
        return text(table.markdown());
    }

    /** @param file its name, without the folder and without the suffix */
    Section chart(String file, LineChart chart) {
        return chart(file, chart.svg());
    }

    Section chart(String file, DotChart chart) {
        return chart(file, chart.svg());
    }

    private Section chart(String file, String svg) {
        charts.put(file + ".svg", svg);
        return text("![" + file.replace('-', ' ') + "](" + file + ".svg)");
    }

    /** Prints it, and records it where a file is given. */
    void publish(@Nullable Path file) throws IOException {
        String text = "## " + title + "\n\n" + body;
        System.out.println("\n" + text);
        if (file == null) return;
        String former = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, replaced(former, name, text));
        for (Map.Entry<String, String> chart : charts.entrySet())
            Files.writeString(file.resolveSibling(chart.getKey()), chart.getValue());
    }

    /**
     * The document with this part in place of its former version, or at the end where it had none.
     *
     * @throws IllegalStateException it has the one comment without the other: somebody's words would be lost
     */
    static String replaced(String document, String name, String text) {
        String begin = "<!-- measured: " + name + " -->\n";
        String end = "<!-- end: " + name + " -->\n";
        String part = begin + text + end;
        int from = document.indexOf(begin);
        int to = document.indexOf(end);
        if (from < 0 && to < 0) return document + (document.isEmpty() ? "" : "\n") + part;
        if (from < 0 || to < from)
            throw new IllegalStateException("the comments around \"" + name + "\" are no longer a pair: mend them");
        return document.substring(0, from) + part + document.substring(to + end.length());
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores of " + processor() + ", "
                + System.getProperty("os.name") + ", JDK " + System.getProperty("java.version");
    }

    private static String processor() {
        String otherwise = System.getProperty("os.arch");
        if (!Files.exists(CPU)) return otherwise;
        try (Stream<String> about = Files.lines(CPU)) {
            return about.filter(it -> it.startsWith("model name"))
                    .map(it -> it.substring(it.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException unreadable) {
            return otherwise;
        }
    }
}
