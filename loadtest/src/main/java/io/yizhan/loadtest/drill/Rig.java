package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.OwnPostgres;
import io.yizhan.loadtest.cluster.Signals;
import io.yizhan.loadtest.cluster.SmallCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An engine and a PostgreSQL of its own, in a folder of their own, on free ports. Closing it, which a Ctrl-C does too, ends and removes all. */
final class Rig implements AutoCloseable {
    static final String REGION = "drill";
    private static final int READY_MAX_S = 180;
    private static final String DISK_MB = "32";

    final OwnPostgres postgres;
    final String url;
    private final Path root;
    private final Path work;
    private final Path data;
    private final int port = ChildProcess.freePort();
    private final int mqttPort = ChildProcess.freePort();
    final String mqttUrl = "mqtt://127.0.0.1:" + mqttPort;
    private @Nullable ChildProcess engine;
    private @Nullable ChildProcess provider;
    private @Nullable String providerUrl;
    private boolean mounted;
    private boolean closed;

    Rig(Path root) throws IOException {
        this.root = root;
        work = Files.createTempDirectory("yizhan-drill.").toRealPath();
        data = Files.createDirectory(work.resolve("data"));
        postgres = new OwnPostgres(work.resolve("postgres"));
        url = "http://127.0.0.1:" + port;
        SmallCity.write(REGION, work.resolve("city.json"));
    }

    /** A small disk for the journal; false where mounting is not allowed. Before the engine's start. */
    boolean smallDisk() throws InterruptedException {
        mounted = Signals.run(
                List.of("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "yizhan-drill", data.toString()));
        return mounted;
    }

    /** Takes all the room that is left on the small disk by now; what the engine deletes later is to be taken by another call. */
    void fillDisk() {
        byte[] block = new byte[4_096];
        try (var out =
                Files.newOutputStream(data.resolve("ballast"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) out.write(block);
        } catch (IOException full) {
            // That was the point.
        }
    }

    void emptyDisk() throws IOException {
        Files.deleteIfExists(data.resolve("ballast"));
    }

    /** Starts one, and gives the settings of an engine that trusts it, instead of giving out tokens itself. */
    Map<String, String> identityProvider() throws InterruptedException {
        int at = ChildProcess.freePort();
        ChildProcess started = ChildProcess.start(
                "identity-provider",
                work,
                Map.of(),
                List.of(root.resolve("bench/run").toString(), "identity-provider", "--no-build", "--port", "" + at));
        provider = started;
        String url = "http://127.0.0.1:" + at;
        providerUrl = url;
        Client client = new Client(url, Duration.ofSeconds(1));
        while (!answers(client, "/keys")) {
            if (!started.alive()) throw new Failure("the identity provider ended:\n" + started.lastLines(20));
            Thread.sleep(50);
        }
        return Map.of(
                "YIZHAN_DEV", "false",
                "YIZHAN_JWKS_URI", url + "/keys",
                "YIZHAN_JWT_ISSUER", "https://id.example",
                "YIZHAN_JWT_AUDIENCE", "yizhan");
    }

    /** Null where there is none. */
    @Nullable
    String provider() {
        return providerUrl;
    }

    void start() throws InterruptedException {
        start("", Map.of());
    }

    /** @param limit for bash's ulimit; empty for none */
    void start(String limit, Map<String, String> more) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "YIZHAN_DEV",
                "true",
                "YIZHAN_REGION",
                REGION,
                "YIZHAN_CATALOGUE",
                work.resolve("city.json").toString(),
                "YIZHAN_HTTP_PORT",
                "" + port,
                "YIZHAN_MQTT_PORT",
                "" + mqttPort,
                "YIZHAN_DATA_DIR",
                data.toString(),
                "YIZHAN_POSTGRES_URI",
                postgres.uri().toString(),
                "YIZHAN_RATE_PER_S",
                "100000",
                "YIZHAN_RATE_BURST",
                "100000",
                "YIZHAN_JOURNAL_SEGMENT_MB",
                "1"));
        // All of the crowd comes from one address here.
        environment.put("YIZHAN_ADDRESS_RATE_PER_S", "0");
        environment.put("YIZHAN_JAVA_OPTS", "-Xmx512m -ea:io.yizhan...");
        environment.putAll(more);
        String ulimit = limit.isEmpty() ? "" : "ulimit " + limit + " && ";
        ChildProcess started = ChildProcess.start(
                "engine",
                work,
                environment,
                List.of(
                        "bash",
                        "-c",
                        ulimit + "exec \"$0\" serve",
                        root.resolve("engine/bin/yizhan").toString()));
        engine = started;
        Client client = new Client(url, Duration.ofSeconds(1));
        long deadline = System.nanoTime() + READY_MAX_S * 1_000_000_000L;
        while (!answers(client, "/health/ready")) {
            if (!started.alive()) throw new Failure("the engine ended before it was ready:\n" + started.lastLines(20));
            if (System.nanoTime() > deadline)
                throw new Failure("the engine was not ready within " + READY_MAX_S + " s:\n" + started.lastLines(20));
            Thread.sleep(50);
        }
    }

    private static boolean answers(Client client, String path) throws InterruptedException {
        try {
            return client.send("GET", path, "", "", "").status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private ChildProcess engine() {
        ChildProcess running = engine;
        if (running == null) throw new Failure("the engine was not started");
        return running;
    }

    boolean engineAlive() {
        return engine().alive();
    }

    long pid() {
        return engine().pid();
    }

    String engineLog() {
        return engine == null ? "" : engine.lastLines(40);
    }

    void copyLog(Path to) throws IOException {
        if (engine != null) Files.copy(engine.log, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** To the engine alone. */
    void signal(String name) throws InterruptedException {
        Signals.send(name, engine().pid());
    }

    /** SIGKILL; returns when it is gone. */
    void kill() throws InterruptedException {
        signal("KILL");
        engine().await();
    }

    /** SIGTERM; returns when it is gone. */
    void stop() {
        engine().close();
    }

    /** Whatever state they are in. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        ChildProcess running = engine;
        try {
            // What is stopped can't hear a SIGTERM.
            postgres.continueAll();
            if (running != null && running.alive()) {
                Signals.send("CONT", running.pid());
                running.close();
            }
            if (provider != null) provider.close();
            postgres.close();
            if (mounted) Signals.run(List.of("umount", data.toString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> all = Files.walk(work)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | java.io.UncheckedIOException failed) {
            System.err.println("drill: " + work + " could not be deleted: " + failed.getMessage());
        }
    }
}
