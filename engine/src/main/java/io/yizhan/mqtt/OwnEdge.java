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
    /** As long as people stand before a gate that says nothing, and longer than a take-over takes. */
    private static final long ADMISSION_MAX_MS = 5_000;
    /** A live stream says something every 15 s. */
    private static final int SILENT_MAX_S = 45;

    /** Of an answer to events that were not all good. */
    private static final String REJECTED = "\"rejected\":";

    private static final String NO_ANSWER = "no-answer";
    private static final Answer NOT_ANSWERED = new Answer(
            new Verdict.Told(NO_ANSWER),
            Buffer.buffer(
                    "{\"status\":503,\"code\":\"" + NO_ANSWER
                            + "\",\"detail\":\"There was no answer in time. Decide by the snapshot, and report the passage.\"}"));

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
     * For whom a device's message is brought.
     *
     * @param region null for the first
     * @param from the device's address
     */
    record Sender(@Nullable String region, String token, String from) {}

    /** What was answered to an admission: what becomes of its message, and what the gate is told. */
    record Answer(Verdict verdict, Buffer json) {}

    /** Asks it to take what a device says. Never fails. */
    Future<Verdict> record(Destination to, Sender sender, Buffer body) {
        return send(to, sender, body, ANSWER_MAX_MS)
                .compose(answer -> answer.body().map(said -> verdict(answer, said)))
                .otherwise(broken -> new Verdict.Later(0));
    }

    /** Asks whether a gate may open, for as long as somebody waits there. Never fails. */
    Future<Answer> ask(Destination to, Sender sender, Buffer body) {
        return send(to, sender, body, ADMISSION_MAX_MS)
                .compose(answer -> answer.body()
                        .map(said -> said.length() == 0 ? NOT_ANSWERED : new Answer(told(answer, said), said)))
                .otherwise(NOT_ANSWERED);
    }

    private Future<HttpClientResponse> send(Destination to, Sender sender, Buffer body, long answerMaxMs) {
        RequestOptions options = to(HttpMethod.POST, to.path(), sender.region)
                .setIdleTimeout(answerMaxMs)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + sender.token)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(FORWARDED_FOR, sender.from);
        return requests.request(options).compose(request -> request.send(body));
    }

    /** Whoever stands at a gate does not wait for another try: the gate decides by itself. */
    private static Verdict told(HttpClientResponse answer, Buffer body) {
        if (answer.statusCode() == 200) return new Verdict.Told(Verdict.Told.ANSWERED);
        Verdict verdict = verdict(answer, body);
        return verdict instanceof Verdict.Refused ? verdict : new Verdict.Told(code(answer.statusCode(), body));
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
