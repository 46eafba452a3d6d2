package io.yizhan.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Region;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.EdgeSources;
import io.yizhan.http.HttpEdge;
import io.yizhan.http.RegionSources;
import io.yizhan.http.Whereabouts;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.journal.FileJournal;
import io.yizhan.journal.FolderDisk;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.writebehind.PeakPause;
import io.yizhan.writebehind.PostgresRowSink;
import io.yizhan.writebehind.WriteBehind;
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
import java.util.concurrent.atomic.AtomicReference;
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
            directory = Catalogues.load(config, database);
            ExecutorService background = background();
            RegionBooks books = RegionBooks.takeUp(config, directory, database, background);
            FileJournal journal = opened(books.journal());
            Vertx vertx = vertx();
            AtomicReference<Sequencer> decides = new AtomicReference<>();
            WriteBehind writeBehind = writeBehind(database, books, vertx, decides);
            Region region = books.region();
            FeedWriter feedWriter =
                    new FeedWriter(feed, region, directory.city().zone());
            feed.restart(journal.lastSeq());
            feedWriter.publish(journal.lastSeq());
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            EngineMetrics metrics = new EngineMetrics(meters);
            Limits limits = Limits.DEFAULT.withBookingWaitMaxMs(config.waitMaxMs());
            Sequencer sequencer = new Sequencer(
                    region,
                    journal,
                    seq -> {
                        feedWriter.publish(seq);
                        writeBehind.signal();
                    },
                    clock,
                    limits,
                    metrics);
            decides.set(sequencer);
            metrics.watch(sequencer, journal, writeBehind);
            // What is under way when the engine is closed still goes into the rows.
            parts.push(() -> flush(writeBehind, journal));
            Writer writer = new Writer(sequencer, directory.city().id());
            writer.start();
            Runnable endWriter = once(writer::close);
            parts.push(endWriter::run);
            HorizonKeeper horizon = opened(new HorizonKeeper(directory, sequencer, clock));
            horizon.start();
            EdgeSources sources = new EdgeSources(
                    new Passes(passKey, TimeUnit.MINUTES.toSeconds(config.passLeadMin()), clock),
                    new EngineHealth(sequencer, writeBehind),
                    meters::scrape,
                    meters,
                    clock);
            RegionSources here = new RegionSources(
                    directory.city().id(), () -> directory, feed, sequencer, () -> Whereabouts.Here.HERE);
            edge = await(HttpEdge.start(vertx, edgeOptions(), sources, List.of(here)));
            parts.push(() -> await(edge.stop()));
            // The writer ends first, so that the edge can still bring its last answers out.
            parts.push(endWriter::run);
            started = true;
        } catch (IOException failure) {
            throw new StartFailed(String.valueOf(failure.getMessage()), failure);
        } finally {
            if (!started) close();
        }
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

    private WriteBehind writeBehind(
            Database database, RegionBooks books, Vertx vertx, AtomicReference<Sequencer> decides) {
        String region = directory.city().id();
        PostgresRowSink sink = new PostgresRowSink(vertx, database.uri(), region, books.epoch());
        PeakPause peakPause = new PeakPause(
                () -> {
                    Sequencer sequencer = decides.get();
                    return sequencer == null ? 0 : sequencer.load();
                },
                TimeUnit.SECONDS.toMillis(config.rowsLagMaxS()));
        WriteBehind writeBehind =
                opened(new WriteBehind(region, books.journal(), sink, books.checkpoint(), clock, peakPause));
        writeBehind.start();
        return writeBehind;
    }

    private void flush(WriteBehind writeBehind, FileJournal journal) throws InterruptedException {
        if (!writeBehind.flushThrough(journal.durableSeq(), Duration.ofSeconds(config.shutdownMaxS())))
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

    private static Runnable once(Runnable action) {
        return new Runnable() {
            private boolean done;

            @Override
            public synchronized void run() {
                if (done) return;
                done = true;
                action.run();
            }
        };
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
