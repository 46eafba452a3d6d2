package io.yizhan.core.rule;

import io.yizhan.core.PolicyLimit;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
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
 * A member has as much of one kind of venue, and of one group of stations, as the venues' policies say: see {@link PolicyLimit}. Where several venues are asked for, each
 * one's word counts. What is asked for is counted, too, so one request may not have what several would not get.
 */
final class PolicyLimits implements BookingRule {
    private static final PolicyLimit[] LIMITS = PolicyLimit.values();

    private final VenueTable venues;
    private final SlotTable slots;
    private final LimitUse use;

    PolicyLimits(VenueTable venues, SlotTable slots, ReservationTable table, MemberTable members, PassingTime time) {
        this.venues = venues;
        this.slots = slots;
        use = new LimitUse(venues, table, members, time);
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            VenueTerms venue = request.venue(i);
            if (!venue.terms().limited()) continue;
            for (PolicyLimit limit : LIMITS)
                if (limit.limits(venue) && isExceeded(limit, venue, localDay(request, i), request))
                    return usage(
                                    limit,
                                    limit.scope().of(venue),
                                    max(limit, venue),
                                    localDay(request, i),
                                    request.member(),
                                    request.yielding())
                            .refusal();
        }
        return null;
    }

    private boolean isExceeded(PolicyLimit limit, VenueTerms venue, int localDay, BookingRequest request) {
        String of = limit.scope().of(venue);
        int current = use.current(limit, of, localDay, request.member(), request.yielding());
        return current + asked(limit, of, localDay, request) > max(limit, venue);
    }

    private int asked(PolicyLimit limit, String of, int localDay, BookingRequest request) {
        boolean reservations = limit.unit() == PolicyLimit.Unit.RESERVATIONS;
        if (reservations && !request.ofOrder()) return 1;
        int asked = 0;
        for (int i = 0; i < request.slotCount(); i++)
            if (limit.scope().of(request.venue(i)).equals(of) && limit.span().covers(localDay(request, i), localDay))
                asked += reservations ? 1 : slots.endMin(request.slot(i)) - SlotKey.startMin(request.keys()[i]);
        return asked;
    }

    private static int max(PolicyLimit limit, VenueTerms venue) {
        return venue.get(limit.term());
    }

    private int localDay(BookingRequest request, int i) {
        return slots.localDay(request.slot(i));
    }

    private Usage usage(PolicyLimit limit, String of, int max, int localDay, int member, YieldingHolds yielding) {
        boolean group = limit.scope() == PolicyLimit.Scope.GROUP;
        return new Usage(
                limit.quota(),
                group ? "" : of,
                group ? of : "",
                max,
                use.current(limit, of, localDay, member, yielding),
                use.freesAtMs(limit, of, localDay, member, yielding));
    }

    /** Of the kinds and groups that are asked for; where slots of several days are, of the day or week of which most is used. */
    List<Usage> usages(BookingRequest request) {
        List<VenueTerms> asked = new ArrayList<>();
        int[] localDays = new int[request.slotCount()];
        for (int i = 0; i < localDays.length; i++) {
            asked.add(request.venue(i));
            localDays[i] = localDay(request, i);
        }
        return usages(asked, localDays, request.member(), request.yielding());
    }

    /** Of all kinds and groups, for bookings of one day. */
    List<Usage> usages(int member, int localDay) {
        List<VenueTerms> all = new ArrayList<>();
        for (int venueNo = 1; venueNo < venues.end(); venueNo++) {
            VenueTerms venue = venues.find(venueNo);
            if (venue != null && !venue.withdrawn()) all.add(venue);
        }
        return usages(all, new int[] {localDay}, member, YieldingHolds.NONE);
    }

    private List<Usage> usages(List<VenueTerms> of, int[] localDays, int member, YieldingHolds yielding) {
        List<Usage> usages = new ArrayList<>();
        for (PolicyLimit limit : LIMITS) {
            Map<String, Integer> strictest = new TreeMap<>();
            for (VenueTerms venue : of)
                if (limit.limits(venue)) strictest.merge(limit.scope().of(venue), max(limit, venue), Math::min);
            strictest.forEach((name, max) -> usages.add(mostUsed(limit, name, max, localDays, member, yielding)));
        }
        return usages;
    }

    private Usage mostUsed(PolicyLimit limit, String of, int max, int[] localDays, int member, YieldingHolds yielding) {
        Usage most = usage(limit, of, max, localDays[0], member, yielding);
        for (int i = 1; i < localDays.length; i++) {
            if (localDays[i] == localDays[i - 1]) continue;
            Usage other = usage(limit, of, max, localDays[i], member, yielding);
            if (other.current() > most.current()) most = other;
        }
        return most;
    }
}
