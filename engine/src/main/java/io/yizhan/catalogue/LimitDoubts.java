package io.yizhan.catalogue;

import io.yizhan.core.PolicyLimit;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Limits on what a member has that limit nothing, since another one is reached first. */
final class LimitDoubts {
    private static final Set<Term> OF_GROUPS = Arrays.stream(PolicyLimit.values())
            .filter(limit -> limit.scope() == PolicyLimit.Scope.GROUP)
            .map(PolicyLimit::term)
            .collect(Collectors.toUnmodifiableSet());

    private final City city;
    private final Problems doubts;

    private LimitDoubts(City city, Problems doubts) {
        this.city = city;
        this.doubts = doubts;
    }

    static void look(City city, Node root, Problems doubts) {
        LimitDoubts all = new LimitDoubts(city, doubts);
        all.look(root, "holdsMax", city.holdsMax(), "activeReservationsMax", city.activeReservationsMax());
        all.strikes(root);
        List<Node> policies = CityDoubts.items(root, "policies");
        for (int i = 0; i < policies.size(); i++)
            all.policy(policies.get(i), city.policies().get(i));
    }

    private void strikes(Node root) {
        boolean looks = city.policies().stream()
                .anyMatch(policy -> policy.terms().get(Term.CHECK_IN_BY_MS) != Term.CHECK_IN_BY_MS.unset());
        if (city.strikes().max() != Rules.NO_LIMIT && !looks)
            doubts.add(CityDoubts.field(root, "strikesMax"), "suspends nobody: no policy has \"checkInByMin\"");
    }

    private void policy(Node node, Policy policy) {
        String most = "the city's activeReservationsMax";
        look(node, "activeOfKindMax", max(policy, Term.ACTIVE_OF_KIND_MAX), most, city.activeReservationsMax());
        look(node, "groupActiveMax", max(policy, Term.GROUP_ACTIVE_MAX), most, city.activeReservationsMax());
        look(node, "dailyMax", max(policy, Term.DAILY_MAX), "weeklyMax", max(policy, Term.WEEKLY_MAX));
        look(
                node,
                "groupDailyMax",
                max(policy, Term.GROUP_DAILY_MAX),
                "groupWeeklyMax",
                max(policy, Term.GROUP_WEEKLY_MAX));
        if (isInAGroup(policy)) return;
        for (PolicyNumber number : PolicyNumber.values())
            if (OF_GROUPS.contains(number.term()) && node.fields.containsKey(number.field()))
                doubts.add(
                        CityDoubts.field(node, number.field()),
                        "limits nothing: no venue of this policy is at a station of a group");
    }

    private static int max(Policy policy, Term term) {
        return policy.terms().get(term);
    }

    private boolean isInAGroup(Policy policy) {
        return city.stations().stream()
                .filter(station -> !station.group().isEmpty())
                .flatMap(station -> station.venues().stream())
                .anyMatch(venue -> venue.policyId().equals(policy.id()));
    }

    /** @param max {@link Integer#MAX_VALUE} where the file says nothing */
    private void look(Node node, String name, int max, String wider, int widerMax) {
        if (max == Integer.MAX_VALUE || max <= widerMax) return;
        doubts.add(CityDoubts.field(node, name), "limits nothing: " + wider + " is " + widerMax);
    }
}
