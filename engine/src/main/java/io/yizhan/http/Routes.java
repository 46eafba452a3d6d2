package io.yizhan.http;

import io.netty.util.AsciiString;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.closure.ClosureRoutes;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.gate.GateEventsRoute;
import io.yizhan.http.live.LiveHub;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.loop.Route;
import io.yizhan.http.node.DevTokensRoute;
import io.yizhan.http.node.HealthRoutes;
import io.yizhan.http.node.PageRoutes;
import io.yizhan.http.node.PassKeysRoute;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.MemberPasses;
import io.yizhan.http.reservation.PassRoutes;
import io.yizhan.http.reservation.PlaceReservationRoute;
import io.yizhan.http.reservation.ReservationRoutes;
import io.yizhan.http.station.ActivitiesRoute;
import io.yizhan.http.station.SlotsRoute;
import io.yizhan.http.station.StationRoutes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which path is answered by what. */
final class Routes {
    private static final CharSequence ALLOW = new AsciiString("allow");

    private final Router router;
    private final RegionOnLoop region;

    private Routes(RegionOnLoop region) {
        this.region = region;
        router = Router.router(region.loop.vertx);
    }

    /**
     * What is answered from that has no region.
     *
     * @param devTokens null unless tokens are given out here
     */
    record Sources(EdgeSources edge, @Nullable DevTokens devTokens) {}

    static Router router(
            RegionOnLoop region, LiveHub live, Commands commands, PlaceReservationRoute placing, Sources sources) {
        return new Routes(region).all(live, commands, placing, sources);
    }

    private Router all(LiveHub live, Commands commands, PlaceReservationRoute placing, Sources sources) {
        MemberPasses memberPasses = new MemberPasses(region.loop.vertx, sources.edge.passes());
        ReservationRoutes reservations = new ReservationRoutes(commands, memberPasses);
        PassRoutes passes = new PassRoutes(reservations, memberPasses);
        GateEventsRoute gateEvents = new GateEventsRoute(commands);
        ClosureRoutes closures = new ClosureRoutes(commands);
        HealthRoutes health = new HealthRoutes(sources.edge.health(), sources.edge.metricsText());
        path(Route.STATIONS).get(StationRoutes::list).done();
        path(Route.STATION)
                .get(it -> StationRoutes.one(it, it.request.getParam("id")))
                .done();
        path(Route.SLOTS)
                .get(it -> SlotsRoute.handle(it, it.request.getParam("id")))
                .done();
        path(Route.OCCUPANCY)
                .get(it -> StationRoutes.occupancy(it, it.request.getParam("id")))
                .done();
        path(Route.EQUIPMENT)
                .get(it -> StationRoutes.equipment(it, it.request.getParam("id")))
                .done();
        path(Route.LIVE)
                .on(HttpMethod.GET, it -> live.open(it, it.request.getParam("id")))
                .on(HttpMethod.HEAD, it -> live.head(it, it.request.getParam("id")))
                .done();
        path(Route.ACTIVITIES).get(ActivitiesRoute::handle).done();
        path(Route.PLACE_RESERVATION).on(HttpMethod.POST, placing::handle).done();
        path(Route.RESERVATION)
                .get(it -> reservations.find(it, it.request.getParam("id")))
                .on(HttpMethod.DELETE, it -> reservations.cancel(it, it.request.getParam("id")))
                .done();
        path(Route.CONFIRMATION)
                .on(HttpMethod.POST, it -> reservations.confirm(it, it.request.getParam("id")))
                .done();
        path(Route.PASS_IMAGE)
                .get(it -> passes.image(it, it.request.getParam("id")))
                .done();
        path(Route.PASS_KEYS)
                .get(new PassKeysRoute(sources.edge.passes())::handle)
                .done();
        path(Route.MY_RESERVATIONS).get(reservations::list).done();
        path(Route.GATE_EVENTS)
                .on(HttpMethod.POST, it -> gateEvents.handle(it, it.request.getParam("gate")))
                .done();
        path(Route.CLOSURES)
                .get(closures::list)
                .on(HttpMethod.POST, closures::close)
                .done();
        path(Route.CLOSURE)
                .on(HttpMethod.DELETE, it -> closures.lift(it, it.request.getParam("id")))
                .done();
        if (sources.devTokens != null)
            path(Route.DEV_TOKENS)
                    .on(HttpMethod.POST, new DevTokensRoute(sources.devTokens)::handle)
                    .done();
        path(Route.OPENAPI).get(PageRoutes::openApi).done();
        path(Route.START_PAGE).get(PageRoutes::start).done();
        path(Route.HEALTH_LIVE).get(health::live).done();
        path(Route.HEALTH_READY).get(health::ready).done();
        path(Route.METRICS).get(health::metrics).done();
        failures();
        return router;
    }

    private void failures() {
        router.route().last().handler(context -> refuse(context, Problem.of(ProblemCode.NOT_FOUND)));
        router.errorHandler(400, context -> refuse(context, Problem.of(ProblemCode.REQUEST_INVALID)));
        router.errorHandler(
                500,
                context -> new Exchange(region, context.request(), Route.OTHER)
                        .failed(context.failure() == null ? new IllegalStateException("500") : context.failure()));
    }

    /** {@code OPTIONS *} asks about the server as a whole (RFC 9110, section 9.3.7); no other request is for anything but a path. */
    static void withoutPath(Exchange exchange) {
        if (HttpMethod.OPTIONS.equals(exchange.request.method()) && "*".equals(exchange.request.uri())) {
            exchange.header(ALLOW, "GET, HEAD, POST, DELETE, OPTIONS").sendEmpty(204);
        } else {
            exchange.problem(Problem.of(ProblemCode.REQUEST_INVALID));
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        new Exchange(region, context.request(), Route.OTHER).problem(problem);
    }

    private Path path(Route route) {
        return new Path(route);
    }

    /** The methods of one path. */
    private final class Path {
        private final Route route;
        private final Map<HttpMethod, Handler<Exchange>> methods = new LinkedHashMap<>();

        Path(Route route) {
            this.route = route;
        }

        Path get(Handler<Exchange> handler) {
            return on(HttpMethod.GET, handler).on(HttpMethod.HEAD, handler);
        }

        Path on(HttpMethod method, Handler<Exchange> handler) {
            methods.put(method, handler);
            return this;
        }

        void done() {
            String allow = String.join(
                            ", ",
                            methods.keySet().stream().map(HttpMethod::name).toList()) + ", OPTIONS";
            router.route(route.label.replace('{', ':').replace("}", "")).handler(context -> {
                Exchange exchange = new Exchange(region, context.request(), route);
                exchange.guarded(it -> dispatch(it, allow), exchange);
            });
        }

        private void dispatch(Exchange exchange, String allow) {
            Handler<Exchange> handler = methods.get(exchange.request.method());
            if (handler != null) {
                handler.handle(exchange);
            } else if (HttpMethod.OPTIONS.equals(exchange.request.method())) {
                exchange.header(ALLOW, allow).sendEmpty(204);
            } else {
                exchange.header(ALLOW, allow).problem(Problem.of(ProblemCode.METHOD_NOT_ALLOWED, allow));
            }
        }
    }
}
