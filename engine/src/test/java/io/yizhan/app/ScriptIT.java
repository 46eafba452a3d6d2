package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/yizhan}: what it says and does before there is a JVM. */
@Tag("server")
@Timeout(120)
final class ScriptIT {
    private static final Path SCRIPT = Path.of("bin", "yizhan").toAbsolutePath();

    @TempDir
    Path folder;

    private record Ended(int status, String output) {}

    private Ended script(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("YIZHAN_"));
        builder.environment().put("YIZHAN_JAR", System.getProperty("yizhan.jar", ""));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void namesEveryCommandInItsHelp() throws Exception {
        Ended help = script(Map.of(), "--help");

        assertThat(help.status()).isZero();
        for (String command : Main.commandLine().getSubcommands().keySet())
            assertThat(help.output()).containsPattern("\n  yizhan " + command + " .*  \\w");
        assertThat(help.output()).contains("yizhan demo ", "yizhan demo --traffic ", "yizhan warm ", "yizhan --zgc ");
        assertThat(script(Map.of(), "demo", "--help")).isEqualTo(help);
        assertThat(script(Map.of())).isEqualTo(new Ended(2, help.output()));
        assertThat(script(Map.of(), "--zgc", "--help")).isEqualTo(help);
        assertThat(script(Map.of(), "dmeo"))
                .isEqualTo(new Ended(2, "yizhan: there is no command dmeo; yizhan --help names them all\n"));
    }

    @Test
    void looksElsewhereWhereJavaHomeLeadsNowhere() throws Exception {
        Ended version = script(Map.of("JAVA_HOME", "/nowhere"), "--version");

        assertThat(version.status()).isZero();
        assertThat(version.output())
                .contains("yizhan: JAVA_HOME is /nowhere, which has no bin/java; looking elsewhere.", "Yizhan 0.1.0");
    }

    @Test
    void keepsItsDataInOnePlaceAndSaysWhereAnotherIsLeftAside() throws Exception {
        Path beside = Path.of("..", "yizhan-data").toAbsolutePath().normalize();
        Ended alone = script(Map.of("YIZHAN_LOG_LEVEL", "loud"), "doctor");
        assertThat(alone.output()).doesNotContain("is not used");

        Path other = Files.createDirectory(folder.resolve("yizhan-data")).toRealPath();
        Ended ended = script(Map.of("YIZHAN_LOG_LEVEL", "loud"), "doctor");

        assertThat(ended.output())
                .contains("yizhan: the data is in " + beside + ". The folder " + other + " is not used");
        assertThat(script(Map.of("YIZHAN_LOG_LEVEL", "loud", "YIZHAN_DATA_DIR", "yizhan-data"), "doctor"))
                .isEqualTo(alone);
    }

    @Test
    void writesAFolderWithAnyNameInAnyLocale() throws Exception {
        Path data = folder.resolve("数据");
        for (String locale : List.of("C", "POSIX", "xx_YY.ISO-8859-1")) {
            Map<String, String> environment =
                    new HashMap<>(Map.of("LC_ALL", locale, "YIZHAN_DATA_DIR", data.toString()));
            Ended doctor = script(environment, "doctor");
            assertThat(doctor.output())
                    .as(locale)
                    .contains("there is no embedded PostgreSQL in " + data.resolve("postgres"))
                    .doesNotContain("\tat ", "InvalidPath");
        }
    }

    /** A checkout with this script and a Maven that only says what the real one says. */
    private Path checkout(String maven) throws IOException {
        Path engine = folder.resolve("checkout/engine");
        Files.createDirectories(engine.resolve("src/main"));
        for (String pom : List.of("pom.xml", "../pom.xml"))
            Files.createFile(engine.resolve(pom).normalize());
        Files.createDirectory(engine.resolve("bin"));
        Path script = Files.copy(SCRIPT, engine.resolve("bin/yizhan"), StandardCopyOption.COPY_ATTRIBUTES);
        Path mvn = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\n" + maven);
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private ProcessBuilder demo(Path script) {
        // An option that there isn't: what is built is found, and says so, instead of being served.
        ProcessBuilder demo = new ProcessBuilder(script.toString(), "demo", "--none").redirectErrorStream(true);
        demo.environment().keySet().removeIf(name -> name.startsWith("YIZHAN_"));
        demo.environment().merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
        return demo;
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void buildsWithALineForEachStageAndOnlyOnce() throws Exception {
        Path script = checkout("""
                echo '[INFO] Downloaded from central: https://host/a.jar (1 kB at 2 kB/s)'
                echo '[INFO] --- maven-compiler-plugin:3.14.0:compile (default-compile) @ yizhan-engine ---'
                echo '[INFO] Compiling 334 source files with javac'
                echo '[INFO] --- maven-shade-plugin:3.6.0:shade (executable-jar) @ yizhan-engine ---'
                ln -s %s engine/target/yizhan.jar
                """.formatted(System.getProperty("yizhan.jar")));
        Process first = demo(script).start();
        assertThat(said(first)).matches("""
                Building Yizhan: some three minutes the first time, most of it downloads. Ctrl-C stops it.
                  fetching libraries and plugins …
                  compiling the engine, half a minute or more …
                  packing target/yizhan.jar …
                Built in \\d+ s.
                Unknown option: '--none'. yizhan serve --help tells more.
                """);
        assertThat(first.waitFor()).isEqualTo(2);
        assertThat(said(demo(script).start())).isEqualTo("Unknown option: '--none'. yizhan serve --help tells more.\n");
        // Else JUnit warns of a link that leads out of its folder.
        Files.delete(script.resolve("../../target/yizhan.jar").normalize());
    }

    @Test
    void saysWhatMavenSaysOfABuildThatFails() throws Exception {
        Path script = checkout("echo '[ERROR] Some.java:[3,4] broken'; echo '[ERROR] [Help 1] more'; exit 1");
        Process failing = demo(script).start();

        assertThat(said(failing))
                .contains(
                        "The build failed. What Maven says of it:\n  Some.java:[3,4] broken\nyizhan: all that it said is in "
                                + folder.resolve("checkout/engine/target/build.log"));
        assertThat(failing.waitFor()).isEqualTo(1);
    }

    @Test
    void stopsTheBuildWithAllThatItStarted() throws Exception {
        Path started = folder.resolve("started");
        Path script =
                checkout("sleep 1000 & echo $! > " + started + ".new; mv " + started + ".new " + started + "; wait");
        for (String signal : List.of("TERM", "INT")) {
            Files.deleteIfExists(started);
            Process building = demo(script).start();
            await("Maven").atMost(Duration.ofSeconds(30)).until(() -> Files.exists(started));
            ProcessHandle javac = ProcessHandle.of(
                            Long.parseLong(Files.readString(started).strip()))
                    .orElseThrow();
            new ProcessBuilder("kill", "-" + signal, "" + building.pid())
                    .start()
                    .waitFor();

            assertThat(said(building)).endsWith("Stopped; the next build goes on where this one was.\n");
            assertThat(building.waitFor()).isEqualTo(signal.equals("TERM") ? 143 : 130);
            await("the end of what Maven started").until(() -> !javac.isAlive());
        }
    }
}
