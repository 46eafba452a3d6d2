package io.yizhan.catalogue;

import io.yizhan.core.Term;
import java.util.List;

/** Limits on what a member has that limit nothing, since another one is reached first. */
final class LimitDoubts {
    private final City city;
    private final Problems doubts;

    private LimitDoubts(City city, Problems doubts) {
        this.city = city;
        this.doubts = doubts;
    }

    static void look(City city, Node root, Problems doubts) {
        LimitDoubts all = new LimitDoubts(city, doubts);
        all.look(root, "holdsMax", city.holdsMax(), "activeReservationsMax", city.activeReservationsMax());
        List<Node> policies = CityDoubts.items(root, "policies");
        for (int i = 0; i < policies.size(); i++)
            all.policy(policies.get(i), city.policies().get(i));
    }

    private void policy(Node node, Policy policy) {
        look(
                node,
                "activeOfKindMax",
                policy.terms().get(Term.ACTIVE_OF_KIND_MAX),
                "the city's activeReservationsMax",
                city.activeReservationsMax());
        look(
                node,
                "dailyMax",
                policy.terms().get(Term.DAILY_MAX),
                "weeklyMax",
                policy.terms().get(Term.WEEKLY_MAX));
    }

    /** @param max {@link Integer#MAX_VALUE} where the file says nothing */
    private void look(Node node, String name, int max, String wider, int widerMax) {
        if (max == Integer.MAX_VALUE || max <= widerMax) return;
        doubts.add(CityDoubts.field(node, name), "limits nothing: " + wider + " is " + widerMax);
    }
}
