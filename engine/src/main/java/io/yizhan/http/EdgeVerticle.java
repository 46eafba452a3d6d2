package io.yizhan.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of the server. The two routes that the peak is about are found by hand, the others by the router. */
final class EdgeVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeVerticle.class);
    private static final String RESERVATIONS = "/v1/reservations";
    private static final String STATIONS = "/v1/stations/";
    private static final String SLOTS = "/slots";

    /** Requests that are being answered are let finish, for so long. */
    private static final int STOP_MAX_S = 5;

    private final Loop.Shared shared;
    private final AtomicInteger port;
    private @Nullable HttpServer server;
    private @Nullable Parts parts;

    private record Parts(Loop loop, PlaceReservationRoute placing, LiveHub live, Router router) {}

    EdgeVerticle(Loop.Shared shared, AtomicInteger port) {
        this.shared = shared;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        Loop loop = new Loop(vertx, context, shared);
        LiveHub live = new LiveHub(loop);
        Parts made = new Parts(loop, new PlaceReservationRoute(loop), live, Routes.router(loop, live));
        parts = made;
        vertx.setPeriodic(1_000, tick -> loop.deadlines.sweep());
        live.start();
        server = vertx.createHttpServer(options())
                .requestHandler(request -> handle(made, request))
                .invalidRequestHandler(request -> InvalidRequests.answer(loop, request))
                .connectionHandler(loop.deadlines::opened)
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

    private static void handle(Parts parts, HttpServerRequest request) {
        Loop loop = parts.loop;
        loop.deadlines.requested(request.connection(), System.nanoTime());
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
        if (parts != null) parts.live.stop();
        return server == null ? Future.succeededFuture() : server.shutdown(STOP_MAX_S, TimeUnit.SECONDS);
    }
}
