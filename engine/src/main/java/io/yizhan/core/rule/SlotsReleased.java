package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.Eligibility;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * A slot can be booked from the moment at which its policy releases its day. The staff of the station's host comes first: "the unit that hosts
 * a station comes first; neighbours share it" (product.md), from a later moment. Within both, verified people come some time before others,
 * which keeps touts out. Whoever comes before others are let in hears since when somebody is; whoever is behind them, when it is his turn.
 */
final class SlotsReleased implements BookingRule {
    private final SlotTable slots;

    SlotsReleased(SlotTable slots) {
        this.slots = slots;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            boolean byHost = request.byHost(i);
            boolean verified = request.claims().verified();
            long opensAtMs = opensAtMs(request, i, byHost, verified);
            if (request.nowMs() < opensAtMs) return refusal(request, i, byHost, verified, opensAtMs);
        }
        return null;
    }

    /** When those who work for the host, or not, and are verified, or not, are let in. */
    private long opensAtMs(BookingRequest request, int i, boolean byHost, boolean verified) {
        VenueTerms venue = request.venue(i);
        int slot = request.slot(i);
        long opensAtMs =
                byHost || venue.host().isEmpty() ? slots.releasesAtMs(slot) : slots.neighboursMin(slot) * 60_000L;
        return verified ? opensAtMs - venue.get(Term.VERIFIED_EARLIER_MS) : opensAtMs;
    }

    private Refusal refusal(BookingRequest request, int i, boolean byHost, boolean verified, long opensAtMs) {
        long nowMs = request.nowMs();
        if (!byHost && !request.venue(i).host().isEmpty() && nowMs >= opensAtMs(request, i, true, verified))
            return new Refusal.NotEligible(i, Eligibility.HOST_FIRST, opensAtMs);
        if (!verified && nowMs >= opensAtMs(request, i, byHost, true))
            return new Refusal.NotEligible(i, Eligibility.VERIFIED_FIRST, opensAtMs);
        return new Refusal.SlotNotReleased(i, opensAtMs);
    }
}
