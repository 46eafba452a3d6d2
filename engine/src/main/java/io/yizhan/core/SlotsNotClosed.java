package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** A slot that is closed can't be booked, nor one of a venue that the catalogue has no longer. */
final class SlotsNotClosed implements BookingRule {
    private static final Refusal[] CLOSED = Refusals.bySlot(Refusal.SlotClosed::new);

    private final SlotTable slots;

    SlotsNotClosed(SlotTable slots) {
        this.slots = slots;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++)
            if (slots.closed(request.slot(i)) || request.venue(i).withdrawn()) return CLOSED[i];
        return null;
    }
}
