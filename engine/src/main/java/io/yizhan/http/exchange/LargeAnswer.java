package io.yizhan.http.exchange;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.yizhan.http.loop.Connection;

/**
 * An answer that is written in pieces. What goes to the socket is copied into memory outside the heap, and stays there until the client takes
 * it: in one piece, that is all of it. Pieces wait as parts of the one body, which many clients may share. On its event loop only.
 */
final class LargeAnswer {
    /** What is longer is written so: as much as Netty takes before it says that it is enough. */
    static final int BYTES_MIN = 64 * 1_024;

    private static final int PIECE_BYTES = 32 * 1_024;

    private LargeAnswer() {}

    /** Of an exchange whose answer has begun. */
    static void send(Exchange exchange, Connection connection, Buffer body) {
        HttpServerResponse response = exchange.response;
        exchange.loop().connections.answering(connection, body.length());
        response.exceptionHandler(gone -> {}).putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        for (int from = 0; from < body.length(); from += PIECE_BYTES) {
            int to = Math.min(body.length(), from + PIECE_BYTES);
            Buffer piece = body.slice(from, to);
            Future<Void> written = to == body.length() ? response.end(piece) : response.write(piece);
            written.onSuccess(taken -> connection.taken(piece.length()));
        }
    }
}
