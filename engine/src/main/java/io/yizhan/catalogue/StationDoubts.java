package io.yizhan.catalogue;

import io.yizhan.core.Term;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Doubts about one station after the other: its hours, its venues with their week and closures, its activities. */
final class StationDoubts {
    private static final int CLOSURE_DAYS_MAX = 366;
    private static final int DAY_MIN = Notation.DAY_MIN;

    private final City city;
    private final LocalDate today;
    private final Problems doubts;
    private final Map<String, Policy> policies = new HashMap<>();

    StationDoubts(City city, LocalDate today, Problems doubts) {
        this.city = city;
        this.today = today;
        this.doubts = doubts;
        for (Policy policy : city.policies()) policies.put(policy.id(), policy);
    }

    void look(Node node, Station station) {
        hours(CityDoubts.field(node, "hours"), station);
        crowd(CityDoubts.field(node, "occupancyMax"), station);
        if (station.venues().isEmpty()) doubts.add(node, "has no venue, and so nothing to book");
        if (!station.gates().isEmpty()
                && station.gates().stream().noneMatch(gate -> gate.venueId().isEmpty()))
            doubts.add(CityDoubts.field(node, "gates"), "all lead into venues, so nobody is counted into the station");
        List<Node> gates = CityDoubts.items(node, "gates");
        for (int i = 0; i < gates.size(); i++) {
            Controller controller = station.gates().get(i).controller();
            if (controller != null) ControllerReader.doubt(gates.get(i), controller, doubts);
        }
        Set<String> withActivities = new HashSet<>();
        for (Activity activity : station.activities()) {
            if (!activity.sessions().isEmpty()) withActivities.add(activity.venueId());
        }
        CityDoubts.Names names = new CityDoubts.Names(doubts);
        List<Node> venues = CityDoubts.items(node, "venues");
        for (int i = 0; i < venues.size(); i++) {
            Venue venue = station.venues().get(i);
            names.take(venues.get(i), venue.name());
            venue(venues.get(i), venue, withActivities.contains(venue.id()));
            whoFirst(venues.get(i), station, venue);
        }
        List<Node> activities = CityDoubts.items(node, "activities");
        for (int i = 0; i < activities.size(); i++) activity(activities.get(i), station, i);
    }

    private void hours(Node node, Station station) {
        if (station.hours().byDay().isEmpty()) doubts.add(node, "leaves the station closed on every day");
        int shortestMin = DAY_MIN;
        for (Venue venue : station.venues())
            for (Venue.Weekly row : venue.schedule()) shortestMin = Math.min(shortestMin, row.slotMin());
        for (Activity activity : station.activities())
            for (Activity.Session it : activity.sessions())
                shortestMin = Math.min(shortestMin, SlotLengths.lengthMin(it.span()));
        if (shortestMin == DAY_MIN) return;
        int atLeastMin = shortestMin;
        station.hours().byDay().forEach((day, spans) -> {
            for (WeeklyHours.Span span : spans) {
                if (SlotLengths.lengthMin(span) >= atLeastMin || meetsAnother(span, spans)) continue;
                doubts.add(
                        node,
                        "opens on " + Notation.days(List.of(day.getValue())) + " for " + Notation.span(span)
                                + ", which no slot of the station fits in");
            }
        });
    }

    private static boolean meetsAnother(WeeklyHours.Span span, List<WeeklyHours.Span> spans) {
        return spans.stream().anyMatch(it -> it.fromMin() == span.toMin() || it.toMin() == span.fromMin());
    }

    /** What can be booked at one time, each venue with the most that it may take. */
    private void crowd(Node node, Station station) {
        Map<String, Integer> places = new HashMap<>();
        for (Venue venue : station.venues()) if (!venue.schedule().isEmpty()) places.put(venue.id(), venue.capacity());
        for (Activity activity : station.activities())
            if (!activity.sessions().isEmpty()) places.merge(activity.venueId(), activity.places(), Math::max);
        int sum = places.values().stream().mapToInt(Integer::intValue).sum();
        if (sum > station.occupancyMax()) {
            doubts.add(
                    node,
                    "lets " + station.occupancyMax() + " people in, but " + sum + " places can be booked at one time");
        }
    }

    /** A policy may be shared by stations with a host and without. */
    private void whoFirst(Node node, Station station, Venue venue) {
        Policy policy = policy(venue);
        if (policy.putsHostFirst() && station.hostEmployer().isEmpty())
            doubts.add(
                    node,
                    "has policy \"" + policy.id()
                            + "\", by which the host's staff come first, but its station names no \"hostEmployer\"");
        int percent = policy.terms().get(Term.HOST_SHARE_PERCENT);
        if (percent > 0 && venue.capacity() * percent < 100)
            doubts.add(node, "is too small for a share of " + percent + " % to keep a place for the host's staff");
    }

    private void venue(Node node, Venue venue, boolean hasActivities) {
        if (venue.schedule().isEmpty() && !hasActivities) {
            doubts.add(node, "has neither slots nor activities, and so nothing to book");
        }
        List<Node> rows = CityDoubts.items(node, "schedule");
        for (int i = 0; i < rows.size(); i++) {
            Venue.Weekly row = venue.schedule().get(i);
            release(rows.get(i), venue, row.span().fromMin());
            cancellation(rows.get(i), venue, row.span().toMin() - row.slotMin());
            SlotLengths.doubt(rows.get(i), row.slotMin(), policy(venue), doubts);
        }
        List<Node> closures = CityDoubts.items(node, "closures");
        for (int i = 0; i < closures.size(); i++) closure(closures.get(i), venue.closures(), i);
    }

    /** @param startMin of the slot in question, the first of its day */
    private void release(Node node, Venue venue, int startMin) {
        Policy policy = policy(venue);
        if (!policy.everBookable(startMin)) doubts.add(node, PolicyReader.neverBookable(policy));
    }

    /** @param latestStartMin of the slots in question, the one that can be booked longest */
    private void cancellation(Node node, Venue venue, int latestStartMin) {
        Policy policy = policy(venue);
        int daysAhead = Math.min(policy.release().daysAhead(), city.horizonDays() - 1);
        int bookableMin =
                daysAhead * DAY_MIN + latestStartMin - policy.release().at().toSecondOfDay() / 60;
        if (policy.cancelCutoffMin() < bookableMin) return;
        doubts.add(
                node,
                "can never be cancelled: it is released at most " + bookableMin + " min before its start, and policy \""
                        + policy.id() + "\" allows it until " + policy.cancelCutoffMin() + " min before");
    }

    private Policy policy(Venue venue) {
        return Objects.requireNonNull(policies.get(venue.policyId()), "checked when it was read");
    }

    private void closure(Node node, List<Venue.Closure> closures, int index) {
        Venue.Closure closure = closures.get(index);
        if (closure.to().isBefore(today)) doubts.add(node, "is over since " + closure.to());
        if (closure.from().plusDays(CLOSURE_DAYS_MAX).isBefore(closure.to()))
            doubts.add(node, "lasts more than a year");
        for (int i = 0; i < index; i++) {
            Venue.Closure earlier = closures.get(i);
            if (earlier.from().isAfter(closure.to()) || earlier.to().isBefore(closure.from())) continue;
            doubts.add(node, "has days in common with closures[" + i + "]");
            break;
        }
    }

    private void activity(Node node, Station station, int index) {
        Activity activity = station.activities().get(index);
        Venue venue = station.venues().stream()
                .filter(it -> it.id().equals(activity.venueId()))
                .findFirst()
                .orElseThrow();
        if (activity.places() > venue.capacity()) {
            doubts.add(
                    CityDoubts.field(node, "places"),
                    "is above the " + venue.capacity() + " places of its venue \"" + venue.id() + "\"");
        }
        if (activity.sessions().isEmpty()) {
            doubts.add(node, "never takes place: it has no sessions");
        } else if (activity.sessions().stream().allMatch(this::isOver)) {
            doubts.add(node, "is over: all its sessions are before " + today);
        }
        // Rows and sessions are not one to one: a row has a session for each of its days.
        Set<String> told = new HashSet<>();
        for (Activity.Session session : activity.sessions()) session(node, venue, session, told);
    }

    private boolean isOver(Activity.Session session) {
        return session.to() != null && session.to().isBefore(today);
    }

    private void session(Node node, Venue venue, Activity.Session session, Set<String> told) {
        String span = Notation.span(session.span());
        LocalDate last = session.to();
        if (last != null && last.equals(session.from()) && closed(venue, last) && told.add("closed " + last)) {
            doubts.add(node, "has a session on " + last + ", when its venue is closed");
        }
        if (told.add(span)) {
            release(node, venue, session.span().fromMin());
            cancellation(node, venue, session.span().fromMin());
        }
        int lengthMin = SlotLengths.lengthMin(session.span());
        if (told.add("length " + lengthMin)) SlotLengths.doubt(node, lengthMin, policy(venue), doubts);
    }

    private static boolean closed(Venue venue, LocalDate date) {
        return venue.closures().stream().anyMatch(it -> !date.isBefore(it.from()) && !date.isAfter(it.to()));
    }
}
