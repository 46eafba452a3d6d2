package io.yizhan.http.problem;

import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the Open Booking API 1.0 (https://openactive.io/open-booking-api/EditorsDraft/), with the statuses that its data models give them: its clients
 * know no {@link ProblemCode}. Those of items are told within an answer about all of them.
 */
public enum BookingError {
    OPEN_BOOKING(400),
    INCOMPLETE_BROKER_DETAILS(400),
    INCOMPLETE_CUSTOMER_DETAILS(400),
    TOTAL_PAYMENT_DUE_MISMATCH(400),
    UNNECESSARY_PAYMENT_DETAILS(400),
    CANCELLATION_NOT_PERMITTED(400),
    PATCH_CONTAINS_EXCESSIVE_PROPERTIES(400),
    PATCH_NOT_ALLOWED_ON_PROPERTY(400),
    INVALID_API_TOKEN(401, "InvalidAPITokenError"),
    NO_API_TOKEN(403, "NoAPITokenError"),
    UNAUTHENTICATED(403),
    UNKNOWN_ORDER(404),
    UNKNOWN_OR_INCORRECT_ENDPOINT(404),
    METHOD_NOT_ALLOWED(405),
    GONE(410),
    TOO_MANY_REQUESTS(429),
    INTERNAL_APPLICATION(500),
    ORDER_ALREADY_EXISTS(500),
    ORDER_ITEM_ID_INVALID(500),
    ORDER_ITEM_NOT_WITHIN_ORDER(500),
    SELLER_MISMATCH(500),
    SELLER_NOT_FOUND(500),
    UNEXPECTED_ORDER_TYPE(500),
    TEMPORARILY_UNABLE_TO_CREATE_ORDER(503),
    TEMPORARILY_UNABLE_TO_UPDATE_ORDER(503),
    TEMPORARILY_UNABLE_TO_DELETE_ORDER(503),
    TEMPORARILY_UNABLE_TO_PRODUCE_ORDER_QUOTE(503),

    INCOMPLETE_ORDER_ITEM(409),
    INVALID_OPPORTUNITY_OR_OFFER_ID(409),
    UNKNOWN_OPPORTUNITY(409),
    UNKNOWN_OFFER(409),
    UNACCEPTABLE_OFFER(409),
    OPPORTUNITY_OFFER_PAIR_NOT_BOOKABLE(409),
    OPPORTUNITY_IS_FULL(409),
    OPPORTUNITY_HAS_INSUFFICIENT_CAPACITY(409),
    OPPORTUNITY_CAPACITY_IS_RESERVED_BY_LEASE(409),
    OPPORTUNITY_IS_IN_CONFLICT(409),
    UNABLE_TO_PROCESS_ORDER_ITEM(409);

    private static final String BELOW = "/openactive/api/";

    public final int status;
    /** As {@code @type} has it. */
    public final String type;
    /** The same in words. */
    public final String title;

    BookingError(int status) {
        this.status = status;
        StringBuilder words = new StringBuilder();
        boolean begins = true;
        for (char letter : name().toCharArray()) {
            if (letter != '_') words.append(begins ? letter : Character.toLowerCase(letter));
            begins = letter == '_';
        }
        type = words.append("Error").toString();
        title = titleOf(name());
    }

    BookingError(int status, String type) {
        this.status = status;
        this.type = type;
        title = titleOf(name());
    }

    private static String titleOf(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether who asks there knows these, and no problems. */
    public static boolean isSpokenAt(@Nullable String path) {
        return path != null && path.startsWith(BELOW);
    }

    /**
     * What a problem is called here. Those that have no name are {@link #OPEN_BOOKING} by the problem's own status.
     *
     * @param path below which this is spoken
     */
    public static BookingError of(ProblemCode code, HttpMethod method, String path) {
        return switch (code) {
            case TOKEN_MISSING -> NO_API_TOKEN;
            case TOKEN_INVALID, TOKEN_EXPIRED -> INVALID_API_TOKEN;
            case ROLE_MISSING -> UNAUTHENTICATED;
            case NOT_FOUND -> UNKNOWN_OR_INCORRECT_ENDPOINT;
            case METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
            case RATE_LIMITED, ADDRESS_RATE_LIMITED -> TOO_MANY_REQUESTS;
            case INTERNAL_ERROR -> INTERNAL_APPLICATION;
            default -> code.status == 503 ? temporarilyUnable(method, path) : OPEN_BOOKING;
        };
    }

    private static BookingError temporarilyUnable(HttpMethod method, String path) {
        if (path.startsWith(BELOW + "order-quote")) return TEMPORARILY_UNABLE_TO_PRODUCE_ORDER_QUOTE;
        if (HttpMethod.DELETE.equals(method)) return TEMPORARILY_UNABLE_TO_DELETE_ORDER;
        return HttpMethod.PUT.equals(method) ? TEMPORARILY_UNABLE_TO_CREATE_ORDER : TEMPORARILY_UNABLE_TO_UPDATE_ORDER;
    }
}
