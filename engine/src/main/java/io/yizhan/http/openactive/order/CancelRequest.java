package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.http.problem.BookingError;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a partner asks to be cancelled for its customer: whatever else it would change is refused. */
final class CancelRequest {
    private static final String STATUS = "orderItemStatus";
    private static final List<String> ROOT = List.of("@context", "@type", "orderedItem");
    private static final List<String> ITEM = List.of("@type", "@id", STATUS);

    private CancelRequest() {}

    /**
     * The numbers of the items, 1 for the first.
     *
     * @param base the URL that all orders are below
     * @param uuid of this one, in small letters
     */
    static int[] numbers(ObjectNode root, String base, String uuid) throws Refused {
        if (!Stage.B.type.equals(LinkedData.text(root, "@type")))
            throw new Refused(BookingError.UNEXPECTED_ORDER_TYPE, "\"@type\" must be \"Order\".");
        nothingBut(root, ROOT, "an order");
        JsonNode items = root.get("orderedItem");
        if (items == null || !items.isArray() || items.isEmpty())
            throw new Refused(BookingError.OPEN_BOOKING, "\"orderedItem\" must be an array of one OrderItem or more.");
        for (JsonNode item : items) {
            if (!item.isObject())
                throw new Refused(BookingError.OPEN_BOOKING, "Each of \"orderedItem\" must be an OrderItem.");
            nothingBut(item, ITEM, "an item");
        }
        for (JsonNode item : items)
            if (!ItemStatus.CUSTOMER_CANCELLED.url.equals(LinkedData.text(item, STATUS)))
                throw new Refused(
                        BookingError.PATCH_NOT_ALLOWED_ON_PROPERTY,
                        "\"" + STATUS + "\" can become " + ItemStatus.CUSTOMER_CANCELLED.url + " alone.");
        Pattern id = Pattern.compile(Pattern.quote(base + "/api/" + Stage.B.path + '/') + '(' + Uuids.PATTERN
                + ")#/orderedItem/([1-9]\\d{0,2})");
        Set<Integer> numbers = new TreeSet<>();
        boolean others = false;
        for (JsonNode item : items) {
            String said = LinkedData.text(item, "@id");
            Matcher parts = id.matcher(said == null ? "" : said);
            if (!parts.matches())
                throw new Refused(
                        BookingError.ORDER_ITEM_ID_INVALID, "\"@id\" must be that of an item of this order: " + said);
            others |= !parts.group(1).equalsIgnoreCase(uuid);
            numbers.add(Integer.parseInt(parts.group(2)));
        }
        if (others) throw notWithin("That is an item of another order.");
        return numbers.stream().mapToInt(it -> it).toArray();
    }

    static Refused notWithin(String description) {
        return new Refused(BookingError.ORDER_ITEM_NOT_WITHIN_ORDER, description);
    }

    private static void nothingBut(JsonNode object, List<String> known, String what) throws Refused {
        for (var names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name))
                throw new Refused(
                        BookingError.PATCH_CONTAINS_EXCESSIVE_PROPERTIES,
                        "Of " + what + " there may be nothing but " + String.join(", ", known) + "; not " + name + '.');
        }
    }
}
