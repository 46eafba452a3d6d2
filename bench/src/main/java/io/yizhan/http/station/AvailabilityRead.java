package io.yizhan.http.station;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.bench.DemoTown;
import io.yizhan.core.Refusal;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The slots of a station's day as bytes, through the route itself: the request and the response are stand-ins, whose calls (some fifteen)
 * are in the figure; no connection. In this package since the route is of it alone.
 */
@NullMarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AvailabilityRead {
    private final DemoTown town = new DemoTown();
    private final Vertx vertx = Vertx.vertx();
    private final RegionOnLoop region = region();
    private final HttpMetrics.OfRoute meter = region.loop.shared.metrics().of("/v1/stations/{id}/slots");
    private final Sent sent = new Sent();
    private final HttpServerRequest request =
            standIn(HttpServerRequest.class, new Asked(standIn(HttpServerResponse.class, sent)));

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private RegionOnLoop region() {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(town.nowMs()));
        RateLimit unused = new RateLimit(1, 1);
        RegionSources sources = new RegionSources(
                "town",
                town::directory,
                town.feed(),
                submission -> new Refusal.Overloaded(1_000),
                () -> Whereabouts.Here.HERE);
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
        return new RegionOnLoop(loop, ServedRegion.of(sources));
    }

    private record Asked(HttpServerResponse response) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            Class<?> type = method.getReturnType();
            if (type == HttpServerResponse.class) return response;
            return type == HttpMethod.class ? HttpMethod.GET : null;
        }
    }

    private static final class Sent implements InvocationHandler {
        @Nullable
        Buffer body;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            Class<?> type = method.getReturnType();
            if (type == HttpServerResponse.class) return proxy;
            if (type == boolean.class) return false;
            if (arguments != null && arguments[0] instanceof Buffer whole) body = whole;
            return null;
        }
    }

    @Setup(Level.Trial)
    public void seeThatItIsTheDay() {
        String body = read().toString();
        if (!body.contains("\"remaining\"") || !body.contains(town.stationId()))
            throw new IllegalStateException("not the slots of a day: " + body);
        System.out.println(body.length() + " bytes");
    }

    /** Nothing has changed since somebody asked before. */
    @Benchmark
    public Buffer cachedDay() {
        return read();
    }

    /** Somebody has booked one of its slots since, the booking and its publishing included. */
    @Benchmark
    public Buffer bookAndRenderDay() {
        town.book();
        return read();
    }

    private Buffer read() {
        SlotsRoute.handle(new Exchange(region, request, meter), town.stationId());
        return Objects.requireNonNull(sent.body);
    }

    @TearDown(Level.Trial)
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
