package io.yizhan.http.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.live.LiveHub;
import io.yizhan.http.loop.Connection;
import io.yizhan.http.loop.EventLoop;

/** A live stream that comes from the owner: counts as one of this node's, and is given up where either side has gone without a word. */
final class ForwardedStream {
    /** So many keep-alives can't get lost between two nodes that are both there. */
    private static final int LOST_KEEP_ALIVES = 3;

    private final EventLoop loop;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final long keepAliveNs;
    private long heardNs = System.nanoTime();
    private boolean full;
    private long fullSinceNs;

    ForwardedStream(EventLoop loop, HttpServerRequest request) {
        this.loop = loop;
        this.request = request;
        response = request.response();
        keepAliveNs = loop.keepAliveNs();
    }

    void begin(HttpClientResponse answer, Runnable ended, Runnable broken) {
        loop.countStreams(1);
        Connection connection = loop.connections.of(request);
        if (connection != null) connection.streaming();
        response.drainHandler(drained -> {
            heardNs = System.nanoTime();
            answer.resume();
        });
        answer.handler(events -> pass(answer, events))
                .endHandler(end -> ended.run())
                .exceptionHandler(failure -> broken.run());
    }

    private void pass(HttpClientResponse answer, Buffer events) {
        heardNs = System.nanoTime();
        response.write(events);
        if (response.writeQueueFull()) answer.pause();
    }

    /** Whether nothing comes from the owner any more, or the reader takes nothing: while it doesn't, an end of the owner's is not seen either. */
    boolean isLost(long nowNs) {
        if (!response.writeQueueFull()) {
            full = false;
            return nowNs - heardNs > LOST_KEEP_ALIVES * keepAliveNs;
        }
        if (!full) fullSinceNs = nowNs;
        full = true;
        boolean stalled = nowNs - fullSinceNs > LiveHub.STALLED_KEEP_ALIVES * keepAliveNs;
        if (stalled) loop.shared.metrics().liveStreamStalled();
        return stalled;
    }

    /** It is no stream any more. */
    void done() {
        loop.countStreams(-1);
        Connection connection = loop.connections.of(request);
        if (connection != null) connection.streamed();
    }

    /** The reader comes again; one that does not read would never see the end. */
    void end() {
        if (response.writeQueueFull()) {
            Connection connection = loop.connections.of(request);
            if (connection != null) connection.cutOff();
        } else {
            response.end();
        }
    }
}
