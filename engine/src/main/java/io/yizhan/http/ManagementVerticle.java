package io.yizhan.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.InvalidRequests;
import io.yizhan.http.head.Paths;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.loop.Standstill;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.route.RouteTable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one event loop of the management port. It has no heart in the pulse: whether it moves is nothing that a member waits for. */
final class ManagementVerticle extends VerticleBase {
    /** Whoever still waits asks again. */
    private static final int STOP_MAX_S = 1;

    private static final int LINE_BYTES_MAX = 1_024;
    private static final int HEADERS_BYTES_MAX = 8 * 1_024;

    private final ManagementOptions options;
    private final EventLoop.Shared shared;
    private final EdgeSources sources;
    private final ServedRegion usual;
    private final AtomicInteger port;
    private @Nullable HttpServer server;

    /** @param usual the region whose language problems are told in where nobody asks for one */
    ManagementVerticle(
            ManagementOptions options,
            EventLoop.Shared shared,
            EdgeSources sources,
            ServedRegion usual,
            AtomicInteger port) {
        this.options = options;
        this.shared = shared;
        this.sources = sources;
        this.usual = usual;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        EventLoop loop = new EventLoop(vertx, context, shared);
        RegionOnLoop region = new RegionOnLoop(loop, usual);
        RouteTable table = Routes.ofManagement(region, sources);
        vertx.setPeriodic(1_000, tick -> loop.deadlines.sweep());
        vertx.setPeriodic(Standstill.TICK_MS, tick -> loop.connections.look());
        server = LoopServer.of(
                loop,
                LoopServer.listening(options.host(), options.port(), options.limits())
                        .setMaxInitialLineLength(LINE_BYTES_MAX)
                        .setMaxHeaderSize(HEADERS_BYTES_MAX),
                request -> handle(region, table, request),
                request -> InvalidRequests.answer(other(region, request), 0));
        return server.listen().onSuccess(it -> port.set(it.actualPort()));
    }

    private void handle(RegionOnLoop region, RouteTable table, HttpServerRequest request) {
        if (!region.loop.connections.requested(request, System.nanoTime())) return;
        String path = Paths.of(request);
        if (path != null) {
            table.answer(request, path);
        } else {
            Exchange exchange = other(region, request);
            exchange.guarded(table::answerWithoutPath, exchange);
        }
    }

    private Exchange other(RegionOnLoop region, HttpServerRequest request) {
        return new Exchange(region, request, shared.metrics().of(HttpMetrics.OTHER));
    }

    @Override
    public Future<?> stop() {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.shutdown(STOP_MAX_S, TimeUnit.SECONDS);
    }
}
