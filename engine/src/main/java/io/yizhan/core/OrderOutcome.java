package io.yizhan.core;

import java.util.List;

/**
 * What is answered about orders of booking partners; see {@link Outcome}. What speaks against one is an answer of its own, and no
 * {@link Refusal}: partners hear of it item by item, in words of their own. Where it is not {@link OrderStands}, nothing has happened.
 */
public sealed interface OrderOutcome extends Outcome {
    /** How it stands after what was asked. */
    record OrderStands(OrderView order) implements OrderOutcome {}

    /**
     * Something speaks against some of the items, so nothing was done with any.
     *
     * @param items at least one, by number
     */
    record OrderRefused(List<ItemRefusal> items) implements OrderOutcome {}

    /**
     * What speaks against an item, beside those before it against which nothing does.
     *
     * @param number of the item, 1 for the first
     * @param why {@link #number} says which slot it is about: a slot index of it counts only among those items
     * @param free of a slot that is full: places that were left for the whole order, its former quote's included; 0 for all others
     * @param leased of a slot that is full: places that quotes of others hold, and may give back; 0 for all others
     */
    record ItemRefusal(int number, Refusal why, int free, int leased) {}

    /** The key is that of an order, booked by another request than this. */
    record OrderBooked() implements OrderOutcome {
        public static final OrderBooked ORDER_BOOKED = new OrderBooked();
    }

    /** The key is that of an order that was given up for good. */
    record OrderErased() implements OrderOutcome {
        public static final OrderErased ORDER_ERASED = new OrderErased();
    }

    /** There is no order of that key, or not any more. */
    record OrderUnknown() implements OrderOutcome {
        public static final OrderUnknown ORDER_UNKNOWN = new OrderUnknown();
    }

    /** The order has no item of that number. */
    record ItemUnknown(int number) implements OrderOutcome {}

    /** One order has no more items than that. */
    record TooManyItems(int limit) implements OrderOutcome {}
}
