package io.yizhan.drill;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.yizhan.town.DrillTown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine in a process of its own: {@code io.yizhan.app.Main} with the arguments and the environment given, from the jar of
 * {@code -Dyizhan.jar} or this JVM's class path. What it prints is kept. Ended when closed, and in any case with this JVM.
 */
public final class EngineProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration END_MAX = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("listening on [^ ]+:(\\d+) with");
    private static final Pattern MQTT = Pattern.compile("gates may come by MQTT to [^ ]+:(\\d+)");
    private static final Pattern MANAGEMENT = Pattern.compile("metrics and health are told at [^ ]+:(\\d+)");
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly), "engines-end"));
    }

    private final Process process;
    private final Thread reader;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private volatile int port;
    private volatile int mqttPort;
    private volatile int managementPort;

    private EngineProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output-" + process.pid());
        reader.start();
    }

    /** A process that is starting, or doing whatever it was told to. */
    public static EngineProcess run(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m", "-ea:io.yizhan..."));
        command.addAll(
                List.of("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED"));
        // From a class path of tests it would take theirs, which says nothing.
        command.add("-Dlogback.configurationFile=logback.xml");
        if (Runtime.version().feature() >= 24) command.add("--sun-misc-unsafe-memory-access=allow");
        String jar = System.getProperty("yizhan.jar", "");
        command.addAll(LearntStart.flags(List.copyOf(command), jar));
        // What a killed one leaves there goes with what the tests leave.
        if (!environment.getOrDefault("JAVA_TOOL_OPTIONS", "").contains("java.io.tmpdir"))
            command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.add("-Dyizhan.postgres.programs=" + System.getProperty("yizhan.postgres.programs", ""));
        command.addAll(List.of("-cp", jar.isEmpty() ? System.getProperty("java.class.path") : jar));
        command.add("io.yizhan.app.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("YIZHAN_"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            LIVING.add(process);
            return new EngineProcess(process);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@code serve} on free ports, with these options. */
    public static EngineProcess serve(Map<String, String> environment, String... options) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("YIZHAN_HTTP_PORT", "0");
        all.putIfAbsent("YIZHAN_MQTT_PORT", "0");
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        return run(all, arguments.toArray(String[]::new));
    }

    /** What a drill needs: development tokens, the drill town, no rate limits, and a database that others look after. */
    public static Map<String, String> environment(Path folder, String postgres) {
        Map<String, String> environment = new HashMap<>();
        environment.put("YIZHAN_DEV", "true");
        environment.put("YIZHAN_REGION", DrillTown.REGION);
        environment.put(
                "YIZHAN_CATALOGUE", DrillTown.file(folder, DrillTown.STATIONS).toString());
        environment.put("YIZHAN_DATA_DIR", folder.resolve("data").toString());
        environment.put("YIZHAN_POSTGRES_URI", postgres);
        environment.put("YIZHAN_RATE_PER_S", "1000000");
        environment.put("YIZHAN_RATE_BURST", "1000000");
        environment.put("YIZHAN_ADDRESS_RATE_PER_S", "0");
        environment.put("YIZHAN_GATE_RATE_PER_S", "1000000");
        environment.put("YIZHAN_GATE_RATE_BURST", "1000000");
        environment.put("YIZHAN_JOURNAL_SEGMENT_MB", "1");
        environment.put("YIZHAN_JOURNAL_MAX_MB", "512");
        return environment;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) port = Integer.parseInt(listening.group(1));
                Matcher mqtt = MQTT.matcher(line);
                if (mqtt.find()) mqttPort = Integer.parseInt(mqtt.group(1));
                Matcher management = MANAGEMENT.matcher(line);
                if (management.find()) managementPort = Integer.parseInt(management.group(1));
                output.add(line);
            }
        } catch (IOException gone) {
            output.add("(" + gone.getMessage() + ")");
        }
    }

    public EngineProcess awaitReady() {
        awaitOutput(LISTENING);
        await("health")
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> alive() && client().healthy());
        return this;
    }

    /** Returns when a line with this text was printed. */
    public EngineProcess awaitOutput(String text) {
        return awaitOutput(Pattern.compile(Pattern.quote(text)));
    }

    private EngineProcess awaitOutput(Pattern text) {
        try {
            await("output")
                    .atMost(START_MAX)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !alive() || printed(text));
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError("no \"" + text + "\" from:\n" + output(), late);
        }
        if (!printed(text)) throw new AssertionError("ended before \"" + text + "\":\n" + output());
        return this;
    }

    private boolean printed(Pattern text) {
        return output.stream().anyMatch(line -> text.matcher(line).find());
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        if (port == 0) throw new IllegalStateException("not listening:\n" + output());
        return port;
    }

    /** Where gates come by MQTT; waits until they may. */
    public int mqttPort() {
        awaitOutput(MQTT);
        return mqttPort;
    }

    /** Where it is looked after, if that was asked for; waits until it may be. */
    public int managementPort() {
        awaitOutput(MANAGEMENT);
        return managementPort;
    }

    public DrillClient client() {
        return new DrillClient(port());
    }

    /** Standard output and standard error, as they came. */
    public String output() {
        return String.join("\n", output);
    }

    /** Lines of the log at level ERROR, as the engine writes them or as tests are set to. */
    public List<String> errors() {
        return output.stream()
                .filter(line -> line.contains("\"level\":\"ERROR\"") || line.contains(" ERROR "))
                .toList();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end, and gives the exit code. */
    public int awaitExit() {
        try {
            requireNonNull(process.onExit().get(END_MAX.toMillis(), TimeUnit.MILLISECONDS));
            // Whoever inherited its output may still have it open.
            reader.join(2_000);
            LIVING.remove(process);
            return process.exitValue();
        } catch (TimeoutException late) {
            throw new AssertionError("process " + pid() + " does not end:\n" + output(), late);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        if (alive()) kill();
        LIVING.remove(process);
    }
}
