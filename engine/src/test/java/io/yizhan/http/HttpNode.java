package io.yizhan.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.companion.InvitationTokens;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.loop.OwnLoops;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.sequencer.Inbox;
import io.yizhan.time.Pulse;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The edge of another node beside an engine: about who owns the town it believes what the test says. Its own inbox takes nothing, until told. */
final class HttpNode implements AutoCloseable {
    volatile Inbox inbox = submission -> new Refusal.RegionStopped("not here");
    volatile EngineRoom engineRoom = HttpEngine.NO_FAULTS;
    private volatile Whereabouts whereabouts = Whereabouts.Nowhere.NOWHERE;
    /** How often somebody wanted to know who owns the town. */
    final AtomicInteger looks = new AtomicInteger();

    final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final HttpClient client;
    /** Its own: edges of one Vert.x that want any free port get the same one, and would share their connections. */
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));

    final Pulse pulse = new Pulse();
    final HttpEdge edge;
    private @Nullable Future<Void> stopping;

    HttpNode(HttpEngine engine) {
        this(engine, options -> options);
    }

    HttpNode(HttpEngine engine, UnaryOperator<EdgeOptions> adjust, RegionSources... more) {
        EdgeOptions options =
                adjust.apply(EdgeOptions.of("127.0.0.1", 0, 1, new EdgeOptions.Tokens.Development(HttpEngine.SECRET)));
        List<RegionSources> regions = new ArrayList<>();
        regions.add(FixedCatalogue.sources(
                "town", () -> engine.directory, engine.feed, submission -> inbox.offer(submission), () -> {
                    looks.incrementAndGet();
                    return whereabouts;
                }));
        regions.addAll(List.of(more));
        edge = HttpEngine.await(HttpEdge.start(
                new OwnLoops(vertx),
                options,
                new EdgeSources(
                        engine.passes,
                        engine.draws,
                        new InvitationTokens(HttpEngine.SECRET),
                        engine.pastDraws,
                        TestSessions.of(() -> Instant.ofEpochMilli(engine.nowMs.get()), engine.sessionEnds),
                        engine.audit,
                        engine.members,
                        engine.fitness,
                        engine.consents,
                        engine.reports,
                        engine.occupancies,
                        engine.outside,
                        new NodeSeal(HttpEngine.SECRET),
                        pulse,
                        () -> engine.health.parts(),
                        () -> engineRoom.look(),
                        meters::scrape,
                        meters,
                        () -> Instant.ofEpochMilli(engine.nowMs.get())),
                regions));
        client = new HttpClient(edge.port());
    }

    static Whereabouts at(int port) {
        return new Whereabouts.At(URI.create("http://127.0.0.1:" + port));
    }

    HttpNode believes(Whereabouts at) {
        whereabouts = at;
        return this;
    }

    int port() {
        return edge.port();
    }

    /** Returns when its one event loop does nothing any more, for so long. */
    void standStill(long ms) throws InterruptedException {
        CountDownLatch stands = new CountDownLatch(1);
        vertx.runOnContext(it -> {
            stands.countDown();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
        });
        stands.await();
    }

    Future<Void> stopEdge() {
        Future<Void> known = stopping;
        if (known == null) stopping = known = edge.stop();
        return known;
    }

    @Override
    public void close() {
        HttpEngine.await(stopEdge());
        HttpEngine.await(vertx.close());
    }
}
