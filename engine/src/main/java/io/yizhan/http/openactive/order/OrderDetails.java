package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partner has said of an order that nobody but itself needs: kept with the order, and told again with it.
 *
 * @param role of the broker; null where all of it is forgotten
 * @param positions of the items, as the partner counts
 * @param attendees by item; null where none was named
 */
record OrderDetails(
        @Nullable String role,
        @Nullable ObjectNode broker,
        @Nullable ObjectNode customer,
        List<Integer> positions,
        List<@Nullable ObjectNode> attendees) {
    private static final String ROLE = "role";
    private static final String BROKER = "broker";
    private static final String CUSTOMER = "customer";
    private static final String POSITIONS = "positions";
    private static final String ATTENDEES = "attendees";

    static OrderDetails of(OrderRequest request) {
        List<Integer> positions = new ArrayList<>();
        List<@Nullable ObjectNode> attendees = new ArrayList<>();
        for (OrderRequest.Item each : request.items()) {
            positions.add(each.position());
            attendees.add(each.attendee());
        }
        return new OrderDetails(request.role(), request.broker(), request.customer(), positions, attendees);
    }

    /** As it is kept. */
    String encoded() {
        ObjectNode root = LinkedData.object();
        if (role != null) root.put(ROLE, role);
        if (broker != null) root.set(BROKER, broker);
        if (customer != null) root.set(CUSTOMER, customer);
        ArrayNode counted = root.putArray(POSITIONS);
        for (int each : positions) counted.add(each);
        if (attendees.stream().anyMatch(it -> it != null)) {
            ArrayNode named = root.putArray(ATTENDEES);
            for (ObjectNode each : attendees) {
                if (each == null) named.addNull();
                else named.add(each);
            }
        }
        return root.toString();
    }

    /** @param encoded "" where it was forgotten */
    static OrderDetails decoded(String encoded) {
        if (encoded.isEmpty()) return new OrderDetails(null, null, null, List.of(), List.of());
        JsonNode root = LinkedData.read(encoded);
        List<Integer> positions = new ArrayList<>();
        for (JsonNode each : root.path(POSITIONS)) positions.add(each.intValue());
        List<@Nullable ObjectNode> attendees = new ArrayList<>();
        for (JsonNode each : root.path(ATTENDEES)) attendees.add(each instanceof ObjectNode object ? object : null);
        return new OrderDetails(
                LinkedData.text(root, ROLE),
                LinkedData.object(root, BROKER),
                LinkedData.object(root, CUSTOMER),
                positions,
                attendees);
    }

    int position(int item) {
        return item < positions.size() ? positions.get(item) : item;
    }

    @Nullable
    ObjectNode attendee(int item) {
        return item < attendees.size() ? attendees.get(item) : null;
    }

    /** Of all that was asked for: the first half of a SHA-256. */
    static ByteBuffer digest(String encoded, long[] slots) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(encoded.getBytes(StandardCharsets.UTF_8));
            ByteBuffer keys = ByteBuffer.allocate(Long.BYTES * slots.length);
            for (long slot : slots) keys.putLong(slot);
            return ByteBuffer.wrap(sha256.digest(keys.array()));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
