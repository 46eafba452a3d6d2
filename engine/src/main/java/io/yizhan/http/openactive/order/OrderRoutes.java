package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.core.Claims;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.OrderView;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.BrokersMember;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.exchange.BookingAnswer;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.http.problem.BookingError;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /openactive/api/order-quote-templates}, {@code order-quotes} and {@code orders}: a partner asks for a quote (C1, C2), books (B), asks how an order
 * stands, and gives it up. All of it can be asked again. A partner's orders are its own, by the subject of its token.
 *
 * <p>Who its customer is to the rules of booking: a member of its own, by the mail address. The books have a name that is made of it and of the partner's
 * by a key, so they don't learn the address, and two partners' customers are two members: neither is told what the other one's has. At C1, where nobody is
 * named, it is somebody who has nothing else. Of one event loop.
 */
public final class OrderRoutes {
    public static final String MEDIA_TYPE = "application/vnd.openactive.booking+json; version=1";
    private static final String TEMPLATE = "order.";

    private final Commands commands;
    private final OpenData data;
    private final Pseudonyms pseudonyms;
    private final OrderPasses passes;

    public OrderRoutes(Commands commands, OpenData data, Pseudonyms pseudonyms, OrderPasses passes) {
        this.commands = commands;
        this.data = data;
        this.pseudonyms = pseudonyms;
        this.passes = passes;
    }

    /** C1. */
    public void quoteTemplate(Exchange exchange, String uuid, Principal broker) {
        read(exchange, Stage.C1, uuid, broker);
    }

    /** C2. */
    public void quote(Exchange exchange, String uuid, Principal broker) {
        read(exchange, Stage.C2, uuid, broker);
    }

    /** B. */
    public void book(Exchange exchange, String uuid, Principal broker) {
        read(exchange, Stage.B, uuid, broker);
    }

    /** What was asked for, by whom, with what is made of it. */
    private record Asked(
            Stage stage, OrderKey key, String uuid, OrderRequest request, OrderedThings things, long[] slots) {}

    private void read(Exchange exchange, Stage stage, String text, Principal broker) {
        UUID uuid = Uuids.parse(text);
        if (uuid == null) {
            BookingAnswer.error(exchange, BookingError.OPEN_BOOKING, Uuids.WANTED);
            return;
        }
        OrderKey key = key(broker, uuid);
        JsonBody.readOfAKind(
                exchange,
                MEDIA_TYPE,
                LinkedData::parse,
                ObjectNode.class,
                body -> take(exchange, stage, key, uuid.toString(), broker, body));
    }

    /** Null for what is no URL of an order here. */
    public static @Nullable UUID uuidIn(OrderedThings things, String url) {
        String below = OrderJson.url(things, Stage.B, "");
        return url.startsWith(below) ? Uuids.parse(url.substring(below.length())) : null;
    }

    /** A partner's order. */
    public static OrderKey key(Principal broker, UUID uuid) {
        return new OrderKey(broker.subject(), uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    private void take(Exchange exchange, Stage stage, OrderKey key, String uuid, Principal broker, ObjectNode body) {
        OrderedThings things = new OrderedThings(exchange, data);
        OrderRequest request;
        try {
            request = OrderRequest.of(body, stage, things.sellerId());
        } catch (Refused refused) {
            BookingAnswer.error(exchange, refused.error, refused.description);
            return;
        }
        List<OrderRequest.Item> items = request.items();
        if (items.size() > OrderCommand.ITEMS_MAX) {
            tooMany(exchange, OrderCommand.ITEMS_MAX);
            return;
        }
        OrderDetails details = OrderDetails.of(request);
        @Nullable ItemFault[] faults = new @Nullable ItemFault[items.size()];
        long[] slots = new long[items.size()];
        for (int i = 0; i < slots.length; i++) {
            String opportunity = items.get(i).opportunity();
            slots[i] = opportunity == null ? OrderedThings.NO_URL : things.slotOf(opportunity);
            faults[i] = ItemFault.of(items.get(i), slots[i], things);
        }
        Asked asked = new Asked(stage, key, uuid, request, things, slots);
        if (Arrays.stream(faults).anyMatch(it -> it != null)) {
            refuse(exchange, asked, details, faults, List.of());
            return;
        }
        String encoded = details.encoded();
        if (encoded.length() > OrderCommand.DETAILS_MAX) {
            BookingAnswer.error(
                    exchange,
                    BookingError.OPEN_BOOKING,
                    "\"broker\", \"customer\" and \"attendee\" are too long: together " + OrderCommand.DETAILS_MAX
                            + " characters at most.");
            return;
        }
        commands.submit(
                exchange,
                stage.isQuote() ? hold(asked, broker) : order(asked, broker, encoded),
                outcome -> answer(exchange, asked, details, outcome));
    }

    private OrderCommand.HoldOrder hold(Asked asked, Principal broker) {
        return new OrderCommand.HoldOrder(asked.key, member(asked, broker), claims(broker), asked.slots);
    }

    private OrderCommand.BookOrder order(Asked asked, Principal broker, String encoded) {
        ByteBuffer digest = OrderDetails.digest(encoded, asked.slots);
        return new OrderCommand.BookOrder(
                asked.key,
                member(asked, broker),
                claims(broker),
                asked.slots,
                digest.getLong(),
                digest.getLong(),
                encoded);
    }

    private String member(Asked asked, Principal broker) {
        String customer = asked.request.customerName();
        String name = customer == null ? TEMPLATE + asked.uuid : pseudonyms.ofCustomer(broker.subject(), customer);
        return BrokersMember.name(broker.subject(), name);
    }

    /** What the partner vouches for: whether its customers are verified. */
    private static Claims claims(Principal broker) {
        int assurance = broker.claims().assurance();
        return assurance == 0 ? Claims.NONE : new Claims("", assurance);
    }

    private void answer(Exchange exchange, Asked asked, OrderDetails details, OrderOutcome outcome) {
        switch (outcome) {
            case OrderOutcome.OrderStands it -> stands(exchange, asked, details, it.order());
            case OrderOutcome.OrderRefused it ->
                refuse(exchange, asked, details, new @Nullable ItemFault[asked.slots.length], it.items());
            case OrderOutcome.OrderBooked it ->
                BookingAnswer.error(
                        exchange,
                        BookingError.ORDER_ALREADY_EXISTS,
                        "There is an order of this UUID, which was asked for otherwise. Use another UUID.");
            case OrderOutcome.OrderErased it ->
                BookingAnswer.error(
                        exchange,
                        BookingError.ORDER_ALREADY_EXISTS,
                        "The order of this UUID was deleted. Use another UUID.");
            case OrderOutcome.TooManyItems it -> tooMany(exchange, it.limit());
            case OrderOutcome.OrderUnknown it -> throw new IllegalStateException("asked for: " + asked);
            case OrderOutcome.ItemUnknown it -> throw new IllegalStateException("asked for: " + asked);
        }
    }

    private static void tooMany(Exchange exchange, int limit) {
        BookingAnswer.error(
                exchange,
                BookingError.OPEN_BOOKING,
                "An order has " + limit + " items at most. Ask for the others in another order.");
    }

    private void stands(Exchange exchange, Asked asked, OrderDetails details, OrderView order) {
        OrderJson json = new OrderJson(exchange, asked.things);
        if (asked.stage.isQuote())
            BookingAnswer.send(
                    exchange,
                    200,
                    json.quote(asked.stage, asked.uuid, details, asked.slots, order.holdExpiresAtMs())
                            .done());
        else
            passes.of(
                    exchange,
                    order,
                    signed -> BookingAnswer.send(
                            exchange,
                            201,
                            json.order(asked.uuid, order, true, signed).done()));
    }

    /** @param faults is filled up with what the books say */
    private static void refuse(
            Exchange exchange,
            Asked asked,
            OrderDetails details,
            @Nullable ItemFault[] faults,
            List<ItemRefusal> refusals) {
        long[] slots = asked.slots;
        int[] left = new int[slots.length];
        for (int i = 0; i < slots.length; i++) left[i] = slots[i] < 0 ? 0 : asked.things.remaining(slots[i]);
        for (ItemRefusal each : refusals) {
            int i = each.number() - 1;
            int before = 0;
            for (int j = 0; j < slots.length; j++) {
                if (slots[j] != slots[i]) continue;
                if (j < i) before++;
                if (each.why() instanceof Refusal.SlotFull) left[j] = Math.max(0, each.free());
            }
            faults[i] = ItemFault.of(exchange, slots[i], each, before);
        }
        BookingAnswer.send(
                exchange,
                409,
                new OrderJson(exchange, asked.things)
                        .refused(asked.stage, asked.uuid, details, asked.request.items(), slots, faults, left)
                        .done());
    }

    /** Gives a quote up; whether there is one does not matter. */
    public void release(Exchange exchange, String text, Principal broker) {
        UUID uuid = Uuids.parse(text);
        if (uuid == null) exchange.sendEmpty(204);
        else
            commands.submit(
                    exchange, new OrderCommand.ReleaseOrder(key(broker, uuid)), done -> exchange.sendEmpty(204));
    }

    public void erase(Exchange exchange, String text, Principal broker) {
        UUID uuid = Uuids.parse(text);
        if (uuid == null) OrderErrors.unknown(exchange);
        else
            commands.submit(exchange, new OrderCommand.EraseOrder(key(broker, uuid)), outcome -> {
                if (outcome instanceof OrderOutcome.OrderUnknown) OrderErrors.unknown(exchange);
                else exchange.sendEmpty(204);
            });
    }
}
