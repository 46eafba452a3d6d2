package io.yizhan.http.fitness;

import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Asks the rows about a member's fitness, once they have come as far as what was answered before. Of one event loop. */
final class MemberRows {
    private static final Duration ROWS_MAX = Duration.ofSeconds(10);
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 4;

    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.FITNESS_UNAVAILABLE);

    /** @param question on another thread */
    <T> void ask(Exchange exchange, Callable<T> question, Consumer<T> then) {
        String region = exchange.region.sources.region();
        long throughSeq = exchange.region.feed().seq();
        questions.ask(
                exchange,
                () -> {
                    if (!exchange.region.sources.rows().through(throughSeq, ROWS_MAX))
                        throw new IOException("the rows of " + region + " have not come to event " + throughSeq);
                    return question.call();
                },
                then::accept);
    }
}
