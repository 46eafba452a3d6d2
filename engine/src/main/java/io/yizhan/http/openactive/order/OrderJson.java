package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.core.OrderView;
import io.yizhan.core.Reservation;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.order.OrderRecord;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Quotes and orders as answers have them. */
final class OrderJson {
    private static final int ORDER_BYTES = 2_048;
    private static final int ITEM_BYTES = 2_048;
    private static final String ITEM = "#/orderedItem/";

    private final Exchange exchange;
    private final OrderedThings things;

    OrderJson(Exchange exchange, OrderedThings things) {
        this.exchange = exchange;
        this.things = things;
    }

    /** Under which URL an order, or a quote of it, is. */
    static String url(OrderedThings things, Stage stage, String uuid) {
        return things.base() + "/api/" + stage.path + '/' + uuid;
    }

    /** @param number 1 for the first */
    static String itemId(String orderUrl, int number) {
        return orderUrl + ITEM + number;
    }

    /** The context of all answers about orders. */
    static void context(JsonOut json) {
        json.array("@context")
                .value("https://openactive.io/")
                .value("https://openactive.io/ns-beta")
                .endArray();
    }

    static void nothingDue(JsonOut json) {
        json.object("totalPaymentDue")
                .field("@type", "PriceSpecification")
                .field("price", 0)
                .end();
    }

    private JsonOut begin(Stage stage, String uuid, OrderDetails details) {
        JsonOut json = exchange.json(
                        ORDER_BYTES + ITEM_BYTES * details.positions().size())
                .object();
        context(json);
        json.field("@type", stage.type).field("@id", url(things, stage, uuid));
        if (!stage.isQuote()) json.field("identifier", uuid);
        if (details.role() != null) json.field("brokerRole", details.role());
        sent(json, "broker", details.broker());
        things.seller(json);
        json.object("bookingService")
                .field("@type", "BookingService")
                .field("name", "Yizhan")
                .end();
        sent(json, "customer", details.customer());
        if (stage.isQuote()) json.field("orderRequiresApproval", false);
        return json;
    }

    /** As its partner has sent it. */
    private static void sent(JsonOut json, String name, @Nullable ObjectNode object) {
        if (object != null && !object.isEmpty()) json.json(name, object.toString());
    }

    /**
     * A quote with its lease.
     *
     * @param slots by item
     */
    JsonOut quote(Stage stage, String uuid, OrderDetails details, long[] slots, long leaseEndsAtMs) {
        JsonOut json = begin(stage, uuid, details).array("orderedItem");
        for (int i = 0; i < slots.length; i++) {
            int own = 0;
            for (long each : slots) if (each == slots[i]) own++;
            json.object().field("@type", "OrderItem").field("position", details.position(i));
            things.offer(json, slots[i]);
            // What is held for this very order is there for it.
            things.opportunity(json, slots[i], things.remaining(slots[i]) + own);
            sent(json, "attendee", details.attendee(i));
            json.end();
        }
        json.endArray();
        nothingDue(json);
        return json.object("lease")
                .field("@type", "Lease")
                .time("leaseExpires", leaseEndsAtMs / 1_000 * 1_000)
                .end()
                .end();
    }

    /**
     * All items, those with something against them among them.
     *
     * @param slots by item; negative where it has none
     * @param faults by item; null where nothing speaks against it
     * @param left by item: places that are left for this order
     */
    JsonOut refused(
            Stage stage,
            String uuid,
            OrderDetails details,
            List<OrderRequest.Item> items,
            long[] slots,
            @Nullable ItemFault[] faults,
            int[] left) {
        JsonOut json = begin(stage, uuid, details).array("orderedItem");
        for (int i = 0; i < items.size(); i++) {
            OrderRequest.Item item = items.get(i);
            json.object().field("@type", "OrderItem").field("position", item.position());
            thing(json, item, slots[i], left[i]);
            sent(json, "attendee", item.attendee());
            ItemFault fault = faults[i];
            if (fault != null)
                json.array("error")
                        .object()
                        .field("@type", fault.error().type)
                        .field("name", fault.error().title)
                        .field("description", fault.description())
                        .field("statusCode", fault.error().status)
                        .end()
                        .endArray();
            json.end();
        }
        json.endArray();
        nothingDue(json);
        return json.end();
    }

    /** What is known of it is told in full, the rest as it was sent. */
    private void thing(JsonOut json, OrderRequest.Item item, long slot, int left) {
        String opportunity = item.opportunity();
        String offer = item.offer();
        if (slot < 0) {
            if (offer != null) json.field("acceptedOffer", offer);
            if (opportunity != null) json.field("orderedItem", opportunity);
            return;
        }
        boolean own =
                offer != null && things.fit(offer, Objects.requireNonNull(opportunity), slot) == OrderedThings.Fit.OWN;
        if (own) things.offer(json, slot);
        else if (offer != null) json.field("acceptedOffer", offer);
        things.opportunity(json, slot, left);
    }

    /**
     * An order as it stands.
     *
     * @param positions whether items are told with the partner's numbers, as where it books: a notice has no place there
     * @param passes by item; null where there is none
     */
    JsonOut order(String uuid, OrderView order, boolean positions, @Nullable String[] passes) {
        OrderDetails details = OrderDetails.decoded(order.details());
        String url = url(things, Stage.B, uuid);
        JsonOut json = begin(Stage.B, uuid, details).array("orderedItem");
        for (int i = 0; i < order.items().size(); i++) {
            OrderView.Item item = order.items().get(i);
            Reservation reservation = item.reservation();
            json.object().field("@type", "OrderItem").field("@id", itemId(url, item.number()));
            if (positions) json.field("position", details.position(i));
            status(json, reservation);
            if (!positions) notice(json, order.notice());
            access(json, item.reservationId(), passes[i]);
            sent(json, "attendee", details.attendee(i));
            if (reservation != null) {
                things.offer(json, reservation.slots()[0]);
                things.booked(json, reservation.slots()[0], reservation.endsAtMs());
            }
            json.end();
        }
        json.endArray();
        nothingDue(json);
        return json.end();
    }

    /**
     * What a partner is told of an order whose items have changed, as {@code data} of an object that is open.
     *
     * @param passes of this order's items and others'; null where there is none
     * @param from where this order's begin
     * @return where the next one's do
     */
    int changed(JsonOut json, OrderRecord order, @Nullable String[] passes, int from) {
        String url = url(things, Stage.B, order.uuid().toString());
        json.object("data");
        context(json);
        json.field("@type", Stage.B.type)
                .field("@id", url)
                .field("identifier", order.uuid().toString())
                .array("orderedItem");
        for (int i = 0; i < order.items().size(); i++) {
            Reservation reservation = order.items().get(i);
            json.object().field("@type", "OrderItem").field("@id", itemId(url, i + 1));
            status(json, reservation);
            notice(json, order.notice());
            access(json, reservation.id(), passes[from + i]);
            json.end();
        }
        json.endArray();
        nothingDue(json);
        json.end();
        return from + order.items().size();
    }

    /** What an operator has its customer told: each item has it, since partners show items. */
    private static void notice(JsonOut json, String notice) {
        if (!notice.isBlank()) json.field("customerNotice", notice);
    }

    private static void status(JsonOut json, @Nullable Reservation reservation) {
        json.field("orderItemStatus", ItemStatus.of(reservation).url);
        String message = ItemStatus.messageOf(reservation);
        if (message != null) json.field("cancellationMessage", message);
    }

    /** By what a customer gets in: the number that the desk knows the booking by, and the pass that gates read. */
    private void access(JsonOut json, long reservationId, @Nullable String pass) {
        if (pass == null) return;
        json.array("accessCode")
                .object()
                .field("@type", "PropertyValue")
                .field("name", things.isEnglish() ? "Booking number" : "预约号")
                .field("description", ReservationIds.format(reservationId))
                .end()
                .endArray();
        json.array("accessPass")
                .object()
                .field("@type", "Barcode")
                .field("url", things.base() + "/passes/" + pass)
                .field("text", pass)
                .field("beta:codeType", "qrcode")
                .end()
                .endArray();
    }
}
