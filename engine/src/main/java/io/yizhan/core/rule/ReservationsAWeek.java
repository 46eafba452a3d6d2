package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Term;
import io.yizhan.core.Usage;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A member books venues of one kind so often a week, as their policies say; where several are asked for, each one's word counts. A week goes
 * from Monday to Sunday by the region's clock, and a reservation belongs to that in which its first slot starts. What was used counts, what
 * was cancelled or has expired does not.
 *
 * <p>Only what is in the books is counted, so they have to remember a week and a day (see {@code Rules.retentionMs}).
 */
final class ReservationsAWeek implements BookingRule {
    private final VenueTable venues;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;

    ReservationsAWeek(VenueTable venues, SlotTable slots, ReservationTable table, MemberTable members) {
        this.venues = venues;
        this.slots = slots;
        this.table = table;
        this.members = members;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        if (request.member() < 0) return null;
        for (int i = 0; i < request.slotCount(); i++) {
            VenueTerms venue = request.venue(i);
            if (!limits(venue)) continue;
            Usage usage = usage(
                    request.member(), request.yielding(), venue.kind(), week(request), venue.get(Term.WEEKLY_MAX));
            if (usage.isUp()) return usage.refusal();
        }
        return null;
    }

    private static boolean limits(VenueTerms venue) {
        return venue.get(Term.WEEKLY_MAX) != Term.WEEKLY_MAX.unset();
    }

    private int week(BookingRequest request) {
        return Week.of(slots.localDay(request.slot(0)));
    }

    /** Of the kinds that are asked for. */
    List<Usage> usages(BookingRequest request) {
        Map<String, Integer> strictest = new TreeMap<>();
        for (int i = 0; i < request.slotCount(); i++) add(request.venue(i), strictest);
        return usages(request.member(), request.yielding(), strictest, week(request));
    }

    /** Of all kinds, for bookings of one week. */
    List<Usage> usages(int member, int week) {
        Map<String, Integer> strictest = new TreeMap<>();
        for (int venueNo = 1; venueNo < venues.end(); venueNo++) {
            VenueTerms venue = venues.find(venueNo);
            if (venue != null && !venue.withdrawn()) add(venue, strictest);
        }
        return usages(member, YieldingHolds.NONE, strictest, week);
    }

    private static void add(VenueTerms venue, Map<String, Integer> strictest) {
        if (limits(venue)) strictest.merge(venue.kind(), venue.get(Term.WEEKLY_MAX), Math::min);
    }

    private List<Usage> usages(int member, YieldingHolds yielding, Map<String, Integer> strictest, int week) {
        List<Usage> usages = new ArrayList<>();
        strictest.forEach((kind, max) -> usages.add(usage(member, yielding, kind, week, max)));
        return usages;
    }

    /** @param member the cell; negative for somebody who has nothing */
    private Usage usage(int member, YieldingHolds yielding, String kind, int week, int max) {
        int current = 0;
        long freesAtMs = Refusal.NEVER;
        for (int own = member < 0 ? MemberTable.NONE : members.newest(member); own >= 0; own = table.older(own)) {
            if (!counts(own) || yielding.has(own) || Week.of(table.localDay(own)) != week || !isOf(own, kind)) continue;
            current++;
            if (table.state(own) == ReservationState.HELD) freesAtMs = Math.min(freesAtMs, table.holdExpiresAtMs(own));
        }
        return new Usage(Refusal.Quota.RESERVATIONS_A_WEEK, kind, max, current, freesAtMs);
    }

    private boolean counts(int own) {
        return switch (table.state(own)) {
            case HELD, CONFIRMED, CHECKED_IN, COMPLETED, NO_SHOW -> true;
            case CANCELLED, EXPIRED -> false;
        };
    }

    private boolean isOf(int own, String kind) {
        for (int i = 0; i < table.slotCount(own); i++)
            if (venues.termsOf(table.slot(own, i)).kind().equals(kind)) return true;
        return false;
    }
}
