package io.yizhan.http.openactive.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.core.Claims;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderCommand.Happening;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.http.auth.BrokersMember;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BookingAnswer;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.http.openactive.order.LinkedData;
import io.yizhan.http.openactive.order.OrderRoutes;
import io.yizhan.http.problem.BookingError;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /openactive/api/test-interface}: gives out opportunities for tests, and lets things happen to orders. Of one event loop. */
public final class RehearsalRoutes {
    private static final String BELOW = "test:";
    private static final String UNKNOWN = "There is no such order of yours.";
    private static final String NOTICE = "Rehearsal: please use the side door.";
    private static final String HERE = "rehearsal";
    /** What was booked for a test is told once whoever reads the feeds has read so. */
    private static final int UNTIL_READ_MS = 2_000;

    private final Commands commands;
    private final OpenData data;
    private final TestOpportunities opportunities;

    /** @param opportunities of all event loops */
    public RehearsalRoutes(Commands commands, OpenData data, TestOpportunities opportunities) {
        this.commands = commands;
        this.data = data;
        this.opportunities = opportunities;
    }

    public void forget(Exchange exchange, String dataset) {
        opportunities.forget();
        exchange.sendEmpty(204);
    }

    public void create(Exchange exchange, String dataset, Principal broker) {
        JsonBody.readOfAKind(
                exchange, OrderRoutes.MEDIA_TYPE, LinkedData::parse, ObjectNode.class, body -> create(exchange, body));
    }

    private void create(Exchange exchange, ObjectNode body) {
        Criteria criteria = Criteria.of(LinkedData.text(body, "test:testOpportunityCriteria"));
        OrderedThings.Sort sort = sort(body);
        if (criteria == null || sort == null) {
            refuse(exchange, "There are no such opportunities here.");
            return;
        }
        OrderedThings things = new OrderedThings(exchange, data);
        Long slot = opportunities.give(exchange, sort, criteria, things);
        if (slot == null) refuse(exchange, "The catalogue has no such opportunity left that nobody has touched.");
        else if (criteria == Criteria.NO_PLACE) fill(exchange, things, slot);
        else created(exchange, things, slot);
    }

    private static OrderedThings.@Nullable Sort sort(JsonNode body) {
        if ("ScheduledSession".equals(LinkedData.text(body, "@type"))) return OrderedThings.Sort.SESSION;
        String of = LinkedData.text(body.get("facilityUse"), "@type");
        if ("FacilityUse".equals(of)) return OrderedThings.Sort.PLACE;
        return "IndividualFacilityUse".equals(of) ? OrderedThings.Sort.COURT : null;
    }

    private void fill(Exchange exchange, OrderedThings things, long slot) {
        UUID uuid = UUID.randomUUID();
        OrderKey key = new OrderKey(HERE, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        commands.submit(
                exchange,
                new OrderCommand.BookOrder(
                        key, BrokersMember.name(HERE, "m." + uuid), Claims.NONE, new long[] {slot}, 0, 0, ""),
                outcome -> {
                    if (outcome instanceof OrderOutcome.OrderStands)
                        exchange.loop()
                                .vertx
                                .setTimer(
                                        UNTIL_READ_MS,
                                        later -> exchange.guarded(it -> created(it, things, slot), exchange));
                    else refuse(exchange, "Its place could not be booked: " + outcome);
                });
    }

    private static void created(Exchange exchange, OrderedThings things, long slot) {
        BookingAnswer.send(
                exchange,
                201,
                exchange.json(256)
                        .object()
                        .field("@type", things.typeOf(slot))
                        .field("@id", things.url(slot))
                        .end()
                        .done());
    }

    private static void refuse(Exchange exchange, String description) {
        BookingAnswer.error(exchange, BookingError.OPEN_BOOKING, description);
    }

    /** Something happens to all items of an order. */
    public void act(Exchange exchange, Principal broker) {
        JsonBody.readOfAKind(
                exchange,
                OrderRoutes.MEDIA_TYPE,
                LinkedData::parse,
                ObjectNode.class,
                body -> act(exchange, broker, body));
    }

    private void act(Exchange exchange, Principal broker, ObjectNode body) {
        String url = LinkedData.text(body.get("object"), "@id");
        UUID uuid = url == null ? null : OrderRoutes.uuidIn(new OrderedThings(exchange, data), url);
        if (uuid == null) {
            refuse(exchange, "\"object\" must be an Order, with its \"@id\".");
            return;
        }
        OrderKey key = OrderRoutes.key(broker, uuid);
        String type = LinkedData.text(body, "@type");
        if ("test:CustomerNoticeSimulateAction".equals(type)) {
            notify(exchange, broker, key);
            return;
        }
        OrderCommand.RehearseOrder happening =
                switch (type == null || !type.startsWith(BELOW) ? "" : type.substring(BELOW.length())) {
                    case "SellerRequestedCancellationSimulateAction" ->
                        new OrderCommand.RehearseOrder(key, Happening.TAKEN, "Rehearsal");
                    case "SellerRequestedCancellationWithMessageSimulateAction" ->
                        new OrderCommand.RehearseOrder(key, Happening.TAKEN, "Rehearsal: the hall is closed that day.");
                    case "AttendeeAttendedSimulateAction" ->
                        new OrderCommand.RehearseOrder(key, Happening.ATTENDED, "");
                    case "AttendeeAbsentSimulateAction" -> new OrderCommand.RehearseOrder(key, Happening.MISSED, "");
                    default -> null;
                };
        if (happening == null) {
            refuse(exchange, "That does not happen here: " + type);
            return;
        }
        commands.submit(exchange, happening, outcome -> {
            if (outcome instanceof OrderOutcome.OrderStands) exchange.sendEmpty(204);
            else refuse(exchange, UNKNOWN);
        });
    }

    private void notify(Exchange exchange, Principal broker, OrderKey key) {
        commands.submit(exchange, new OrderCommand.FindOrder(key), outcome -> {
            if (!(outcome instanceof OrderOutcome.OrderStands found)) {
                refuse(exchange, UNKNOWN);
                return;
            }
            long item = found.order().items().getFirst().reservationId();
            commands.change(
                    exchange,
                    broker,
                    new OrderCommand.GiveNotice(item, null, NOTICE, false),
                    NOTICE,
                    told -> exchange.sendEmpty(204));
        });
    }
}
