package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.drill.EngineProcess;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first minute with the real command line and the embedded PostgreSQL: what is told at once, and that a start given up leaves nothing behind. */
@Tag("server")
@Timeout(180)
@Order(1)
final class StartIT {
    @TempDir
    Path folder;

    /** Moments of a start, by what there is to see of each. */
    enum Moment {
        THE_JVM_STARTS,
        THE_DATABASE_IS_MADE,
        POSTGRES_STARTS,
        THE_SCHEMA_IS_MADE,
        SLOTS_ARE_OPENED,
        IT_SERVES
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Map<String, String> environment() {
        return new HashMap<>(EngineProcess.environment(folder, ""));
    }

    @ParameterizedTest
    @EnumSource(names = {"THE_JVM_STARTS", "POSTGRES_STARTS", "IT_SERVES"})
    void endsCalmlyByCtrlCAndLeavesNothingRunning(Moment moment) throws Exception {
        givenUp(moment, "INT", 130);
    }

    @ParameterizedTest
    @EnumSource(names = {"THE_DATABASE_IS_MADE", "THE_SCHEMA_IS_MADE", "SLOTS_ARE_OPENED"})
    @Tag("long")
    void endsCalmlyByCtrlCInBetween(Moment moment) throws Exception {
        givenUp(moment, "INT", 130);
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRES_STARTS")
    void endsCalmlyBySigtermAndLeavesNothingRunning(Moment moment) throws Exception {
        givenUp(moment, "TERM", 143);
    }

    private void givenUp(Moment moment, String signal, int code) throws Exception {
        try (EngineProcess engine = EngineProcess.serve(environment())) {
            await("the moment")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> has(moment, engine));
            List<Long> told = new ArrayList<>(List.of(engine.pid()));
            // A terminal's Ctrl-C goes to all that is in its foreground, so to what prepares PostgreSQL, too.
            if (signal.equals("INT"))
                ProcessHandle.of(engine.pid())
                        .ifPresent(it -> it.descendants().forEach(child -> told.add(child.pid())));
            for (long pid : told)
                new ProcessBuilder("kill", "-" + signal, "" + pid)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();

            assertThat(engine.awaitExit()).as(engine.output()).isEqualTo(code);
            assertThat(engine.output()).doesNotContain("\tat ", "Exception", "ERROR", "does not start");
        }
        assertThat(atWork()).isEmpty();
        if (moment != Moment.THE_DATABASE_IS_MADE && moment != Moment.POSTGRES_STARTS) return;
        // And the next start finds nothing in its way.
        try (EngineProcess again = EngineProcess.serve(environment()).awaitReady()) {
            assertThat(again.output()).doesNotContain("left behind");
            again.terminate();
            assertThat(again.awaitExit()).isEqualTo(143);
        }
        assertThat(atWork()).isEmpty();
    }

    private boolean has(Moment moment, EngineProcess engine) {
        Path postgres = data().resolve("postgres");
        BooleanSupplier seen = switch (moment) {
            case THE_JVM_STARTS -> engine::alive;
            case THE_DATABASE_IS_MADE -> () -> Files.exists(postgres.resolve("data"));
            case POSTGRES_STARTS -> () -> Files.exists(postgres.resolve("data/postmaster.pid"));
            case THE_SCHEMA_IS_MADE ->
                () -> Files.exists(postgres.resolve("data/postmaster.pid"))
                        && !Files.exists(postgres.resolve("initialising"));
            case SLOTS_ARE_OPENED -> () -> engine.output().contains("catalogue of " + DrillTown.REGION + ":");
            case IT_SERVES -> () -> engine.output().contains("listening on");
        };
        return seen.getAsBoolean();
    }

    /** Processes that know of this test's folder. */
    private List<String> atWork() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }

    @Test
    void tellsOfATakenPortBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket too = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = environment();
            environment.put("YIZHAN_HTTP_PORT", "" + taken.getLocalPort());
            environment.put("YIZHAN_MANAGEMENT_PORT", "" + too.getLocalPort());
            String us = " is taken by java (pid " + ProcessHandle.current().pid() + "): stop that, or set ";
            try (EngineProcess engine = EngineProcess.serve(environment)) {
                assertThat(engine.awaitExit()).isEqualTo(1);
                assertThat(engine.output())
                        .isEqualTo("port " + taken.getLocalPort() + us
                                + "YIZHAN_HTTP_PORT to another port, 0 for a free one\nport " + too.getLocalPort() + us
                                + "YIZHAN_MANAGEMENT_PORT to another port, 0 for a free one");
            }
        }
        assertThat(data()).doesNotExist();
    }

    @Test
    void tellsWhereItIsAndWhatToTryInOneBlockAtTheEnd() {
        Map<String, String> environment = environment();
        environment.put("YIZHAN_LOG", "plain");
        try (EngineProcess engine =
                EngineProcess.serve(environment).awaitReady().awaitOutput("Ctrl-C stops it")) {
            String output = engine.output();
            assertThat(output.lines().filter(line -> line.contains("listening on")))
                    .singleElement()
                    .asString()
                    .matches("\\d\\d:\\d\\d:\\d\\d INFO  listening on 127\\.0\\.0\\.1:\\d+ with .*");
            assertThat(output.substring(output.indexOf("Yizhan is ready")))
                    .contains(
                            "address  http://localhost:" + engine.port() + "\n",
                            "data     " + data() + "\n",
                            "Find a free slot, book it, see it gone:",
                            "/dev/tokens")
                    .doesNotContain("INFO");
            assertThat(output).doesNotContain("SLF4J", "ical4j", "WARNING", "Flyway");
            engine.terminate();
            assertThat(engine.awaitExit()).isEqualTo(143);
        }
    }

    @Test
    void letsAPretendCrowdMoveTheCityAndEndsWithIt() throws Exception {
        try (EngineProcess engine = EngineProcess.serve(environment(), "--traffic=2", "--seed=5")
                .awaitReady()
                .awaitOutput("a pretend crowd of 600 members moves " + DrillTown.REGION + ", by seed 5")) {
            URI stations = URI.create("http://127.0.0.1:" + engine.port() + "/v1/stations");
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpRequest look = HttpRequest.newBuilder(stations).build();
                await("people everywhere")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> !http.send(look, HttpResponse.BodyHandlers.ofString())
                                .body()
                                .contains("\"inside\":0"));
            }
            engine.terminate();
            assertThat(engine.awaitExit()).isEqualTo(143);
            assertThat(engine.output()).doesNotContain("\tat ", "WARN", "ERROR");
        }
        assertThat(atWork()).isEmpty();
    }

    @Test
    void checksACityWithoutSettingsOrDatabase() throws IOException {
        Path good = DrillTown.file(folder, 5);
        Path bad = Files.writeString(
                folder.resolve("bad.json"),
                Files.readString(good).replaceFirst("\"capacity\": ?1\\b", "\"capacity\": 0"));
        Path empty = Files.createFile(folder.resolve("empty.json"));

        imported(0, "is good: the catalogue of \"drill\", 5 stations with", "--check", good.toString());
        imported(1, "stations[0].venues[0].capacity: ", "--check", bad.toString());
        imported(1, "empty.json is empty", "--check", empty.toString());
        imported(1, folder + " is a folder: name the city's file in it", "--check", folder.toString());
        imported(
                1,
                "there is no file " + folder.resolve("none.json"),
                "--check",
                folder.resolve("none.json").toString());
        imported(1, "is too large: at most 64 MiB are read", "--check", "/dev/zero");
        assertThat(data()).doesNotExist();
    }

    @Test
    void readsACityBeforeItStartsAnythingAndWantsNoTokenSettings() throws IOException {
        Path good = DrillTown.file(folder, 5);

        imported(
                1,
                "there is no file " + folder.resolve("none.json"),
                folder.resolve("none.json").toString());
        imported(1, "is the catalogue of \"drill\", but this engine serves \"sh\"", good.toString());
        assertThat(data()).doesNotExist();
        Map<String, String> environment = Map.of("YIZHAN_DATA_DIR", data().toString(), "YIZHAN_REGION", "drill");
        try (EngineProcess engine = EngineProcess.run(environment, "import", good.toString())) {
            assertThat(engine.awaitExit()).as(engine.output()).isZero();
            assertThat(engine.output())
                    .contains("Imported as version 1 of drill")
                    .doesNotContain("JWKS");
        }
        assertThat(atWork()).isEmpty();
    }

    private void imported(int code, String words, String... arguments) {
        List<String> all = new ArrayList<>(List.of("import"));
        all.addAll(List.of(arguments));
        Map<String, String> environment = Map.of("YIZHAN_DATA_DIR", data().toString());
        try (EngineProcess engine = EngineProcess.run(environment, all.toArray(String[]::new))) {
            assertThat(engine.awaitExit()).as(engine.output()).isEqualTo(code);
            assertThat(engine.output()).contains(words).doesNotContain("\tat ");
        }
    }

    @Test
    void anImportThatIsStoppedLeavesNothingRunning() throws IOException {
        Path good = DrillTown.file(folder, 5);
        Map<String, String> environment = Map.of("YIZHAN_DATA_DIR", data().toString(), "YIZHAN_REGION", "drill");
        try (EngineProcess engine = EngineProcess.run(environment, "import", good.toString())) {
            await("the moment")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> has(Moment.POSTGRES_STARTS, engine));
            engine.terminate();
            assertThat(engine.awaitExit()).isEqualTo(143);
        }
        assertThat(atWork()).isEmpty();
    }
}
