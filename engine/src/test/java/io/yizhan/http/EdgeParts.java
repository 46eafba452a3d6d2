package io.yizhan.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.Clients;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.forward.Forwarder;
import io.yizhan.http.head.Cors;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.problem.Messages;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.pass.PassKey;
import io.yizhan.pass.Passes;
import io.yizhan.time.Pulse;
import io.yizhan.town.HttpTown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What the edge has of a region on one event loop, without a server before it. Nobody writes: every command finds too many before it. */
final class EdgeParts implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    private @Nullable RegionRoutes routes;

    EdgeParts() {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(HttpEngine.START_MS));
        Directory directory = HttpTown.directory();
        DevTokens tokens = new DevTokens(HttpEngine.SECRET);
        RateLimit limit = new RateLimit(1_000, 100_000);
        EventLoop.Shared shared = new EventLoop.Shared(
                clock,
                new EventLoop.Limits(75, 10, 100, 15, 1 << 20),
                new Messages(),
                new HttpMetrics(new SimpleMeterRegistry()),
                new Authenticator(tokens, TestSessions.of(clock), limit, limit, clock),
                new Clients(ClientLimits.of(100), new NodeSeal(HttpEngine.SECRET), clock),
                Cors.NONE);
        EdgeSources sources = new EdgeSources(
                new Passes(PassKey.generate(), 0, clock),
                TestSessions.of(clock),
                new NodeSeal(HttpEngine.SECRET),
                new Pulse(),
                List::of,
                () -> "",
                new SimpleMeterRegistry(),
                clock);
        RegionSources region = new RegionSources(
                "town",
                () -> directory,
                new Feed(),
                submission -> new Refusal.Overloaded(1_000),
                () -> Whereabouts.Here.HERE);
        CountDownLatch made = new CountDownLatch(1);
        context.runOnContext(task -> {
            EventLoop loop = new EventLoop(vertx, context, shared);
            routes = new RegionRoutes(
                    loop, new Forwarder(loop), ServedRegion.of(region), new Routes.Sources(sources, tokens));
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

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
