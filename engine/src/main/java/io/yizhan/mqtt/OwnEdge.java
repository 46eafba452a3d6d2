package io.yizhan.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.head.Hops;
import io.yizhan.http.head.OwnHost;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node's HTTP edge, asked over loopback on connections that are kept. On the MQTT event loop only. */
final class OwnEdge {
    private static final CharSequence REGION = HttpHeaders.createOptimized("yizhan-region");
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence EVENT_STREAM = HttpHeaders.createOptimized("text/event-stream");

    private static final int REQUESTS_MAX = 256;
    private static final int STREAMS_MAX = 4_096;
    /** Less than the 75 s after which the edge closes a connection that nobody uses. */
    private static final int KEPT_MAX_S = 30;
    /** Longer than a request may wait for an owner and be carried out by it. */
    private static final long ANSWER_MAX_MS = 15_000;
    /** A live stream says something every 15 s. */
    private static final int SILENT_MAX_S = 45;

    /** Of an answer to events that were not all good. */
    private static final String REJECTED = "\"rejected\":";

    private final HttpClient requests;
    private final HttpClient streams;
    private final String host;
    private final int port;
    private final Supplier<String> seal;

    /** @param seal of this node, good now */
    OwnEdge(Vertx vertx, MqttOptions options, Supplier<String> seal) {
        this.seal = seal;
        host = OwnHost.reachable(options.httpHost());
        port = options.httpPort();
        // Who waits for a connection is bounded by what gates may have under way.
        requests = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(KEPT_MAX_S).setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(REQUESTS_MAX));
        streams = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(false)
                        .setReadIdleTimeout(SILENT_MAX_S)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS),
                new PoolOptions().setHttp1MaxSize(STREAMS_MAX));
    }

    /**
     * Asks it to take what a device says. Never fails.
     *
     * @param region null for the first
     * @param from the device's address
     */
    Future<Verdict> record(Destination to, @Nullable String region, String token, String from, Buffer body) {
        RequestOptions options = to(HttpMethod.POST, to.path(), region)
                .setIdleTimeout(ANSWER_MAX_MS)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(FORWARDED_FOR, from);
        return requests.request(options)
                .compose(request -> request.send(body))
                .compose(answer -> answer.body().map(problem -> verdict(answer, problem)))
                .otherwise(broken -> new Verdict.Later(0));
    }

    private static Verdict verdict(HttpClientResponse answer, Buffer body) {
        int status = answer.statusCode();
        if (status == 200) return new Verdict.Durable(body.toString().contains(REJECTED));
        String code = code(status, body);
        return switch (Fate.of(code)) {
            case WRONG -> new Verdict.Refused(status, code, false);
            case FORBIDDEN -> new Verdict.Refused(status, code, true);
            case STUCK -> new Verdict.Stuck(code);
            case LATER -> new Verdict.Later(retryAfterMs(answer));
        };
    }

    private static long retryAfterMs(HttpClientResponse answer) {
        String seconds = answer.getHeader(HttpHeaders.RETRY_AFTER);
        if (seconds == null) return 0;
        try {
            return TimeUnit.SECONDS.toMillis(Integer.parseInt(seconds));
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }

    private static String code(int status, Buffer problem) {
        try {
            return Objects.requireNonNullElse(new JsonObject(problem).getString("code"), "status-" + status);
        } catch (DecodeException | ClassCastException notOurs) {
            return "status-" + status;
        }
    }

    /** How full a station is. Fails where it can't be said. */
    Future<Buffer> occupancy(String stationId, String region) {
        RequestOptions options = to(HttpMethod.GET, "/v1/stations/" + stationId + "/occupancy", region)
                .setIdleTimeout(ANSWER_MAX_MS);
        return requests.request(options)
                .compose(request -> request.send())
                .compose(answer -> answer.body().map(body -> {
                    if (answer.statusCode() != 200) throw new IllegalStateException("status " + answer.statusCode());
                    return body;
                }));
    }

    /** What changes at a station, paused. Of slots it tells those of a day that has none: nothing. Fails where it is refused. */
    Future<HttpClientResponse> live(String stationId, String region) {
        RequestOptions options = to(HttpMethod.GET, "/v1/stations/" + stationId + "/live?date=2000-01-01", region)
                .putHeader(HttpHeaders.ACCEPT, EVENT_STREAM);
        return streams.request(options).compose(request -> request.send()).map(answer -> {
            if (answer.statusCode() != 200) throw new IllegalStateException("status " + answer.statusCode());
            answer.pause();
            return answer;
        });
    }

    private RequestOptions to(HttpMethod method, String uri, @Nullable String region) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(host)
                .setPort(port)
                .setURI(uri)
                .putHeader(Hops.SEAL, seal.get());
        return region == null ? options : options.putHeader(REGION, region);
    }

    Future<Void> close() {
        return requests.close().eventually(streams::close);
    }
}
