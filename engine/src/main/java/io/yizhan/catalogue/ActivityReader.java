package io.yizhan.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the activities of one station: what each is, where, and its sessions, none of which may clash in a venue. */
final class ActivityReader {
    static final int ACTIVITIES_MAX = 200;
    static final int SESSION_ROWS_MAX = 400;
    static final int SESSIONS_PER_VENUE_MAX = 1_000;

    private record Taken(Node node, Activity.Session session) {}

    private final CityReader city;
    private final Problems problems;
    private final WeeklyHours hours;
    private final int occupancyMax;
    private final Map<String, Venue> venues = new HashMap<>();
    private final Map<String, List<Taken>> takenByVenue = new HashMap<>();

    ActivityReader(CityReader city, WeeklyHours hours, int occupancyMax, List<Venue> venues) {
        this.city = city;
        problems = city.problems;
        this.hours = hours;
        this.occupancyMax = occupancyMax;
        for (Venue venue : venues) this.venues.put(venue.id(), venue);
    }

    @Nullable
    Activity activity(Node node) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        String id = fields.id("id");
        city.activityIds.claim(id, fields);
        String venueId = fields.id("venueId");
        Node venueNode = fields.optional("venueId");
        if (venueNode != null && !venueId.isEmpty()) checkVenue(venueNode, venueId);
        List<Activity.Session> sessions =
                sessions(fields, takenByVenue.computeIfAbsent(venueId, v -> new ArrayList<>()));
        checkRelease(node, venues.get(venueId), sessions);
        int places = places(fields);
        Activity activity = new Activity(
                id,
                fields.text("name", CityReader.NAME_CHARS_MAX),
                fields.choice("kind", Activity.Kind.CLASS),
                venueId,
                places,
                sessions,
                new EntryReader(problems).read(node, fields, places, sessions));
        fields.end();
        return activity;
    }

    private void checkVenue(Node node, String venueId) {
        Venue venue = venues.get(venueId);
        if (venue == null) {
            problems.add(node, "names a venue that this station does not have: \"" + venueId + "\"");
        } else if (venue.allocation() == Venue.Allocation.EXCLUSIVE) {
            problems.add(node, "names an EXCLUSIVE venue, which has no places to give out one by one");
        }
    }

    private void checkRelease(Node node, @Nullable Venue venue, List<Activity.Session> sessions) {
        Policy policy = venue == null ? null : city.policies.get(venue.policyId());
        if (policy == null) return;
        boolean tooLate =
                sessions.stream().anyMatch(s -> policy.releasesTooLate(s.span().fromMin()));
        if (tooLate) problems.add(node, PolicyReader.neverBookable(policy));
    }

    private int places(Fields fields) {
        int places = fields.integer("places", 1, VenueReader.CAPACITY_MAX);
        Node node = fields.optional("places");
        if (node != null && occupancyMax != Fields.NONE && places > occupancyMax) {
            problems.add(node, "is above the station's occupancyMax of " + occupancyMax);
        }
        return places;
    }

    private List<Activity.Session> sessions(Fields activity, List<Taken> taken) {
        List<List<Activity.Session>> rows = activity.list("sessions", SESSION_ROWS_MAX, node -> row(node, taken));
        return rows.stream().flatMap(List::stream).toList();
    }

    /** One row of the file: a session for each of its days. */
    private @Nullable List<Activity.Session> row(Node node, List<Taken> taken) {
        Fields fields = Fields.of(node, problems);
        if (fields == null) return null;
        WeeklyHours.Span span = fields.span(fields.required("span"));
        Node dateNode = fields.optional("date");
        LocalDate date = fields.date(dateNode);
        List<Integer> days = dateNode != null ? List.of(0) : days(fields);
        LocalDate from = dateNode != null ? date : fields.date(fields.optional("from"));
        LocalDate to = dateNode != null ? date : fields.date(fields.optional("to"));
        fields.end();
        if (span == null) return null;
        if (from != null && to != null && to.isBefore(from)) {
            problems.add(node, "ends before it starts");
            return null;
        }
        List<Activity.Session> sessions = new ArrayList<>();
        for (int day : days) {
            Activity.Session session = new Activity.Session(day, from, to, span);
            check(node, session, taken);
            sessions.add(session);
        }
        return sessions;
    }

    private static List<Integer> days(Fields fields) {
        Node node = fields.required("days");
        if (node != null && node.text.equals(Notation.DAILY)) return List.of(0);
        return fields.days(node);
    }

    private void check(Node node, Activity.Session session, List<Taken> taken) {
        boolean ever = false;
        for (DayOfWeek day : DayOfWeek.values()) {
            if (!session.everOn(day)) continue;
            ever = true;
            if (hours.covers(day, session.span())) continue;
            problems.add(node, "is outside the station's hours on " + Notation.days(List.of(day.getValue())));
        }
        if (!ever) problems.add(node, "never takes place: none of its days is between its dates");
        if (taken.size() == SESSIONS_PER_VENUE_MAX) {
            problems.add(node, "is one session too many for its venue, which may have " + SESSIONS_PER_VENUE_MAX);
            return;
        }
        for (Taken earlier : taken) {
            if (!earlier.session.clashes(session)) continue;
            problems.add(
                    node,
                    "clashes with " + earlier.node.place() + " (line " + earlier.node.line + ") in the same venue");
            break;
        }
        taken.add(new Taken(node, session));
    }
}
