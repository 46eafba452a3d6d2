package io.yizhan.loadtest.mqtt;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.Machine;
import io.yizhan.loadtest.OwnEngine;
import io.yizhan.loadtest.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code loadtest/mqtt}. */
@Command(
        name = "loadtest/mqtt",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        header =
                "How many events gates tell a fresh engine by MQTT, one by one and in batches, until each is durable; in turns with a "
                        + "vertx-mqtt that only acknowledges.",
        footer = "Exit: 0 measured, 1 could not be measured.")
final class MqttRates implements Callable<Integer> {
    /** What an engine lets a gate have on its way. */
    private static final int UNACKNOWLEDGED = 48;

    private static final int READY_MAX_S = 60;
    private static final int WARM_S = 3;
    /** An engine lets one gate connect sixteen times. */
    private static final int GATES_OF_MANY = 100;

    @Option(names = "--gates", paramLabel = "N", description = "connections at once; default 16")
    private int gates = 16;

    @Option(names = "--batch", paramLabel = "N", description = "events in a message, beside one; default 50")
    private int batch = 50;

    @Option(names = "--seconds", paramLabel = "S", description = "of each turn; default 8")
    private int seconds = 8;

    @Option(names = "--pairs", paramLabel = "N", description = "turns of each; default 3")
    private int pairs = 3;

    @Option(
            names = "--connected",
            paramLabel = "N",
            description =
                    "instead: so many gates are connected and silent, with --listeners; what each takes of the engine's memory")
    private int connected;

    @Option(
            names = "--listeners",
            paramLabel = "N",
            description =
                    "with --connected: so many follow a station live; how long an event takes to the last of them. Default 2000")
    private int listeners = 2_000;

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(".");

    private final List<String> ids = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> stations = new ArrayList<>();
    private int runs;

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(MqttRates::cleanUp, "clean-up"));
        System.exit(new CommandLine(new MqttRates())
                .setExecutionExceptionHandler((failure, line, result) -> {
                    if (!(failure instanceof Failure)) throw failure;
                    line.getErr().println("loadtest/mqtt: " + failure.getMessage());
                    return 1;
                })
                .execute(args));
    }

    private static void cleanUp() {
        OwnEngine.closeLast();
        ChildProcess.endAll();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("yizhan-mqtt.");
        Map<String, String> settings = Map.of(
                "YIZHAN_ADDRESS_RATE_PER_S", "0",
                "YIZHAN_GATE_RATE_PER_S", "1000000",
                "YIZHAN_GATE_RATE_BURST", "1000000");
        if (connected > 0) return connect(work, settings);
        int barePort = ChildProcess.freePort();
        try (OwnEngine engine = OwnEngine.start(root, work, settings);
                ChildProcess bare = ChildProcess.start("bare-mqtt", work, Map.of(), bare(barePort))) {
            await(bare, barePort);
            admit(engine.api);
            System.out.printf(
                    "%d gates, %d messages of each on their way at once, %d s a turn; on %s%n%n",
                    gates, UNACKNOWLEDGED, seconds, Machine.text());
            System.out.println(
                    "| events a message | engine, events/s | only acknowledged, events/s | ratio |\n|---|---|---|---|");
            for (int size : new int[] {1, batch}) pairs(size, engine.mqttPort, barePort);
        }
        return 0;
    }

    private int connect(Path work, Map<String, String> settings) throws InterruptedException {
        Map<String, String> roomy = new HashMap<>(settings);
        // All of them are of one address here.
        roomy.put("YIZHAN_ADDRESS_STREAMS_MAX", "10000");
        gates = GATES_OF_MANY;
        try (OwnEngine engine = OwnEngine.start(root, work, roomy)) {
            admit(engine.api);
            System.out.println("On " + Machine.text());
            new ConnectedGates(engine, ids, tokens, stations.getFirst()).run(connected, listeners);
        }
        return 0;
    }

    private List<String> bare(int port) {
        return List.of(root.resolve("bench/run").toString(), "bare-mqtt", "--no-build", "--port", "" + port);
    }

    private static void await(ChildProcess bare, int port) throws InterruptedException {
        for (int tries = 0; tries < READY_MAX_S * 10; tries++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (open.isConnected()) return;
            } catch (IOException notYet) {
                if (!bare.alive()) break;
            }
            Thread.sleep(100);
        }
        throw new Failure("the bare server does not listen:\n" + bare.lastLines(10));
    }

    private void admit(Api api) {
        Tokens source = Tokens.development(api);
        for (var station :
                api.get("/v1/admin/catalogue", source.of("mqtt-admin", "admin")).path("stations")) {
            if (ids.size() == gates) return;
            var gate = station.path("gates").path(0);
            String id = gate.isTextual() ? gate.asText() : gate.path("id").asText();
            if (id.isEmpty()) continue;
            ids.add(id);
            stations.add(station.path("id").asText());
            tokens.add(source.of(id, "gate"));
        }
        if (ids.size() < gates) throw new Failure("the city has gates at " + ids.size() + " stations only");
    }

    private void pairs(int size, int enginePort, int barePort) throws InterruptedException {
        double[] ours = new double[pairs];
        double[] theirs = new double[pairs];
        double[] ratios = new double[pairs];
        rate(enginePort, size, WARM_S);
        rate(barePort, size, WARM_S);
        for (int i = 0; i < pairs; i++) {
            ours[i] = rate(enginePort, size, seconds);
            theirs[i] = rate(barePort, size, seconds);
            ratios[i] = ours[i] / theirs[i];
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %,.0f (%,.0f to %,.0f) | %,.0f | %.2f |%n",
                size,
                median(ours),
                Arrays.stream(ours).min().orElseThrow(),
                Arrays.stream(ours).max().orElseThrow(),
                median(theirs),
                median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Acknowledged events a second. */
    private double rate(int port, int size, int forS) throws InterruptedException {
        String boot = "r" + ++runs + "-" + System.currentTimeMillis();
        List<FastGate> all = new ArrayList<>();
        try {
            for (int i = 0; i < gates; i++)
                all.add(new FastGate(port, ids.get(i), ids.get(i), tokens.get(i), boot, UNACKNOWLEDGED));
            long beganNs = System.nanoTime();
            all.forEach(it -> it.start(size));
            Thread.sleep(forS * 1_000L);
            long events = all.stream().mapToLong(FastGate::acknowledged).sum();
            double tookS = (System.nanoTime() - beganNs) / 1e9;
            for (FastGate it : all)
                if (it.failure() != null) throw new Failure("a gate at port " + port + " has stopped: " + it.failure());
            return events / tookS;
        } finally {
            all.forEach(FastGate::close);
        }
    }
}
