package io.yizhan.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An engine of one's own with the demo city, on free ports and with a folder of its own. Closed, it is gone; its log stays. */
public final class OwnEngine implements AutoCloseable {
    private static final int READY_MAX_S = 180;
    private static volatile @Nullable OwnEngine current;

    public final Api api;
    /** Where gates connect. */
    public final int mqttPort;

    private final int postgresPort;
    private final ChildProcess process;
    private final Path data;

    private OwnEngine(Api api, int mqttPort, int postgresPort, ChildProcess process, Path data) {
        this.api = api;
        this.mqttPort = mqttPort;
        this.postgresPort = postgresPort;
        this.process = process;
        this.data = data;
    }

    /**
     * Ready when it returns.
     *
     * @param folder gets the log, and the data for as long as it lives
     * @param settings environment variables besides those for ports and folders
     * @param arguments of {@code yizhan serve}
     */
    public static OwnEngine start(Path root, Path folder, Map<String, String> settings, String... arguments)
            throws InterruptedException {
        int port = ChildProcess.freePort();
        int mqttPort = ChildProcess.freePort();
        int postgresPort = ChildProcess.freePort();
        Path data = folder.resolve("engine-data").toAbsolutePath();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("YIZHAN_DEV", "true");
        environment.put("YIZHAN_HTTP_PORT", "" + port);
        environment.put("YIZHAN_MQTT_PORT", "" + mqttPort);
        environment.put("YIZHAN_POSTGRES_PORT", "" + postgresPort);
        environment.put("YIZHAN_DATA_DIR", data.toString());
        List<String> command =
                new ArrayList<>(List.of(root.resolve("engine/bin/yizhan").toString(), "serve"));
        command.addAll(List.of(arguments));
        ChildProcess process = ChildProcess.start("engine", folder, environment, command);
        OwnEngine engine = new OwnEngine(new Api("http://127.0.0.1:" + port), mqttPort, postgresPort, process, data);
        current = engine;
        try {
            engine.await();
            return engine;
        } catch (Failure failed) {
            engine.close();
            throw failed;
        }
    }

    /** Of the process that is looked at. */
    public long pid() {
        return process.pid();
    }

    /** For the end of this JVM, by Ctrl-C too. */
    public static void closeLast() {
        OwnEngine last = current;
        if (last != null) last.close();
    }

    /** Its embedded PostgreSQL, with the password that the engine has made for it. */
    public URI rows() {
        try {
            String password =
                    Files.readString(data.resolve("postgres/password")).strip();
            return URI.create("postgresql://postgres:" + password + "@127.0.0.1:" + postgresPort + "/yizhan");
        } catch (IOException failed) {
            throw new Failure("the embedded PostgreSQL has no password", failed);
        }
    }

    private void await() throws InterruptedException {
        long deadline = System.nanoTime() + READY_MAX_S * 1_000_000_000L;
        while (!api.ready("/health/ready")) {
            if (!process.alive()) throw new Failure("the engine ended before it was ready:\n" + process.lastLines(20));
            if (System.nanoTime() > deadline)
                throw new Failure("the engine was not ready within " + READY_MAX_S + " s:\n" + process.lastLines(20));
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        process.close();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException failed) {
            if (Files.exists(data)) System.err.println(data + " could not be deleted: " + failed.getMessage());
        }
    }
}
