package io.yizhan.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Answers what is no HTTP, or too much of it. */
final class InvalidRequests {
    private InvalidRequests() {}

    static void answer(Loop loop, HttpServerRequest request) {
        Exchange exchange = new Exchange(loop, request, Route.OTHER);
        exchange.guarded(it -> it.problemAndClose(Problem.of(code(request.decoderResult()))), exchange);
    }

    private static ProblemCode code(DecoderResult result) {
        Throwable cause = result.cause();
        if (cause instanceof TooLongHttpLineException) return ProblemCode.URI_TOO_LONG;
        if (cause instanceof TooLongHttpHeaderException) return ProblemCode.HEADERS_TOO_LARGE;
        return ProblemCode.REQUEST_INVALID;
    }
}
