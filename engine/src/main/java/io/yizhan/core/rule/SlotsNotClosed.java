package io.yizhan.core.rule;

import io.yizhan.core.Closure;
import io.yizhan.core.Refusal;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/** A slot that is closed can't be booked, by its schedule or by a closure, nor one of a venue that the catalogue has no longer. */
final class SlotsNotClosed implements BookingRule {
    private static final Refusal[] CLOSED = Refusals.bySlot(slot -> new Refusal.SlotClosed(slot, ""));

    private final SlotTable slots;
    private final Closures closures;

    SlotsNotClosed(SlotTable slots, Closures closures) {
        this.slots = slots;
        this.closures = closures;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            if (slots.closed(request.slot(i)) || request.venue(i).withdrawn()) return CLOSED[i];
            Closure closure = closures.closing(request.slot(i));
            if (closure != null) return new Refusal.SlotClosed(i, closure.reason());
        }
        return null;
    }
}
