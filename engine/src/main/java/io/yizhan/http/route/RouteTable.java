package io.yizhan.http.route;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.yizhan.http.auth.Role;
import io.yizhan.http.exchange.Admission;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is answered of one region on one event loop. The router is filled from it; the few routes that the peak is about are found in it
 * without the router, and whatever is sent on to another node is looked up in it. So a path that is not here is nowhere.
 */
public final class RouteTable {
    private static final CharSequence ALLOW = new AsciiString("allow");

    /** A route, and what its answers are measured by. */
    record Entry(Route route, HttpMetrics.OfRoute meter) {}

    private final RegionOnLoop region;
    private final List<Entry> entries = new ArrayList<>();
    private final Entry[] hot;
    private final HttpMetrics.OfRoute other;
    private final Router router;

    public RouteTable(RegionOnLoop region, List<Route> routes) {
        this.region = region;
        HttpMetrics metrics = region.loop.shared.metrics();
        for (Route route : routes) {
            HttpMetrics.OfRoute meter = metrics.of(route.pattern);
            for (int status : route.usualStatuses()) meter.register(status);
            entries.add(new Entry(route, meter));
        }
        hot = entries.stream().filter(it -> it.route.isHot()).toArray(Entry[]::new);
        other = metrics.of(HttpMetrics.OTHER);
        router = router();
    }

    private Router router() {
        Router filled = Router.router(region.loop.vertx);
        for (Entry entry : entries) if (entry.route.isOffered()) fill(filled, entry);
        filled.route().last().handler(context -> Admission.admitAnybody(other(context), RouteTable::answerNowhere));
        filled.errorHandler(400, context -> other(context).problem(Problem.of(ProblemCode.REQUEST_INVALID)));
        filled.errorHandler(
                500,
                context -> other(context)
                        .failed(context.failure() == null ? new IllegalStateException("500") : context.failure()));
        return filled;
    }

    private void fill(Router filled, Entry entry) {
        List<String> parameters = entry.route.parameters();
        filled.route(entry.route.pattern.replace('{', ':').replace("}", "")).handler(context -> {
            // Not what the request calls its parameters: in a query somebody may give one of the same name.
            entry.route.answer(new Exchange(region, context.request(), entry.meter), id(parameters, context));
        });
    }

    private static String id(List<String> parameters, RoutingContext context) {
        return switch (parameters.size()) {
            case 0 -> "";
            case 1 -> context.pathParam(parameters.getFirst());
            default ->
                String.join("/", parameters.stream().map(context::pathParam).toList());
        };
    }

    private static void answerNowhere(Exchange exchange) {
        exchange.problem(Problem.of(ProblemCode.NOT_FOUND));
    }

    private Exchange other(RoutingContext context) {
        return new Exchange(region, context.request(), other);
    }

    /** Answers a request that has just come. */
    public void answer(HttpServerRequest request, String path) {
        for (Entry entry : hot) {
            String id = entry.route.idIn(path);
            if (id == null) continue;
            entry.route.answer(new Exchange(region, request, entry.meter), id);
            return;
        }
        answerByRouter(request);
    }

    /** Answers what is not among the few, and could answer those. */
    public void answerByRouter(HttpServerRequest request) {
        router.handle(request);
    }

    /** What is here for a request that may have to go elsewhere, or has been there. */
    public Match match(HttpServerRequest request, String path) {
        for (Entry entry : entries) {
            String id = entry.route.idIn(path);
            if (id != null) return new Match(entry, id, request);
        }
        return new Match(null, path, request);
    }

    /** Whether it is the node's own, whatever region is asked for. */
    public boolean isOfNode(String path) {
        for (Entry entry : entries) {
            if (entry.route.scope == Route.Scope.NODE && entry.route.idIn(path) != null) return true;
        }
        return false;
    }

    /** As {@code openapi.yaml} has them. */
    public List<String> patterns() {
        return entries.stream().map(it -> it.route.pattern).toList();
    }

    /** {@code OPTIONS *} asks about the server as a whole (RFC 9110, section 9.3.7); no other request is for anything but a path. */
    public void answerWithoutPath(Exchange exchange) {
        Admission.admitAnybody(exchange, this::answerAsAWhole);
    }

    private void answerAsAWhole(Exchange exchange) {
        if (HttpMethod.OPTIONS.equals(exchange.request.method()) && "*".equals(exchange.request.uri())) {
            exchange.header(ALLOW, allow()).sendEmpty(204);
        } else {
            exchange.problem(Problem.of(ProblemCode.REQUEST_INVALID));
        }
    }

    private String allow() {
        Set<String> methods = new LinkedHashSet<>(List.of("GET", "HEAD"));
        entries.stream()
                .map(it -> it.route.actions())
                .flatMap(Collection::stream)
                .forEach(it -> methods.add(it.method().name()));
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    /** What the table has for one request. */
    public final class Match {
        private final @Nullable Entry entry;
        private final String id;
        private final HttpMethod method;
        private final Route.@Nullable Action action;

        private Match(@Nullable Entry entry, String id, HttpServerRequest request) {
            this.entry = entry;
            this.id = id;
            method = request.method();
            action = entry == null ? null : entry.route.action(method);
        }

        /** Whether it is refused without a token, whatever its body says. */
        public boolean isForKnown() {
            return action != null && action.forKnown();
        }

        /** The role without which it is refused, of who shows a token; null for none. */
        public @Nullable Role role() {
            return action == null ? null : action.role();
        }

        /** Whether its answer has no end. */
        public boolean isEndless() {
            return action != null && action.endless();
        }

        /**
         * Whether it can be answered from what is published alone. So can what stands below something published and is no path: rubbish needs no
         * owner.
         */
        public boolean isPublicRead() {
            if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) return false;
            return entry == null ? isBelowPublished(id) : entry.route.scope == Route.Scope.PUBLISHED;
        }

        /** Answers here after all, by what was read before. */
        public void answer(Exchange exchange) {
            Entry found = entry;
            if (found == null || !found.route.isOffered()) {
                exchange.servedBy(other);
                exchange.guarded(it -> Admission.admitAnybody(it, RouteTable::answerNowhere), exchange);
            } else {
                exchange.servedBy(found.meter);
                found.route.answer(exchange, id);
            }
        }
    }

    private boolean isBelowPublished(String path) {
        for (Entry entry : entries) {
            String pattern = entry.route.pattern;
            boolean below = path.startsWith(pattern)
                    && path.length() > pattern.length()
                    && path.charAt(pattern.length()) == '/';
            if (below && entry.route.scope == Route.Scope.PUBLISHED) return true;
        }
        return false;
    }
}
