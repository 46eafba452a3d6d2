package io.yizhan.http.forward;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Hops;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.http.route.RouteTable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One request that this node can't answer itself, on its way to whoever owns its region. While nothing was sent it may go to another node;
 * what was sent is sent again only where the owner says that it did nothing, or where it only reads. On its event loop only.
 */
final class Forwarding {
    /** A node that says it is not the owner is believed for so long. */
    private static final long REFUSED_FOR_NS = 200_000_000L;

    private static final int RETRY_MS = 1_000;
    private static final int STOPPED_RETRY_MS = 5_000;

    private final Forwarder forwarder;
    private final Exchange exchange;
    private final Forwarder.Local local;
    private final HttpServerRequest request;
    private final RouteTable.Match match;
    private final int hops;
    /** The whole of it; null where it comes while it is sent. */
    private final @Nullable Buffer body;

    /** The try that counts; null before the first. */
    private @Nullable Attempt attempt;
    /** Null until there is an answer to pass on. */
    private @Nullable Relay relay;

    private boolean repeated;
    private boolean done;

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
        if (match.isEndless() && !forwarder.loop.takesStream(request)) {
            refuse(Problem.retry(ProblemCode.LIVE_STREAMS_EXCEEDED, 30_000));
            return true;
        }
        Attempt begun = new Attempt(this, exchange, node, hops + 1, body);
        attempt = begun;
        forwarder.underWay(this);
        begun.connect(forwarder.client(match.isEndless() || body == null));
        return true;
    }

    /** @param counts whether it was still waited for */
    void notConnected(Attempt tried, Throwable failure, boolean counts) {
        if (failure instanceof ConnectionPoolTooBusyException) {
            why = ProblemCode.OVERLOADED;
        } else {
            why = ProblemCode.NOT_OWNER_REACHABLE;
            forwarder.unreachable(tried.node);
        }
        if (counts) await();
    }

    /** A node that sent it here can wait as well as this one, and would wait for twice as long: unless the body is on its way. */
    private void await() {
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

    /** The client sent something that is no body. */
    void unreadable(Throwable failure) {
        if (exchange.answered() || !BodyReader.isMalformed(failure)) return;
        abort();
        exchange.problemAndHangUp(Problem.of(ProblemCode.REQUEST_INVALID));
    }

    /** Whether it was carried out, nobody knows. */
    void broken() {
        if (Exchange.isRead(request) && body != null && !repeated) {
            repeated = true;
            if (!go(System.nanoTime())) await();
        } else {
            giveUp();
        }
    }

    /** Where it says that it is not the owner, or that the region stopped, it did nothing with it, or it may be asked again with the same key. */
    void unavailable(Attempt tried, HttpClientResponse answer, Buffer problem) {
        ProblemCode code = EndToEnd.notServed(answer);
        boolean others = hops > 0;
        long nowNs = System.nanoTime();
        if (code == null || others || isLate(nowNs)) {
            if (code != null) exchange.tellNode(code);
            if (begin(answer)) exchange.response.end(problem);
            finish();
        } else {
            tried.end();
            why = code;
            refusedBy = tried.node;
            refusedUntilNs = nowNs + REFUSED_FOR_NS;
            await();
        }
    }

    void answered(HttpClientResponse answer) {
        if (begin(answer)) {
            Relay passing = new Relay(exchange, this::finish, this::cutOff);
            relay = passing;
            passing.pass(answer);
        } else {
            abort();
        }
    }

    private boolean begin(HttpClientResponse answer) {
        if (attempt != null && attempt.endsSending()) exchange.closeAfterwards();
        if (!exchange.begin(answer.statusCode())) return false;
        EndToEnd.copy(answer, exchange.response.headers());
        return true;
    }

    /** The client must not take what it has for the whole. */
    private void cutOff() {
        if (done) return;
        abort();
        exchange.cutOff();
    }

    /** On its way, some times a second. */
    void check(long nowNs) {
        exchange.guarded(it -> checkAttempt(nowNs), this);
    }

    private void checkAttempt(long nowNs) {
        Attempt tried = attempt;
        if (tried == null || done) return;
        boolean late = isLate(nowNs);
        boolean silent = nowNs - exchange.startedNs > forwarder.answerMaxNs;
        boolean moved = hasMoved(tried.node);
        if (tried.isConnecting() && late) giveUp();
        else if (tried.isSent() && (silent || (late && moved))) tried.abandon();
        else if (moved) endIfLive();
        else if (relay != null && relay.isLost(nowNs)) cutOff();
    }

    /** Whether somebody else is known to own the region than the node it was sent to. */
    private boolean hasMoved(URI from) {
        return switch (exchange.region.whereabouts()) {
            case Whereabouts.Here here -> true;
            case Whereabouts.StandIn standIn -> true;
            case Whereabouts.Nowhere nowhere -> false;
            case Whereabouts.At it -> !it.node().equals(from);
        };
    }

    /** The reader comes again, and finds the new owner. */
    void endIfLive() {
        if (relay == null || !relay.isLive()) return;
        relay.endLive();
        if (attempt != null) attempt.reset();
    }

    /** The client went away. */
    private void gone() {
        if (!done) abort();
    }

    private void abort() {
        finish();
        if (attempt != null) attempt.reset();
    }

    private void finish() {
        if (attempt != null) attempt.end();
        if (relay != null) relay.done();
        done = true;
        forwarder.done(this);
    }
}
