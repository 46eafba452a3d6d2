package io.yizhan.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.audit.MemoryAudit;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Refusal;
import io.yizhan.drawn.MemoryPastDraws;
import io.yizhan.feed.Feed;
import io.yizhan.fitness.MemoryEmployerConsents;
import io.yizhan.fitness.MemoryFitnessRecords;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.Clients;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.companion.InvitationTokens;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.forward.Forwarder;
import io.yizhan.http.head.Cors;
import io.yizhan.http.head.Paths;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.page.MapTiles;
import io.yizhan.http.problem.Messages;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.signin.DevelopmentSignIn;
import io.yizhan.member.MemoryMemberRecords;
import io.yizhan.notice.MemoryInbox;
import io.yizhan.occupancy.MemoryOccupancyHistory;
import io.yizhan.order.MemoryOrderRecords;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.report.MemoryReports;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.time.Pulse;
import io.yizhan.town.HttpTown;
import io.yizhan.trail.MemoryEventTrail;
import io.yizhan.webhook.MemoryWebhooks;
import io.yizhan.webhook.Networks;
import io.yizhan.webhook.WebhookAddresses;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the edge has of a region on one event loop, without a server before it. Nobody writes: every command finds too many before it. */
final class EdgeParts implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    final DevTokens tokens = new DevTokens(HttpEngine.SECRET);
    private @Nullable RegionRoutes routes;

    EdgeParts() {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(HttpEngine.START_MS));
        Directory directory = HttpTown.directory();
        RateLimit limit = new RateLimit(1_000, 100_000);
        Authenticator authenticator = new Authenticator(tokens, TestSessions.of(clock), limit, limit, clock);
        EventLoop.Shared shared = new EventLoop.Shared(
                clock,
                new EventLoop.Limits(75, 10, 100, 15, 1 << 20),
                new Messages(),
                new HttpMetrics(new SimpleMeterRegistry()),
                authenticator,
                new Clients(ClientLimits.of(100), new NodeSeal(HttpEngine.SECRET), clock),
                Cors.NONE);
        EdgeSources sources = new EdgeSources(
                new Passes(PassKey.generate(), 0, clock),
                new DrawSecrets(new byte[32]),
                new InvitationTokens(HttpEngine.SECRET),
                new MemoryPastDraws(),
                TestSessions.of(clock),
                new MemoryAudit(),
                new MemoryMemberRecords(),
                new MemoryFitnessRecords(),
                new MemoryEmployerConsents(),
                new MemoryReports(),
                new MemoryOccupancyHistory(),
                new Outside(
                        new MemoryInbox(),
                        false,
                        new MemoryWebhooks(),
                        new WebhookAddresses(Networks.NONE),
                        new MemoryEventTrail(),
                        new MemoryOrderRecords(),
                        new Pseudonyms(HttpEngine.SECRET)),
                new NodeSeal(HttpEngine.SECRET),
                new Pulse(),
                List::of,
                HttpEngine.NO_FAULTS,
                () -> "",
                new SimpleMeterRegistry(),
                clock);
        RegionSources region = FixedCatalogue.sources(
                "town",
                () -> directory,
                new Feed(),
                submission -> new Refusal.Overloaded(1_000),
                () -> Whereabouts.Here.HERE);
        CountDownLatch made = new CountDownLatch(1);
        context.runOnContext(task -> {
            EventLoop loop = new EventLoop(vertx, context, shared);
            routes = new RegionRoutes(
                    loop,
                    new Forwarder(loop),
                    ServedRegion.of(region),
                    new Routes.Sources(
                            sources,
                            tokens,
                            new DevelopmentSignIn(tokens, authenticator, sources.sessions()),
                            MapTiles.NONE,
                            OpenData.UNSAID,
                            true));
            made.countDown();
        });
        try {
            made.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    RegionRoutes routes() {
        RegionRoutes made = routes;
        if (made == null) throw new AssertionError("not made");
        return made;
    }

    /** As the edge does: what has no path goes none of the ways. */
    int listen(BiConsumer<HttpServerRequest, String> way) {
        RegionRoutes routes = routes();
        Handler<HttpServerRequest> edge = request -> {
            String path = Paths.of(request);
            if (path == null) routes.table.answerWithoutPath(routes.other(request));
            else way.accept(request, path);
        };
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        context.runOnContext(task -> vertx.createHttpServer()
                .requestHandler(edge)
                .listen(0, "127.0.0.1")
                .onComplete(listening::complete, listening::completeExceptionally));
        return listening.join().actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
