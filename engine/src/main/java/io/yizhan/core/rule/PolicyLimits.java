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
 * A member has as much of one kind of venue as the venues' policies say: see {@link PolicyLimit}. Where several venues are asked for, each
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
                if (limit.isSetIn(venue.terms()) && isExceeded(limit, venue, request))
                    return usage(limit, venue.kind(), max(limit, venue), request)
                            .refusal();
        }
        return null;
    }

    private boolean isExceeded(PolicyLimit limit, VenueTerms venue, BookingRequest request) {
        String kind = venue.kind();
        int current = use.current(limit, kind, localDay(request), request.member(), request.yielding());
        return current + asked(limit, kind, request) > max(limit, venue);
    }

    private int asked(PolicyLimit limit, String kind, BookingRequest request) {
        if (limit.unit() == PolicyLimit.Unit.RESERVATIONS) return 1;
        int minutes = 0;
        for (int i = 0; i < request.slotCount(); i++)
            if (request.venue(i).kind().equals(kind))
                minutes += slots.endMin(request.slot(i)) - SlotKey.startMin(request.keys()[i]);
        return minutes;
    }

    private static int max(PolicyLimit limit, VenueTerms venue) {
        return venue.get(limit.term());
    }

    private int localDay(BookingRequest request) {
        return slots.localDay(request.slot(0));
    }

    private Usage usage(PolicyLimit limit, String kind, int max, BookingRequest request) {
        return usage(limit, kind, max, localDay(request), request.member(), request.yielding());
    }

    private Usage usage(PolicyLimit limit, String kind, int max, int localDay, int member, YieldingHolds yielding) {
        return new Usage(
                limit.quota(),
                kind,
                max,
                use.current(limit, kind, localDay, member, yielding),
                use.freesAtMs(limit, kind, localDay, member, yielding));
    }

    /** Of the kinds that are asked for. */
    List<Usage> usages(BookingRequest request) {
        List<VenueTerms> asked = new ArrayList<>();
        for (int i = 0; i < request.slotCount(); i++) asked.add(request.venue(i));
        return usages(asked, localDay(request), request.member(), request.yielding());
    }

    /** Of all kinds, for bookings of one day. */
    List<Usage> usages(int member, int localDay) {
        List<VenueTerms> all = new ArrayList<>();
        for (int venueNo = 1; venueNo < venues.end(); venueNo++) {
            VenueTerms venue = venues.find(venueNo);
            if (venue != null && !venue.withdrawn()) all.add(venue);
        }
        return usages(all, localDay, member, YieldingHolds.NONE);
    }

    private List<Usage> usages(List<VenueTerms> of, int localDay, int member, YieldingHolds yielding) {
        List<Usage> usages = new ArrayList<>();
        for (PolicyLimit limit : LIMITS) {
            Map<String, Integer> strictest = new TreeMap<>();
            for (VenueTerms venue : of)
                if (limit.isSetIn(venue.terms())) strictest.merge(venue.kind(), max(limit, venue), Math::min);
            strictest.forEach((kind, max) -> usages.add(usage(limit, kind, max, localDay, member, yielding)));
        }
        return usages;
    }
}
