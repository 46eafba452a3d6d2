package io.yizhan.catalogue;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the stations of a city: each with its hours and gates, its venues, machines and activities through readers of their own. */
final class StationReader {
    static final int VENUES_MAX = 200;
    static final int MACHINES_MAX = 1_000;
    static final int GATES_MAX = 100;
    static final int SERVICES_MAX = 50;
    static final int OCCUPANCY_MAX = 100_000;
    static final int SPANS_PER_DAY_MAX = 12;
    static final int ADDRESS_CHARS_MAX = 200;
    static final int EMPLOYER_CHARS_MAX = 200;

    private static final Predicate<String> GROUP =
            Pattern.compile("[a-z0-9-]{1,32}").asMatchPredicate();

    private final CityReader city;
    private final Problems problems;

    StationReader(CityReader city) {
        this.city = city;
        problems = city.problems;
    }

    @Nullable
    Station station(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        city.stationIds.claim(id, fields);
        WeeklyHours hours = hours(fields.required("hours"), fields);
        int occupancyMax = fields.integer("occupancyMax", 1, OCCUPANCY_MAX);
        VenueReader venueReader = new VenueReader(city, hours, occupancyMax);
        List<Venue> venues = fields.list("venues", VENUES_MAX, venueReader::venue);
        ActivityReader activityReader = new ActivityReader(city, hours, occupancyMax, venues);
        MachineReader machines = new MachineReader(city, venues);
        Station station = new Station(
                id,
                fields.text("name", CityReader.NAME_CHARS_MAX),
                fields.choice("kind", Station.Kind.SIMPLE),
                city.districtIds.reference(fields, "districtId"),
                fields.text("address", ADDRESS_CHARS_MAX),
                fields.decimal("lonDeg", -180, 180),
                fields.decimal("latDeg", -90, 90),
                hours,
                occupancyMax,
                fields.text("host", CityReader.NAME_CHARS_MAX),
                hostEmployer(fields),
                fields.string(fields.optional("group"), GROUP, "1 to 32 of a-z, 0-9 and -"),
                fields.optionalList(
                        "services", SERVICES_MAX, service -> fields.text(service, CityReader.NAME_CHARS_MAX)),
                fields.flag("synthetic"),
                venues,
                fields.optionalList("machines", MACHINES_MAX, machines::machine),
                fields.optionalList("gates", GATES_MAX, gate -> gate(gate, fields, venues)),
                fields.optionalList("activities", ActivityReader.ACTIVITIES_MAX, activityReader::activity));
        fields.end();
        SlotLengths.check(node, station, city);
        return station;
    }

    private static String hostEmployer(Fields fields) {
        Node node = fields.optional("hostEmployer");
        if (node == null) return "";
        return fields.string(
                node,
                text -> !text.isBlank() && text.length() <= EMPLOYER_CHARS_MAX,
                "1 to " + EMPLOYER_CHARS_MAX + " characters: what tokens of the host's staff have as their employer");
    }

    private WeeklyHours hours(@Nullable Node node, Fields station) {
        Map<DayOfWeek, List<WeeklyHours.Span>> byDay = new EnumMap<>(DayOfWeek.class);
        if (node != null && Fields.of(node, problems) != null) {
            node.fields.forEach((name, value) -> {
                List<Integer> days = Notation.days(name);
                if (days.isEmpty()) station.addDaysProblem(value, name);
                List<WeeklyHours.Span> spans = spans(value, station);
                for (int day : days) {
                    if (byDay.put(DayOfWeek.of(day), spans) != null) {
                        problems.add(
                                value, "gives hours for a day that has some already: " + Notation.days(List.of(day)));
                    }
                }
            });
        }
        return new WeeklyHours(Collections.unmodifiableMap(byDay));
    }

    private List<WeeklyHours.Span> spans(Node node, Fields station) {
        List<Node> nodes = node.kind == Node.Kind.ARRAY ? node.items : List.of(node);
        if (nodes.isEmpty() || nodes.size() > SPANS_PER_DAY_MAX) {
            problems.add(node, "should be 1 to " + SPANS_PER_DAY_MAX + " spans; leave out a day that is closed");
            return List.of();
        }
        List<WeeklyHours.Span> spans = new ArrayList<>();
        int openUntilMin = 0;
        for (Node each : nodes) {
            WeeklyHours.Span span = station.span(each);
            if (span == null) continue;
            if (span.fromMin() < openUntilMin) {
                problems.add(each, "starts before the span in front of it ends");
                continue;
            }
            openUntilMin = span.toMin();
            spans.add(span);
        }
        return List.copyOf(spans);
    }

    private @Nullable Gate gate(Node node, Fields station, List<Venue> venues) {
        if (node.kind == Node.Kind.STRING) {
            Gate plain = Gate.of(station.id(node));
            city.gateIds.claim(plain.id(), node);
            return plain;
        }
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        city.gateIds.claim(id, fields);
        Gate gate = new Gate(id, venueOfGate(fields, venues), new ControllerReader(city).of(fields));
        fields.end();
        return gate;
    }

    private String venueOfGate(Fields gate, List<Venue> venues) {
        Node node = gate.optional("venueId");
        if (node == null) return "";
        String id = gate.id(node);
        if (!id.isEmpty() && venues.stream().noneMatch(venue -> venue.id().equals(id)))
            problems.add(node, "names a venue that its station does not have: \"" + id + "\"");
        return id;
    }
}
