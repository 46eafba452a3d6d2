package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.Eligibility;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * A share of a slot's places stays with the staff of the station's host, until its policy's time before the start. What they have taken counts
 * for the share first. A hold that gives way takes nothing any more.
 */
public final class HostShare implements BookingRule {
    private final SlotTable slots;
    private final ReservationTable table;

    HostShare(SlotTable slots, ReservationTable table) {
        this.slots = slots;
        this.table = table;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            VenueTerms venue = request.venue(i);
            if (!keeps(venue) || request.byHost(i)) continue;
            long startMs = SlotKey.startMs(request.keys()[i]);
            long endsAtMs = endsAtMs(venue, startMs);
            if (request.nowMs() >= endsAtMs) continue;
            int slot = request.slot(i);
            long key = request.keys()[i];
            int left = slots.remaining(slot) + request.yielding().places(key, table);
            int takenByHost = slots.takenByHost(slot) - request.yielding().placesByHost(key, table);
            if (request.asked(i) * slots.places(slot, request.party())
                    > left - kept(venue, slots.capacity(slot), takenByHost, left))
                return new Refusal.NotEligible(
                        i, Eligibility.HOST_SHARE, endsAtMs == startMs ? Refusal.NEVER : endsAtMs);
        }
        return null;
    }

    private static boolean keeps(VenueTerms venue) {
        return !venue.host().isEmpty() && venue.get(Term.HOST_SHARE_PERCENT) != 0;
    }

    /** From when what is left of the share is everybody's. */
    public static long endsAtMs(VenueTerms venue, long startMs) {
        return startMs - venue.get(Term.HOST_SHARE_UNTIL_MS);
    }

    /** Of the places that are left, those that are the host's staff's alone until then. */
    public static int kept(VenueTerms venue, SlotTable slots, int slot) {
        return keeps(venue) ? kept(venue, slots.capacity(slot), slots.takenByHost(slot), slots.remaining(slot)) : 0;
    }

    private static int kept(VenueTerms venue, int capacity, int takenByHost, int left) {
        long share = (long) capacity * venue.get(Term.HOST_SHARE_PERCENT) / 100;
        return Math.clamp(share - takenByHost, 0, Math.max(0, left));
    }
}
