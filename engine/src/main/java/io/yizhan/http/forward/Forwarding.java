package io.yizhan.http.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Hops;
import io.yizhan.http.head.Paths;
import io.yizhan.http.live.LiveHub;
import io.yizhan.http.loop.Deadlines;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.route.RouteTable;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request that this node can't answer itself, on its way to whoever owns its region. While nothing was sent it may go to another node;
 * what was sent is sent again only where the owner says that it did nothing, or where it only reads. On its event loop only.
 */
final class Forwarding {
    /** A node that says it is not the owner is believed for so long. */
    private static final long REFUSED_FOR_NS = 200_000_000L;

    private static final int PROBLEM_BYTES_MAX = 8 * 1024;
    private static final int RETRY_MS = 1_000;
    private static final int STOPPED_RETRY_MS = 5_000;

    private enum State {
        WAITING,
        CONNECTING,
        SENT,
        ANSWERING,
        DONE
    }

    private final Forwarder forwarder;
    private final Exchange exchange;
    private final Forwarder.Local local;
    private final HttpServerRequest request;
    private final RouteTable.Match match;
    private final int hops;
    /** The whole of it; null where it comes while it is sent. */
    private final @Nullable Buffer body;

    private State state = State.WAITING;
    private @Nullable URI to;
    private @Nullable HttpClientRequest upstream;
    /** The body, while it is on its way. */
    private @Nullable Pipe<Buffer> sending;

    private @Nullable ForwardedStream live;
    private boolean repeated;
    /** Whether the owner answered before it had all. */
    private boolean cutShort;

    private @Nullable URI refusedBy;
    private long refusedUntilNs;
    /** What to say when it has waited for too long. */
    private ProblemCode why = ProblemCode.NOT_OWNER_REACHABLE;

    Forwarding(Forwarder forwarder, Exchange exchange, RouteTable.Match match, Forwarder.Local local) {
        this.forwarder = forwarder;
        this.exchange = exchange;
        this.local = local;
        request = exchange.request;
        this.match = match;
        hops = Hops.of(request);
        body = exchange.body();
    }

    void begin() {
        exchange.response.exceptionHandler(gone -> {}).closeHandler(gone -> gone());
        if (body == null) request.exceptionHandler(failure -> exchange.guarded(this::unreadable, failure));
        if (!go(System.nanoTime())) await();
    }

    /** Waiting, every few milliseconds. */
    void look(long nowNs) {
        exchange.guarded(
                it -> {
                    // First: it may be much later than anybody waits for, where the process stood still.
                    if (isLate(nowNs)) giveUp();
                    else go(nowNs);
                },
                this);
    }

    private boolean isLate(long nowNs) {
        return Forwarder.isLate(exchange, nowNs);
    }

    /** False where there is nowhere to go yet. */
    private boolean go(long nowNs) {
        Whereabouts at = exchange.region.whereabouts();
        return switch (at) {
            case Whereabouts.Here here -> serveHere(at);
            case Whereabouts.StandIn standIn -> match.isPublicRead() && serveHere(at);
            case Whereabouts.Nowhere nowhere -> false;
            case Whereabouts.At it -> goTo(it.node(), nowNs);
        };
    }

    private boolean serveHere(Whereabouts at) {
        finish();
        local.serve(exchange, match, at);
        return true;
    }

    private boolean goTo(URI node, long nowNs) {
        if (hops >= Forwarder.HOPS_MAX) {
            refuse(Problem.retry(ProblemCode.NOT_OWNER_REACHABLE, RETRY_MS));
            return true;
        }
        if (node.equals(refusedBy) && nowNs - refusedUntilNs < 0) return false;
        if (!forwarder.mayConnect(node, nowNs)) return false;
        boolean wantsLive = match.isEndless();
        if (wantsLive && !forwarder.loop.takesStream()) {
            refuse(Problem.retry(ProblemCode.LIVE_STREAMS_EXCEEDED, 30_000));
            return true;
        }
        to = node;
        state = State.CONNECTING;
        forwarder.underWay(this);
        boolean tls = "https".equals(node.getScheme());
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setSsl(tls)
                .setHost(node.getHost())
                .setPort(node.getPort() >= 0 ? node.getPort() : tls ? 443 : 80)
                .setURI(Paths.target(request));
        forwarder
                .client(wantsLive || body == null)
                .request(options)
                .onComplete(
                        made -> exchange.guarded(this::send, made),
                        failure -> exchange.guarded(it -> notConnected(node, it), failure));
        return true;
    }

    private void notConnected(URI node, Throwable failure) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            why = ProblemCode.OVERLOADED;
        } else {
            why = ProblemCode.NOT_OWNER_REACHABLE;
            forwarder.unreachable(node);
        }
        if (state == State.CONNECTING) await();
    }

    /** A node that sent it here can wait as well as this one, and would wait for twice as long: unless the body is on its way. */
    private void await() {
        state = State.WAITING;
        boolean others = hops > 0 && body != null;
        if (others || isLate(System.nanoTime()) || !forwarder.await(this)) giveUp();
    }

    void giveUpIfNowhere() {
        if (!(exchange.region.whereabouts() instanceof Whereabouts.At)) giveUp();
    }

    private void giveUp() {
        refuse(Problem.retry(why, why == ProblemCode.REGION_STOPPED ? STOPPED_RETRY_MS : RETRY_MS));
    }

    private void refuse(Problem problem) {
        finish();
        exchange.problem(problem);
    }

    private void send(HttpClientRequest made) {
        if (state != State.CONNECTING) {
            made.exceptionHandler(gone -> {}).reset();
            return;
        }
        state = State.SENT;
        upstream = made;
        EndToEnd.copy(request, made, exchange.region.sources.region(), hops + 1, body == null);
        made.exceptionHandler(broken -> {})
                .response()
                .onComplete(
                        answer -> exchange.guarded(it -> answered(made, it), answer),
                        failure -> exchange.guarded(it -> broken(made), failure));
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
                if (isSent(made)) exchange.response.writeContinue();
            });
        }
        made.sendHead();
        Pipe<Buffer> pipe = request.pipe().endOnFailure(false);
        sending = pipe;
        pipe.to(made).onFailure(failure -> exchange.guarded(this::unreadable, failure));
    }

    /** The client sent something that is no body. */
    private void unreadable(Throwable failure) {
        if (exchange.answered() || !BodyReader.isMalformed(failure)) return;
        HttpClientRequest begun = upstream;
        finish();
        if (begun != null) begun.reset();
        exchange.problemAndHangUp(Problem.of(ProblemCode.REQUEST_INVALID));
    }

    /** Whether this is still the try that counts: an earlier one may tell of its end when the next is under way. */
    private boolean isSent(HttpClientRequest made) {
        return state == State.SENT && made.equals(upstream);
    }

    /** After it was sent: whether it was carried out, nobody knows. */
    private void broken(HttpClientRequest made) {
        if (!isSent(made)) return;
        if (Exchange.isRead(request) && body != null && !repeated) {
            repeated = true;
            state = State.WAITING;
            if (!go(System.nanoTime())) await();
        } else {
            giveUp();
        }
    }

    private void answered(HttpClientRequest made, HttpClientResponse answer) {
        if (!isSent(made)) return;
        if (answer.statusCode() == 503 && body != null && isShort(answer)) {
            answer.body()
                    .onComplete(
                            problem -> exchange.guarded(it -> unavailable(made, answer, it), problem),
                            failure -> exchange.guarded(it -> broken(made), failure));
        } else {
            relay(answer);
        }
    }

    private static boolean isShort(HttpClientResponse answer) {
        String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() < 5 && Integer.parseInt(length) <= PROBLEM_BYTES_MAX;
    }

    /** Where it says that it is not the owner, or that the region stopped, it did nothing with it, or it may be asked again with the same key. */
    private void unavailable(HttpClientRequest made, HttpClientResponse answer, Buffer problem) {
        if (!isSent(made)) return;
        ProblemCode code = EndToEnd.notServed(answer);
        boolean others = hops > 0;
        long nowNs = System.nanoTime();
        if (code == null || others || isLate(nowNs)) {
            if (code != null) exchange.tellNode(code);
            if (begin(answer)) exchange.response.end(problem);
            finish();
        } else {
            why = code;
            refusedBy = to;
            refusedUntilNs = nowNs + REFUSED_FOR_NS;
            await();
        }
    }

    private boolean isUnread() {
        return body == null && !request.isEnded();
    }

    private boolean begin(HttpClientResponse answer) {
        state = State.ANSWERING;
        cutShort = isUnread();
        if (cutShort) exchange.closeAfterwards();
        stopSending();
        if (!exchange.begin(answer.statusCode())) return false;
        EndToEnd.copy(answer, exchange.response.headers());
        return true;
    }

    private void relay(HttpClientResponse answer) {
        if (!begin(answer)) {
            gone();
            return;
        }
        HttpServerResponse response = exchange.response;
        if (hasNoBody(answer)) {
            finish();
            response.end();
            return;
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) response.setChunked(true);
        String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && type.startsWith(LiveHub.EVENT_STREAM)) {
            live = new ForwardedStream(forwarder.loop, request);
            live.begin(answer, this::endStream, this::cutOff);
        } else {
            answer.pipe().endOnFailure(false).to(response).onComplete(sent -> finish(), failure -> cutOff());
        }
    }

    private boolean hasNoBody(HttpClientResponse answer) {
        return HttpMethod.HEAD.equals(request.method()) || answer.statusCode() == 204 || answer.statusCode() == 304;
    }

    /** The client must not take what it has for the whole. */
    private void cutOff() {
        if (state == State.DONE) return;
        HttpClientRequest ended = upstream;
        finish();
        if (ended != null) ended.reset();
        Deadlines.cutOff(request.connection());
    }

    private void endStream() {
        ForwardedStream ended = live;
        if (ended == null) return;
        finish();
        ended.end();
    }

    /** On its way, some times a second. */
    void check(long nowNs) {
        exchange.guarded(
                it -> {
                    boolean late = isLate(nowNs);
                    boolean silent = nowNs - exchange.startedNs > forwarder.answerMaxNs;
                    boolean moved = hasMoved();
                    if (state == State.CONNECTING && late) giveUp();
                    else if (state == State.SENT && (silent || (late && moved))) abandon();
                    else if (moved) endIfLive();
                    else if (live != null && live.isLost(nowNs)) cutOff();
                },
                this);
    }

    /** Whether somebody else is known to own the region than the node it was sent to. */
    private boolean hasMoved() {
        return switch (exchange.region.whereabouts()) {
            case Whereabouts.Here here -> true;
            case Whereabouts.StandIn standIn -> true;
            case Whereabouts.Nowhere nowhere -> false;
            case Whereabouts.At it -> !it.node().equals(to);
        };
    }

    private void abandon() {
        HttpClientRequest silent = Objects.requireNonNull(upstream);
        broken(silent);
        silent.reset();
    }

    /** The reader comes again, and finds the new owner. */
    void endIfLive() {
        if (live == null) return;
        HttpClientRequest ended = upstream;
        endStream();
        if (ended != null) ended.reset();
    }

    /** The client went away. */
    private void gone() {
        if (state == State.DONE) return;
        HttpClientRequest abandoned = upstream;
        finish();
        if (abandoned != null) abandoned.reset();
    }

    private void stopSending() {
        Pipe<Buffer> stopped = sending;
        sending = null;
        if (stopped == null || request.isEnded()) return;
        stopped.close();
        // Closing a pipe takes this away, too.
        if (upstream != null) upstream.exceptionHandler(broken -> {});
    }

    private void finish() {
        stopSending();
        // A reset would leave it open once the answer has ended, and what is still owed of the body would be the next
        // request.
        if (cutShort && upstream != null) upstream.connection().close();
        cutShort = false;
        if (live != null) live.done();
        live = null;
        state = State.DONE;
        forwarder.done(this);
    }
}
