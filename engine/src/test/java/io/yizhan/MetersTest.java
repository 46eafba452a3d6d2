package io.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No figure without a help text, those included that are there only once something has gone wrong. */
final class MetersTest {
    private static final Pattern BUILT =
            Pattern.compile("(?s)(?:Counter|Gauge|Timer|Summary)\\.builder\\((.*?)(?:;|\\{\\s)");
    private static final Pattern UNEXPLAINED =
            Pattern.compile("\\bmeters\\s*\\.(?:counter|gauge|timer|summary|more)\\(");

    @Test
    void everyFigureIsExplainedWhereItIsMade() throws IOException {
        List<String> without = new ArrayList<>();
        int built = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                if (UNEXPLAINED.matcher(source).find()) without.add(file + " takes a meter without a description");
                Matcher matcher = BUILT.matcher(source);
                while (matcher.find()) {
                    built++;
                    if (!matcher.group(1).contains(".description(")) without.add(file + ": " + matcher.group(1));
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(built).isGreaterThan(10);
    }
}
