package io.yizhan.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.yizhan.catalogue.Directory;
import io.yizhan.feed.Feed;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.EdgeSources;
import io.yizhan.http.HttpEdge;
import io.yizhan.http.RegionSources;
import io.yizhan.http.Whereabouts;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.journal.FolderDisk;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running engine: its parts put together, from the data folder to the port. Started, read from top to bottom; closed, from bottom to top. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Config config;
    private final InstantSource clock = InstantSource.system();
    private final Feed feed = new Feed();
    private final HttpEdge edge;
    private final Directory directory;

    /**
     * Returns when it serves.
     *
     * @throws StartFailed it can't; whatever had been started is stopped again
     */
    public static Engine start(Config config) throws StartFailed {
        return new Engine(config);
    }

    private Engine(Config config) throws StartFailed {
        this.config = config;
        boolean started = false;
        try {
            lockDataFolder();
            PassKey passKey = PassKeyFile.in(config.dataDir());
            Database database = opened(Database.open(config));
            directory = Catalogues.load(config, config.region(), database);
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            RegionMetrics.bindProcess(meters);
            Vertx vertx = vertx();
            Surroundings around = new Surroundings(config, database, vertx, meters, clock);
            OwnedRegion region = own(around);
            EdgeSources sources = new EdgeSources(
                    new Passes(passKey, TimeUnit.MINUTES.toSeconds(config.passLeadMin()), clock),
                    new EngineHealth(region.sequencer(), region.writeBehind()),
                    meters::scrape,
                    meters,
                    clock);
            RegionSources here = new RegionSources(
                    directory.city().id(), () -> directory, feed, region.inbox(), () -> Whereabouts.Here.HERE);
            edge = await(HttpEdge.start(vertx, edgeOptions(), sources, List.of(here)));
            parts.push(() -> await(edge.stop()));
            // The writer ends first, so that the edge can still bring its last answers out.
            parts.push(region::drain);
            started = true;
        } catch (IOException failure) {
            throw new StartFailed(String.valueOf(failure.getMessage()), failure);
        } finally {
            if (!started) close();
        }
    }

    /** The one region of an engine that has its journal to itself: owned from the start to the stop. */
    private OwnedRegion own(Surroundings around) throws StartFailed {
        ExecutorService background = background();
        RegionBooks books = RegionBooks.takeUp(config, directory, around.database(), background);
        OwnedRegion region = opened(new OwnedRegion(
                around,
                directory,
                feed,
                new OwnedRegion.Beginning(books.region(), books.journal(), books.epoch(), books.checkpoint())));
        // What is under way when the engine is closed still goes into the rows.
        parts.push(() -> settle(region));
        region.keepSlotsOpen();
        return region;
    }

    private void lockDataFolder() throws IOException {
        Files.createDirectories(config.dataDir());
        parts.push(new FolderDisk(config.dataDir()).lock());
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private ExecutorService background() {
        ExecutorService background = Executors.newSingleThreadExecutor(task -> new Thread(task, "journal-files"));
        parts.push(background::shutdown);
        return background;
    }

    private Vertx vertx() {
        // Nothing is served from files: without these it leaves a folder in the temporary one wherever it is killed.
        FileSystemOptions noFiles =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(eventLoops() + 1)
                .setFileSystemOptions(noFiles));
        parts.push(() -> await(vertx.close()));
        return vertx;
    }

    /** One core is the writer's and PostgreSQL's: with an event loop for each of two cores a booking cost 15 % more processor time. */
    private int eventLoops() {
        return config.eventLoops() > 0
                ? config.eventLoops()
                : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private void settle(OwnedRegion region) throws InterruptedException {
        if (!region.settle(Duration.ofSeconds(config.shutdownMaxS())))
            LOG.warn(
                    "PostgreSQL has not followed within {} s; the journal keeps the rest for the next start",
                    config.shutdownMaxS());
    }

    private EdgeOptions edgeOptions() throws IOException {
        URI jwks = config.jwks();
        EdgeOptions.Tokens tokens = config.dev() || jwks == null
                ? new EdgeOptions.Tokens.Development(DevSecret.in(config.dataDir()))
                : new EdgeOptions.Tokens.Provider(jwks, config.issuer(), config.audience());
        EdgeOptions usual = EdgeOptions.of(config.httpHost(), config.httpPort(), eventLoops(), tokens);
        return new EdgeOptions(
                usual.host(),
                usual.port(),
                usual.eventLoops(),
                tokens,
                new RateLimit(config.ratePerS(), config.rateBurst()),
                new RateLimit(config.gateRatePerS(), config.gateRateBurst()),
                usual.idleTimeoutS(),
                usual.bodyTimeoutS(),
                usual.liveStreamsMax(),
                usual.liveKeepAliveS());
    }

    private static <T> T await(Future<T> future) throws StartFailed {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new StartFailed(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Where it listens. */
    public int port() {
        return edge.port();
    }

    /** What somebody new could paste. */
    public String firstSteps() {
        return FirstSteps.text(directory, feed, port(), clock.millis());
    }

    /** Answers what it accepted, lets the database catch up, and stops what it started. */
    @Override
    public void close() {
        long beganNs = System.nanoTime();
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                LOG.warn("while stopping", failure);
            }
        }
        LOG.info("stopped, {} ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs));
    }
}
