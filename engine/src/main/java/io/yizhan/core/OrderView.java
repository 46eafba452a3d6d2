package io.yizhan.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its booking partner sees it: a copy, safe on any thread.
 *
 * @param member for whom it is
 * @param items in the order asked for
 * @param holdExpiresAtMs of a quote: when the first of its holds ends by itself; 0 for all others
 * @param details as they were given when it was booked; "" for a quote, and once it is erased
 * @param notice what its customer is to be told by an operator; "" for nothing
 */
public record OrderView(
        OrderKey key,
        OrderState state,
        String member,
        List<Item> items,
        long holdExpiresAtMs,
        String details,
        String notice) {
    /**
     * One place of one slot.
     *
     * @param number 1 for the first
     * @param reservation as it stands; null where that has left the books
     */
    public record Item(
            int number, long reservationId, @Nullable Reservation reservation) {}
}
