package io.yizhan.loadtest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ClusterUpTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "down | there is no command",
                "up --nodes x | is not an int",
                "up --nodes 0 | --nodes must be",
                "up --nodes 10 | --nodes must be",
                "up --regions a,a | different names",
                "up --regions A | is not 1 to 40",
                "up --what | Unknown option",
                "--nodes 2 | Missing required parameter",
            })
    void refusesRubbishAndSaysWhatIsWrong(String line, String said) {
        StringWriter errors = new StringWriter();
        int code =
                new CommandLine(new ClusterUp()).setErr(new PrintWriter(errors)).execute(line.split(" ", -1));
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(said);
    }
}
