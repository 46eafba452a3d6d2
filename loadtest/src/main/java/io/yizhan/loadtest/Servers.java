package io.yizhan.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is loaded: an engine, fresh or given, and beside it a bare Vert.x server. All that was started here is stopped when closed. */
final class Servers implements AutoCloseable {
    private static final int READY_MAX_S = 120;

    final Api engine;
    /** Of those whom it trusts. */
    final Tokens tokens;

    final @Nullable URI postgres;
    final boolean fresh;
    private final @Nullable ChildProcess process;
    private final @Nullable ChildProcess provider;
    private @Nullable ChildProcess bareProcess;

    private Servers(
            Api engine,
            Tokens tokens,
            @Nullable URI postgres,
            @Nullable ChildProcess process,
            @Nullable ChildProcess provider) {
        this.engine = engine;
        this.tokens = tokens;
        this.provider = provider;
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
            return new Servers(api, Tokens.development(api), settings.postgres(), null, null);
        }
        if (settings.tokens() == Tokens.Kind.dev) {
            Engine engine = Engine.start(settings, work, Map.of("YIZHAN_DEV", "true"));
            return new Servers(engine.api, Tokens.development(engine.api), engine.rows(work), engine.process, null);
        }
        int port = ChildProcess.freePort();
        ChildProcess provider = ChildProcess.start(
                "identity-provider",
                work,
                Map.of(),
                List.of(
                        settings.root().resolve("bench/run").toString(),
                        "identity-provider",
                        "--no-build",
                        "--port",
                        "" + port,
                        "--algorithm",
                        settings.tokens().algorithm()));
        Api keys = new Api("http://127.0.0.1:" + port);
        await(provider, keys, "/keys");
        Map<String, String> trust = Map.of(
                "YIZHAN_JWKS_URI", keys.url + "/keys",
                "YIZHAN_JWT_ISSUER", "https://id.example",
                "YIZHAN_JWT_AUDIENCE", "yizhan");
        Engine engine = Engine.start(settings, work, trust);
        Tokens signed = Tokens.signed(keys);
        return new Servers(
                engine.api,
                settings.tokens() == Tokens.Kind.session ? Tokens.sessions(engine.api, signed) : signed,
                engine.rows(work),
                engine.process,
                provider);
    }

    /** A fresh one. */
    private record Engine(Api api, ChildProcess process, int postgresPort) {
        static Engine start(Settings settings, Path work, Map<String, String> trust) throws InterruptedException {
            int port = ChildProcess.freePort();
            int postgresPort = ChildProcess.freePort();
            Map<String, String> environment = new HashMap<>(trust);
            environment.put("YIZHAN_HTTP_PORT", "" + port);
            environment.put("YIZHAN_MQTT_PORT", "0");
            // All of the crowd comes from one address here.
            environment.put("YIZHAN_ADDRESS_RATE_PER_S", "0");
            environment.put("YIZHAN_POSTGRES_PORT", "" + postgresPort);
            environment.put("YIZHAN_DATA_DIR", work.resolve("data").toString());
            ChildProcess process = ChildProcess.start(
                    "engine",
                    work,
                    environment,
                    List.of(settings.root().resolve("engine/bin/yizhan").toString(), "serve"));
            Api api = new Api("http://127.0.0.1:" + port);
            await(process, api, "/health/ready");
            return new Engine(api, process, postgresPort);
        }

        URI rows(Path work) {
            return URI.create("postgresql://postgres:" + password(work) + "@127.0.0.1:" + postgresPort + "/yizhan");
        }
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
        if (provider != null) provider.close();
    }
}
