package io.yizhan.http.exchange;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.concurrent.Callable;

/** What takes a processor too long for an event loop: done on another thread, one after the other. Of one event loop. */
public final class Aside {
    /** Images of passes take longest: so many are done within a few seconds. */
    private static final int PENDING_MAX = 512;

    private final Vertx vertx;
    private int pending;

    public Aside(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Calls {@code then} with what comes of the work; or answers itself. In order, so that each event loop keeps one more core busy at most:
     * bookings need them at the peak.
     */
    public <T> void run(Exchange exchange, Callable<T> work, Handler<T> then) {
        if (pending >= PENDING_MAX) {
            exchange.problem(Problem.retry(ProblemCode.OVERLOADED, 1_000));
            return;
        }
        pending++;
        vertx.executeBlocking(work).onComplete(result -> {
            pending--;
            if (result.succeeded()) {
                exchange.guarded(then, result.result());
            } else {
                exchange.failed(result.cause());
            }
        });
    }
}
