package io.yizhan.http;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.forward.Forwarder;
import io.yizhan.http.head.Paths;
import io.yizhan.http.live.LiveHub;
import io.yizhan.http.live.MemberHub;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.route.RouteTable;
import java.util.Objects;

/** One region on one event loop: answers here what is here, and lets the {@link Forwarder} have the rest. */
final class RegionRoutes implements Forwarder.Local {
    private static final CharSequence STALE = new AsciiString("yizhan-stale");
    private static final CharSequence TRUE = new AsciiString("true");

    final RegionOnLoop region;
    final RouteTable table;
    private final LiveHub live;
    private final MemberHub members;
    private final Forwarder forwarder;
    private final HttpMetrics.OfRoute forwarded;
    private final HttpMetrics.OfRoute other;

    RegionRoutes(EventLoop loop, Forwarder forwarder, ServedRegion served, Routes.Sources sources) {
        region = new RegionOnLoop(loop, served);
        live = new LiveHub(region);
        members = new MemberHub(
                region, sources.members(), sources.edge().outside().notices());
        this.forwarder = forwarder;
        table = Routes.of(region, this::sendOn, live, members, sources);
        forwarded = loop.shared.metrics().of(HttpMetrics.FORWARDED);
        other = loop.shared.metrics().of(HttpMetrics.OTHER);
    }

    void start() {
        live.start();
        members.start();
    }

    void stop() {
        live.stop();
        members.stop();
    }

    /** @param path in its {@linkplain Paths one spelling} */
    void handle(HttpServerRequest request, String path) {
        Whereabouts at = region.whereabouts();
        if (at instanceof Whereabouts.Here || isOfAnyNode(request, path)) {
            table.answer(request, path);
        } else {
            RouteTable.Match match = table.match(request, path);
            Exchange exchange = new Exchange(region, request, forwarded);
            if (at instanceof Whereabouts.StandIn && match.isPublicRead()) serve(exchange, match, at);
            else exchange.guarded(it -> forwarder.take(it, match, this), exchange);
        }
    }

    /** What may be done at a path, every node knows: a page's browser asks before each request, and is not to wait for an owner. */
    private boolean isOfAnyNode(HttpServerRequest request, String path) {
        return HttpMethod.OPTIONS.equals(request.method()) || table.isOfNode(path);
    }

    private boolean sendOn(Exchange exchange) {
        String path = Objects.requireNonNull(Paths.of(exchange.request));
        return forwarder.takeOver(exchange, table.match(exchange.request, path), this);
    }

    @Override
    public void serve(Exchange exchange, RouteTable.Match match, Whereabouts at) {
        if (at instanceof Whereabouts.StandIn standIn) {
            long ageS = Math.max(0, exchange.nowMs() - standIn.asOfMs()) / 1_000;
            exchange.header(HttpHeaders.AGE, Long.toString(ageS)).header(STALE, TRUE);
        }
        match.answer(exchange);
    }

    /** A request that is for none of the routes. */
    Exchange other(HttpServerRequest request) {
        return new Exchange(region, request, other);
    }
}
