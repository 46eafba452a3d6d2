package io.yizhan.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is loaded: an engine, fresh or given, and beside it a bare Vert.x server. All that was started here is stopped when closed. */
final class Servers implements AutoCloseable {
    private static final int READY_MAX_S = 120;

    final Api engine;
    final @Nullable URI postgres;
    final boolean fresh;
    private final @Nullable ChildProcess process;
    private @Nullable ChildProcess bareProcess;

    private Servers(Api engine, @Nullable URI postgres, @Nullable ChildProcess process) {
        this.engine = engine;
        this.postgres = postgres;
        this.fresh = process != null;
        this.process = process;
    }

    /** Ready when it returns. */
    static Servers of(Settings settings, Path work) throws InterruptedException {
        URI given = settings.url();
        if (given != null) {
            Api api = new Api(given.toString());
            if (!api.ready("/health/ready")) throw new Failure("nothing ready at " + given + "/health/ready");
            return new Servers(api, settings.postgres(), null);
        }
        int port = ChildProcess.freePort();
        int postgresPort = ChildProcess.freePort();
        ChildProcess process = ChildProcess.start(
                "engine",
                work,
                Map.of(
                        "YIZHAN_DEV",
                        "true",
                        "YIZHAN_HTTP_PORT",
                        "" + port,
                        "YIZHAN_MQTT_PORT",
                        "0",
                        // All of the crowd comes from one address here.
                        "YIZHAN_ADDRESS_RATE_PER_S",
                        "0",
                        "YIZHAN_POSTGRES_PORT",
                        "" + postgresPort,
                        "YIZHAN_DATA_DIR",
                        work.resolve("data").toString()),
                List.of(settings.root().resolve("engine/bin/yizhan").toString(), "serve"));
        Api api = new Api("http://127.0.0.1:" + port);
        await(process, api, "/health/ready");
        URI postgres = URI.create("postgresql://postgres:" + password(work) + "@127.0.0.1:" + postgresPort + "/yizhan");
        return new Servers(api, postgres, process);
    }

    /** Which the engine has made for its embedded server. */
    private static String password(Path work) {
        try {
            return Files.readString(work.resolve("data/postgres/password")).strip();
        } catch (IOException failed) {
            throw new Failure("the embedded PostgreSQL has no password", failed);
        }
    }

    /** Starts it at the first call. Every GET gets these bytes. */
    String bare(Settings settings, Path work, Path page) throws InterruptedException {
        int port = ChildProcess.freePort();
        ChildProcess started = ChildProcess.start(
                "bare",
                work,
                Map.of(),
                List.of(
                        settings.root().resolve("bench/run").toString(),
                        "bare-vertx",
                        "--no-build",
                        "--port",
                        "" + port,
                        "--body",
                        page.toString()));
        bareProcess = started;
        Api api = new Api("http://127.0.0.1:" + port);
        await(started, api, "/");
        return api.url;
    }

    private static void await(ChildProcess process, Api api, String path) throws InterruptedException {
        long deadline = System.nanoTime() + READY_MAX_S * 1_000_000_000L;
        while (!api.ready(path)) {
            if (!process.alive())
                throw new Failure(process.name + " ended before it was ready:\n" + process.lastLines(20));
            if (System.nanoTime() > deadline)
                throw new Failure(
                        process.name + " was not ready within " + READY_MAX_S + " s:\n" + process.lastLines(20));
            Thread.sleep(100);
        }
    }

    /** The engine's last words where it was started here. */
    String engineLog() {
        return process == null ? "" : process.lastLines(20);
    }

    boolean engineAlive() {
        return process == null || process.alive();
    }

    @Override
    public void close() {
        if (bareProcess != null) bareProcess.close();
        if (process != null) process.close();
    }
}
