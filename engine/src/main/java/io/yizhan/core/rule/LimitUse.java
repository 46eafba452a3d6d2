package io.yizhan.core.rule;

import io.yizhan.core.PolicyLimit;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.VenueTable;

/**
 * How much of a {@link PolicyLimit} a member has used. A week goes from Monday to Sunday by the region's clock. A slot belongs to the day
 * on which it starts, and a reservation to each day on which a slot of it does: who takes slots of several days at once uses something of
 * each. Of which kind and group a venue is, its terms of today say.
 *
 * <p>Only what is in the books is counted, so they have to remember a week and a day (see {@code Rules.retentionMs}).
 */
final class LimitUse {
    private final VenueTable venues;
    private final ReservationTable table;
    private final MemberTable members;
    private final PassingTime time;

    LimitUse(VenueTable venues, ReservationTable table, MemberTable members, PassingTime time) {
        this.venues = venues;
        this.table = table;
        this.members = members;
        this.time = time;
    }

    /**
     * How much counts.
     *
     * @param of which kind or group
     * @param localDay of which day, or of whose week
     * @param member the cell; negative for somebody who has nothing
     * @param yielding what doesn't count, whatever else is said
     */
    int current(PolicyLimit limit, String of, int localDay, int member, YieldingHolds yielding) {
        int current = 0;
        for (int own = first(limit, member); own >= 0; own = next(limit, own))
            if (counts(limit, own) && !yielding.has(own)) current += amount(limit, of, localDay, own);
        return current;
    }

    /** When the first of what counts ends by itself, so that it counts no more. */
    long freesAtMs(PolicyLimit limit, String of, int localDay, int member, YieldingHolds yielding) {
        long freesAtMs = Refusal.NEVER;
        for (int own = first(limit, member); own >= 0; own = next(limit, own)) {
            if (!counts(limit, own) || yielding.has(own) || amount(limit, of, localDay, own) == 0) continue;
            boolean ends = limit.span() == PolicyLimit.Span.ACTIVE || mayLapse(table.state(own));
            if (ends) freesAtMs = Math.min(freesAtMs, time.freesAtMs(own));
        }
        return freesAtMs;
    }

    private static boolean mayLapse(ReservationState state) {
        return state == ReservationState.HELD || state == ReservationState.OFFERED;
    }

    private int first(PolicyLimit limit, int member) {
        if (member < 0) return MemberTable.NONE;
        return limit.span() == PolicyLimit.Span.ACTIVE ? members.firstActive(member) : members.newest(member);
    }

    private int next(PolicyLimit limit, int own) {
        return limit.span() == PolicyLimit.Span.ACTIVE ? table.nextActive(own) : table.older(own);
    }

    private boolean counts(PolicyLimit limit, int own) {
        return limit.span() == PolicyLimit.Span.ACTIVE || wasUsed(own);
    }

    /** Or is going to be. */
    private boolean wasUsed(int own) {
        return switch (table.state(own)) {
            case HELD, OFFERED, CONFIRMED, CHECKED_IN, COMPLETED, NO_SHOW -> true;
            case WAITLISTED, ENTERED, CANCELLED, EXPIRED, NOT_DRAWN -> false;
        };
    }

    private int amount(PolicyLimit limit, String of, int localDay, int own) {
        int minutes = 0;
        for (int i = 0; i < table.slotCount(own); i++) {
            if (!limit.span().covers(table.localDay(own, i), localDay)) continue;
            long slot = table.slot(own, i);
            VenueTerms venue = venues.termsOf(slot);
            if (!limit.scope().of(venue).equals(of)) continue;
            if (limit.unit() == PolicyLimit.Unit.RESERVATIONS) return 1;
            minutes += table.slotEndMin(own, i) - SlotKey.startMin(slot);
        }
        return minutes;
    }
}
