package io.yizhan.order;

import io.yizhan.core.Reservation;
import io.yizhan.member.StoredReservation;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By the rows. Each question has a connection of its own, and is one statement, so that it sees one state of them. */
public final class PostgresOrderRecords implements OrderRecords {
    private static final String CHANGED = items("""
            select * from booking_order o
            where o.region = ? and o.broker = ? and o.state > 0 and o.changed_seq > ? and o.changed_seq > o.booked_seq
            order by o.changed_seq limit ?
            """);

    private static final String ONE = items("""
            select * from booking_order o where o.region = ? and o.broker = ? and o.state > 0 and o.uuid = ?
            """);

    /** One row for each item of these orders. */
    private static String items(String orders) {
        return """
            with o as (%s)
            select o.uuid, o.changed_seq, o.state = 2 as erased, o.details, o.notice, %s
            from o
              join booking_order_item i on i.region = o.region and i.broker = o.broker and i.uuid = o.uuid
              join (%s) on r.region = i.region and r.id = i.reservation_id
            order by o.changed_seq, o.uuid, i.number
            """.formatted(orders, StoredReservation.COLUMNS, StoredReservation.TABLES);
    }

    private final RowQuestions rows;

    public PostgresOrderRecords(PostgresUri uri) {
        rows = new RowQuestions(uri, "what has become of orders was not read");
    }

    @Override
    public List<OrderRecord> changedAfter(String region, String broker, long after, int limit) throws IOException {
        return together(rows.all(CHANGED, PostgresOrderRecords::withOneItem, region, broker, after, limit));
    }

    @Override
    public @Nullable OrderRecord find(String region, String broker, UUID uuid) throws IOException {
        List<OrderRecord> found = together(rows.all(ONE, PostgresOrderRecords::withOneItem, region, broker, uuid));
        return found.isEmpty() ? null : found.getFirst();
    }

    private static OrderRecord withOneItem(ResultSet row) throws SQLException {
        return new OrderRecord(
                row.getObject("uuid", UUID.class),
                row.getLong("changed_seq"),
                row.getBoolean("erased"),
                row.getString("details"),
                row.getString("notice"),
                List.of(StoredReservation.of(row)));
    }

    /** Each with all of its items, which follow each other. */
    private static List<OrderRecord> together(List<OrderRecord> parts) {
        List<OrderRecord> orders = new ArrayList<>();
        for (int from = 0, to; from < parts.size(); from = to) {
            OrderRecord first = parts.get(from);
            List<Reservation> items = new ArrayList<>();
            for (to = from; to < parts.size() && parts.get(to).uuid().equals(first.uuid()); to++)
                items.addAll(parts.get(to).items());
            orders.add(new OrderRecord(
                    first.uuid(),
                    first.changedSeq(),
                    first.erased(),
                    first.details(),
                    first.notice(),
                    List.copyOf(items)));
        }
        return orders;
    }
}
