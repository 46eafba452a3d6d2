package io.yizhan.core;

import io.yizhan.core.Refusal.Quota;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** How much a member has used of each limit, for {@link NaiveRegion}: a list of what counts, made anew each time. */
final class NaiveQuotas {
    /** What policies limit, in the order in which a member hears of it. */
    private static final Map<Quota, Term> OF_POLICIES = new LinkedHashMap<>();

    static {
        OF_POLICIES.put(Quota.ACTIVE_OF_KIND, Term.ACTIVE_OF_KIND_MAX);
        OF_POLICIES.put(Quota.RESERVATIONS_A_DAY, Term.DAILY_MAX);
        OF_POLICIES.put(Quota.RESERVATIONS_A_WEEK, Term.WEEKLY_MAX);
        OF_POLICIES.put(Quota.MINUTES_A_WEEK, Term.WEEKLY_MINUTES_MAX);
        OF_POLICIES.put(Quota.ACTIVE_IN_GROUP, Term.GROUP_ACTIVE_MAX);
        OF_POLICIES.put(Quota.GROUP_RESERVATIONS_A_DAY, Term.GROUP_DAILY_MAX);
        OF_POLICIES.put(Quota.GROUP_RESERVATIONS_A_WEEK, Term.GROUP_WEEKLY_MAX);
    }

    private final Rules rules;
    private final NaiveRegion region;

    NaiveQuotas(Rules rules, NaiveRegion region) {
        this.rules = rules;
        this.region = region;
    }

    /**
     * Which limit speaks against it; "" where none does.
     *
     * @param own what the member has, without what gives way
     */
    String refusal(List<NaiveBooking> own, List<Long> wanted, boolean hold) {
        long active = own.stream().filter(it -> it.state.active()).count();
        if (active >= rules.activeReservationsMax()) return "quota ACTIVE_RESERVATIONS " + active;
        long held = own.stream().filter(it -> it.state == ReservationState.HELD).count();
        if (hold && held >= rules.holdsMax()) return "quota HOLDS " + held;
        for (long key : wanted) {
            int day = region.slot(key).localDay();
            for (Quota rule : OF_POLICIES.keySet()) {
                VenueTerms venue = region.venueOf(key);
                String name = name(rule, venue);
                long used = used(rule, own, name, day);
                if (used + asked(rule, wanted, name, day) > max(rule, venue)) return "quota " + rule + " " + used;
            }
        }
        return "";
    }

    /** The same of an order: each of its slots is a reservation. */
    String refusalOfOrder(List<NaiveBooking> own, List<Long> wanted, boolean hold) {
        long active = own.stream().filter(it -> it.state.active()).count();
        if (active + wanted.size() > rules.activeReservationsMax()) return "quota ACTIVE_RESERVATIONS " + active;
        long held = own.stream().filter(it -> it.state == ReservationState.HELD).count();
        if (hold && held + wanted.size() > rules.holdsMax()) return "quota HOLDS " + held;
        for (long key : wanted) {
            int day = region.slot(key).localDay();
            for (Quota rule : OF_POLICIES.keySet()) {
                VenueTerms venue = region.venueOf(key);
                String name = name(rule, venue);
                long used = used(rule, own, name, day);
                long asked = rule == Quota.MINUTES_A_WEEK
                        ? asked(rule, wanted, name, day)
                        : wanted.stream()
                                .filter(it -> name(rule, region.venueOf(it)).equals(name))
                                .filter(it -> isOf(rule, region.slot(it).localDay(), day))
                                .count();
                if (used + asked > max(rule, venue)) return "quota " + rule + " " + used;
            }
        }
        return "";
    }

    private static boolean isOf(Quota rule, int localDay, int day) {
        return switch (rule) {
            case ACTIVE_OF_KIND, ACTIVE_IN_GROUP -> true;
            case RESERVATIONS_A_DAY, GROUP_RESERVATIONS_A_DAY -> localDay == day;
            default -> monday(localDay) == monday(day);
        };
    }

    private static boolean ofGroups(Quota rule) {
        return rule.name().contains("GROUP");
    }

    private static String name(Quota rule, VenueTerms venue) {
        return ofGroups(rule) ? venue.group() : venue.kind();
    }

    private static int max(Quota rule, VenueTerms venue) {
        if (ofGroups(rule) && venue.group().isEmpty()) return Integer.MAX_VALUE;
        return venue.get(Objects.requireNonNull(OF_POLICIES.get(rule)));
    }

    private long asked(Quota rule, List<Long> wanted, String name, int day) {
        if (rule != Quota.MINUTES_A_WEEK) return 1;
        return wanted.stream()
                .filter(key -> name(rule, region.venueOf(key)).equals(name))
                .filter(key -> monday(region.slot(key).localDay()) == monday(day))
                .mapToLong(key -> region.slot(key).endMin() - SlotKey.startMin(key))
                .sum();
    }

    private long used(Quota rule, List<NaiveBooking> own, String name, int day) {
        List<NaiveBooking> counted = counted(rule, own, name, day);
        if (rule != Quota.MINUTES_A_WEEK) return counted.size();
        long minutes = 0;
        for (NaiveBooking it : counted)
            for (int i = 0; i < it.slots.size(); i++)
                if (name(rule, region.venueOf(it.slots.get(i))).equals(name)
                        && monday(it.localDays.get(i)) == monday(day))
                    minutes += it.endsMin.get(i) - SlotKey.startMin(it.slots.get(i));
        return minutes;
    }

    private List<NaiveBooking> counted(Quota rule, List<NaiveBooking> own, String name, int day) {
        return own.stream()
                .filter(it -> {
                    for (int i = 0; i < it.slots.size(); i++)
                        if (name(rule, region.venueOf(it.slots.get(i))).equals(name)
                                && counts(rule, it, it.localDays.get(i), day)) return true;
                    return false;
                })
                .toList();
    }

    /** By its slot of this day. */
    private static boolean counts(Quota rule, NaiveBooking it, int localDay, int day) {
        return switch (rule) {
            case ACTIVE_OF_KIND, ACTIVE_IN_GROUP -> it.state.active();
            case RESERVATIONS_A_DAY, GROUP_RESERVATIONS_A_DAY -> stands(it) && localDay == day;
            case RESERVATIONS_A_WEEK, MINUTES_A_WEEK, GROUP_RESERVATIONS_A_WEEK ->
                stands(it) && monday(localDay) == monday(day);
            case ACTIVE_RESERVATIONS, HOLDS, REMEMBERED_RESERVATIONS -> throw new AssertionError(rule);
        };
    }

    private static boolean stands(NaiveBooking it) {
        return it.state != ReservationState.CANCELLED
                && it.state != ReservationState.EXPIRED
                && it.state != ReservationState.WAITLISTED;
    }

    /** On or before the day; the first one was 1969-12-29. */
    private static int monday(int localDay) {
        int monday = localDay;
        while ((monday + 3) % 7 != 0) monday--;
        return monday;
    }

    /**
     * @param venues that are asked for, or all
     * @param days that are asked for: that of which most is used is told
     */
    List<Usage> usages(
            List<NaiveBooking> all,
            List<NaiveBooking> yielding,
            List<VenueTerms> venues,
            List<Integer> days,
            boolean holds) {
        List<NaiveBooking> own = new ArrayList<>(all);
        own.removeAll(yielding);
        List<NaiveBooking> active = own.stream().filter(it -> it.state.active()).toList();
        List<NaiveBooking> held =
                own.stream().filter(it -> it.state == ReservationState.HELD).toList();
        List<Usage> usages = new ArrayList<>();
        usages.add(new Usage(
                Quota.ACTIVE_RESERVATIONS,
                rules.activeReservationsMax(),
                active.size(),
                first(active, NaiveQuotas::endsByItselfAtMs)));
        if (holds && rules.holdsMax() < Integer.MAX_VALUE)
            usages.add(
                    new Usage(Quota.HOLDS, rules.holdsMax(), held.size(), first(held, NaiveQuotas::endsByItselfAtMs)));
        for (Quota rule : OF_POLICIES.keySet()) usages.addAll(ofPolicies(rule, own, venues, days));
        usages.add(new Usage(
                Quota.REMEMBERED_RESERVATIONS,
                rules.rememberedReservationsMax(),
                all.size(),
                first(all, it -> !it.state.ended() ? Refusal.NEVER : it.endedAtMs + rules.retentionMs())));
        return usages;
    }

    private List<Usage> ofPolicies(Quota rule, List<NaiveBooking> own, List<VenueTerms> venues, List<Integer> days) {
        Map<String, Integer> strictest = new TreeMap<>();
        for (VenueTerms venue : venues)
            if (max(rule, venue) < Integer.MAX_VALUE) strictest.merge(name(rule, venue), max(rule, venue), Math::min);
        List<Usage> usages = new ArrayList<>();
        strictest.forEach((name, max) -> {
            int day = days.get(0);
            for (int other : days) if (used(rule, own, name, other) > used(rule, own, name, day)) day = other;
            List<NaiveBooking> counted = counted(rule, own, name, day);
            boolean endsFree = rule == Quota.ACTIVE_OF_KIND || rule == Quota.ACTIVE_IN_GROUP;
            usages.add(new Usage(
                    rule,
                    ofGroups(rule) ? "" : name,
                    ofGroups(rule) ? name : "",
                    max,
                    (int) used(rule, own, name, day),
                    first(
                            counted,
                            it -> endsFree || it.state == ReservationState.HELD || it.state == ReservationState.OFFERED
                                    ? endsByItselfAtMs(it)
                                    : Refusal.NEVER)));
        });
        return usages;
    }

    private static long endsByItselfAtMs(NaiveBooking it) {
        if (it.state == ReservationState.OFFERED) return it.waitEndsAtMs;
        return it.state == ReservationState.HELD ? it.holdExpiresAtMs : it.endsAtMs;
    }

    private static long first(List<NaiveBooking> counted, ToLongFunction<NaiveBooking> atMs) {
        return counted.stream().mapToLong(atMs).min().orElse(Refusal.NEVER);
    }
}
