package io.yizhan.http;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.forward.Forwarder;
import io.yizhan.http.head.Paths;
import io.yizhan.http.live.LiveHub;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.loop.Route;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.reservation.PlaceReservationRoute;
import io.yizhan.http.station.SlotsRoute;

/**
 * One region on one event loop: answers here what is here, and lets the {@link Forwarder} have the rest. The two routes that the peak is
 * about are found by hand, the others by the router.
 */
final class RegionRoutes implements Forwarder.Local {
    private static final CharSequence STALE = new AsciiString("yizhan-stale");
    private static final CharSequence TRUE = new AsciiString("true");
    private static final String RESERVATIONS = "/v1/reservations";
    private static final String STATIONS = "/v1/stations/";
    private static final String SLOTS = "/slots";

    final RegionOnLoop region;
    private final Forwarder forwarder;
    private final PlaceReservationRoute placing;
    private final LiveHub live;
    private final Router router;

    RegionRoutes(EventLoop loop, Forwarder forwarder, ServedRegion served, Routes.Sources sources) {
        region = new RegionOnLoop(loop, served);
        this.forwarder = forwarder;
        live = new LiveHub(region);
        Commands commands = new Commands(region, exchange -> forwarder.takeOver(exchange, this));
        placing = new PlaceReservationRoute(commands);
        router = Routes.router(region, live, commands, placing, sources);
    }

    void start() {
        live.start();
    }

    void stop() {
        live.stop();
    }

    /** @param path in its {@linkplain Paths one spelling} */
    void handle(HttpServerRequest request, String path) {
        Whereabouts at = region.whereabouts();
        if (at instanceof Whereabouts.Here) {
            route(request, path);
        } else if (Route.isOfNode(path)) {
            ofNode(request);
        } else if (at instanceof Whereabouts.StandIn standIn && Route.isPublicRead(request, path)) {
            standIn(request, path, standIn);
        } else {
            Exchange exchange = new Exchange(region, request, Route.FORWARDED);
            exchange.guarded(it -> forwarder.take(it, this), exchange);
        }
    }

    /** What every node answers itself. */
    void ofNode(HttpServerRequest request) {
        router.handle(request);
    }

    @Override
    public void serve(Exchange exchange, String path, Whereabouts at) {
        region.again = exchange;
        try {
            if (at instanceof Whereabouts.StandIn standIn) {
                standIn(exchange.request, path, standIn);
            } else {
                route(exchange.request, path);
            }
        } finally {
            region.again = null;
        }
    }

    private void standIn(HttpServerRequest request, String path, Whereabouts.StandIn at) {
        long ageS = Math.max(0, region.loop.nowMs() - at.asOfMs()) / 1_000;
        request.response().putHeader(HttpHeaders.AGE, Long.toString(ageS)).putHeader(STALE, TRUE);
        route(request, path);
    }

    private void route(HttpServerRequest request, String path) {
        HttpMethod method = request.method();
        if (HttpMethod.POST.equals(method) && path.equals(RESERVATIONS)) {
            Exchange exchange = new Exchange(region, request, Route.PLACE_RESERVATION);
            exchange.guarded(placing::handle, exchange);
        } else if (HttpMethod.GET.equals(method) && isSlots(path)) {
            Exchange exchange = new Exchange(region, request, Route.SLOTS);
            String stationId = path.substring(STATIONS.length(), path.length() - SLOTS.length());
            exchange.guarded(id -> SlotsRoute.handle(exchange, id), stationId);
        } else {
            router.handle(request);
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
}
