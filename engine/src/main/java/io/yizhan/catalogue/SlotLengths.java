package io.yizhan.catalogue;

import io.yizhan.core.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * How long slots last, held against how many minutes a week a policy allows a member: a slot that is longer can never be booked. A venue all
 * of whose slots are too long is refused; where only some are, that is a doubt.
 */
final class SlotLengths {
    private SlotLengths() {}

    /** Adds a problem for each venue that nobody could ever book. */
    static void check(Node stationNode, Station station, CityReader city) {
        for (Venue venue : station.venues()) {
            Policy policy = city.policies.get(venue.policyId());
            if (policy == null || policy.terms().get(Term.WEEKLY_MINUTES_MAX) == Term.WEEKLY_MINUTES_MAX.unset())
                continue;
            int shortestMin = Integer.MAX_VALUE;
            for (int lengthMin : lengthsMin(venue, station)) shortestMin = Math.min(shortestMin, lengthMin);
            if (shortestMin == Integer.MAX_VALUE || !isTooLong(shortestMin, policy)) continue;
            city.problems.add(
                    node(venue, stationNode),
                    "can never be booked: the shortest slot of venue \"" + venue.id() + "\" is " + shortestMin
                            + " min, and " + allowed(policy));
        }
    }

    private static Node node(Venue venue, Node stationNode) {
        for (Node node : CityDoubts.items(stationNode, "venues"))
            if (CityDoubts.field(node, "id").text.equals(venue.id())) return node;
        return stationNode;
    }

    /** Of the schedule's rows and of the activities; what could not be read is left out. */
    private static List<Integer> lengthsMin(Venue venue, Station station) {
        List<Integer> lengthsMin = new ArrayList<>();
        for (Venue.Weekly row : venue.schedule()) if (row.slotMin() > 0) lengthsMin.add(row.slotMin());
        for (Activity activity : station.activities())
            if (activity.venueId().equals(venue.id()))
                for (Activity.Session session : activity.sessions()) lengthsMin.add(lengthMin(session.span()));
        return lengthsMin;
    }

    static int lengthMin(WeeklyHours.Span span) {
        return span.toMin() - span.fromMin();
    }

    static void doubt(Node node, int lengthMin, Policy policy, Problems doubts) {
        if (isTooLong(lengthMin, policy))
            doubts.add(node, "can never be booked: a slot is " + lengthMin + " min, and " + allowed(policy));
    }

    /** A number that could not be read is below 1. */
    private static boolean isTooLong(int lengthMin, Policy policy) {
        int max = policy.terms().get(Term.WEEKLY_MINUTES_MAX);
        return max > 0 && lengthMin > max;
    }

    private static String allowed(Policy policy) {
        return "policy \"" + policy.id() + "\" allows a member "
                + policy.terms().get(Term.WEEKLY_MINUTES_MAX) + " min a week";
    }
}
