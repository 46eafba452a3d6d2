package io.yizhan.core;

/**
 * An order as it is kept and loaded again: see {@link Event.OrderBooked}.
 *
 * @param digestHi 0 for a quote, as {@code digestLo}
 * @param reservations ids in the order of its items, those that have left the books included; not to be changed
 * @param details "" for a quote, and for what is erased
 */
public record StoredOrder(
        OrderKey key,
        OrderState state,
        String member,
        long digestHi,
        long digestLo,
        long[] reservations,
        String details) {}
