package io.yizhan.uhppote;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.GateCommand;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.head.Hops;
import io.yizhan.http.head.OwnHost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * This node's HTTP edge, asked over loopback as the gate itself would: so its events are let in, limited, and sent on to the owner of the
 * city as those of any gate. It speaks for the gate by a session of its own, made here for who is known by the catalogue. On one event loop.
 */
final class GateDoor {
    private static final int REQUESTS_MAX = 64;
    /** Less than the 75 s after which the edge closes a connection that nobody uses. */
    private static final int KEPT_MAX_S = 30;
    /** Longer than a request may wait for an owner and be carried out by it. */
    private static final long ANSWER_MAX_MS = 15_000;

    private static final long RENEWED_BEFORE_MS = 60_000;
    private static final int GAPS_EXCEEDED = 409;

    private final HttpClient http;
    private final UhppoteOptions options;
    private final String httpHost;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Map<String, Sessions.Begun> begun = new HashMap<>();

    GateDoor(Vertx vertx, UhppoteOptions options, UhppoteSources sources) {
        this.options = options;
        httpHost = OwnHost.reachable(options.httpHost());
        sessions = sources.sessions();
        clock = sources.clock();
        http = vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(KEPT_MAX_S).setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(REQUESTS_MAX));
    }

    /**
     * Asks it to record what a gate saw.
     *
     * @return the status: 200 once it is durable; fails where there is no answer
     */
    Future<Integer> record(String region, GateCommand.RecordGateEvents events) {
        return post(region, events.gate(), body(events, false)).compose(status -> {
            if (status == 401) begun.remove(events.gate());
            boolean full = status == GAPS_EXCEEDED && events.seqs().length > 0;
            return full ? post(region, events.gate(), body(events, true)) : Future.succeededFuture(status);
        });
    }

    private Future<Integer> post(String region, String gate, JsonObject body) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(httpHost)
                .setPort(options.httpPort())
                .setURI("/v1/gates/" + gate + "/events")
                .setIdleTimeout(ANSWER_MAX_MS)
                .putHeader(Hops.REGION, region)
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + session(gate))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        return http.request(request)
                .compose(it -> it.send(body.toBuffer()))
                .compose(answer -> answer.body().map(answer.statusCode()));
    }

    private String session(String gate) {
        Sessions.Begun known = begun.get(gate);
        if (known == null || known.expiresAtMs() - clock.millis() < RENEWED_BEFORE_MS) {
            known = sessions.beginOfGate(gate);
            begun.put(gate, known);
        }
        return known.session();
    }

    /** @param givesUp whether all numbers below are given up: more of them are missing than the books remember */
    private static JsonObject body(GateCommand.RecordGateEvents events, boolean givesUp) {
        JsonObject body = new JsonObject().put("boot", events.boot());
        JsonArray forget = new JsonArray();
        for (long number : events.spoilt()) forget.add(JsonArray.of(number, number));
        if (givesUp) forget.add(JsonArray.of(1, Long.MAX_VALUE));
        if (!forget.isEmpty()) body.put("forget", forget);
        JsonArray list = new JsonArray();
        for (int i = 0; i < events.seqs().length; i++) {
            list.add(new JsonObject()
                    .put("seq", events.seqs()[i])
                    .put("at", Instant.ofEpochMilli(events.atMs()[i]).toString())
                    .put("direction", events.in()[i] ? "IN" : "OUT")
                    .put("credential", events.credentials()[i]));
        }
        return list.isEmpty() ? body : body.put("events", list);
    }

    Future<Void> close() {
        return http.close();
    }
}
