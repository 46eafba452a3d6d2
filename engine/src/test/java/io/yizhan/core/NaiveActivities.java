package io.yizhan.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Courses, teams, and what is called off, for {@link NaiveRegion}. */
final class NaiveActivities {
    private final NaiveRegion region;
    final Map<Long, ActivityTerms> bySlot = new HashMap<>();
    /** Of these it is still to be decided whether they take place. */
    private final Set<Long> open = new HashSet<>();

    NaiveActivities(NaiveRegion region) {
        this.region = region;
    }

    void plan(long key, ActivityTerms terms) {
        bySlot.put(key, terms);
        if (terms.decidesMin() != 0) open.add(key);
    }

    private ActivityTerms terms(long key) {
        return Objects.requireNonNull(bySlot.get(key));
    }

    /** What speaks against entering so; "" where nothing does. */
    String refusal(List<Long> wanted, int party) {
        for (int i = 0; i < wanted.size(); i++) {
            ActivityTerms terms = bySlot.get(wanted.get(i));
            if (terms == null) continue;
            List<Long> course = Arrays.stream(terms.course()).boxed().toList();
            if (!course.isEmpty() && !new HashSet<>(course).equals(new HashSet<>(wanted))) return "course whole " + i;
            if (party < terms.partyMin() || party > terms.partyMax()) return "party unfit " + i;
        }
        return "";
    }

    boolean isCourse(NaiveBooking booking) {
        return booking.slots.stream()
                .anyMatch(key -> bySlot.containsKey(key) && terms(key).course().length > 0);
    }

    void decide(long nowMs) {
        List<Long> due = new ArrayList<>(open);
        due.removeIf(key -> terms(key).decidesMin() * 60_000L > nowMs);
        due.sort(Comparator.comparingInt((Long key) -> terms(key).decidesMin()).thenComparing(key -> key));
        for (long key : due) {
            open.remove(key);
            boolean begun = nowMs >= NaiveRegion.startMs(key);
            if (begun || region.taken(key, false) >= terms(key).placesMin()) continue;
            for (long date : terms(key).course()) callOff(date);
            if (terms(key).course().length == 0) callOff(key);
        }
    }

    private void callOff(long key) {
        if (!region.slots.containsKey(key) || region.closures.cover(key)) return;
        region.closures.close(new ClosureCommand.CloseVenues(
                new int[] {SlotKey.venueNo(key)},
                SlotKey.startMin(key),
                region.slot(key).endMin(),
                true,
                "too few"));
    }

    void retire() {
        bySlot.keySet().retainAll(region.slots.keySet());
        open.retainAll(region.slots.keySet());
    }
}
