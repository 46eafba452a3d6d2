package io.yizhan.http.exchange;

import io.netty.handler.codec.CodecException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.yizhan.http.client.Client;
import io.yizhan.http.loop.Deadlines;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Collects a request's body up to a limit, in time. Where the client goes away, nothing more happens.
 */
public final class BodyReader extends Deadlines.Timed implements Handler<Buffer> {
    /** What a body takes that is no gate's; so much is kept, to be sent again, and waited for rather than cut off. */
    public static final int SHORT_BYTES_MAX = 64 * 1024;

    /** What is thrown away at most before the connection is cut off: more than any route takes but that of a city's file. */
    private static final int DISCARDED_BYTES_MAX = 2 * 1024 * 1024;

    private static final int FULL_RETRY_MS = 1_000;
    /** How long a body is that comes in chunks. */
    private static final int UNKNOWN = -1;

    private final Exchange exchange;
    private final @Nullable Handler<Buffer> then;
    private final int announcedBytes;
    private final int bytesMax;
    private @Nullable Buffer body;
    private boolean collecting;
    private @Nullable Client client;
    private int takenBytes;
    private int discardedBytes;

    private BodyReader(Exchange exchange, int announcedBytes, int bytesMax, @Nullable Handler<Buffer> then) {
        this.exchange = exchange;
        this.announcedBytes = announcedBytes;
        this.bytesMax = bytesMax;
        this.then = then;
    }

    /**
     * Calls {@code then} with the whole body, or answers 413, 408 or 400 itself. To be called when all that can be decided by the head is:
     * whoever waits to be asked for a body is asked here.
     */
    public static void read(Exchange exchange, int bytesMax, Handler<Buffer> then) {
        HttpServerRequest request = exchange.request;
        if (exchange.body == null && !isAnnounced(request)) exchange.leaveBody();
        Buffer known = exchange.body;
        if (known != null) {
            then.handle(known);
            return;
        }
        String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        int announcedBytes =
                announced == null ? UNKNOWN : announced.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(announced);
        if (announcedBytes > bytesMax) {
            exchange.problemAndClose(tooLarge(bytesMax));
            return;
        }
        new BodyReader(exchange, announcedBytes, bytesMax, then).follow();
        if (waitsToBeAsked(request)) exchange.response.writeContinue();
    }

    /**
     * Throws away what still comes of a request that was answered by its head: a client that has not sent all would not see the answer if
     * the connection were closed at once. What is {@linkplain #isSoonOver soon over} does not end the connection.
     */
    static void discard(Exchange exchange) {
        new BodyReader(exchange, UNKNOWN, DISCARDED_BYTES_MAX, null).follow();
    }

    /** Whether a request says that it has a body. */
    public static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    /** Whether a body is short and on its way, so that waiting for its end costs less than another connection. */
    static boolean isSoonOver(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null
                && length.length() <= 5
                && Integer.parseInt(length) <= SHORT_BYTES_MAX
                && !waitsToBeAsked(request);
    }

    public static boolean waitsToBeAsked(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT) && request.version() == HttpVersion.HTTP_1_1;
    }

    /** Whether reading failed by what the client sent, not by its going away. */
    public static boolean isMalformed(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof CodecException;
    }

    /** Whoever handed it on may have paused it. */
    private void follow() {
        exchange.loop().deadlines.began(this);
        exchange.request
                .handler(this)
                .endHandler(end -> ended())
                .exceptionHandler(this::broken)
                .resume();
    }

    @Override
    public void handle(Buffer chunk) {
        if (exchange.answered()) {
            discardedBytes += chunk.length();
            if (discardedBytes > bytesMax || isTooDear(chunk.length())) giveUp();
            return;
        }
        int length = chunk.length() + (body == null ? 0 : body.length());
        if (length > bytesMax) {
            over();
            exchange.problemAndClose(tooLarge(bytesMax));
        } else if (body == null && chunk.length() == announcedBytes) {
            // Nearly always: then nothing waits for the rest.
            body = chunk;
        } else if (isTaken(chunk.length())) {
            add(chunk, length);
        } else {
            over();
            exchange.problemAndClose(Problem.retry(ProblemCode.OVERLOADED, FULL_RETRY_MS));
        }
    }

    /** Whoever sends on and on what is thrown away is not waited for any longer, even if it then misses its answer. */
    private boolean isTooDear(int bytes) {
        if (client == null) client = exchange.client();
        if (client == null) return true;
        client.charge(bytes);
        return client.isOverdrawn();
    }

    private boolean isTaken(int bytes) {
        if (client == null) client = exchange.client();
        if (!exchange.loop().unfinished.take(client, bytes)) return false;
        takenBytes += bytes;
        return true;
    }

    /** Nothing more of it is kept, or waited for. */
    private void over() {
        done();
        body = null;
        if (client != null && takenBytes > 0) exchange.loop().unfinished.release(client, takenBytes);
        takenBytes = 0;
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
        Buffer whole = body == null ? Buffer.buffer() : body;
        over();
        if (exchange.answered()) exchange.read();
        if (then == null || exchange.answered()) return;
        exchange.body = whole;
        exchange.guarded(then, whole);
    }

    @Override
    protected void tooSlow() {
        over();
        if (exchange.answered()) giveUp();
        else exchange.problemAndHangUp(Problem.of(ProblemCode.REQUEST_TIMEOUT));
    }

    private void broken(Throwable failure) {
        over();
        if (exchange.answered() || !isMalformed(failure)) return;
        exchange.guarded(it -> it.problemAndHangUp(Problem.of(ProblemCode.REQUEST_INVALID)), exchange);
    }

    /** Its client had time enough to read the answer. */
    private void giveUp() {
        over();
        exchange.cutOff();
    }

    static Problem tooLarge(int bytesMax) {
        return Problem.of(
                ProblemCode.BODY_TOO_LARGE, json -> json.field("bytesMax", bytesMax), Integer.toString(bytesMax));
    }
}
