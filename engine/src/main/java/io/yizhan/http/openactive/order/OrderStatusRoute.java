package io.yizhan.http.openactive.order;

import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.BookingAnswer;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.order.OrderRecord;
import io.yizhan.order.OrderRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /openactive/api/orders/{uuid}}: how an order stands. What is over the books know only for a while, and not who came: then it is told by the
 * rows. Of one event loop.
 */
public final class OrderStatusRoute {
    private static final int ASKED_MAX = 64;

    private final Commands commands;
    private final OpenData data;
    private final OrderPasses passes;
    private final OrderRecords records;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.EVENTS_UNAVAILABLE);

    public OrderStatusRoute(Commands commands, OpenData data, OrderPasses passes, OrderRecords records) {
        this.commands = commands;
        this.data = data;
        this.passes = passes;
        this.records = records;
    }

    public void handle(Exchange exchange, String text, Principal broker) {
        UUID uuid = Uuids.parse(text);
        if (uuid == null) OrderErrors.unknown(exchange);
        else
            commands.submit(
                    exchange,
                    new OrderCommand.FindOrder(OrderRoutes.key(broker, uuid)),
                    outcome -> found(exchange, uuid, broker, outcome));
    }

    private void found(Exchange exchange, UUID uuid, Principal broker, OrderOutcome outcome) {
        OrderView known = outcome instanceof OrderOutcome.OrderStands it ? it.order() : null;
        if (known != null && known.state() == OrderState.ERASED) {
            OrderErrors.gone(exchange);
        } else if (known != null && known.state() == OrderState.BOOKED && !isOver(known)) {
            send(exchange, known);
        } else {
            String region = exchange.region.sources.region();
            questions.ask(
                    exchange,
                    () -> records.find(region, broker.subject(), uuid),
                    record -> told(exchange, broker, uuid, record));
        }
    }

    /** Whether the books don't know all of it any more. */
    private static boolean isOver(OrderView order) {
        for (OrderView.Item item : order.items()) {
            Reservation reservation = item.reservation();
            if (reservation == null || reservation.state() == ReservationState.COMPLETED) return true;
        }
        return false;
    }

    private void told(Exchange exchange, Principal broker, UUID uuid, @Nullable OrderRecord record) {
        if (record == null) {
            OrderErrors.unknown(exchange);
        } else if (record.erased()) {
            OrderErrors.gone(exchange);
        } else {
            List<OrderView.Item> items = new ArrayList<>();
            for (Reservation each : record.items()) items.add(new OrderView.Item(items.size() + 1, each.id(), each));
            send(
                    exchange,
                    new OrderView(
                            OrderRoutes.key(broker, uuid),
                            OrderState.BOOKED,
                            "",
                            items,
                            0,
                            record.details(),
                            record.notice()));
        }
    }

    private void send(Exchange exchange, OrderView order) {
        OrderJson json = new OrderJson(exchange, new OrderedThings(exchange, data));
        String uuid = new UUID(order.key().hi(), order.key().lo()).toString();
        passes.of(
                exchange,
                order,
                signed -> BookingAnswer.send(
                        exchange, 200, json.order(uuid, order, false, signed).done()));
    }
}
