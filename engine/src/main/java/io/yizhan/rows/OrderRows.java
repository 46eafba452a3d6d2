package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.OrderBooked;
import io.yizhan.core.Event.OrderErased;
import io.yizhan.core.Event.OrderNoticed;
import io.yizhan.core.Event.OrderQuoted;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderState;
import io.yizhan.core.StoredOrder;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Orders of booking partners, a row each, and a row for each of their items. A quote is there for as long as one of its items is held. Of an order
 * the row says when it changed last, by the number of the event: what a partner is told next is found by that.
 */
final class OrderRows implements RowPart {
    private static final String CLEAR_ITEMS = """
            delete from booking_order_item i using unnest($2::text[], $3::uuid[]) as o (broker, uuid)
            where i.region = $1::text and i.broker = o.broker and i.uuid = o.uuid
            """;

    private static final String PUT = """
            insert into booking_order (region, broker, uuid, state, member, digest_hi, digest_lo, details, notice, booked_seq,
              changed_seq)
            select $1::text, broker, uuid, state, member, digest_hi, digest_lo, details, notice, booked_seq, changed_seq
            from unnest($2::text[], $3::uuid[], $4::int[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[],
              $11::bigint[]) as o (broker, uuid, state, member, digest_hi, digest_lo, details, notice, booked_seq, changed_seq)
            on conflict (region, broker, uuid) do update set state = excluded.state, member = excluded.member,
              digest_hi = excluded.digest_hi, digest_lo = excluded.digest_lo, details = excluded.details, notice = excluded.notice,
              booked_seq = excluded.booked_seq, changed_seq = excluded.changed_seq
            """;

    private static final String PUT_ITEMS = """
            insert into booking_order_item (region, broker, uuid, number, reservation_id)
            select $1::text, broker, uuid, number, reservation_id
            from unnest($2::text[], $3::uuid[], $4::int[], $5::bigint[]) as i (broker, uuid, number, reservation_id)
            """;

    private static final String NOTICE = """
            with noticed as (
              update booking_order o set notice = n.notice, changed_seq = n.seq
              from unnest($2::text[], $3::uuid[], $4::text[], $5::bigint[]) as n (broker, uuid, notice, seq)
              where o.region = $1::text and o.broker = n.broker and o.uuid = n.uuid and o.state = 1 returning 1)
            select expect_rows('orders whose customers are told something', $6::bigint, (select count(*) from noticed))
            """;

    private static final String ERASE = """
            with erased as (
              update booking_order o set state = 2, details = '', notice = '', changed_seq = e.seq
              from unnest($2::text[], $3::uuid[], $4::bigint[]) as e (broker, uuid, seq)
              where o.region = $1::text and o.broker = e.broker and o.uuid = e.uuid and o.state = 1 returning 1)
            select expect_rows('orders given up', $5::bigint, (select count(*) from erased))
            """;

    /** Most reservations are no order's, so no rows are expected. A quote that holds nothing any more goes, with its items. */
    private static final String CHANGE = """
            with touched as (
              select i.broker, i.uuid, max(n.seq) as seq from unnest($2::bigint[], $3::bigint[]) as n (id, seq)
                join booking_order_item i on i.region = $1::text and i.reservation_id = n.id
              group by i.broker, i.uuid),
            changed as (
              update booking_order o set changed_seq = t.seq from touched t
              where o.region = $1::text and o.broker = t.broker and o.uuid = t.uuid and o.state > 0 and o.changed_seq < t.seq),
            ended as (
              delete from booking_order o using touched t
              where o.region = $1::text and o.broker = t.broker and o.uuid = t.uuid and o.state = 0 and not exists (
                select from booking_order_item i join reservation r on r.region = i.region and r.id = i.reservation_id
                where i.region = o.region and i.broker = o.broker and i.uuid = o.uuid and r.state = 0)
              returning o.broker, o.uuid)
            delete from booking_order_item i using ended e
            where i.region = $1::text and i.broker = e.broker and i.uuid = e.uuid
            """;

    private static final String LOAD = """
            select o.broker, o.uuid::text, o.state, o.member, o.digest_hi, o.digest_lo, o.details, o.notice, array(
              select i.reservation_id from booking_order_item i
              where i.region = o.region and i.broker = o.broker and i.uuid = o.uuid order by i.number)
            from booking_order o
            where o.region = ? and exists (
              select from booking_order_item i join reservation r on r.region = i.region and r.id = i.reservation_id
              where i.region = o.region and i.broker = o.broker and i.uuid = o.uuid and not r.archived and (o.state > 0 or r.state = 0))
            """;

    /**
     * What becomes of an order that is quoted or booked by the batch.
     *
     * @param bookedSeq the number of the event by which it was booked; 0 for a quote
     * @param changedSeq that of its last event; 0 for a quote
     */
    record Put(StoredOrder order, long bookedSeq, long changedSeq) {}

    /** What the customer of one that was booked before the batch is to be told, by its last event. */
    record Notice(String text, long seq) {}

    final Map<OrderKey, Put> put = new LinkedHashMap<>();
    final Map<OrderKey, Notice> noticed = new LinkedHashMap<>();
    /** Of those that were booked before the batch: by which event. */
    final Map<OrderKey, Long> erased = new LinkedHashMap<>();
    /** What has happened to reservations, whether or not they are an order's: the number of the last event. */
    final Map<Long, Long> changed = new LinkedHashMap<>();

    int take(OrderQuoted it) {
        return put(StoredOrder.quoted(it), 0);
    }

    int take(OrderBooked it, long seq) {
        return put(StoredOrder.booked(it), seq);
    }

    /** Of a key that books have forgotten there may be something of before. */
    private int put(StoredOrder order, long seq) {
        put.put(order.key(), new Put(order, seq, seq));
        noticed.remove(order.key());
        erased.remove(order.key());
        return 1 + order.reservations().length;
    }

    int take(OrderNoticed it, long seq) {
        Put before = put.get(it.key());
        if (before == null) {
            noticed.put(it.key(), new Notice(it.notice(), seq));
            return 1;
        }
        put.put(it.key(), new Put(before.order.noticed(it.notice()), before.bookedSeq, seq));
        return 0;
    }

    int take(OrderErased it, long seq) {
        Put before = put.get(it.key());
        if (before == null) {
            erased.put(it.key(), seq);
            return 1;
        }
        put.put(it.key(), new Put(before.order.erased(), before.bookedSeq, seq));
        return 0;
    }

    /** Something has happened to a reservation that may be an order's. */
    int changes(long reservationId, long seq) {
        changed.put(reservationId, seq);
        return 0;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(
                new RowStatement(CLEAR_ITEMS, owner -> put.isEmpty() ? null : keys(owner, put.keySet())),
                new RowStatement(PUT, this::orders),
                new RowStatement(PUT_ITEMS, this::items),
                new RowStatement(NOTICE, this::noticed),
                new RowStatement(ERASE, this::erased),
                new RowStatement(CHANGE, this::changed));
    }

    private static Tuple keys(Owner owner, Collection<OrderKey> of) {
        return Tuple.of(owner.region())
                .addArrayOfString(
                        of.stream().map(it -> AuditEntry.storable(it.broker())).toArray(String[]::new))
                .addArrayOfUUID(of.stream().map(OrderRows::uuid).toArray(UUID[]::new));
    }

    private static UUID uuid(OrderKey key) {
        return new UUID(key.hi(), key.lo());
    }

    private @Nullable Tuple orders(Owner owner) {
        if (put.isEmpty()) return null;
        List<StoredOrder> each = put.values().stream().map(Put::order).toList();
        return keys(owner, put.keySet())
                .addArrayOfInteger(each.stream().map(it -> it.state().code()).toArray(Integer[]::new))
                .addArrayOfString(each.stream()
                        .map(it -> AuditEntry.storable(it.member()))
                        .toArray(String[]::new))
                .addArrayOfLong(each.stream().map(StoredOrder::digestHi).toArray(Long[]::new))
                .addArrayOfLong(each.stream().map(StoredOrder::digestLo).toArray(Long[]::new))
                .addArrayOfString(each.stream()
                        .map(it -> AuditEntry.storable(it.details()))
                        .toArray(String[]::new))
                .addArrayOfString(each.stream()
                        .map(it -> AuditEntry.storable(it.notice()))
                        .toArray(String[]::new))
                .addArrayOfLong(put.values().stream().map(Put::bookedSeq).toArray(Long[]::new))
                .addArrayOfLong(put.values().stream().map(Put::changedSeq).toArray(Long[]::new));
    }

    private @Nullable Tuple items(Owner owner) {
        if (put.isEmpty()) return null;
        List<OrderKey> keys = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (Put one : put.values()) {
            long[] items = one.order.reservations();
            for (int i = 0; i < items.length; i++) {
                keys.add(one.order.key());
                numbers.add(i + 1);
                ids.add(items[i]);
            }
        }
        return keys(owner, keys)
                .addArrayOfInteger(numbers.toArray(Integer[]::new))
                .addArrayOfLong(ids.toArray(Long[]::new));
    }

    private @Nullable Tuple noticed(Owner owner) {
        if (noticed.isEmpty()) return null;
        return keys(owner, noticed.keySet())
                .addArrayOfString(noticed.values().stream()
                        .map(it -> AuditEntry.storable(it.text))
                        .toArray(String[]::new))
                .addArrayOfLong(noticed.values().stream().map(Notice::seq).toArray(Long[]::new))
                .addLong((long) noticed.size());
    }

    private @Nullable Tuple erased(Owner owner) {
        if (erased.isEmpty()) return null;
        return keys(owner, erased.keySet())
                .addArrayOfLong(erased.values().toArray(Long[]::new))
                .addLong((long) erased.size());
    }

    private @Nullable Tuple changed(Owner owner) {
        if (changed.isEmpty()) return null;
        return Tuple.of(owner.region())
                .addArrayOfLong(changed.keySet().toArray(Long[]::new))
                .addArrayOfLong(changed.values().toArray(Long[]::new));
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.orders().order(order(row)));
    }

    private static StoredOrder order(ResultSet row) throws SQLException {
        UUID uuid = UUID.fromString(row.getString(2));
        OrderState state = OrderState.of(row.getInt(3));
        if (state == null) throw new IllegalStateException("an order is " + row.getInt(3));
        return new StoredOrder(
                new OrderKey(row.getString(1), uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()),
                state,
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                RowReader.longs(row, 9),
                row.getString(7),
                row.getString(8));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(OrderInvariants.ITEMS_FIT);
    }
}
