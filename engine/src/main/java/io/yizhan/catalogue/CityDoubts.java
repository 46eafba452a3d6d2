package io.yizhan.catalogue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for slips in a city that can be served: what is possible, and yet hardly meant. The nodes are those that the city was read from, so
 * that each doubt has its place.
 */
final class CityDoubts {
    private final City city;
    private final Problems doubts;
    private final PositionDoubts positions;
    private final StationDoubts stations;
    private final Names stationNames;

    private CityDoubts(City city, LocalDate today, Problems doubts) {
        this.city = city;
        this.doubts = doubts;
        positions = new PositionDoubts(city, doubts);
        stations = new StationDoubts(city, today, doubts);
        stationNames = new Names(doubts);
    }

    /** @param today in the city's zone */
    static void look(City city, Node root, LocalDate today, Problems doubts) {
        new CityDoubts(city, today, doubts).look(root);
    }

    private void look(Node root) {
        LimitDoubts.look(city, root, doubts);
        policies(items(root, "policies"));
        districts(items(root, "districts"));
        List<Node> nodes = items(root, "stations");
        if (nodes.isEmpty()) doubts.add(root, "has no station");
        for (int i = 0; i < nodes.size(); i++) {
            Station station = city.stations().get(i);
            stationNames.take(nodes.get(i), station.name());
            positions.look(nodes.get(i), station);
            stations.look(nodes.get(i), station);
        }
    }

    private void policies(List<Node> nodes) {
        Set<String> used = new HashSet<>();
        for (Station station : city.stations()) station.venues().forEach(venue -> used.add(venue.policyId()));
        int daysAheadMax = city.horizonDays() - 1;
        for (int i = 0; i < nodes.size(); i++) {
            Policy policy = city.policies().get(i);
            if (!used.contains(policy.id())) doubts.add(nodes.get(i), "is no venue's policy");
            if (policy.release().daysAhead() > daysAheadMax) {
                doubts.add(
                        nodes.get(i),
                        "releases slots " + policy.release().daysAhead() + " days ahead, but with horizonDays "
                                + city.horizonDays() + " they are there " + daysAheadMax + " days ahead at most");
            }
        }
    }

    private void districts(List<Node> nodes) {
        Set<String> used = new HashSet<>();
        city.stations().forEach(station -> used.add(station.districtId()));
        Names names = new Names(doubts);
        for (int i = 0; i < nodes.size(); i++) {
            District district = city.districts().get(i);
            names.take(nodes.get(i), district.name());
            if (!used.contains(district.id())) doubts.add(nodes.get(i), "has no station");
        }
    }

    /** The nodes of a list; none where the file leaves it out. */
    static List<Node> items(Node object, String name) {
        Node list = object.fields.get(name);
        return list == null ? List.of() : list.items;
    }

    /** The value of a field that is there. */
    static Node field(Node object, String name) {
        return object.fields.getOrDefault(name, object);
    }

    /** Names of things that people choose from one list. */
    static final class Names {
        private final Problems doubts;
        private final Map<String, Node> taken = new HashMap<>();

        Names(Problems doubts) {
            this.doubts = doubts;
        }

        void take(Node owner, Text name) {
            Node first = taken.putIfAbsent("zh " + name.zh(), owner);
            if (first == null) first = taken.putIfAbsent("en " + name.en(), owner);
            if (first != null) doubts.add(owner, "has a name of " + first.place() + " (line " + first.line + ")");
            if (hasHan(name.en()) && !hasHan(name.zh())) {
                doubts.add(field(owner, "name"), "has Chinese under \"en\" and none under \"zh\"");
            }
        }

        private static boolean hasHan(String text) {
            return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        }
    }
}
