package io.yizhan.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class LoadTestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | there is no scenario \"nonsense\"",
                "browse --rate x | 'x' is not an int",
                "browse --rate -3 | --rate must be",
                "browse --rate 0 | --rate must be",
                "browse --duration 5 | --duration must be",
                "browse --duration 0s | --duration must be",
                "browse --duration 99h | a day at most",
                "browse --url ftp://x | --url must be",
                "browse --url http://h:1/path | --url must be",
                "browse --url http://example.org | this machine",
                "browse --postgres postgresql://a/b | --postgres goes with --url",
                "browse --members 0 | --members must be",
                "browse --pairs 99 | --pairs must be",
                "browse --listeners 99999 | --listeners must be",
                "browse --what | Unknown option",
                "browse stampede | Unmatched argument",
            })
    void refusesRubbishAndSaysWhatIsWrong(String line, String said) {
        StringWriter errors = new StringWriter();
        int code =
                new CommandLine(new LoadTest()).setErr(new PrintWriter(errors)).execute(line.split(" ", -1));
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(said);
    }
}
