package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.drill.EngineProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code INTEGRATING.md}: its commands, one after the other in one shell, against the demo. */
@Tag("server")
@Timeout(180)
final class IntegratingIT {
    private static final Path PAGE = Path.of("INTEGRATING.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String DEMO = "url=http://localhost:8080\n";
    /** Any refusal ends it. */
    private static final String STRICT = """
            set -euo pipefail
            curl() { command curl --fail-with-body "$@"; }
            """;

    @TempDir
    Path folder;

    @Test
    void whatItSaysCanBeDone() throws Exception {
        List<String> blocks = new ArrayList<>();
        Matcher commands = COMMANDS.matcher(Files.readString(PAGE));
        while (commands.find()) blocks.add(commands.group(1));
        assertThat(blocks).hasSizeGreaterThan(7).first().asString().contains(DEMO);

        Map<String, String> demo = new HashMap<>();
        demo.put("YIZHAN_DEV", "true");
        demo.put("YIZHAN_DATA_DIR", folder.toString());
        demo.put("YIZHAN_WEBHOOK_NETWORKS", "127.0.0.0/8");
        try (EngineProcess engine = EngineProcess.serve(demo).awaitReady()) {
            String script = STRICT
                    + String.join("echo; echo '=== next'\n", blocks)
                            .replace(DEMO, "url=http://localhost:" + engine.port() + "\n");
            List<String> parts = List.of(run(script).split("=== next", -1));
            assertThat(parts).hasSameSizeAs(blocks);
            says(parts, 1, "\"stations\":[{", "\"crowding\"", "\"distanceM\"", "\"venues\"");
            says(parts, 2, "\"activities\":[{", "\"kind\":\"CLASS\"");
            says(parts, 3, "\"inside\"", "\"halfHours\"", "\nid: ");
            says(parts, 4, "\"state\":\"CONFIRMED\"", "\"pass\"", "\"notifications\"", "\"state\":\"CANCELLED\"");
            says(parts, 5, "{\"status\":201", "\"state\":\"CONFIRMED\"");
            assertThat(parts.get(5)).as("both").doesNotContain("\"status\":4");
            says(parts, 6, "\"events\":[{\"seq\":1,");
            says(parts, 7, "\"url\":\"http://127.0.0.1:9000/yizhan\"");
            says(parts, 8, "application/ld+json", "\"remainingUses\"", "\"kind\":\"SessionSeries\"");
            assertThat(engine.errors()).isEmpty();
        }
    }

    private static void says(List<String> parts, int part, String... words) {
        assertThat(parts.get(part)).as("block %d", part + 1).contains(words);
    }

    private String run(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("integrating.sh"), script);
        Process shell = new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
