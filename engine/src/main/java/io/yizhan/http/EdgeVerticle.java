package io.yizhan.http;

import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of the server. The two routes that the peak is about are found by hand, the others by the router. */
final class EdgeVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeVerticle.class);
    private static final CharSequence REGION = new AsciiString("yizhan-region");
    private static final String RESERVATIONS = "/v1/reservations";
    private static final String STATIONS = "/v1/stations/";
    private static final String SLOTS = "/slots";

    /** Requests that are being answered are let finish, for so long. */
    private static final int STOP_MAX_S = 5;

    private final Loop.Shared shared;
    private final List<Served> served;
    private final AtomicInteger port;
    private @Nullable HttpServer server;
    private final Map<String, Parts> regions = new LinkedHashMap<>();

    /** One region's share. */
    private record Parts(Loop loop, PlaceReservationRoute placing, LiveHub live, Router router) {
        static Parts of(NodeLoop node, Served served) {
            Loop loop = new Loop(node, served);
            LiveHub live = new LiveHub(loop);
            return new Parts(loop, new PlaceReservationRoute(loop), live, Routes.router(loop, live));
        }
    }

    EdgeVerticle(Loop.Shared shared, List<Served> served, AtomicInteger port) {
        this.shared = shared;
        this.served = served;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        NodeLoop node = new NodeLoop(vertx, context, shared);
        for (Served each : served) regions.put(each.sources().region(), Parts.of(node, each));
        Parts usual =
                Objects.requireNonNull(regions.get(served.getFirst().sources().region()));
        vertx.setPeriodic(1_000, tick -> node.deadlines.sweep());
        for (Parts each : regions.values()) each.live.start();
        server = vertx.createHttpServer(options())
                .requestHandler(request -> handle(usual, request))
                .invalidRequestHandler(request -> InvalidRequests.answer(usual.loop, request))
                .connectionHandler(node.deadlines::opened)
                .exceptionHandler(failure -> LOG.debug("connection failed", failure));
        return server.listen().onSuccess(listening -> port.set(listening.actualPort()));
    }

    private HttpServerOptions options() {
        EdgeOptions options = shared.options();
        // A negative port: any free one, the same for all event loops.
        return new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port() == 0 ? -1 : options.port())
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setAcceptBacklog(4_096)
                .setMaxInitialLineLength(4 * 1_024)
                .setMaxHeaderSize(16 * 1_024)
                .setIdleTimeout(options.idleTimeoutS())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHandle100ContinueAutomatically(true);
    }

    private void handle(Parts usual, HttpServerRequest request) {
        usual.loop.deadlines.requested(request.connection(), System.nanoTime());
        String region = request.getHeader(REGION);
        Parts parts = region == null ? usual : regions.get(region);
        if (parts == null) {
            unknown(usual, request, region);
        } else {
            serve(parts, request);
        }
    }

    private static void unknown(Parts usual, HttpServerRequest request, String region) {
        Exchange exchange = new Exchange(usual.loop, request, Route.OTHER);
        exchange.guarded(it -> it.problem(Problem.of(ProblemCode.REGION_UNKNOWN, region)), exchange);
    }

    private static void serve(Parts parts, HttpServerRequest request) {
        Loop loop = parts.loop;
        HttpMethod method = request.method();
        String path = request.path();
        if (path != null && HttpMethod.POST.equals(method) && path.equals(RESERVATIONS)) {
            Exchange exchange = new Exchange(loop, request, Route.PLACE_RESERVATION);
            exchange.guarded(parts.placing::handle, exchange);
        } else if (path != null && HttpMethod.GET.equals(method) && isSlots(path)) {
            Exchange exchange = new Exchange(loop, request, Route.SLOTS);
            String stationId = path.substring(STATIONS.length(), path.length() - SLOTS.length());
            exchange.guarded(id -> SlotsRoute.handle(exchange, id), stationId);
        } else {
            parts.router.handle(request);
        }
    }

    /** Ids that are escaped, which no client of ours does, go the long way. */
    private static boolean isSlots(String path) {
        return path.endsWith(SLOTS)
                && path.startsWith(STATIONS)
                && path.length() > STATIONS.length() + SLOTS.length()
                && path.indexOf('/', STATIONS.length()) == path.length() - SLOTS.length()
                && path.indexOf('%') < 0;
    }

    @Override
    public Future<?> stop() {
        for (Parts each : regions.values()) each.live.stop();
        return server == null ? Future.succeededFuture() : server.shutdown(STOP_MAX_S, TimeUnit.SECONDS);
    }
}
