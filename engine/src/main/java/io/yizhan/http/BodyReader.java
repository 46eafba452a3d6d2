package io.yizhan.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body up to a limit. In a ring of those being read, in the order that they began, so that the slow ones are found.
 * Where the client goes away, nothing more happens.
 */
final class BodyReader implements Handler<Buffer> {
    final long startedNs = System.nanoTime();
    private final @Nullable Exchange exchange;
    private final @Nullable Handler<Buffer> then;
    private final int bytesMax;
    private @Nullable Buffer body;
    private boolean collecting;
    private BodyReader next = this;
    private BodyReader previous = this;

    /** The head of a ring. */
    BodyReader() {
        exchange = null;
        then = null;
        bytesMax = 0;
    }

    private BodyReader(Exchange exchange, int bytesMax, Handler<Buffer> then) {
        this.exchange = exchange;
        this.bytesMax = bytesMax;
        this.then = then;
    }

    /** Calls {@code then} with the whole body, or answers 413 or 408 itself. */
    static void read(Exchange exchange, int bytesMax, Handler<Buffer> then) {
        Buffer known = exchange.body;
        if (known != null) {
            then.handle(known);
            return;
        }
        HttpServerRequest request = exchange.request;
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && (announced.length() > 9 || Integer.parseInt(announced) > bytesMax)) {
            exchange.problemAndClose(tooLarge(bytesMax));
            return;
        }
        BodyReader reader = new BodyReader(exchange, bytesMax, then);
        exchange.loop.deadlines.reading(reader);
        request.handler(reader).endHandler(end -> reader.ended()).exceptionHandler(gone -> reader.unlink());
    }

    @Override
    public void handle(Buffer chunk) {
        if (exchange == null || exchange.answered()) return;
        int length = chunk.length() + (body == null ? 0 : body.length());
        if (length > bytesMax) {
            unlink();
            exchange.problemAndClose(tooLarge(bytesMax));
        } else {
            add(chunk, length);
        }
    }

    /** Most bodies come in one piece, which is then used as it is. */
    private void add(Buffer chunk, int length) {
        if (body == null) {
            body = chunk;
            return;
        }
        if (!collecting) body = Buffer.buffer(Math.max(2 * length, 1_024)).appendBuffer(body);
        collecting = true;
        body.appendBuffer(chunk);
    }

    private void ended() {
        unlink();
        if (exchange == null || then == null || exchange.answered()) return;
        Buffer whole = body == null ? Buffer.buffer() : body;
        exchange.body = whole;
        exchange.guarded(then, whole);
    }

    void tooSlow() {
        unlink();
        if (exchange != null && !exchange.answered()) {
            exchange.problemAndClose(Problem.of(ProblemCode.REQUEST_TIMEOUT));
        }
    }

    private static Problem tooLarge(int bytesMax) {
        return Problem.of(
                ProblemCode.BODY_TOO_LARGE, json -> json.field("bytesMax", bytesMax), Integer.toString(bytesMax));
    }

    BodyReader next() {
        return next;
    }

    void linkBefore(BodyReader head) {
        next = head;
        previous = head.previous;
        previous.next = this;
        head.previous = this;
    }

    private void unlink() {
        previous.next = next;
        next.previous = previous;
        next = previous = this;
    }
}
