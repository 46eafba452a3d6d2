package io.yizhan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as a Markdown table; on its own it is a {@link Section} with nothing else in it. */
final class Table {
    private final String title;
    private final String command;
    private final List<String> lines = new ArrayList<>();

    /** @param command by which the figures were taken */
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

    String markdown() {
        return String.join("\n", lines);
    }

    /** Prints it, and records it in a file where one is given. */
    void publish(@Nullable Path file) throws IOException {
        new Section(title, command).table(this).publish(file);
    }
}
