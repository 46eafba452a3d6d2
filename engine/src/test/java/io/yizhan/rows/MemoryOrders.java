package io.yizhan.rows;

import io.yizhan.core.OrderBooks;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderState;
import io.yizhan.core.ReservationState;
import io.yizhan.core.StoredOrder;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;

/** Rows of orders, in memory, with the constraints of the real schema. */
public final class MemoryOrders {
    /**
     * @param bookedSeq 0 for a quote
     * @param changedSeq 0 for a quote
     */
    public record Row(StoredOrder order, long bookedSeq, long changedSeq) {
        Row with(StoredOrder now, long seq) {
            return new Row(now, bookedSeq, seq);
        }
    }

    public final Map<OrderKey, Row> rows = new LinkedHashMap<>();

    MemoryOrders() {}

    MemoryOrders(MemoryOrders former) {
        rows.putAll(former.rows);
    }

    void write(OrderRows parts, ErasureRows erased, Map<Long, MemoryReservation> reservations)
            throws RowsRefusedException {
        for (OrderRows.Put it : parts.put.values()) {
            MemoryRows.require(
                    (it.order().state() == OrderState.QUOTED) == (it.changedSeq() == 0),
                    "booking_order_has_changed_since_it_was_booked");
            MemoryRows.require(it.bookedSeq() <= it.changedSeq(), "booking_order_changes_once_it_is_booked");
            rows.put(it.order().key(), new Row(storable(it.order()), it.bookedSeq(), it.changedSeq()));
        }
        Set<Long> items = new HashSet<>();
        for (Row row : rows.values())
            for (long id : row.order.reservations())
                MemoryRows.require(items.add(id), "booking_order_item_of_reservation");
        for (var it : parts.noticed.entrySet()) {
            Row former = booked(it.getKey(), "orders whose customers are told something");
            String text = AuditEntry.storable(it.getValue().text());
            rows.put(
                    it.getKey(),
                    former.with(former.order.noticed(text), it.getValue().seq()));
        }
        for (var it : parts.erased.entrySet()) {
            Row former = booked(it.getKey(), "orders given up");
            rows.put(it.getKey(), former.with(former.order.erased(), it.getValue()));
        }
        rows.replaceAll((key, row) -> changed(row, parts.changed));
        rows.values().removeIf(row -> row.order.state() == OrderState.QUOTED && !holds(row.order, reservations));
        rows.replaceAll((key, row) -> forgotten(row, erased));
    }

    private Row booked(OrderKey key, String what) throws RowsRefusedException {
        Row row = MemoryRows.required(rows.get(key));
        MemoryRows.require(row.order.state() == OrderState.BOOKED, what);
        return row;
    }

    private static Row forgotten(Row row, ErasureRows erased) {
        StoredOrder it = row.order;
        if (!erased.has(it.member())) return row;
        StoredOrder nobodys =
                new StoredOrder(it.key(), it.state(), "", it.digestHi(), it.digestLo(), it.reservations(), "", "");
        return row.with(nobodys, row.changedSeq);
    }

    private static Row changed(Row row, Map<Long, Long> changed) {
        if (row.order.state() == OrderState.QUOTED) return row;
        long seq = row.changedSeq;
        for (long id : row.order.reservations()) seq = Math.max(seq, changed.getOrDefault(id, 0L));
        return row.with(row.order, seq);
    }

    private static boolean holds(StoredOrder order, Map<Long, MemoryReservation> reservations) {
        return Arrays.stream(order.reservations())
                .anyMatch(id -> Objects.requireNonNull(reservations.get(id)).state() == ReservationState.HELD);
    }

    private static StoredOrder storable(StoredOrder it) {
        return new StoredOrder(
                it.key(),
                it.state(),
                AuditEntry.storable(it.member()),
                it.digestHi(),
                it.digestLo(),
                it.reservations(),
                AuditEntry.storable(it.details()),
                AuditEntry.storable(it.notice()));
    }

    /** @param has whether a reservation is in the books */
    void load(OrderBooks books, LongPredicate has) {
        for (Row row : rows.values())
            if (Arrays.stream(row.order.reservations()).anyMatch(has)) books.order(row.order);
    }
}
