package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/** A slot can be booked from the moment at which its policy releases its day. */
final class SlotsReleased implements BookingRule {
    private final SlotTable slots;

    SlotsReleased(SlotTable slots) {
        this.slots = slots;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            long releasesAtMs = slots.releasesAtMs(request.slot(i));
            if (request.nowMs() < releasesAtMs) return new Refusal.SlotNotReleased(i, releasesAtMs);
        }
        return null;
    }
}
