package io.yizhan.http.station;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Station;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.FixedCatalogue;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.Clients;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.head.Cors;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.loop.HttpMetrics;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.Messages;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.search.SearchRoute;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated queries: understood, or refused as the API says. */
@Tag("slow")
@HearsErrors
final class QueryFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    private static HttpEngine engine;

    private static RegionOnLoop region;

    @BeforeAll
    static void start() {
        engine = new HttpEngine();
        RegionSources sources = FixedCatalogue.sources(
                "town", () -> engine.directory, engine.feed, engine, () -> Whereabouts.Here.HERE);
        EventLoop loop = new EventLoop(
                engine.vertx,
                engine.vertx.getOrCreateContext(),
                new EventLoop.Shared(
                        () -> Instant.ofEpochMilli(engine.nowMs.get()),
                        new EventLoop.Limits(75, 10, 1, 15, 1 << 20),
                        new Messages(),
                        new HttpMetrics(engine.meters),
                        authenticator(),
                        new Clients(ClientLimits.of(1), new NodeSeal(HttpEngine.SECRET), InstantSource.system()),
                        Cors.NONE));
        region = new RegionOnLoop(loop, ServedRegion.of(sources));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static Authenticator authenticator() {
        return new Authenticator(
                new DevTokens(HttpEngine.SECRET),
                TestSessions.of(InstantSource.system()),
                new RateLimit(10, 10),
                new RateLimit(10, 10),
                () -> Instant.ofEpochMilli(engine.nowMs.get()));
    }

    @Test
    void understandsAQueryOrSaysWhatIsWrong() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "bbox=121.1,31.1,121.9,31.4&kind=GYM&district=d&activity=taichi&q=%E5%A4%AA&crs=gcj02",
                        "date=2026-11-21&limit=20&from=2026-11-21T18:00:00+08:00&after=r-1&kind=OUTDOOR&venue=s-1-b1",
                        "date=2026-11-21&from=18:00&to=21:00&kind=GYM&district=310101&near=121.47,31.23&radiusM=30000&party=2&free=true",
                        "near=121.47,31.23&crs=gcj02&limit=2&after=" + next(),
                        "q=&q=a&bbox=-180,-90,180,90&limit=000000001&crs=wgs84&from=2026-11-21T18%3A00%3A00Z"),
                "&",
                "=",
                "%",
                "%u0041",
                "%ff",
                "%00",
                "%",
                "+",
                ";",
                "NaN",
                "Infinity",
                "1e999",
                "0x1p3",
                "-0",
                ",",
                "\u0130",
                "&limit=",
                "&date=");
        Fuzz.run("queries", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), ISO_8859_1).replaceAll("[\\x00-\\x20]", "_");
            Exchange exchange = new Exchange(
                    region, request(text, random), region.loop.shared.metrics().of("/v1/stations"));
            Query query = new Query(exchange);
            switch (random.nextInt(4)) {
                case 0 -> stations(query);
                case 1 -> {
                    query.date("date");
                    query.timeMs("from");
                }
                case 2 -> SearchRoute.handle(exchange);
                default -> {
                    int limit = query.integer("limit", 1, 100, 20);
                    if (limit < 1 || limit > 100) throw new AssertionError("limit " + limit);
                    query.word("kind", Station.Kind.class);
                }
            }
        });
    }

    private static String next() {
        return engine.client
                .get("/v1/slots?near=121.47,31.23&crs=gcj02&limit=2")
                .json()
                .getString("next");
    }

    private static void stations(Query query) {
        StationFilter filter = StationFilter.of(query);
        if (filter == null) return;
        for (Station station : engine.directory.stations()) filter.takes(station);
    }

    /** Its parameters are taken apart by what takes them apart in the server. */
    private static HttpServerRequest request(String query, SplittableRandom random) {
        HttpServerResponse response =
                proxy(HttpServerResponse.class, (self, method, arguments) -> switch (method.getName()) {
                    case "ended", "closed" -> random.nextInt(50) == 0;
                    case "end" -> Future.succeededFuture();
                    case "putHeader", "setStatusCode" -> self;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return proxy(HttpServerRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "response" -> response;
            case "method" -> HttpMethod.GET;
            case "path" -> "/v1/stations";
            case "getHeader" -> null;
            case "headers" -> MultiMap.caseInsensitiveMultiMap();
            case "params" -> {
                MultiMap params = MultiMap.caseInsensitiveMultiMap();
                new QueryStringDecoder("/v1/stations?" + query).parameters().forEach(params::add);
                yield params;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
