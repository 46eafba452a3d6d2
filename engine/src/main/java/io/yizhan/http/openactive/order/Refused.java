package io.yizhan.http.openactive.order;

import io.yizhan.http.problem.BookingError;

/** A request that is refused as a whole. Expected, so without a stack trace. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    final transient BookingError error;
    final String description;

    /** @param description says what is wrong, and what to do */
    Refused(BookingError error, String description) {
        super(description, null, false, false);
        this.error = error;
        this.description = description;
    }
}
