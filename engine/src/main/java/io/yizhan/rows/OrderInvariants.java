package io.yizhan.rows;

import io.yizhan.rows.RowInvariant.Breach;
import java.util.List;

/** What holds for the rows of orders. */
final class OrderInvariants {
    private OrderInvariants() {}

    private static final String GAPS = """
            select o.broker, o.uuid::text, coalesce(max(i.number), 0), count(i.number)
            from booking_order o left join booking_order_item i on i.region = o.region and i.broker = o.broker and i.uuid = o.uuid
            where o.region = ? group by o.broker, o.uuid
            having count(i.number) = 0 or max(i.number) <> count(i.number) order by o.broker, o.uuid
            """;

    private static final String NO_ORDERS = """
            select i.broker, i.uuid::text, count(*) from booking_order_item i
            where i.region = ? and not exists (
              select from booking_order o where o.region = i.region and o.broker = i.broker and o.uuid = i.uuid)
            group by i.broker, i.uuid order by i.broker, i.uuid
            """;

    private static final String NOBODYS = """
            select i.broker, i.uuid::text, i.number from booking_order_item i
              join booking_order o on o.region = i.region and o.broker = i.broker and o.uuid = i.uuid
            where i.region = ? and not exists (
              select from reservation r where r.region = i.region and r.id = i.reservation_id and r.member in (o.member, ''))
            order by i.broker, i.uuid, i.number
            """;

    private static final String ENDED_QUOTES = """
            select o.broker, o.uuid::text from booking_order o
            where o.region = ? and o.state = 0 and not exists (
              select from booking_order_item i join reservation r on r.region = i.region and r.id = i.reservation_id
              where i.region = o.region and i.broker = o.broker and i.uuid = o.uuid and r.state = 0)
            order by o.broker, o.uuid
            """;

    private static final String KEPT = """
            select o.broker, o.uuid::text, i.number from booking_order o
              join booking_order_item i on i.region = o.region and i.broker = o.broker and i.uuid = o.uuid
              join reservation r on r.region = i.region and r.id = i.reservation_id
            where o.region = ? and (o.state = 1 and r.state = 0 or o.state = 2 and r.state in (0, 1))
            order by o.broker, o.uuid, i.number
            """;

    static final RowInvariant ITEMS_FIT = new RowInvariant(
            "orders of booking partners",
            "every order has its items, each a reservation of its member, and a quote holds something",
            List.of(
                    new Breach(
                            GAPS,
                            row -> "of the items of order " + row.getString(2) + " of " + row.getString(1) + ", up to "
                                    + row.getInt(3) + ", there are " + row.getLong(4)),
                    new Breach(
                            NO_ORDERS,
                            row -> row.getLong(3) + " items are of order " + row.getString(2) + " of "
                                    + row.getString(1) + ", which is missing"),
                    new Breach(
                            NOBODYS,
                            row -> "item " + row.getInt(3) + " of order " + row.getString(2) + " of " + row.getString(1)
                                    + " is no reservation of its member"),
                    new Breach(
                            ENDED_QUOTES,
                            row -> "quote " + row.getString(2) + " of " + row.getString(1) + " holds nothing"),
                    new Breach(
                            KEPT,
                            row -> "item " + row.getInt(3) + " of order " + row.getString(2) + " of " + row.getString(1)
                                    + " stands otherwise than its order")));
}
