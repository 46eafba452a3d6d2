package io.yizhan.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a member may have at once, and which of their holds give way, for {@link NaiveRegion}: minute by minute. */
final class NaiveHolds {
    private final NaiveRegion region;

    NaiveHolds(NaiveRegion region) {
        this.region = region;
    }

    /** The member's holds that give way: those of the same slots, and then as many as must, the oldest first. */
    List<NaiveBooking> yielding(String member, List<Long> wanted) {
        List<NaiveBooking> standing = region.withOthers(region.own(member), member);
        List<NaiveBooking> yielding = new ArrayList<>();
        for (NaiveBooking hold : region.own(member)) {
            if (hold.state != ReservationState.HELD || hold.slots.stream().noneMatch(wanted::contains)) continue;
            yielding.add(hold);
            standing.remove(hold);
        }
        for (NaiveBooking hold : region.own(member)) {
            if (hold.state != ReservationState.HELD || !standing.contains(hold)) continue;
            Set<Long> full = conflicts(standing, wanted);
            if (hold.slots.stream().noneMatch(key -> full.stream().anyMatch(atMs -> covers(key, atMs)))) continue;
            yielding.add(hold);
            standing.remove(hold);
        }
        return yielding;
    }

    private boolean covers(long key, long atMs) {
        return NaiveRegion.startMs(key) <= atMs && atMs < NaiveRegion.endMs(region.slot(key));
    }

    /**
     * At which minutes the member can't have what is wanted beside what they have. Any of the conflicts may be named where there are several,
     * so the kind alone is told.
     */
    Set<Long> conflicts(List<NaiveBooking> own, List<Long> wanted) {
        Set<Long> conflicts = new HashSet<>();
        List<Long> all = new ArrayList<>(wanted);
        for (NaiveBooking booking : own) {
            if (!booking.state.active()) continue;
            for (long mine : booking.slots) {
                if (wanted.contains(mine)) conflicts.add(NaiveRegion.startMs(mine));
                // Several items of an order in one slot are one place.
                if (!all.contains(mine)) all.add(mine);
            }
        }
        for (long key : wanted) {
            for (long atMs = NaiveRegion.startMs(key); atMs < NaiveRegion.endMs(region.slot(key)); atMs += 60_000) {
                int places = 0;
                int max = Integer.MAX_VALUE;
                for (long other : all) {
                    if (!covers(other, atMs)) continue;
                    places++;
                    max = Math.min(max, region.venueOf(other).get(Term.AT_ONCE_MAX));
                }
                if (places > max) conflicts.add(atMs);
            }
        }
        return conflicts;
    }
}
