package io.yizhan.http.live;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** How each live stream is asked for, and how it begins. */
final class LiveAnswer {
    private static final int ID_LENGTH_MAX = 40;

    private LiveAnswer() {}

    /** Whether the caller takes a stream; else that is answered. */
    static boolean isAccepted(Exchange exchange) {
        if (MediaTypes.accepted(HeaderList.of(exchange.request, HttpHeaders.ACCEPT), LiveHub.EVENT_STREAM) >= 0)
            return true;
        exchange.problem(Problem.of(ProblemCode.NOT_ACCEPTABLE, LiveHub.EVENT_STREAM));
        return false;
    }

    /** The id after which the caller wants to go on; null where it begins, or the query was answered as wrong. */
    static @Nullable String after(Exchange exchange, Query query) {
        String after = query.text("after", ID_LENGTH_MAX);
        String lastId = exchange.request.getHeader("Last-Event-ID");
        return lastId == null ? after : lastId;
    }

    /** Whether there is room for one more; else that is answered. */
    static boolean isTaken(Exchange exchange) {
        if (exchange.loop().takesStream(exchange.request)) return true;
        exchange.problem(Problem.retry(ProblemCode.LIVE_STREAMS_EXCEEDED, 30_000));
        return false;
    }

    /** False where nobody is there to take it. */
    static boolean begin(Exchange exchange) {
        if (!exchange.begin(200)) return false;
        exchange.response
                .putHeader(HttpHeaders.CONTENT_TYPE, LiveHub.EVENT_STREAM)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("x-accel-buffering", "no");
        return true;
    }
}
