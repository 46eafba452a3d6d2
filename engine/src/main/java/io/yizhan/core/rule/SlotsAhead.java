package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import org.jspecify.annotations.Nullable;

/** A slot can be booked until it starts. */
final class SlotsAhead implements BookingRule {
    private static final Refusal[] PAST = Refusals.bySlot(Refusal.SlotPast::new);

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++)
            if (request.nowMs() >= SlotKey.startMs(request.keys()[i])) return PAST[i];
        return null;
    }
}
