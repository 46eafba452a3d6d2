package io.yizhan.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * In what two catalogues of a city differ, in the words of their files. The order of stations, venues and the like makes no difference.
 *
 * @param changes the city first, then policies, districts, stations, venues, machines, activities; within each by id
 */
public record CatalogueDifference(List<Change> changes) {
    /** What a file has several of, and the city itself. */
    public enum Sort {
        CITY(""),
        POLICY("policies"),
        DISTRICT("districts"),
        STATION("stations"),
        VENUE("venues"),
        MACHINE("machines"),
        ACTIVITY("activities");

        /** Under which name the file has them. */
        private final String list;

        Sort(String list) {
            this.list = list;
        }
    }

    /** What became of it. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One that is not as it was.
     *
     * @param id unique among its sort
     * @param fields where it has {@linkplain Kind#CHANGED changed}: by name, at least one. A venue that is at another station now has another
     *     {@code stationId}, as have machines and activities
     */
    public record Change(Sort sort, String id, Kind kind, List<Field> fields) {}

    /**
     * A field that says something else.
     *
     * @param from what it said, as JSON; null where it said nothing
     * @param to what it says, as JSON; null where it says nothing
     */
    public record Field(
            String name, @Nullable String from, @Nullable String to) {}

    private static final Set<Sort> OF_CITY = Set.of(Sort.POLICY, Sort.DISTRICT, Sort.STATION);
    private static final Set<Sort> OF_STATION = Set.of(Sort.VENUE, Sort.MACHINE, Sort.ACTIVITY);

    /** From the one to the other. */
    public static CatalogueDifference between(City former, City next) {
        Map<Sort, Map<String, ObjectNode>> before = parts(former);
        Map<Sort, Map<String, ObjectNode>> after = parts(next);
        List<Change> changes = new ArrayList<>();
        for (Sort sort : Sort.values())
            add(changes, sort, before.getOrDefault(sort, Map.of()), after.getOrDefault(sort, Map.of()));
        return new CatalogueDifference(List.copyOf(changes));
    }

    private static void add(
            List<Change> changes, Sort sort, Map<String, ObjectNode> before, Map<String, ObjectNode> after) {
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (String id : ids) {
            ObjectNode was = before.get(id);
            ObjectNode is = after.get(id);
            if (was == null) changes.add(new Change(sort, id, Kind.ADDED, List.of()));
            else if (is == null) changes.add(new Change(sort, id, Kind.REMOVED, List.of()));
            else if (!was.equals(is)) changes.add(new Change(sort, id, Kind.CHANGED, fields(was, is)));
        }
    }

    private static List<Field> fields(ObjectNode was, ObjectNode is) {
        Set<String> names = new TreeSet<>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            JsonNode from = was.get(name);
            JsonNode to = is.get(name);
            boolean same = from != null && from.equals(to);
            if (!same) fields.add(new Field(name, text(from), text(to)));
        }
        return List.copyOf(fields);
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.toString();
    }

    /** All that the file has, each without what it has of other sorts. */
    private static Map<Sort, Map<String, ObjectNode>> parts(City city) {
        ObjectNode file = CatalogueWriter.city(city);
        Map<Sort, Map<String, ObjectNode>> parts = new LinkedHashMap<>();
        take(parts, file, OF_CITY, "");
        for (ObjectNode station : parts.getOrDefault(Sort.STATION, Map.of()).values())
            take(parts, station, OF_STATION, station.path("id").asText());
        parts.put(Sort.CITY, Map.of(city.id(), file));
        return parts;
    }

    /** @param station whose they are; "" for none */
    private static void take(
            Map<Sort, Map<String, ObjectNode>> parts, ObjectNode owner, Set<Sort> sorts, String station) {
        for (Sort sort : sorts) {
            JsonNode list = owner.remove(sort.list);
            if (list == null) continue;
            Map<String, ObjectNode> byId = parts.computeIfAbsent(sort, it -> new LinkedHashMap<>());
            for (JsonNode each : list) {
                ObjectNode part = (ObjectNode) each;
                if (!station.isEmpty()) part.put("stationId", station);
                byId.put(part.path("id").asText(), part);
            }
        }
    }
}
