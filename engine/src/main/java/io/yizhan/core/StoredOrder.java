package io.yizhan.core;

/**
 * An order as it is kept and loaded again: see {@link Event.OrderBooked}.
 *
 * @param digestHi 0 for a quote, as {@code digestLo}
 * @param reservations ids in the order of its items, those that have left the books included; not to be changed
 * @param details "" for a quote, and for what is erased
 * @param notice what its customer is to be told; "" for nothing, and where {@code details} are ""
 */
public record StoredOrder(
        OrderKey key,
        OrderState state,
        String member,
        long digestHi,
        long digestLo,
        long[] reservations,
        String details,
        String notice) {
    /** A quote, of which nothing else is said. */
    public static StoredOrder quoted(Event.OrderQuoted it) {
        return new StoredOrder(it.key(), OrderState.QUOTED, it.member(), 0, 0, it.reservations(), "", "");
    }

    /** As it is booked, with nothing told yet. */
    public static StoredOrder booked(Event.OrderBooked it) {
        return new StoredOrder(
                it.key(),
                OrderState.BOOKED,
                it.member(),
                it.digestHi(),
                it.digestLo(),
                it.reservations(),
                it.details(),
                "");
    }

    /** The same, given up for good. */
    public StoredOrder erased() {
        return new StoredOrder(key, OrderState.ERASED, member, digestHi, digestLo, reservations, "", "");
    }

    /** The same, with another notice. */
    public StoredOrder noticed(String text) {
        return new StoredOrder(key, state, member, digestHi, digestLo, reservations, details, text);
    }
}
