package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.drill.Timeline.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A drill's report: Markdown, and beside it the picture. */
final class DrillReport {
    private DrillReport() {}

    static void write(DrillResult result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("timeline.svg"), Picture.svg(result.timeline, result.drill.id));
        Files.writeString(folder.resolve("report.md"), markdown(result));
    }

    static String markdown(DrillResult result) {
        Timeline timeline = result.timeline;
        StringBuilder text =
                new StringBuilder("# Drill ").append(result.drill.id).append(": ");
        text.append(result.passed() ? "all promises kept" : "a promise was BROKEN")
                .append("\n\n");
        text.append(result.drill.meaning).append(". ").append(result.startedAt).append(", `");
        text.append(result.command).append("`\n\n![timeline](timeline.svg)\n\n| came back | requests |\n|---|---|\n");
        for (Kind kind : Kind.values())
            text.append("| ")
                    .append(kind.meaning)
                    .append(" | ")
                    .append(timeline.total(kind))
                    .append(" |\n");
        text.append("\n| promise | seen | |\n|---|---|---|\n");
        for (DrillResult.Promise it : result.promises)
            text.append("| ")
                    .append(cell(it.what()))
                    .append(" | ")
                    .append(cell(it.seen()))
                    .append(" | ")
                    .append(it.kept() ? "kept" : "**BROKEN**")
                    .append(" |\n");
        text.append("\n| fault | from | to |\n|---|---|---|\n");
        for (Timeline.Fault it : timeline.faults())
            text.append(
                    String.format(Locale.ROOT, "| %s | %.1f s | %.1f s |%n", cell(it.what()), it.fromS(), it.toS()));
        for (String note : result.notes) text.append('\n').append(note).append('\n');
        if (!timeline.wrong().isEmpty())
            text.append("\nAnswers that nobody promised: ")
                    .append(timeline.wrong())
                    .append('\n');
        if (!result.broken.isEmpty()) {
            text.append("\n## What is broken\n\n");
            result.broken.stream()
                    .limit(DrillResult.SHOWN_MAX)
                    .forEach(it -> text.append("- ").append(it).append('\n'));
            int more = result.broken.size() - DrillResult.SHOWN_MAX;
            if (more > 0) text.append("- and ").append(more).append(" more\n");
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
