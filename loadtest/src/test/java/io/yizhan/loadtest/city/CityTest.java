package io.yizhan.loadtest.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CityTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... line) {
        return City.commandLine().setErr(new PrintWriter(errors)).execute(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--what | Unknown option",
                "nonsense | Unmatched argument",
                "--stations 0 | --stations must be 1 to 10000",
                "--hours 0 | --hours must be",
                "--hours 169 | --hours must be",
                "--speed 0.5 | --speed must be",
                "--speed NaN | --speed must be",
                "--mqtt 101 | --mqtt must be 0 to 100",
                "--mqtt-port 0 | --mqtt-port must be",
                "--missed-exits 1.5 | --missed-exits must be 0 to 1",
                "--lost 0.5 | --lost must be 0 to 0.02",
                "--outages 101 | --outages must be",
                "--day Sonntag | Invalid value for option '--day'",
                "--from 25:00 | Invalid value for option '--from'",
                "--count-by-eye noon | Invalid value for option '--count-by-eye'",
                "--url ftp://x | --url must be",
                "--url nonsense | --url must be",
            })
    void refusesRubbishAndSaysWhatIsWrong(String line, String said) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(errors.toString()).contains(said);
    }

    @Test
    void saysThatNothingAnswers(@TempDir Path folder) {
        assertThat(run("--url", "http://127.0.0.1:1", "--results", folder.toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("nothing ready answers at http://127.0.0.1:1");
        assertThat(folder).isEmptyDirectory();
    }
}
