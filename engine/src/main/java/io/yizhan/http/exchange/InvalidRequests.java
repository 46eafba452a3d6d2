package io.yizhan.http.exchange;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/** Answers what is no HTTP, or too much of it. The connection is closed by Vert.x once the answer is sent. */
public final class InvalidRequests {
    /** Longer numbers fit no {@code long}. */
    private static final int LENGTH_DIGITS_MAX = 18;

    private InvalidRequests() {}

    /** @param bodyBytesMax more than that no route takes */
    public static void answer(Exchange exchange, int bodyBytesMax) {
        // Nothing more of it is read, whatever its head says.
        exchange.leaveBody();
        exchange.guarded(
                it -> it.header(HttpHeaders.CONNECTION, HttpHeaders.CLOSE).problem(problem(it.request, bodyBytesMax)),
                exchange);
    }

    private static Problem problem(HttpServerRequest request, int bodyBytesMax) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof RequestDecoder.Refused refused) return refused.problem;
        if (cause instanceof TooLongHttpLineException) return Problem.of(ProblemCode.URI_TOO_LONG);
        if (cause instanceof TooLongHttpHeaderException) return Problem.of(ProblemCode.HEADERS_TOO_LARGE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean huge = length != null && length.length() > LENGTH_DIGITS_MAX && isNumber(length);
        return huge ? BodyReader.tooLarge(bodyBytesMax) : Problem.of(ProblemCode.REQUEST_INVALID);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return true;
    }
}
