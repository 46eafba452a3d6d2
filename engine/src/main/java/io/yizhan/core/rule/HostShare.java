package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.Eligibility;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * A share of a slot's places stays with the staff of the station's host, until its policy's time before the start. What they have taken counts
 * for the share first.
 */
public final class HostShare implements BookingRule {
    private final SlotTable slots;

    HostShare(SlotTable slots) {
        this.slots = slots;
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
            if (slots.places(slot, request.party()) > slots.remaining(slot) - kept(venue, slots, slot))
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
        if (!keeps(venue)) return 0;
        long share = (long) slots.capacity(slot) * venue.get(Term.HOST_SHARE_PERCENT) / 100;
        return Math.clamp(share - slots.takenByHost(slot), 0, Math.max(0, slots.remaining(slot)));
    }
}
