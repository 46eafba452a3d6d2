package io.yizhan.http.exchange;

import io.vertx.core.Handler;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions of one kind that take as long as the database does: asked beside the event loop, and only so many at once. Of one event loop. */
public final class Blocking {
    private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);
    private static final int RETRY_MS = 1_000;

    private final int max;
    private final ProblemCode unavailable;
    private int asked;

    /**
     * @param max questions that wait for their answer; more are refused as {@code overloaded}
     * @param unavailable what is said where the database does not answer
     */
    public Blocking(int max, ProblemCode unavailable) {
        this.max = max;
        this.unavailable = unavailable;
    }

    /**
     * Asks, and goes on with the answer on the event loop.
     *
     * @param question on another thread; throws {@link IOException} where there is no answer for now
     */
    public <T> void ask(Exchange exchange, Callable<T> question, Handler<T> then) {
        if (asked == max) {
            exchange.problem(Problem.retry(ProblemCode.OVERLOADED, RETRY_MS));
            return;
        }
        asked++;
        exchange.loop().vertx.executeBlocking(question, false).onComplete(answer -> {
            asked--;
            if (answer.succeeded()) exchange.guarded(then, answer.result());
            else failed(exchange, answer.cause());
        });
    }

    private void failed(Exchange exchange, Throwable failure) {
        if (failure instanceof IOException away) {
            LOG.debug("{}", away.getMessage());
            exchange.guarded(it -> it.problem(Problem.retry(unavailable, RETRY_MS)), exchange);
        } else {
            exchange.failed(failure);
        }
    }
}
