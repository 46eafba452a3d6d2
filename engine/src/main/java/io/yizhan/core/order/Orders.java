package io.yizhan.core.order;

import io.yizhan.core.Event;
import io.yizhan.core.OrderBooks;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderState;
import io.yizhan.core.ReservationState;
import io.yizhan.core.StoredOrder;
import io.yizhan.core.table.ReservationTable;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.Long2LongCounterMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which reservations are an order's. A quote is known while one of its items is held, an order while one of its reservations is in the books.
 * Of reservations that are no order's nothing is kept: most are none.
 */
public final class Orders implements OrderBooks {
    private final ReservationTable table;
    private final Map<OrderKey, Order> byKey = new HashMap<>();
    /** Of a quote those that are held, of an order those that are in the books. */
    private final Long2ObjectHashMap<Order> byReservation = new Long2ObjectHashMap<>();
    /** Places that quotes hold, by slot. */
    private final Long2LongCounterMap leased = new Long2LongCounterMap(0);

    public Orders(ReservationTable table) {
        this.table = table;
    }

    /** Null where the books know none of that key. */
    public @Nullable Order find(OrderKey key) {
        return byKey.get(key);
    }

    /** Places of a slot that quotes hold. */
    public int leased(long slotKey) {
        return Math.toIntExact(leased.get(slotKey));
    }

    /** The order that one of its reservations is of; null where it is none's, or a quote's that is not held any more. */
    public @Nullable Order of(long reservationId) {
        return byReservation.get(reservationId);
    }

    public void apply(Event.OrderQuoted event) {
        add(StoredOrder.quoted(event));
    }

    public void apply(Event.OrderBooked event) {
        add(StoredOrder.booked(event));
    }

    public void apply(Event.OrderNoticed event) {
        Order former = booked(event.key(), event);
        become(former, former.stored().noticed(event.notice()));
    }

    public void apply(Event.OrderErased event) {
        Order former = booked(event.key(), event);
        become(former, former.stored().erased());
    }

    private Order booked(OrderKey key, Event event) {
        Order order = byKey.get(key);
        if (order == null || order.state() != OrderState.BOOKED)
            throw new IllegalStateException("of an order that is not booked: " + event);
        return order;
    }

    private void become(Order former, StoredOrder now) {
        Order order = former.become(now);
        byKey.put(now.key(), order);
        for (long id : now.reservations()) if (byReservation.containsKey(id)) byReservation.put(id, order);
    }

    @Override
    public void order(StoredOrder stored) {
        add(stored);
    }

    private void add(StoredOrder stored) {
        Order order = new Order(stored);
        int left = 0;
        for (long id : stored.reservations()) {
            int cell = table.find(id);
            if (cell < 0 || (order.isQuote() && table.state(cell) != ReservationState.HELD)) continue;
            if (byReservation.put(id, order) != null)
                throw new IllegalStateException("reservation " + id + " is an item of two orders");
            if (order.isQuote()) leased.addAndGet(table.slot(cell, 0), table.places(cell, 0));
            left++;
        }
        if (left == 0) throw new IllegalStateException("nothing in the books is of order " + stored.key());
        order.left(left);
        if (byKey.put(stored.key(), order) != null)
            throw new IllegalStateException("the order " + stored.key() + " is there already");
    }

    /** A reservation that was held is not any more: it has ended, or was confirmed. */
    public void holdEnded(long reservationId) {
        Order order = byReservation.isEmpty() ? null : byReservation.get(reservationId);
        if (order == null || !order.isQuote()) return;
        int cell = table.find(reservationId);
        leased.addAndGet(table.slot(cell, 0), -table.places(cell, 0));
        oneLess(order, reservationId);
    }

    /** The reservation is about to leave the books. */
    public void forget(long reservationId) {
        Order order = byReservation.isEmpty() ? null : byReservation.get(reservationId);
        if (order != null) oneLess(order, reservationId);
    }

    private void oneLess(Order order, long reservationId) {
        byReservation.remove(reservationId);
        if (order.oneLess()) byKey.remove(order.key());
    }

    /** The order does not matter. */
    public long stateHash() {
        long hash = 0;
        for (Order order : byKey.values()) hash += order.stateHash();
        return hash;
    }
}
