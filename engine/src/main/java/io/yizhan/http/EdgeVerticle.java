package io.yizhan.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.catalogue.Controller;
import io.yizhan.http.catalogue.CatalogueRoutes;
import io.yizhan.http.exchange.Admission;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.InvalidRequests;
import io.yizhan.http.forward.Forwarder;
import io.yizhan.http.head.Hops;
import io.yizhan.http.head.LoopbackHosts;
import io.yizhan.http.head.Paths;
import io.yizhan.http.iclock.DeviceQuery;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.Standstill;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.time.Pulse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the server. */
final class EdgeVerticle extends VerticleBase {
    /** Requests that are being answered are let finish, for so long. */
    private static final int STOP_MAX_S = 5;

    /** What the kernel keeps for a client that takes nothing: left alone, it would be megabytes. */
    private static final int SEND_BUFFER_BYTES = 128 * 1_024;

    private static final int DISTRUSTED_RETRY_MS = 1_000;

    private final EdgeOptions options;
    private final EventLoop.Shared shared;
    private final Routes.Sources sources;
    private final List<ServedRegion> served;
    private final AtomicInteger port;
    private final Map<String, RegionRoutes> regions = new LinkedHashMap<>();
    /** In development; elsewhere a name is for proxies to look at. */
    private final @Nullable LoopbackHosts hosts;

    private @Nullable Forwarder forwarder;
    private @Nullable HttpServer server;
    private Pulse.@Nullable Heart heart;

    EdgeVerticle(
            EdgeOptions options,
            EventLoop.Shared shared,
            Routes.Sources sources,
            List<ServedRegion> served,
            AtomicInteger port) {
        this.options = options;
        this.shared = shared;
        this.sources = sources;
        this.served = served;
        this.port = port;
        hosts = options.tokens() instanceof EdgeOptions.Tokens.Development ? new LoopbackHosts(options.host()) : null;
    }

    @Override
    public Future<?> start() {
        EventLoop loop = new EventLoop(vertx, context, shared);
        Forwarder started = new Forwarder(loop);
        forwarder = started;
        Pulse.Heart beating = sources.edge().pulse().heart();
        heart = beating;
        for (ServedRegion each : served) {
            regions.put(each.sources().region(), new RegionRoutes(loop, started, each, sources));
        }
        RegionRoutes usual =
                Objects.requireNonNull(regions.get(served.getFirst().sources().region()));
        vertx.setPeriodic(1_000, tick -> loop.deadlines.sweep());
        vertx.setPeriodic(Standstill.TICK_MS, tick -> {
            long nowNs = System.nanoTime();
            beating.beat(nowNs);
            loop.standstill.tick(nowNs);
            loop.connections.look();
        });
        for (RegionRoutes each : regions.values()) each.start();
        server = LoopServer.of(
                loop,
                listening(),
                request -> handle(loop, usual, request),
                request -> InvalidRequests.answer(usual.other(request), CatalogueRoutes.BODY_BYTES_MAX));
        return server.listen().onSuccess(it -> port.set(it.actualPort()));
    }

    private HttpServerOptions listening() {
        // A negative port: any free one, the same for all event loops.
        return LoopServer.listening(options.host(), options.port() == 0 ? -1 : options.port(), options.limits())
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setAcceptBacklog(4_096)
                .setMaxInitialLineLength(4 * 1_024)
                .setMaxHeaderSize(16 * 1_024);
    }

    private void handle(EventLoop loop, RegionRoutes usual, HttpServerRequest request) {
        long nowNs = System.nanoTime();
        if (!loop.connections.requested(request, nowNs)) return;
        if (!Exchange.isRead(request) && loop.standstill.distrusts(nowNs)) {
            Exchange exchange = usual.other(request);
            exchange.guarded(
                    it -> it.problemAndClose(Problem.retry(ProblemCode.OVERLOADED, DISTRUSTED_RETRY_MS)), exchange);
            return;
        }
        String host = hosts == null ? null : request.getHeader(HttpHeaders.HOST);
        if (hosts != null
                && host != null
                && !hosts.have(host)
                && !shared.clients().isNode(request)) {
            refuse(usual.other(request), ProblemCode.HOST_UNKNOWN, host);
            return;
        }
        String path = Paths.of(request);
        if (path == null) {
            Exchange exchange = usual.other(request);
            exchange.guarded(usual.table::answerWithoutPath, exchange);
            return;
        }
        String name = request.getHeader(Hops.REGION);
        RegionRoutes region = name == null ? regionOf(request, path, usual) : regions.get(name);
        if (region != null) {
            region.handle(request, path);
        } else if (usual.table.isOfNode(path)) {
            usual.table.answer(request, path);
        } else {
            refuse(usual.other(request), ProblemCode.REGION_UNKNOWN, name);
        }
    }

    /** A controller can't say of which city it is: the one whose catalogue has its serial number. */
    private RegionRoutes regionOf(HttpServerRequest request, String path, RegionRoutes usual) {
        if (regions.size() == 1 || !path.startsWith(DeviceQuery.BELOW)) return usual;
        String serial = DeviceQuery.of(request.uri()).serial();
        for (RegionRoutes each : regions.values())
            if (each.region.directory().gateOfController(Controller.Kind.ZKTECO, serial) != null) return each;
        return usual;
    }

    private static void refuse(Exchange exchange, ProblemCode code, String name) {
        exchange.guarded(
                it -> Admission.admitAnybody(it, refused -> refused.problem(Problem.of(code, name))), exchange);
    }

    @Override
    public Future<?> stop() {
        Forwarder started = forwarder;
        HttpServer listening = server;
        if (started == null || listening == null) return Future.succeededFuture();
        if (heart != null) heart.stop();
        for (RegionRoutes each : regions.values()) each.stop();
        started.stop();
        return listening.shutdown(STOP_MAX_S, TimeUnit.SECONDS).eventually(started::close);
    }
}
