package io.yizhan.catalogue;

import io.yizhan.catalogue.Controller.Direction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the controller of a gate: what it is known by, from where it comes, and which way its doors lead. */
final class ControllerReader {
    static final int ADDRESSES_MAX = 20;
    static final int DOORS_MAX = 16;
    static final int DOOR_NO_MAX = 255;
    /** Whoever lets in from more than 2 to this has hardly meant it: from more than a /16 of IPv4, or a /48 of IPv6. */
    private static final int NETWORK_BITS_IPV4_MAX = 16;

    private static final int NETWORK_BITS_IPV6_MAX = 80;

    private static final Predicate<String> SERIAL = Pattern.compile(
                    "[A-Za-z0-9_-]{1," + Controller.SERIAL_CHARS_MAX + "}")
            .asMatchPredicate();
    private static final Predicate<String> NUMBER =
            Pattern.compile("[1-9][0-9]{0,9}").asMatchPredicate();
    private static final long NUMBER_MAX = 0xffff_ffffL;
    private static final Predicate<String> DOOR =
            Pattern.compile("[1-9][0-9]{0,2}").asMatchPredicate();

    private final CityReader city;
    private final Problems problems;

    ControllerReader(CityReader city) {
        this.city = city;
        problems = city.problems;
    }

    /** Null where the gate has none, or together with a problem. */
    @Nullable
    Controller of(Fields gate) {
        Node node = gate.optional("controller");
        Fields fields = node == null ? null : Fields.of(node, problems);
        if (node == null || fields == null) return null;
        Controller.Kind kind = fields.choice("kind", Controller.Kind.ZKTECO);
        String serial = serial(fields, kind);
        if (!serial.isEmpty())
            Objects.requireNonNull(city.controllerSerials.get(kind)).claim(serial, node);
        List<Network> addresses = fields.optionalList("addresses", ADDRESSES_MAX, it -> network(fields, it));
        Direction direction = fields.optional("direction") == null ? null : fields.choice("direction", Direction.IN);
        Map<Integer, Direction> doors = doors(fields.optional("doors"));
        fields.end();
        return new Controller(kind, serial, addresses, direction, doors);
    }

    private static String serial(Fields fields, Controller.Kind kind) {
        Node node = fields.required("serial");
        return switch (kind) {
            case ZKTECO ->
                fields.string(node, SERIAL, "1 to " + Controller.SERIAL_CHARS_MAX + " of letters, digits, - and _");
            case UHPPOTE ->
                fields.string(
                        node,
                        it -> NUMBER.test(it) && Long.parseLong(it) <= NUMBER_MAX,
                        "a number from 1 to " + NUMBER_MAX + " as a text");
        };
    }

    private static @Nullable Network network(Fields fields, Node node) {
        String text = fields.string(
                node,
                it -> Network.parse(it) != null,
                "an address or a network, such as 203.0.113.7 or 203.0.113.0/24, with nothing behind its length");
        return Network.parse(text);
    }

    private Map<Integer, Direction> doors(@Nullable Node node) {
        Fields fields = node == null ? null : Fields.of(node, problems);
        if (node == null || fields == null) return Map.of();
        Map<Integer, Direction> doors = new LinkedHashMap<>();
        node.fields.forEach((name, value) -> {
            Direction direction = fields.choice(name, Direction.IN);
            if (DOOR.test(name) && Integer.parseInt(name) <= DOOR_NO_MAX) doors.put(Integer.parseInt(name), direction);
            else problems.add(value, "should have a door's number for its name, 1 to " + DOOR_NO_MAX);
        });
        if (node.fields.isEmpty() || node.fields.size() > DOORS_MAX)
            problems.add(node, "should name 1 to " + DOORS_MAX + " doors; left out, all of them count");
        return Map.copyOf(doors);
    }

    /** @param gate whose it is, as it stands in the file */
    static void doubt(Node gate, Controller controller, Problems doubts) {
        Node node = CityDoubts.field(gate, "controller");
        if (controller.addresses().isEmpty())
            doubts.add(node, "lists no addresses, so the controller is let in from nowhere");
        for (Network network : controller.addresses()) {
            boolean four = network.toString().indexOf(':') < 0;
            if (network.sizeBits() > (four ? NETWORK_BITS_IPV4_MAX : NETWORK_BITS_IPV6_MAX))
                doubts.add(node, "lets the controller in from all of " + network);
        }
    }
}
