package io.yizhan.http.openactive.order;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.Reservation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.BookingAnswer;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.openactive.ChangeNumber;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.order.OrderRecord;
import io.yizhan.order.OrderRecords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /openactive/api/orders-rpde}: what has become of a partner's orders, by Realtime Paged Data Exchange 1.0. An order is there from its first
 * change after it was booked; its change number is that of the event. From the rows, so on every node. Of one event loop.
 */
public final class OrdersFeedRoute {
    private static final int PAGE = 500;
    private static final int ASKED_MAX = 64;
    private static final int ITEM_BYTES = 1_024;
    private static final String PATH = "/api/orders-rpde";

    private final OpenData data;
    private final OrderRecords records;
    private final OrderPasses passes;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.EVENTS_UNAVAILABLE);

    public OrdersFeedRoute(OpenData data, OrderRecords records, OrderPasses passes) {
        this.data = data;
        this.records = records;
        this.passes = passes;
    }

    public void handle(Exchange exchange, Principal broker) {
        Query query = new Query(exchange);
        String after = ChangeNumber.of(query);
        if (query.answered()) return;
        String region = exchange.region.sources.region();
        long number = ChangeNumber.value(after);
        questions.ask(
                exchange,
                () -> records.changedAfter(region, broker.subject(), number, PAGE),
                orders -> signed(exchange, after, orders));
    }

    private void signed(Exchange exchange, @Nullable String after, List<OrderRecord> orders) {
        List<Reservation> reservations = new ArrayList<>();
        for (OrderRecord order : orders) if (!order.erased()) reservations.addAll(order.items());
        passes.of(exchange, reservations, passes -> send(exchange, after, orders, passes));
    }

    private void send(Exchange exchange, @Nullable String after, List<OrderRecord> orders, @Nullable String[] passes) {
        OrderedThings things = new OrderedThings(exchange, data);
        OrderJson form = new OrderJson(exchange, things);
        String feed = things.base() + PATH;
        String last = orders.isEmpty() ? after : Long.toString(orders.getLast().changedSeq());
        JsonOut json = exchange.json(256 + ITEM_BYTES * (orders.size() + passes.length))
                .object()
                .field("next", ChangeNumber.url(feed, last))
                .array("items");
        int pass = 0;
        for (OrderRecord order : orders) {
            json.object()
                    .field("state", order.erased() ? "deleted" : "updated")
                    .field("kind", "Order")
                    .field("id", order.uuid().toString())
                    .field("modified", order.changedSeq());
            if (!order.erased()) pass = form.changed(json, order, passes, pass);
            json.end();
        }
        exchange.header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        BookingAnswer.send(exchange, 200, json.endArray().end().done());
    }
}
