package io.yizhan.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.yizhan.audit.MemoryAudit;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.MemoryEditions;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueCommand;
import io.yizhan.drawn.MemoryPastDraws;
import io.yizhan.equipment.Equipment;
import io.yizhan.equipment.MachineState;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.fitness.MachineSessions;
import io.yizhan.fitness.MemoryEmployerConsents;
import io.yizhan.fitness.MemoryFitnessRecords;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.TestSessionEnds;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.companion.InvitationTokens;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.loop.OwnLoops;
import io.yizhan.http.node.Health;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.journal.CountingJournal;
import io.yizhan.member.MemoryMemberRecords;
import io.yizhan.notice.MemoryInbox;
import io.yizhan.occupancy.MemoryOccupancyHistory;
import io.yizhan.occupancy.UsualNow;
import io.yizhan.order.MemoryOrderRecords;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.region.HorizonKeeper;
import io.yizhan.region.OwnedCatalogue;
import io.yizhan.report.MemoryReports;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Submission;
import io.yizhan.sequencer.Writer;
import io.yizhan.time.Pulse;
import io.yizhan.town.HttpTown;
import io.yizhan.trail.MemoryEventTrail;
import io.yizhan.webhook.MemoryWebhooks;
import io.yizhan.webhook.Networks;
import io.yizhan.webhook.WebhookAddresses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The real edge before the real core, with a journal in memory and a clock of its own: 10:00 on {@link HttpTown#TODAY}, until moved; or another
 * town's, at a moment of its own.
 */
public final class HttpEngine implements AutoCloseable, Inbox {
    public static final long START_MS =
            HttpTown.TODAY.atTime(10, 0).atZone(HttpTown.ZONE).toInstant().toEpochMilli();
    public static final byte[] SECRET =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    static final EngineRoom NO_FAULTS = () -> new EngineRoom.NodeState("", List.of(), List.of());

    /** Two for HTTP, and one for MQTT. */
    public final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2 + 1).setPreferNativeTransport(true));

    public final OwnLoops loops = new OwnLoops(vertx);
    public volatile Directory directory;
    public final Feed feed = new Feed();
    /** What operators have changed, as the rows would have it in no time. */
    final MemoryAudit audit = new MemoryAudit();

    final MemoryPastDraws pastDraws = new MemoryPastDraws();

    final MemoryMemberRecords members = new MemoryMemberRecords();
    final MemoryFitnessRecords fitness = new MemoryFitnessRecords();
    final MemoryEmployerConsents consents = new MemoryEmployerConsents();
    final MemoryReports reports = new MemoryReports();
    final MachineSessions sessions = new MachineSessions();
    final Equipment equipment = new Equipment(sessions);
    final UsualNow usual = new UsualNow();
    final MemoryOccupancyHistory occupancies = new MemoryOccupancyHistory();
    /** What has happened, as the rows would have it in no time. */
    final MemoryEventTrail trail = new MemoryEventTrail();

    final MemoryInbox inbox = new MemoryInbox();
    final MemoryWebhooks webhooks = new MemoryWebhooks();
    final MemoryOrderRecords orders = new MemoryOrderRecords();
    final Outside outside = new Outside(
            inbox, true, webhooks, new WebhookAddresses(Networks.NONE), trail, orders, new Pseudonyms(SECRET));

    /** Told of each event, by the writer. */
    public volatile Consumer<Event> heard = event -> {};

    public final CountingJournal journal = new CountingJournal() {
        @Override
        public void append(Event event, boolean continues) {
            super.append(event, continues);
            heard.accept(event);
            audit.asOfMs = event.atMs();
            fitness.take(event);
            trail.take(lastSeq(), event);
            if (event instanceof Event.OperatorActed act) audit.acts.put(lastSeq(), act);
        }
    };
    /** Of all its nodes. */
    final TestSessionEnds sessionEnds = new TestSessionEnds();

    public final AtomicLong nowMs = new AtomicLong(START_MS);
    public final AtomicReference<Whereabouts> whereabouts = new AtomicReference<>(Whereabouts.Here.HERE);
    public final AtomicReference<@Nullable Refusal> refusing = new AtomicReference<>();
    /** Run whenever a command is on its way to the writer: between the two halves of a request. */
    public volatile Runnable whileUnderWay = () -> {};
    /** Run whenever a pass is signed. */
    volatile Runnable whileSigning = () -> {};

    volatile Health health = () -> List.of(new Health.Part("journal", Health.Status.UP, ""));
    volatile EngineRoom engineRoom = NO_FAULTS;
    volatile @Nullable RuntimeException metricsFailure;
    final Passes passes;
    final DrawSecrets draws = new DrawSecrets(new byte[32]);
    final Pulse pulse = new Pulse();
    public final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    public final HttpClient client;
    private final Sequencer sequencer;
    private final Writer writer;
    public final MemoryEditions editions;
    /** What is in force of them. */
    private volatile Edition edition;
    /** Whether the rows have all that was answered, where somebody waits for that. */
    volatile boolean rowsFollow = true;
    /** The last event that somebody waited for. */
    volatile long rowsWanted;

    private final List<RegionSources> regions;
    private final HttpEdge edge;
    private final @Nullable HttpNode node;

    public HttpEngine() {
        this(options -> options);
    }

    /** With another edge. */
    public HttpEngine(UnaryOperator<EdgeOptions> adjust) {
        this(adjust, false);
    }

    /** In a city of other rules. */
    public HttpEngine(Rules rules) {
        this(options -> options, false, new Setting(HttpTown.directory(), START_MS, rules));
    }

    /** Of another town, wherever on earth its clocks are. */
    HttpEngine(Directory town, long startMs, Rules rules) {
        this(options -> options, false, new Setting(town, startMs, rules));
    }

    /** @param throughANode whether clients are connected to another node, which sends on to this one */
    HttpEngine(UnaryOperator<EdgeOptions> adjust, boolean throughANode) {
        this(adjust, throughANode, new Setting(HttpTown.directory(), START_MS, Rules.DEFAULT));
    }

    /** Where and when it begins. */
    private record Setting(Directory town, long startMs, Rules rules) {}

    private HttpEngine(UnaryOperator<EdgeOptions> adjust, boolean throughANode, Setting setting) {
        directory = setting.town;
        nowMs.set(setting.startMs);
        InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
        editions = new MemoryEditions(setting.town);
        edition = editions.latest;
        OwnedCatalogue catalogue = new OwnedCatalogue(
                new OwnedCatalogue.Served(setting.town.city(), 0, () -> edition, this::take),
                this,
                new HorizonKeeper(() -> directory, draws, this, clock),
                editions,
                by -> rowsFollow,
                clock);
        regions = List.of(new RegionSources(
                "town",
                () -> directory,
                feed,
                this,
                whereabouts::get,
                catalogue,
                equipment,
                sessions,
                usual,
                (seq, atMost) -> {
                    rowsWanted = seq;
                    return rowsFollow;
                }));
        passes = new Passes(PassKey.generate(), 900, () -> {
            whileSigning.run();
            return clock.instant();
        });
        Region region = new Region(setting.rules);
        feed.restart(journal.lastSeq());
        sequencer = new Sequencer(
                region,
                journal,
                new FeedWriter(feed, region, directory.city().zone()),
                clock,
                Limits.DEFAULT,
                Observer.NONE);
        writer = new Writer(sequencer, "town");
        writer.start();
        open();
        EdgeOptions options =
                adjust.apply(EdgeOptions.of("127.0.0.1", 0, 2, new EdgeOptions.Tokens.Development(SECRET)));
        edge = await(HttpEdge.start(
                loops,
                options,
                new EdgeSources(
                        passes,
                        draws,
                        new InvitationTokens(SECRET),
                        pastDraws,
                        TestSessions.of(clock, sessionEnds),
                        audit,
                        members,
                        fitness,
                        consents,
                        reports,
                        occupancies,
                        outside,
                        new NodeSeal(SECRET),
                        pulse,
                        () -> health.parts(),
                        () -> engineRoom.look(),
                        this::metrics,
                        meters,
                        clock),
                regions));
        node = throughANode ? new HttpNode(this, adjust).believes(HttpNode.at(edge.port())) : null;
        client = new HttpClient(port());
    }

    private void open() {
        Caller caller = new Caller(sequencer);
        Horizon horizon = new Horizon(directory);
        for (Station station : directory.stations()) {
            for (Venue venue : station.venues()) {
                int venueNo = directory.venueNo(venue.id());
                done(caller.call(new VenueCommand.DefineVenue(venueNo, horizon.terms(station, venue))));
                horizon.days(horizon.dateAt(nowMs.get()))
                        .forEach(date -> done(caller.call(horizon.slots(venueNo, date))));
                horizon.coursesAhead(venueNo, horizon.dateAt(nowMs.get())).forEach(ahead -> done(caller.call(ahead)));
            }
        }
    }

    private void take(Edition next) {
        edition = next;
        directory = next.directory();
    }

    private String metrics() {
        RuntimeException wanted = metricsFailure;
        if (wanted != null) throw wanted;
        return meters.scrape();
    }

    /** How a machine stands now, by its own word. */
    public MachineState machine(String station, String machine) {
        return equipment.station(directory.stationNo(station)).machine(machine).stateAt(nowMs.get());
    }

    /** As the engine itself does, not by HTTP. */
    public void tell(Command command) {
        done(new Caller(this).call(command));
    }

    private static void done(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) throw new AssertionError(outcome);
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        whileUnderWay.run();
        Refusal refusal = refusing.get();
        return refusal == null ? sequencer.offer(submission) : refusal;
    }

    /** The writer's, beside the edge: it takes commands whatever {@link #refusing} says. */
    Inbox writerInbox() {
        return sequencer;
    }

    /** Live streams that were given up since nobody read them, at either end of the way to this engine. */
    double stalled() {
        String name = "yizhan.http.live.stalled";
        double here = meters.get(name).counter().count();
        return node == null ? here : here + node.meters.get(name).counter().count();
    }

    /** Whom the edge trusts. */
    public Authenticator authenticator() {
        return edge.authenticator();
    }

    /** What the edge serves. */
    public List<RegionSources> regions() {
        return regions;
    }

    public int port() {
        return node == null ? edge.port() : node.port();
    }

    public static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        if (node != null) node.close();
        await(edge.stop());
        writer.close();
        await(vertx.close());
    }
}
