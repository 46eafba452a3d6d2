package io.yizhan.http.forward;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.live.LiveHub;
import org.jspecify.annotations.Nullable;

/** The owner's answer on its way to the client. On its event loop only. */
final class Relay {
    private final Exchange exchange;
    private final Runnable finished;
    private final Runnable broken;
    private @Nullable ForwardedStream live;

    /**
     * Of an exchange whose answer has begun.
     *
     * @param finished called before the answer ends, or when it has
     * @param broken called where the client must not take what it has for the whole
     */
    Relay(Exchange exchange, Runnable finished, Runnable broken) {
        this.exchange = exchange;
        this.finished = finished;
        this.broken = broken;
    }

    void pass(HttpClientResponse answer) {
        HttpServerResponse response = exchange.response;
        if (hasNoBody(answer)) {
            finished.run();
            response.end();
            return;
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) response.setChunked(true);
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith(LiveHub.EVENT_STREAM)) {
            live = new ForwardedStream(exchange.loop(), exchange.request);
            live.begin(answer, this::endLive, broken);
        } else {
            answer.pipe().endOnFailure(false).to(response).onComplete(sent -> finished.run(), failure -> broken.run());
        }
    }

    private boolean hasNoBody(HttpClientResponse answer) {
        return HttpMethod.HEAD.equals(exchange.request.method())
                || answer.statusCode() == 204
                || answer.statusCode() == 304;
    }

    boolean isLive() {
        return live != null;
    }

    /** Whether one of the two sides of a live stream has gone without a word. */
    boolean isLost(long nowNs) {
        return live != null && live.isLost(nowNs);
    }

    void endLive() {
        ForwardedStream ended = live;
        if (ended == null) return;
        finished.run();
        ended.end();
    }

    /** Nothing more is passed on. */
    void done() {
        if (live != null) live.done();
        live = null;
    }
}
