package io.yizhan.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.yizhan.catalogue.Directory;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.EdgeSources;
import io.yizhan.http.HttpEdge;
import io.yizhan.http.RegionSources;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.journal.EventStream;
import io.yizhan.journal.FolderDisk;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.RedisCheck;
import io.yizhan.journal.RedisEventStream;
import io.yizhan.journal.RedisStreamOptions;
import io.yizhan.mqtt.MqttEdge;
import io.yizhan.mqtt.MqttOptions;
import io.yizhan.mqtt.MqttSources;
import io.yizhan.pass.Passes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running engine: its parts put together, from the data folder to the port. Started, read from top to bottom; closed, from bottom to top. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Config config;
    private final InstantSource clock = InstantSource.system();
    private final HttpEdge edge;
    private final RegionSources first;

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
            NodeKeys own = NodeKeys.in(config);
            Database database = opened(Database.open(config));
            NodeKeys keys = config.cluster() == null ? own : own.shared(database.uri());
            List<Directory> directories = new ArrayList<>();
            for (String region : config.regions()) directories.add(Catalogues.load(config, region, database));
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            RegionMetrics.bindProcess(meters);
            Vertx vertx = vertx();
            Surroundings around = new Surroundings(config, database, vertx, meters, clock);
            Regions regions = opened(regions(around, directories));
            EdgeSources sources = new EdgeSources(
                    new Passes(keys.pass(), TimeUnit.MINUTES.toSeconds(config.passLeadMin()), clock),
                    regions.health(),
                    meters::scrape,
                    meters,
                    clock);
            first = regions.sources().getFirst();
            edge = await(HttpEdge.start(vertx, edgeOptions(keys), sources, regions.sources()));
            parts.push(() -> await(edge.stop()));
            // Writers end first, so that the edge can still bring their last answers out.
            parts.push(regions::drain);
            startMqtt(vertx, regions, meters);
            regions.open(url());
            started = true;
        } catch (IOException failure) {
            throw new StartFailed(String.valueOf(failure.getMessage()), failure);
        } finally {
            if (!started) close();
        }
    }

    /** Where it is not required its port may be another engine's: then this one does without. */
    private void startMqtt(Vertx vertx, Regions regions, PrometheusMeterRegistry meters) throws StartFailed {
        Config.Mqtt wanted = config.mqtt();
        if (wanted == null) return;
        MqttOptions options = MqttOptions.of(wanted.host(), wanted.port(), config.httpHost(), port());
        MqttSources sources = new MqttSources(edge.authenticator(), regions.sources(), meters, clock);
        try {
            MqttEdge mqtt = await(MqttEdge.start(vertx, options, sources));
            // It asks the HTTP edge, and wants its answers: it is the first to end.
            parts.push(() -> await(mqtt.stop()));
        } catch (StartFailed failure) {
            String problem = "gates can't come by MQTT to " + wanted.host() + ":" + wanted.port() + ": "
                    + failure.getMessage() + ". " + Setting.MQTT_PORT.variable() + " says where; off does without";
            if (wanted.required()) throw new StartFailed(problem, failure);
            LOG.warn("{}", problem);
        }
    }

    private Regions regions(Surroundings around, List<Directory> directories) throws StartFailed, IOException {
        Config.Cluster cluster = config.cluster();
        if (cluster == null) return new StandaloneRegions(around, directories);
        return new ClusterRegions(
                around, cluster, directories, it -> RegionBooks.rules(config, it.city()), streams(cluster));
    }

    /** @throws StartFailed that Redis would lose events */
    private Function<String, EventStream> streams(Config.Cluster cluster) throws StartFailed {
        try {
            RedisCheck redis = RedisCheck.of(RedisStreamOptions.of(cluster.redis(), config.region()));
            for (String warning : redis.warnings()) LOG.warn("Redis {}: {}", redis.version(), warning);
        } catch (JournalUnusable unfit) {
            throw new StartFailed(String.valueOf(unfit.getMessage()), unfit);
        } catch (IOException away) {
            // It may be back before anything is to be written; then it is what it was when this node was last started.
            LOG.warn("Redis can't be looked at: {}", away.getMessage());
        }
        return region -> new RedisEventStream(
                RedisStreamOptions.of(cluster.redis(), region).replicas(cluster.replicas()));
    }

    private URI url() {
        Config.Cluster cluster = config.cluster();
        URI configured = cluster == null ? null : cluster.url();
        return configured == null ? URI.create("http://" + config.httpHost() + ":" + port()) : configured;
    }

    private void lockDataFolder() throws IOException {
        Files.createDirectories(config.dataDir());
        parts.push(new FolderDisk(config.dataDir()).lock());
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
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

    private EdgeOptions edgeOptions(NodeKeys keys) {
        URI jwks = config.jwks();
        EdgeOptions.Tokens tokens = config.dev() || jwks == null
                ? new EdgeOptions.Tokens.Development(keys.devSecret())
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
        return FirstSteps.text(first.directory().get(), first.feed(), port(), clock.millis());
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
