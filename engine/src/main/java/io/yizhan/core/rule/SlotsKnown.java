package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import org.jspecify.annotations.Nullable;

/** Only what is in the books can be booked. */
final class SlotsKnown implements BookingRule {
    private static final Refusal[] UNKNOWN = Refusals.bySlot(Refusal.SlotUnknown::new);

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) if (request.slot(i) < 0) return UNKNOWN[i];
        return null;
    }
}
