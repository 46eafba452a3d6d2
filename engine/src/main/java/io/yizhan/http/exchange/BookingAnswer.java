package io.yizhan.http.exchange;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.BookingError;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.Objects;

/** Answers of the Open Booking API: all of one media type, errors too. */
public final class BookingAnswer {
    private static final CharSequence BOOKING = new AsciiString("application/vnd.openactive.booking+json; version=1");
    private static final int ERROR_BYTES = 384;

    private BookingAnswer() {}

    /** About one order, so not to be kept by anything in between. */
    public static void send(Exchange exchange, int status, Buffer body) {
        exchange.personal(status, BOOKING, body);
    }

    /** @param description says what is wrong with this very request, and what to do */
    public static void error(Exchange exchange, BookingError error, String description) {
        error(exchange, error, error.status, error.title, description);
    }

    static void problem(Exchange exchange, Problem problem) {
        ProblemCode code = problem.code();
        BookingError error =
                BookingError.of(code, exchange.request.method(), Objects.requireNonNull(exchange.request.path()));
        int status = error == BookingError.OPEN_BOOKING ? code.status : error.status;
        String title = exchange.loop().shared.messages().title(exchange.language(), code);
        error(exchange, error, status, title, exchange.detail(problem));
    }

    private static void error(Exchange exchange, BookingError error, int status, String title, String description) {
        JsonOut json = exchange.json(ERROR_BYTES)
                .object()
                .field("@context", "https://openactive.io/")
                .field("@type", error.type)
                .field("name", title)
                .field("description", description)
                .field("statusCode", status)
                .end();
        send(exchange, status, json.done());
    }
}
