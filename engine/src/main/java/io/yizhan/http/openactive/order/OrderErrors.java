package io.yizhan.http.openactive.order;

import io.yizhan.http.exchange.BookingAnswer;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.BookingError;

/** What is said of orders that there are not. */
final class OrderErrors {
    private OrderErrors() {}

    static void unknown(Exchange exchange) {
        BookingAnswer.error(
                exchange,
                BookingError.UNKNOWN_ORDER,
                "You have no order of this UUID. A quote is none until it is booked.");
    }

    static void gone(Exchange exchange) {
        BookingAnswer.error(exchange, BookingError.GONE, "The order of this UUID was deleted.");
    }
}
