package io.yizhan.http.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Hops;
import io.yizhan.http.head.Paths;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One try at one node: a connection to it, and the request on it until it is answered. An earlier try may tell of its end when the next is
 * under way: once it is over, nothing more comes of it. On its event loop only.
 */
final class Attempt {
    private static final int PROBLEM_BYTES_MAX = 8 * 1024;

    private enum State {
        CONNECTING,
        SENT,
        ANSWERING,
        OVER
    }

    final URI node;
    private final Forwarding forwarding;
    private final Exchange exchange;
    private final HttpServerRequest request;
    private final int hops;
    /** The whole of it; null where it comes while it is sent. */
    private final @Nullable Buffer body;

    private State state = State.CONNECTING;
    private @Nullable HttpClientRequest upstream;
    /** The body, while it is on its way. */
    private @Nullable Pipe<Buffer> sending;
    /** Whether the node answered before it had all. */
    private boolean cutShort;

    /** @param hops how many nodes will have sent it on */
    Attempt(Forwarding forwarding, Exchange exchange, URI node, int hops, @Nullable Buffer body) {
        this.forwarding = forwarding;
        this.exchange = exchange;
        this.node = node;
        this.hops = hops;
        this.body = body;
        request = exchange.request;
    }

    void connect(HttpClient client) {
        boolean tls = "https".equals(node.getScheme());
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setSsl(tls)
                .setHost(node.getHost())
                .setPort(node.getPort() >= 0 ? node.getPort() : tls ? 443 : 80)
                .setURI(Paths.target(request));
        client.request(options)
                .onComplete(
                        made -> exchange.guarded(this::send, made),
                        failure -> exchange.guarded(this::notConnected, failure));
    }

    private void notConnected(Throwable failure) {
        boolean counts = state == State.CONNECTING;
        state = State.OVER;
        forwarding.notConnected(this, failure, counts);
    }

    private void send(HttpClientRequest made) {
        if (state != State.CONNECTING) {
            made.exceptionHandler(gone -> {}).reset();
            return;
        }
        state = State.SENT;
        upstream = made;
        EndToEnd.copy(request, made, exchange.region.sources.region(), hops, body == null);
        made.putHeader(Hops.SEAL, exchange.loop().shared.clients().seal());
        made.exceptionHandler(broken -> {})
                .response()
                .onComplete(
                        answer -> exchange.guarded(this::answered, answer),
                        failure -> exchange.guarded(it -> broken(), failure));
        if (body == null) {
            stream(made);
        } else if (body.length() == 0) {
            made.end();
        } else {
            made.end(body);
        }
    }

    /** The owner decides by the head alone, where it can: whether the client is asked for the body is for the owner to say. */
    private void stream(HttpClientRequest made) {
        if (BodyReader.waitsToBeAsked(request)) {
            made.putHeader(HttpHeaders.EXPECT, "100-continue").continueHandler(asked -> {
                if (isSent()) exchange.response.writeContinue();
            });
        }
        made.sendHead();
        Pipe<Buffer> pipe = request.pipe().endOnFailure(false);
        sending = pipe;
        pipe.to(made).onFailure(failure -> exchange.guarded(forwarding::unreadable, failure));
    }

    private void answered(HttpClientResponse answer) {
        if (!isSent()) return;
        if (answer.statusCode() == 503 && body != null && isShort(answer)) {
            answer.body()
                    .onComplete(
                            problem -> exchange.guarded(it -> unavailable(answer, it), problem),
                            failure -> exchange.guarded(it -> broken(), failure));
        } else {
            forwarding.answered(answer);
        }
    }

    private static boolean isShort(HttpClientResponse answer) {
        String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() < 5 && Integer.parseInt(length) <= PROBLEM_BYTES_MAX;
    }

    private void unavailable(HttpClientResponse answer, Buffer problem) {
        if (isSent()) forwarding.unavailable(this, answer, problem);
    }

    /** After it was sent: whether it was carried out, nobody knows. */
    private void broken() {
        if (!isSent()) return;
        state = State.OVER;
        forwarding.broken();
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    boolean isSent() {
        return state == State.SENT;
    }

    /** Its answer goes to the client now, so nothing more is sent. Whether some of the body still was to be. */
    boolean endsSending() {
        state = State.ANSWERING;
        cutShort = body == null && !request.isEnded();
        stopSending();
        return cutShort;
    }

    /** The node says nothing, and is not waited for any more. */
    void abandon() {
        broken();
        reset();
    }

    void end() {
        stopSending();
        // A reset would leave it open once the answer has ended, and what is still owed of the body would be the next
        // request.
        if (cutShort && upstream != null) upstream.connection().close();
        cutShort = false;
        state = State.OVER;
    }

    void reset() {
        if (upstream != null) upstream.reset();
    }

    private void stopSending() {
        Pipe<Buffer> stopped = sending;
        sending = null;
        if (stopped == null || request.isEnded()) return;
        stopped.close();
        // Closing a pipe takes this away, too.
        if (upstream != null) upstream.exceptionHandler(broken -> {});
    }
}
