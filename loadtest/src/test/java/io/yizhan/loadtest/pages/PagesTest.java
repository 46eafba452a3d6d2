package io.yizhan.loadtest.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PagesTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... line) {
        return Pages.commandLine().setErr(new PrintWriter(errors)).execute(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--what | Unknown option",
                "nonsense | Unmatched argument",
                "soak --minutes x | 'x' is not an int",
                "soak --minutes 0 | --minutes must be",
                "soak --minutes 9999 | --minutes must be",
                "soak --traffic 0 | --traffic must be",
                "soak --traffic 201 | --traffic must be",
                "soak --station ../x | --station must be",
                "soak ftp://x | URL must be",
                "soak http://h:1/path | URL must be",
                "lighthouse --runs 0 | --runs must be",
                "lighthouse https://h/path | URL must be",
                "pictures localhost | URL must be",
                "pictures http://h:1?x=y | URL must be",
            })
    void refusesRubbishAndSaysWhatIsWrong(String line, String said) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(errors.toString()).contains(said);
    }

    @Test
    void asksForACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString())
                .contains("Missing required subcommand")
                .contains("soak")
                .contains("pictures");
    }

    @ParameterizedTest
    @CsvSource({"pictures", "lighthouse", "soak"})
    void saysThatThereIsNoChromium(String command) {
        assertThat(run(command, "http://127.0.0.1:1", "--chromium", "/nowhere/chromium"))
                .isEqualTo(3);
        assertThat(errors.toString()).contains("there is no Chromium at /nowhere/chromium");
    }

    @ParameterizedTest
    @CsvSource({"pictures", "lighthouse --node", "soak"})
    void saysThatNothingAnswers(String command, @TempDir Path folder) throws IOException {
        // Any program will do in the place of Node or Chromium, for it is not started.
        String program = ProcessHandle.current().info().command().orElseThrow();
        String known = command.endsWith("--node") ? command + " " + program : command;
        String line = "--root " + folder + " " + known + " --chromium " + program + " http://127.0.0.1:1";
        assertThat(run(line.split(" ", -1))).isEqualTo(1);
        assertThat(errors.toString())
                .contains("nothing ready answers at http://127.0.0.1:1")
                .contains("engine/bin/yizhan demo --traffic");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysThatThereIsNoNode() {
        assertThat(run("lighthouse", "--chromium", "/bin/sh", "--node", "/nowhere/node"))
                .isEqualTo(3);
        assertThat(errors.toString()).contains("there is no Node at /nowhere/node");
    }
}
