package io.yizhan.catalogue;

import io.yizhan.core.StrikeRules;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the city as a whole, and keeps what its parts must know of each other: the ids that are taken, and the policies. */
final class CityReader {
    static final int STATIONS_MAX = 10_000;
    static final int DISTRICTS_MAX = 1_000;
    static final int POLICIES_MAX = 1_000;
    static final int ACTIVE_RESERVATIONS_MAX = 100;
    static final int NAME_CHARS_MAX = 100;
    /** Later nobody is at the machine any more. */
    static final int WORKOUT_CLAIM_MIN_MAX = 60;

    static final int SLOTS_MAX = 10_000_000;

    final Problems problems;
    final Ids stationIds = new Ids("station");
    final Ids venueIds = new Ids("venue");
    final Ids machineIds = new Ids("machine");
    final Ids gateIds = new Ids("gate");
    final Ids activityIds = new Ids("activity");
    final Map<Controller.Kind, Ids> controllerSerials = new EnumMap<>(Controller.Kind.class);
    final Map<String, Policy> policies = new HashMap<>();
    final Ids policyIds = new Ids("policy");
    final Ids districtIds = new Ids("district");

    /** Slots of all venues in a week, activities left out. */
    long weeklySlots;

    CityReader(Problems problems) {
        this.problems = problems;
        for (Controller.Kind kind : Controller.Kind.values()) controllerSerials.put(kind, new Ids("controller"));
    }

    /** Null only together with a problem. */
    @Nullable
    City city(Node root) {
        Fields fields = Fields.of(root, problems);
        if (fields == null) return null;
        String id = fields.string(
                fields.required("id"), Pattern.compile("[a-z0-9]{1,16}").asMatchPredicate(), "1 to 16 of a-z and 0-9");
        Text name = fields.text("name", NAME_CHARS_MAX);
        ZoneId zone = zone(fields);
        String language = fields.string(
                fields.required("language"), text -> text.equals("zh") || text.equals("en"), "\"zh\" or \"en\"");
        int horizonDays = fields.integer("horizonDays", 1, Horizon.DAYS_MAX);
        int activeReservationsMax = fields.integer("activeReservationsMax", 1, ACTIVE_RESERVATIONS_MAX);
        int holdsMax = fields.optionalInteger("holdsMax", 1, ACTIVE_RESERVATIONS_MAX, Integer.MAX_VALUE);
        StrikeRules strikes = StrikeRulesReader.read(fields, problems);
        OccupancyRules occupancy = OccupancyRulesReader.read(fields);
        int workoutClaimMin =
                fields.optionalInteger("workoutClaimMin", 0, WORKOUT_CLAIM_MIN_MAX, City.WORKOUT_CLAIM_MIN);
        List<Policy> cityPolicies = fields.list("policies", POLICIES_MAX, this::policy);
        List<District> districts = fields.list("districts", DISTRICTS_MAX, this::district);
        List<Station> stations = fields.list("stations", STATIONS_MAX, new StationReader(this)::station);
        fields.end();
        if (horizonDays != Fields.NONE && weeklySlots * horizonDays / 7 > SLOTS_MAX) {
            problems.add(root, "has more than " + SLOTS_MAX + " slots within its horizon of " + horizonDays + " days");
        }
        return new City(
                id,
                name,
                zone,
                language,
                horizonDays,
                activeReservationsMax,
                holdsMax,
                strikes,
                occupancy,
                workoutClaimMin,
                cityPolicies,
                districts,
                stations);
    }

    private ZoneId zone(Fields fields) {
        Node node = fields.required("zone");
        ZoneId utc = ZoneId.of("UTC");
        if (node == null || fields.string(node, text -> true, "").isEmpty()) return utc;
        try {
            ZoneId zone = ZoneId.of(node.text);
            if (zone instanceof ZoneOffset offset && offset.getTotalSeconds() % 60 != 0) {
                problems.add(node, "should differ from UTC by whole minutes");
            }
            return zone;
        } catch (DateTimeException unknown) {
            problems.add(node, "should be a zone such as Asia/Shanghai, not " + Problems.quote(node.text));
            return utc;
        }
    }

    private @Nullable Policy policy(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        policyIds.claim(id, fields);
        Policy policy = new PolicyReader(fields, problems).policy(id);
        fields.end();
        policies.put(id, policy);
        return policy;
    }

    private @Nullable District district(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        districtIds.claim(id, fields);
        District district = new District(id, fields.text("name", NAME_CHARS_MAX));
        fields.end();
        return district;
    }

    /** The ids of one sort of thing, unique in the city, with the place that took each first. */
    final class Ids {
        private final String sort;
        private final Map<String, Node> takenBy = new HashMap<>();

        Ids(String sort) {
            this.sort = sort;
        }

        void claim(String id, Fields fields) {
            claim(id, fields.node());
        }

        void claim(String id, Node owner) {
            if (id.isEmpty()) return;
            Node first = takenBy.putIfAbsent(id, owner);
            if (first == null) return;
            problems.add(
                    owner,
                    "repeats the " + sort + " id \"" + id + "\" of " + first.place() + " (line " + first.line + ")");
        }

        /** The id that a field refers to; with a problem where nothing in the file has it. */
        String reference(Fields fields, String name) {
            String id = fields.id(name);
            Node node = fields.optional(name);
            if (node != null && !id.isEmpty() && !takenBy.containsKey(id)) {
                problems.add(node, "names a " + sort + " that does not exist: \"" + id + "\"");
            }
            return id;
        }
    }
}
