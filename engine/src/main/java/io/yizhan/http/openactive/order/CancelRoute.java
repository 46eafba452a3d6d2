package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BookingAnswer;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.Rfc3339;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.http.problem.BookingError;
import java.util.UUID;

/** {@code PATCH /openactive/api/orders/{uuid}}: a partner cancels items for its customer, all that are named or none. Of one event loop. */
public final class CancelRoute {
    private final Commands commands;
    private final OpenData data;

    public CancelRoute(Commands commands, OpenData data) {
        this.commands = commands;
        this.data = data;
    }

    public void handle(Exchange exchange, String text, Principal broker) {
        UUID uuid = Uuids.parse(text);
        if (uuid == null) OrderErrors.unknown(exchange);
        else
            JsonBody.readOfAKind(
                    exchange,
                    OrderRoutes.MEDIA_TYPE,
                    LinkedData::parse,
                    ObjectNode.class,
                    body -> cancel(exchange, uuid, broker, body));
    }

    private void cancel(Exchange exchange, UUID uuid, Principal broker, ObjectNode body) {
        try {
            String base = new OrderedThings(exchange, data).base();
            int[] numbers = CancelRequest.numbers(body, base, uuid.toString());
            commands.submit(
                    exchange,
                    new OrderCommand.CancelOrderItems(OrderRoutes.key(broker, uuid), numbers),
                    outcome -> answer(exchange, outcome));
        } catch (Refused refused) {
            refuse(exchange, refused);
        }
    }

    private static void refuse(Exchange exchange, Refused refused) {
        BookingAnswer.error(exchange, refused.error, refused.description);
    }

    private static void answer(Exchange exchange, OrderOutcome outcome) {
        switch (outcome) {
            case OrderOutcome.OrderStands it -> exchange.sendEmpty(204);
            case OrderOutcome.OrderRefused it ->
                BookingAnswer.error(
                        exchange,
                        BookingError.CANCELLATION_NOT_PERMITTED,
                        why(exchange, it.items().getFirst()));
            case OrderOutcome.OrderUnknown it -> OrderErrors.unknown(exchange);
            case OrderOutcome.OrderErased it -> OrderErrors.gone(exchange);
            case OrderOutcome.ItemUnknown it ->
                refuse(exchange, CancelRequest.notWithin("The order has no item " + it.number() + '.'));
            case OrderOutcome.OrderBooked it -> throw new IllegalStateException("nothing was booked");
            case OrderOutcome.TooManyItems it -> throw new IllegalStateException("nothing was booked");
        }
    }

    private static String why(Exchange exchange, ItemRefusal refusal) {
        String item = "Item " + refusal.number();
        return switch (refusal.why()) {
                    case Refusal.CancellationClosed it ->
                        item + " could be cancelled until " + Rfc3339.format(it.closedAtMs(), exchange.zone()) + '.';
                    case Refusal.WrongState it ->
                        item + " is over: " + it.state().name() + '.';
                    default -> item + " can't be cancelled.";
                }
                + " Nothing was cancelled.";
    }
}
