package io.yizhan.loadtest.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DrillsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | there is no drill",
                "kill --rounds x | is not an int",
                "kill --rounds 0 | --rounds must be",
                "kill --rounds 99999 | --rounds must be",
                "kill --what | Unknown option",
                "kill pause | Unmatched argument",
                "cluster-nonsense | there is no drill",
            })
    void refusesRubbishAndSaysWhatIsWrong(String line, String said) {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new Drills()).setErr(new PrintWriter(errors)).execute(line.split(" ", -1));
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(said);
    }
}
