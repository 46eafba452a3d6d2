package io.yizhan.http.openactive.order;

import io.yizhan.core.Reservation;
import org.jspecify.annotations.Nullable;

/** What has become of an item, in the words of the specification. */
enum ItemStatus {
    CONFIRMED("OrderItemConfirmed"),
    CUSTOMER_CANCELLED("CustomerCancelled"),
    SELLER_CANCELLED("SellerCancelled"),
    ATTENDED("AttendeeAttended"),
    ABSENT("AttendeeAbsent");

    static final String BELOW = "https://openactive.io/";

    final String url;

    ItemStatus(String name) {
        url = BELOW + name;
    }

    /** @param reservation null where it has left the books: it was had once, and is over */
    static ItemStatus of(@Nullable Reservation reservation) {
        if (reservation == null) return CONFIRMED;
        return switch (reservation.state()) {
            case CANCELLED -> reservation.lostItsPlace() ? SELLER_CANCELLED : CUSTOMER_CANCELLED;
            case CHECKED_IN -> ATTENDED;
            case NO_SHOW -> ABSENT;
            case COMPLETED -> reservation.arrival().cameAtMs() > 0 ? ATTENDED : CONFIRMED;
            case HELD, CONFIRMED, WAITLISTED, OFFERED, ENTERED, NOT_DRAWN, EXPIRED -> CONFIRMED;
        };
    }

    /** Why the seller has cancelled it; null where nobody has said so. */
    static @Nullable String messageOf(@Nullable Reservation reservation) {
        if (reservation == null || !(reservation.loss() instanceof Reservation.OfPlace lost)) return null;
        return lost.reason().isBlank() ? null : lost.reason();
    }
}
