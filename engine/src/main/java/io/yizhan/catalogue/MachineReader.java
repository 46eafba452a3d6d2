package io.yizhan.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the machines of one station. One may be a venue of it, and is the only one that is. */
final class MachineReader {
    private final CityReader city;
    private final Problems problems;
    private final List<Venue> venues;
    private final Set<String> taken = new HashSet<>();

    MachineReader(CityReader city, List<Venue> venues) {
        this.city = city;
        problems = city.problems;
        this.venues = venues;
    }

    @Nullable
    Machine machine(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        city.machineIds.claim(id, fields);
        Machine machine =
                new Machine(id, fields.text("name", CityReader.NAME_CHARS_MAX), fields.kind("kind"), venue(fields));
        fields.end();
        return machine;
    }

    private String venue(Fields machine) {
        Node node = machine.optional("venueId");
        if (node == null) return "";
        String id = machine.id(node);
        if (id.isEmpty()) return "";
        if (venues.stream().noneMatch(venue -> venue.id().equals(id)))
            problems.add(node, "names a venue that its station does not have: \"" + id + "\"");
        else if (!taken.add(id)) problems.add(node, "names a venue that is another machine already: \"" + id + "\"");
        return id;
    }
}
