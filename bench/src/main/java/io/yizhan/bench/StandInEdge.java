package io.yizhan.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.core.Refusal;
import io.yizhan.equipment.Equipment;
import io.yizhan.feed.Feed;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.Clients;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Cors;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.Messages;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.session.EndedSessions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A city's edge on one event loop, without a connection: a route is asked through stand-ins for the request and the response, whose calls (some
 * fifteen) are in the figure. One thread.
 */
@NullMarked
public final class StandInEdge implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final RegionOnLoop region;
    private final HttpMetrics.OfRoute meter;
    private final Asked asked = new Asked();
    private final Sent sent = new Sent();
    private final HttpServerRequest request = standIn(HttpServerRequest.class, asked);

    /** It is always the same time there. */
    public StandInEdge(Directory directory, Feed feed, long nowMs) {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(nowMs));
        RateLimit unused = new RateLimit(1, 1);
        RegionSources sources = new RegionSources(
                "town",
                () -> directory,
                feed,
                submission -> new Refusal.Overloaded(1_000),
                () -> Whereabouts.Here.HERE,
                standIn(CatalogueReplacement.class, (it, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }),
                new Equipment(),
                new io.yizhan.fitness.Sessions(),
                (seq, atMost) -> true);
        EventLoop loop = new EventLoop(
                vertx,
                vertx.getOrCreateContext(),
                new EventLoop.Shared(
                        clock,
                        new EventLoop.Limits(75, 10, 1, 15, 1),
                        new Messages(),
                        new HttpMetrics(new SimpleMeterRegistry()),
                        new Authenticator(
                                (token, suspect) -> Future.failedFuture("nobody is asked"),
                                new Sessions(new byte[32], 1, new EndedSessions(), clock),
                                unused,
                                unused,
                                clock),
                        new Clients(ClientLimits.of(1), new NodeSeal(new byte[32]), clock),
                        Cors.NONE));
        region = new RegionOnLoop(loop, ServedRegion.of(sources));
        meter = loop.shared.metrics().of("stand-in");
    }

    /** The body of the answer to {@code GET} with this query; null for none. */
    public Buffer ask(@Nullable String query, Consumer<Exchange> route) {
        asked.query = query;
        asked.params = null;
        sent.body = null;
        route.accept(new Exchange(region, request, meter));
        return Objects.requireNonNull(sent.body);
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private final class Asked implements InvocationHandler {
        private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        private @Nullable String query;
        private @Nullable MultiMap params;
        private @Nullable HttpServerResponse response;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "response" -> response();
                case "method" -> HttpMethod.GET;
                case "headers" -> headers;
                case "query" -> query;
                case "params" -> params();
                default -> null;
            };
        }

        private HttpServerResponse response() {
            if (response == null) response = standIn(HttpServerResponse.class, sent);
            return response;
        }

        /** Taken apart once a request, as in the server. */
        private MultiMap params() {
            if (params == null) {
                params = MultiMap.caseInsensitiveMultiMap();
                new QueryStringDecoder("/?" + query).parameters().forEach(params::add);
            }
            return params;
        }
    }

    private static final class Sent implements InvocationHandler {
        private @Nullable Buffer body;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            Class<?> type = method.getReturnType();
            if (type == HttpServerResponse.class) return proxy;
            if (type == boolean.class) return false;
            if (arguments != null && arguments[0] instanceof Buffer whole) body = whole;
            return null;
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
