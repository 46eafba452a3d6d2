package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.http.problem.BookingError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partner asks for at C1, C2 and B: what is wrong with it as a whole is found here, in the order of the specification.
 *
 * @param role as it was sent
 * @param broker as it was sent; null for one that acts in its own name
 * @param customer as it was sent; null at C1, where nobody may be named
 * @param items 1 or more
 */
record OrderRequest(
        String role, @Nullable ObjectNode broker, @Nullable ObjectNode customer, List<Item> items) {
    private static final String AGENT = "https://openactive.io/AgentBroker";
    private static final String NOBODY = "https://openactive.io/NoBroker";
    private static final int POSITION_MAX = 1_000_000;
    private static final int NAME_LENGTH_MAX = 320;

    /**
     * One place of one opportunity.
     *
     * @param position as the partner counts
     * @param opportunity its URL; null where none was sent
     * @param offer likewise
     * @param attendee who comes, as it was sent; null where nothing was
     */
    record Item(
            int position,
            @Nullable String opportunity,
            @Nullable String offer,
            @Nullable ObjectNode attendee) {}

    /** @param sellerId the only one there is */
    static OrderRequest of(ObjectNode root, Stage stage, String sellerId) throws Refused {
        String type = LinkedData.text(root, "@type");
        if (!stage.type.equals(type))
            throw new Refused(BookingError.UNEXPECTED_ORDER_TYPE, "\"@type\" must be \"" + stage.type + "\".");
        String seller = LinkedData.id(root, "seller");
        if (seller == null)
            throw new Refused(BookingError.SELLER_NOT_FOUND, "\"seller\" must be the @id of a seller: " + sellerId);
        if (!seller.equals(sellerId))
            throw new Refused(
                    BookingError.SELLER_MISMATCH, "All that is offered here is of one seller, which is " + sellerId);
        String role = role(root);
        ObjectNode broker = LinkedData.object(root, "broker");
        ObjectNode customer = stage.isNamed() ? customer(root) : null;
        List<Item> items = items(root);
        if (!stage.isQuote()) payment(root);
        return new OrderRequest(
                role,
                broker == null ? null : LinkedData.pruned(broker),
                customer == null ? null : LinkedData.pruned(customer),
                items);
    }

    private static String role(JsonNode root) throws Refused {
        String role = LinkedData.text(root, "brokerRole");
        if (AGENT.equals(role)) {
            if (LinkedData.text(root.get("broker"), "name") == null)
                throw new Refused(BookingError.INCOMPLETE_BROKER_DETAILS, "\"broker\" must have a \"name\".");
            return AGENT;
        }
        if (!NOBODY.equals(role))
            throw new Refused(
                    BookingError.INCOMPLETE_BROKER_DETAILS, "\"brokerRole\" must be " + AGENT + " or " + NOBODY + '.');
        if (LinkedData.has(root, "broker"))
            throw new Refused(
                    BookingError.INCOMPLETE_BROKER_DETAILS,
                    "With the role " + NOBODY + " there must be no \"broker\".");
        return NOBODY;
    }

    private static ObjectNode customer(JsonNode root) throws Refused {
        ObjectNode customer = LinkedData.object(root, "customer");
        if (customer == null)
            throw new Refused(
                    BookingError.INCOMPLETE_CUSTOMER_DETAILS, "\"customer\" must be a Person, with \"email\".");
        if (nameOf(customer) == null)
            throw new Refused(
                    BookingError.INCOMPLETE_CUSTOMER_DETAILS,
                    "\"customer\" must have \"email\"; an Organization may have \"name\" instead; up to "
                            + NAME_LENGTH_MAX + " characters.");
        return customer;
    }

    /** By what a customer is known again: the mail address, or an organisation's name. */
    private static @Nullable String nameOf(ObjectNode customer) {
        String name = LinkedData.text(customer, "email");
        if (name == null && "Organization".equals(LinkedData.text(customer, "@type")))
            name = LinkedData.text(customer, "name");
        return name == null || name.length() > NAME_LENGTH_MAX ? null : name;
    }

    /** The same of this request's customer; null at C1. */
    @Nullable
    String customerName() {
        return customer == null ? null : nameOf(customer);
    }

    private static List<Item> items(JsonNode root) throws Refused {
        JsonNode sent = root.get("orderedItem");
        if (sent == null || !sent.isArray() || sent.isEmpty())
            throw new Refused(BookingError.OPEN_BOOKING, "\"orderedItem\" must be an array of one OrderItem or more.");
        List<Item> items = new ArrayList<>(sent.size());
        for (JsonNode each : sent) {
            if (!each.isObject())
                throw new Refused(BookingError.OPEN_BOOKING, "Each of \"orderedItem\" must be an OrderItem.");
            ObjectNode attendee = LinkedData.object(each, "attendee");
            items.add(new Item(
                    position(each, items.size()),
                    LinkedData.id(each, "orderedItem"),
                    LinkedData.id(each, "acceptedOffer"),
                    attendee == null ? null : LinkedData.pruned(attendee)));
        }
        return items;
    }

    private static int position(JsonNode item, int usual) throws Refused {
        JsonNode position = item.get("position");
        if (position == null) return usual;
        if (!position.canConvertToInt() || position.intValue() < 0 || position.intValue() > POSITION_MAX)
            throw new Refused(BookingError.OPEN_BOOKING, "\"position\" must be an integer, 0–" + POSITION_MAX + '.');
        return position.intValue();
    }

    private static void payment(JsonNode root) throws Refused {
        if (LinkedData.has(root, "payment"))
            throw new Refused(
                    BookingError.UNNECESSARY_PAYMENT_DETAILS,
                    "Nothing is to be paid, so there must be no \"payment\".");
        JsonNode due = root.get("totalPaymentDue");
        if (due == null) return;
        JsonNode price = due.get("price");
        if (price == null || !price.isNumber() || price.decimalValue().compareTo(BigDecimal.ZERO) != 0)
            throw new Refused(
                    BookingError.TOTAL_PAYMENT_DUE_MISMATCH,
                    "Nothing is to be paid: \"totalPaymentDue\" must have the \"price\" 0.");
    }
}
