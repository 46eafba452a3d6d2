package io.yizhan.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.yizhan.audit.PostgresAudit;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.drawn.PostgresPastDraws;
import io.yizhan.fitness.PostgresEmployerConsents;
import io.yizhan.fitness.PostgresFitnessRecords;
import io.yizhan.fitness.WorkoutKeeper;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.EdgeSources;
import io.yizhan.http.HttpEdge;
import io.yizhan.http.ManagementEdge;
import io.yizhan.http.ManagementOptions;
import io.yizhan.http.Outside;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.companion.InvitationTokens;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.loop.OwnLoops;
import io.yizhan.http.loop.PacedTransport;
import io.yizhan.http.region.RegionSources;
import io.yizhan.keys.NodeKeys;
import io.yizhan.lease.MemberSeal;
import io.yizhan.member.PostgresMemberRecords;
import io.yizhan.mqtt.MqttEdge;
import io.yizhan.mqtt.MqttOptions;
import io.yizhan.mqtt.MqttSources;
import io.yizhan.notice.PostgresNotices;
import io.yizhan.occupancy.PostgresOccupancyHistory;
import io.yizhan.order.PostgresOrderRecords;
import io.yizhan.pass.Pass;
import io.yizhan.pass.Passes;
import io.yizhan.postgres.Database;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionBooks;
import io.yizhan.region.Surroundings;
import io.yizhan.report.PostgresReports;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.secret.KeyWrap;
import io.yizhan.session.SharedSessionEnds;
import io.yizhan.telling.RegionTelling;
import io.yizhan.time.Deadline;
import io.yizhan.time.Pulse;
import io.yizhan.traffic.Crowd;
import io.yizhan.traffic.Pace;
import io.yizhan.traffic.Traffic;
import io.yizhan.trail.PostgresEventTrail;
import io.yizhan.uhppote.UhppoteEdge;
import io.yizhan.uhppote.UhppoteOptions;
import io.yizhan.uhppote.UhppoteSources;
import io.yizhan.webhook.Networks;
import io.yizhan.webhook.PostgresWebhooks;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.writebehind.PostgresRowSink;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running engine: its parts put together, from the data folder to the port. Started, read from top to bottom; closed, from bottom to top. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** What a part may take of the time that is left, where others come after it. */
    private static final double SHARE = 0.5;

    /** The rows get the most of it. */
    private static final double REGIONS_SHARE = 0.8;

    /** Something that was started. */
    private record Part(String name, Stop stop) {}

    private interface Stop {
        void by(Deadline deadline) throws Exception;
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Config config;
    private final BooleanSupplier toldToStop;
    private final InstantSource clock = InstantSource.system();
    private final HttpEdge edge;
    private final RegionSources first;
    private boolean served;
    /** 0 where gates can't come by MQTT. */
    private int mqttPort;

    private volatile @Nullable String stopping;

    /**
     * Returns when it serves.
     *
     * @throws StartFailed it can't; whatever had been started is stopped again
     */
    public static Engine start(Config config) throws StartFailed {
        return start(config, null, () -> false);
    }

    /**
     * The same; between its parts it looks whether it has been told to stop meanwhile, and then fails.
     *
     * @param traffic the pretend crowd before it, in development only; null for none
     */
    static Engine start(Config config, @Nullable Traffic traffic, BooleanSupplier toldToStop) throws StartFailed {
        return new Engine(config, traffic, toldToStop);
    }

    private Engine(Config config, @Nullable Traffic traffic, BooleanSupplier toldToStop) throws StartFailed {
        this.config = config;
        this.toldToStop = toldToStop;
        boolean started = false;
        try {
            Ports.requireFree(config);
            lockDataFolder();
            KeyWrap wrap = NodeKeys.wrap(config);
            NodeKeys own = NodeKeys.in(config, wrap);
            goOn();
            Database database = Database.open(config);
            parts.push(new Part("PostgreSQL", database::close));
            goOn();
            NodeKeys keys = config.cluster() == null ? own : own.shared(database.uri(), wrap);
            EdgeOptions options = EdgeSettings.of(config, keys);
            List<Edition> editions = new ArrayList<>();
            for (String region : config.regions()) editions.add(Catalogues.load(config, region, database));
            goOn();
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            ProcessMetrics.bind(meters);
            Vertx vertx = vertx(options.eventLoops() + 1 + (config.uhppote() == null ? 0 : 1));
            parts.push(new Part("connections", by -> await(vertx.close(), by.part(SHARE))));
            PostgresUri rows = database.uri();
            Pulse pulse = new Pulse();
            DrawSecrets draws = new DrawSecrets(keys.draws());
            Surroundings around = new Surroundings(
                    config,
                    rows,
                    (region, epoch) -> new PostgresRowSink(vertx, rows, region, epoch),
                    draws,
                    meters,
                    clock);
            Regions regions = regions(around, editions, new MemberSeal(keys.session(), clock), pulse);
            parts.push(new Part("rows and journals", by -> regions.close(by.part(REGIONS_SHARE))));
            goOn();
            SharedSessionEnds sessionEnds = sessionEnds(rows);
            parts.push(new Part("ends of sessions", by -> sessionEnds.close()));
            long sessionMs = TimeUnit.MINUTES.toMillis(config.sessionMin());
            WebhookAddresses addresses = webhookAddresses();
            Outside outside = new Outside(
                    new PostgresNotices(rows),
                    config.telling().smtp() != null,
                    new PostgresWebhooks(rows, wrap),
                    addresses,
                    new PostgresEventTrail(rows),
                    new PostgresOrderRecords(rows),
                    new Pseudonyms(keys.session()));
            ToldEngineRoom engineRoom = new ToldEngineRoom(regions.engineRoom());
            EdgeSources sources = new EdgeSources(
                    new Passes(keys.pass(), TimeUnit.MINUTES.toSeconds(config.passLeadMin()), clock),
                    draws,
                    new InvitationTokens(keys.session()),
                    new PostgresPastDraws(rows),
                    new Sessions(keys.session(), sessionMs, sessionEnds, clock),
                    new PostgresAudit(rows),
                    new PostgresMemberRecords(rows),
                    new PostgresFitnessRecords(rows),
                    new PostgresEmployerConsents(rows),
                    new PostgresReports(rows),
                    new PostgresOccupancyHistory(rows),
                    outside,
                    new NodeSeal(keys.session()),
                    pulse,
                    regions.health(),
                    engineRoom,
                    meters::scrape,
                    meters,
                    clock);
            first = regions.sources().getFirst();
            OwnLoops loops = new OwnLoops(vertx);
            edge = startHttp(loops, options, sources, regions);
            parts.push(new Part("HTTP", by -> await(edge.stop(), by.part(SHARE))));
            startManagement();
            // Writers end first, so that the edge can still bring their last answers out.
            parts.push(new Part("what was accepted", by -> regions.drain(by.part(SHARE))));
            startWorkouts(sources.passes(), regions);
            RegionTelling.Ground ground = new RegionTelling.Ground(
                    vertx,
                    rows,
                    wrap,
                    outside.trail(),
                    outside.pseudonyms(),
                    addresses,
                    config.telling().reminderMin(),
                    LetterSettings.server(config),
                    LetterSettings.from(config),
                    meters,
                    clock);
            startTelling(ground, regions, engineRoom);
            startMqtt(loops, sources.seal(), regions, meters, pulse);
            startUhppote(loops, sources.sessions(), regions, meters);
            regions.open(url());
            goOn();
            if (traffic != null) startCrowd(traffic);
            started = served = true;
        } catch (IOException failure) {
            throw new StartFailed(String.valueOf(failure.getMessage()), failure);
        } finally {
            if (!started) close();
        }
    }

    /** They end before the writers, which are given what is under way. */
    private void startWorkouts(Passes passes, Regions regions) {
        for (RegionSources region : regions.sources()) {
            WorkoutKeeper keeper = new WorkoutKeeper(
                    region.sessions(),
                    region.directory(),
                    (pass, directory) -> shown(passes.read(pass), directory),
                    region.inbox(),
                    clock);
            keeper.begin();
            parts.push(new Part("workouts", by -> keeper.close()));
        }
    }

    private WebhookAddresses webhookAddresses() throws StartFailed {
        try {
            return new WebhookAddresses(Networks.of(config.telling().webhookNetworks()));
        } catch (IllegalArgumentException nonsense) {
            throw new StartFailed(
                    Setting.WEBHOOK_NETWORKS.variable() + ": " + nonsense.getMessage()
                            + " is no address and no network as 10.0.0.0/8",
                    nonsense);
        }
    }

    /** It asks the rows alone, so it may end whenever it likes. */
    private void startTelling(RegionTelling.Ground ground, Regions regions, ToldEngineRoom engineRoom) {
        for (RegionSources region : regions.sources()) {
            RegionTelling telling = new RegionTelling(ground, region);
            telling.begin();
            engineRoom.add(region.region(), telling);
            parts.push(new Part("webhooks and letters", by -> telling.close()));
        }
    }

    /** Ids are each city's own, and cities of one cluster share the key: the station tells which city's this is. */
    private static WorkoutKeeper.Shown shown(@Nullable Pass pass, Directory directory) {
        if (pass == null || directory.stationNo(pass.stationId()) == 0) return WorkoutKeeper.Shown.NONE;
        return new WorkoutKeeper.Shown(ReservationIds.parse(pass.reservationId()), pass.companion());
    }

    private SharedSessionEnds sessionEnds(PostgresUri rows) throws StartFailed {
        try {
            return SharedSessionEnds.open(rows, clock);
        } catch (SQLException failure) {
            throw new StartFailed(
                    "the ends of sessions can't be had from " + rows + ": " + failure.getMessage(), failure);
        }
    }

    private void goOn() throws StartFailed {
        if (toldToStop.getAsBoolean()) throw new StartFailed("told to stop before it had started");
    }

    private HttpEdge startHttp(OwnLoops loops, EdgeOptions options, EdgeSources sources, Regions regions)
            throws StartFailed {
        try {
            return await(HttpEdge.start(loops, options, sources, regions.sources()));
        } catch (StartFailed failure) {
            String problem = Ports.problem(options.host(), options.port(), Setting.HTTP_HOST, Setting.HTTP_PORT);
            throw problem == null ? failure : new StartFailed(problem, failure);
        }
    }

    /** On an event loop of its own: it must tell of those that stand still. Members can do without it, but who looks after it can't. */
    private void startManagement() throws StartFailed {
        Config.Management wanted = config.management();
        if (wanted == null) return;
        Vertx own = vertx(1);
        // Before HTTP ends: nobody is to send it requests because all looks well here.
        parts.push(new Part("management port", by -> await(own.close(), by.part(SHARE))));
        try {
            await(ManagementEdge.start(own, ManagementOptions.of(wanted.host(), wanted.port()), edge));
        } catch (StartFailed failure) {
            String problem =
                    Ports.problem(wanted.host(), wanted.port(), Setting.MANAGEMENT_HOST, Setting.MANAGEMENT_PORT);
            throw problem == null ? failure : new StartFailed(problem, failure);
        }
    }

    /** Where it is not required its port may be another engine's: then this one does without. */
    private void startMqtt(OwnLoops loops, NodeSeal seal, Regions regions, PrometheusMeterRegistry meters, Pulse pulse)
            throws StartFailed {
        Config.Mqtt wanted = config.mqtt();
        if (wanted == null) return;
        MqttOptions options = EdgeSettings.mqtt(config, wanted, port());
        MqttSources sources = new MqttSources(edge.authenticator(), seal, regions.sources(), pulse, meters, clock);
        try {
            MqttEdge mqtt = await(MqttEdge.start(loops, options, sources));
            // It asks the HTTP edge, and wants its answers: it is the first to end.
            parts.push(new Part("MQTT", by -> await(mqtt.stop(), by.part(SHARE))));
            mqttPort = mqtt.port();
        } catch (StartFailed failure) {
            String reason = Ports.problem(wanted.host(), wanted.port(), Setting.MQTT_HOST, Setting.MQTT_PORT);
            String problem = Ports.mqttProblem(wanted, reason == null ? String.valueOf(failure.getMessage()) : reason);
            if (wanted.required()) throw new StartFailed(problem, failure);
            LOG.warn("{}", problem);
        }
    }

    private void startUhppote(OwnLoops loops, Sessions sessions, Regions regions, PrometheusMeterRegistry meters)
            throws StartFailed {
        Config.Uhppote wanted = config.uhppote();
        if (wanted == null) return;
        UhppoteOptions options =
                new UhppoteOptions(wanted.host(), wanted.port(), config.httpHost(), port(), config.dev());
        try {
            UhppoteSources sources = new UhppoteSources(sessions, regions.sources(), meters, clock);
            UhppoteEdge uhppote = await(UhppoteEdge.start(loops, options, sources));
            parts.push(new Part("controllers by UDP", by -> await(uhppote.stop(), by.part(SHARE))));
        } catch (StartFailed failure) {
            throw new StartFailed(
                    Setting.UHPPOTE_PORT.variable() + ": controllers can't come by UDP to " + wanted.host() + ":"
                            + wanted.port() + ": " + failure.getMessage(),
                    failure);
        }
    }

    private void startCrowd(Traffic traffic) {
        String host = config.httpHost().contains(":") ? "[" + config.httpHost() + "]" : config.httpHost();
        URI door = URI.create("http://" + host + ":" + port());
        Crowd crowd = Crowd.start(door, config.region(), traffic, Pace.of(clock));
        // The last to come is the first to go: what it finds closed it would take for trouble.
        parts.push(new Part("pretend crowd", by -> crowd.close()));
    }

    private Regions regions(Surroundings around, List<Edition> editions, MemberSeal seal, Pulse edge)
            throws StartFailed, IOException {
        Config.Cluster cluster = config.cluster();
        if (cluster == null) return new StandaloneRegions(around, editions);
        return new ClusterRegions(
                around,
                cluster,
                editions,
                it -> RegionBooks.rules(config, it),
                ClusterStreams.of(cluster, config.region()),
                seal,
                edge);
    }

    private URI url() {
        Config.Cluster cluster = config.cluster();
        URI configured = cluster == null ? null : cluster.url();
        return configured == null ? URI.create("http://" + config.httpHost() + ":" + port()) : configured;
    }

    private void lockDataFolder() throws StartFailed {
        Closeable lock = DataFolder.taken(config.dataDir());
        parts.push(new Part("the data folder's lock", by -> lock.close()));
    }

    private static Vertx vertx(int eventLoops) {
        // Nothing is served from files: without these it leaves a folder in the temporary one wherever it is killed.
        FileSystemOptions noFiles =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        return Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(eventLoops).setFileSystemOptions(noFiles))
                .withTransport(PacedTransport.best())
                .build();
    }

    private static <T> T await(Future<T> future) throws StartFailed {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new StartFailed(String.valueOf(cause.getMessage()), cause);
        }
    }

    private static void await(Future<?> future, Deadline by) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(by.left().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Where it listens. */
    public int port() {
        return edge.port();
    }

    /** What somebody new could paste. */
    public String firstSteps() {
        return new FirstSteps(config, first.directory().get(), first.feed(), port(), mqttPort).text(clock.millis());
    }

    /**
     * Answers what it accepted, lets the database catch up, and stops what it started: all of it within {@code YIZHAN_SHUTDOWN_MAX_S}. What
     * does not stop in time is left as it is, and named.
     */
    @Override
    public void close() {
        long beganNs = System.nanoTime();
        Deadline by = Deadline.in(Duration.ofSeconds(config.shutdownMaxS()));
        if (served) LOG.info("stopping, within {} s", config.shutdownMaxS());
        List<String> undone = new ArrayList<>();
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            stopping = part.name();
            if (!stopped(part, by)) undone.add(part.name());
        }
        stopping = null;
        if (!served) return;
        long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
        if (undone.isEmpty()) LOG.info("stopped, {} ms", tookMs);
        else
            LOG.warn(
                    "stopped after {} ms, with this left undone: {}. Nothing that was answered is lost: it is in the journal, and the next start goes on with it",
                    tookMs,
                    undone);
    }

    private static boolean stopped(Part part, Deadline by) {
        try {
            part.stop().by(by);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.warn("{}: not stopped in time", part.name());
        } catch (Exception failure) {
            LOG.warn("while stopping {}", part.name(), failure);
        }
        return false;
    }

    /** What a stop is at; null where none is under way. Any thread. */
    @Nullable
    String stopping() {
        return stopping;
    }
}
