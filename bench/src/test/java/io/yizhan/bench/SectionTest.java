package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording figures must not cost the words around them. */
class SectionTest {
    @TempDir
    private Path folder;

    @Test
    void recordingAgainReplacesItsOwnPartAndLeavesTheRest() throws Exception {
        Path file = folder.resolve("RESULTS.md");
        Files.writeString(file, "# Results\n\nBy hand.\n");
        record(file, "Core", "1");
        Files.writeString(file, Files.readString(file) + "\nMore by hand.\n");
        record(file, "Journal", "2");

        record(file, "Core", "3");

        assertThat(Files.readString(file))
                .startsWith("# Results\n\nBy hand.\n")
                .containsSubsequence("| 3 |", "More by hand.", "| 2 |")
                .doesNotContain("| 1 |");
    }

    @Test
    void aShorterPartLeavesNothingOfTheFormerOne() throws Exception {
        Path file = folder.resolve("core.md");
        record(file, "Core", "a figure with many digits");

        record(file, "Core", "3");

        assertThat(Files.readString(file)).endsWith("| 3 |\n<!-- end: core -->\n");
    }

    @Test
    void refusesADocumentWhosePartHasLostItsEnd() {
        assertThatThrownBy(() -> Section.replaced("<!-- measured: core -->\nwords", "core", "new"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("core");
    }

    private static void record(Path file, String title, String figure) throws Exception {
        Table table = new Table(title, "bench/run", List.of("figure"));
        table.row(figure);
        table.publish(file);
    }
}
