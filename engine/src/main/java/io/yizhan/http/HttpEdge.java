package io.yizhan.http;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.client.Clients;
import io.yizhan.http.client.ProxyHeaders;
import io.yizhan.http.desk.Alarms;
import io.yizhan.http.equipment.EquipmentMetrics;
import io.yizhan.http.gate.GateEventsRoute;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.OwnLoops;
import io.yizhan.http.problem.Messages;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.signin.SignIn;
import io.yizhan.http.station.OccupancyMetrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: some verticles, each on an event loop of its own, all on one port. Started and stopped from any thread. */
public final class HttpEdge {
    /** How large the body of a gate's events may be. */
    public static final int GATE_BODY_BYTES_MAX = GateEventsRoute.BODY_BYTES_MAX;

    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    private static final long ALARMS_EVERY_MS = 5_000;

    private final OwnLoops loops;
    private final Trust trust;
    private final Authenticator authenticator;
    /** What its event loops share, and a management port with them. */
    final EventLoop.Shared shared;

    final EdgeSources sources;
    final List<ServedRegion> served;
    private final AtomicInteger port = new AtomicInteger();
    private List<String> deployments = List.of();
    private long looking = -1;

    private HttpEdge(OwnLoops loops, EdgeOptions options, EdgeSources sources, Trust trust, List<ServedRegion> served) {
        this.loops = loops;
        this.trust = trust;
        this.sources = sources;
        this.served = served;
        authenticator = authenticator(options, sources, trust);
        shared = new EventLoop.Shared(
                sources.clock(),
                options.limits(),
                new Messages(),
                new HttpMetrics(sources.meters()),
                authenticator,
                clients(options, sources),
                options.cors());
    }

    /**
     * Listens when the result is there. A request is for the region that its header {@code Yizhan-Region} names, without it for the first of
     * {@code regions}; where another node owns that one, it is sent on. With an identity provider it doesn't wait for the keys: until they are read, whoever needs a token
     * gets 503.
     *
     * @return fails where the port can't be had
     * @throws IllegalArgumentException development tokens would be given out to more than this machine
     */
    public static Future<HttpEdge> start(
            OwnLoops loops, EdgeOptions options, EdgeSources sources, List<RegionSources> regions) {
        if (regions.isEmpty()) throw new IllegalArgumentException("no region");
        if (options.tokens() instanceof EdgeOptions.Tokens.Development && !isLoopback(options.host()))
            throw new IllegalArgumentException("development tokens on " + options.host());
        Trust trust = Trust.of(loops.vertx, options.tokens(), sources.meters());
        HttpEdge edge = new HttpEdge(
                loops,
                options,
                sources,
                trust,
                regions.stream().map(ServedRegion::of).toList());
        Gauge.builder("yizhan.http.tokens.kept.bytes", edge.authenticator, Authenticator::keptBytes)
                .description("Memory of the tokens that need not be verified again")
                .register(sources.meters());
        for (RegionSources each : regions) {
            EquipmentMetrics.register(sources.meters(), each, sources.clock());
            OccupancyMetrics.register(sources.meters(), each, sources.clock());
        }
        Routes.Sources routed = new Routes.Sources(
                sources, trust.devTokens(), edge.signIn(), options.tiles(), options.openData(), options.metrics());
        return loops.deploy(
                        options.eventLoops(),
                        () -> new EdgeVerticle(options, edge.shared, routed, edge.served, edge.port))
                .map(deployments -> {
                    edge.deployments = deployments;
                    edge.lookForAlarms(routed.alarms());
                    LOG.info(
                            "listening on {}:{} with {} event loops, {} transport",
                            options.host(),
                            edge.port(),
                            options.eventLoops(),
                            loops.vertx.isNativeTransportEnabled() ? "native" : "NIO");
                    return edge;
                })
                .onFailure(failure -> edge.trust.close());
    }

    private static Clients clients(EdgeOptions options, EdgeSources sources) {
        ProxyHeaders headers = ProxyHeaders.ofHttp(options.clients().proxies(), sources.meters());
        Clients clients = new Clients(options.clients(), sources.seal(), sources.clock(), headers);
        Gauge.builder("yizhan.http.connections", clients, Clients::connections)
                .description("Connections that are open")
                .register(sources.meters());
        return clients;
    }

    private static Authenticator authenticator(EdgeOptions options, EdgeSources sources, Trust trust) {
        return new Authenticator(
                trust.verifier(), sources.sessions(), options.memberLimit(), options.gateLimit(), sources.clock());
    }

    private SignIn signIn() {
        return trust.signIn(authenticator, sources.sessions());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("unknown host " + host, unknown);
        }
    }

    /** Whether anybody asks or not: else nobody would know since when something is so. */
    private void lookForAlarms(Alarms alarms) {
        looking = loops.vertx.setPeriodic(
                ALARMS_EVERY_MS, tick -> served.forEach(region -> alarms.look(region.sources())));
    }

    /** Where it really listens. */
    public int port() {
        return port.get();
    }

    /** Whom it trusts, for whatever else lets clients in: a token that one of them has verified is known to all. */
    public Authenticator authenticator() {
        return authenticator;
    }

    /** Takes no more connections and ends those that there are. */
    public Future<Void> stop() {
        trust.close();
        loops.vertx.cancelTimer(looking);
        return loops.undeploy(deployments);
    }
}
