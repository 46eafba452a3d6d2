package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes a city in the file's notation. What fits a line stays on it, so that a file is short and a change of one venue is a
 * change of one line.
 */
final class CatalogueWriter {
    private static final int LINE_CHARS_MAX = 240;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CatalogueWriter() {}

    static String text(City city) {
        StringBuilder text = new StringBuilder();
        append(text, city(city), "");
        return text.append('\n').toString();
    }

    private static void strikes(ObjectNode json, StrikeRules strikes) {
        if (strikes.max() == Rules.NO_LIMIT) return;
        json.put("strikesMax", strikes.max())
                .put("strikeDays", strikes.windowMs() / StrikeRulesReader.DAY_MS)
                .put("suspensionDays", strikes.suspensionMs() / StrikeRulesReader.DAY_MS);
    }

    private static void occupancy(ObjectNode json, OccupancyRules rules) {
        OccupancyRules usual = OccupancyRules.DEFAULT;
        if (!rules.resetAt().equals(usual.resetAt()))
            json.put("occupancyResetAt", Notation.time(rules.resetMinOfDay()));
        if (rules.walkInAheadMin() != usual.walkInAheadMin()) json.put("walkInAheadMin", rules.walkInAheadMin());
        if (rules.longestStayMin() != usual.longestStayMin()) json.put("longestStayMin", rules.longestStayMin());
    }

    /** The file as a tree, without line breaks. */
    static ObjectNode city(City city) {
        ObjectNode json = JSON.objectNode();
        json.put("id", city.id());
        json.set("name", text(city.name()));
        json.put("zone", city.zone().getId()).put("language", city.language());
        json.put("horizonDays", city.horizonDays()).put("activeReservationsMax", city.activeReservationsMax());
        if (city.holdsMax() != Integer.MAX_VALUE) json.put("holdsMax", city.holdsMax());
        strikes(json, city.strikes());
        occupancy(json, city.occupancy());
        if (city.workoutClaimMin() != City.WORKOUT_CLAIM_MIN) json.put("workoutClaimMin", city.workoutClaimMin());
        ArrayNode policies = json.putArray("policies");
        for (Policy policy : city.policies()) {
            ObjectNode written = policies.addObject().put("id", policy.id());
            for (PolicyNumber number : PolicyNumber.values()) {
                Integer value = number.of(policy.terms());
                if (value != null) written.put(number.field(), value);
            }
            release(written, "release", policy.release());
            if (!policy.neighbours().equals(policy.release())) release(written, "neighbours", policy.neighbours());
            if (policy.draw() != null) written.set("draw", draw(policy.draw()));
        }
        ArrayNode districts = json.putArray("districts");
        for (District district : city.districts()) {
            districts.addObject().put("id", district.id()).set("name", text(district.name()));
        }
        ArrayNode stations = json.putArray("stations");
        for (Station station : city.stations()) stations.add(station(station));
        return json;
    }

    private static void release(ObjectNode policy, String whose, Release release) {
        policy.put(whose + "DaysAhead", release.daysAhead())
                .put(whose + "At", Notation.time(release.at().toSecondOfDay() / 60));
    }

    private static ObjectNode draw(DrawPolicy draw) {
        ObjectNode json = JSON.objectNode().put("windowMin", draw.windowMin());
        if (draw.weightMax() != 1) json.put("weightMax", draw.weightMax());
        if (draw.revealMin() != 0) json.put("revealMin", draw.revealMin());
        if (!draw.source().isEmpty()) json.put("source", draw.source());
        return json;
    }

    private static ObjectNode station(Station station) {
        ObjectNode json = JSON.objectNode();
        json.put("id", station.id());
        json.set("name", text(station.name()));
        json.put("kind", station.kind().name()).put("districtId", station.districtId());
        json.set("address", text(station.address()));
        json.put("lonDeg", station.lonDeg()).put("latDeg", station.latDeg());
        json.set("hours", hours(station.hours()));
        json.put("occupancyMax", station.occupancyMax());
        json.set("host", text(station.host()));
        if (!station.hostEmployer().isEmpty()) json.put("hostEmployer", station.hostEmployer());
        if (!station.group().isEmpty()) json.put("group", station.group());
        if (!station.services().isEmpty()) {
            ArrayNode services = json.putArray("services");
            for (Text service : station.services()) services.add(text(service));
        }
        if (station.synthetic()) json.put("synthetic", true);
        ArrayNode venues = json.putArray("venues");
        for (Venue venue : station.venues()) venues.add(venue(venue));
        if (!station.machines().isEmpty()) {
            ArrayNode machines = json.putArray("machines");
            for (Machine machine : station.machines()) {
                ObjectNode each = machines.addObject().put("id", machine.id());
                each.set("name", text(machine.name()));
                each.put("kind", machine.kind());
                if (!machine.venueId().isEmpty()) each.put("venueId", machine.venueId());
            }
        }
        if (!station.gates().isEmpty()) {
            ArrayNode gates = json.putArray("gates");
            for (Gate gate : station.gates()) gate(gate, gates);
        }
        if (!station.activities().isEmpty()) {
            ArrayNode activities = json.putArray("activities");
            for (Activity activity : station.activities()) activities.add(activity(activity));
        }
        return json;
    }

    private static void gate(Gate gate, ArrayNode to) {
        if (gate.equals(Gate.of(gate.id()))) {
            to.add(gate.id());
            return;
        }
        ObjectNode json = to.addObject().put("id", gate.id());
        if (!gate.venueId().isEmpty()) json.put("venueId", gate.venueId());
        if (gate.controller() != null) json.set("controller", controller(gate.controller()));
    }

    private static ObjectNode controller(Controller controller) {
        ObjectNode json = JSON.objectNode();
        json.put("kind", controller.kind().name()).put("serial", controller.serial());
        if (!controller.addresses().isEmpty()) {
            ArrayNode addresses = json.putArray("addresses");
            for (Network network : controller.addresses()) addresses.add(network.toString());
        }
        if (controller.direction() != null)
            json.put("direction", controller.direction().name());
        if (!controller.doors().isEmpty()) {
            ObjectNode doors = json.putObject("doors");
            new TreeMap<>(controller.doors())
                    .forEach((door, direction) -> doors.put(Integer.toString(door), direction.name()));
        }
        return json;
    }

    private static ObjectNode hours(WeeklyHours hours) {
        Map<List<WeeklyHours.Span>, List<Integer>> daysBySpans = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<WeeklyHours.Span> spans = hours.on(day);
            if (spans.isEmpty()) continue;
            daysBySpans.computeIfAbsent(spans, s -> new ArrayList<>()).add(day.getValue());
        }
        ObjectNode json = JSON.objectNode();
        daysBySpans.forEach((spans, days) -> {
            ArrayNode list = JSON.arrayNode();
            for (WeeklyHours.Span span : spans) list.add(Notation.span(span));
            json.set(Notation.days(days), list.size() == 1 ? list.get(0) : list);
        });
        return json;
    }

    private static ObjectNode venue(Venue venue) {
        ObjectNode json = JSON.objectNode();
        json.put("id", venue.id());
        json.set("name", text(venue.name()));
        json.put("kind", venue.kind())
                .put("allocation", venue.allocation().name())
                .put("capacity", venue.capacity())
                .put("policyId", venue.policyId());
        ArrayNode schedule = json.putArray("schedule");
        for (Venue.Weekly weekly : venue.schedule()) {
            schedule.addObject()
                    .put("days", Notation.days(weekly.days()))
                    .put("span", Notation.span(weekly.span()))
                    .put("slotMin", weekly.slotMin());
        }
        if (!venue.closures().isEmpty()) {
            ArrayNode closures = json.putArray("closures");
            for (Venue.Closure closure : venue.closures()) {
                closures.addObject()
                        .put("from", closure.from().toString())
                        .put("to", closure.to().toString())
                        .set("reason", text(closure.reason()));
            }
        }
        return json;
    }

    private static ObjectNode activity(Activity activity) {
        ObjectNode json = JSON.objectNode();
        json.put("id", activity.id());
        json.set("name", text(activity.name()));
        json.put("kind", activity.kind().name())
                .put("venueId", activity.venueId())
                .put("places", activity.places());
        entry(json, activity.entry());
        ArrayNode rows = json.putArray("sessions");
        List<Activity.Session> sessions = activity.sessions();
        for (int first = 0; first < sessions.size(); ) {
            List<Integer> days = daysOfRow(sessions, first);
            rows.add(session(sessions.get(first), days));
            first += days.size();
        }
        return json;
    }

    private static void entry(ObjectNode json, Activity.Entry entry) {
        Activity.Entry any = Activity.Entry.ANY;
        if (entry.partyMin() != any.partyMin()) json.put("partyMin", entry.partyMin());
        if (entry.partyMax() != any.partyMax()) json.put("partyMax", entry.partyMax());
        if (entry.placesMin() != any.placesMin()) json.put("placesMin", entry.placesMin());
        if (entry.callOffMin() != any.callOffMin()) json.put("callOffMin", entry.callOffMin());
        if (entry.course()) json.put("course", true);
    }

    /** The days of the sessions from here on that one row can say: the same span and dates, on later and later days. */
    private static List<Integer> daysOfRow(List<Activity.Session> sessions, int first) {
        List<Integer> days = new ArrayList<>();
        Activity.Session session = sessions.get(first);
        days.add(session.day());
        for (int i = first + 1; i < sessions.size() && session.day() != 0; i++) {
            Activity.Session next = sessions.get(i);
            boolean alike = Objects.equals(next.from(), session.from())
                    && Objects.equals(next.to(), session.to())
                    && next.span().equals(session.span());
            if (!alike || next.day() <= sessions.get(i - 1).day()) break;
            days.add(next.day());
        }
        return days;
    }

    private static ObjectNode session(Activity.Session session, List<Integer> days) {
        ObjectNode json = JSON.objectNode();
        if (session.day() == 0 && session.from() != null && session.from().equals(session.to())) {
            return json.put("date", session.from().toString()).put("span", Notation.span(session.span()));
        }
        json.put("days", session.day() == 0 ? Notation.DAILY : Notation.weekdays(days));
        json.put("span", Notation.span(session.span()));
        if (session.from() != null) json.put("from", session.from().toString());
        if (session.to() != null) json.put("to", session.to().toString());
        return json;
    }

    private static ObjectNode text(Text text) {
        return JSON.objectNode().put("zh", text.zh()).put("en", text.en());
    }

    private static void append(StringBuilder text, JsonNode node, String indent) {
        String line = node.toString();
        if (node.isValueNode() || line.length() <= LINE_CHARS_MAX) {
            text.append(line);
            return;
        }
        text.append(node.isObject() ? '{' : '[');
        String separator = "\n";
        String inner = indent + " ";
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                text.append(separator)
                        .append(inner)
                        .append('"')
                        .append(field.getKey())
                        .append("\":");
                append(text, field.getValue(), inner);
                separator = ",\n";
            }
        } else {
            for (JsonNode item : node) {
                text.append(separator).append(inner);
                append(text, item, inner);
                separator = ",\n";
            }
        }
        text.append('\n').append(indent).append(node.isObject() ? '}' : ']');
    }
}
