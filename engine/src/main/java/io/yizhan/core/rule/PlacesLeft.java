package io.yizhan.core.rule;

import io.yizhan.core.Command;
import io.yizhan.core.Refusal;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/** No place is given away twice: a slot must have as many places left as the party takes of it. Those of a hold that gives way count as left. */
final class PlacesLeft implements BookingRule {
    private static final Refusal[][] FULL = new Refusal[Command.SLOTS_MAX][];

    static {
        for (int i = 0; i < FULL.length; i++) {
            FULL[i] = new Refusal[Command.PARTY_MAX];
            for (int left = 0; left < FULL[i].length; left++) FULL[i][left] = new Refusal.SlotFull(i, left);
        }
    }

    private final SlotTable slots;
    private final ReservationTable table;

    PlacesLeft(SlotTable slots, ReservationTable table) {
        this.slots = slots;
        this.table = table;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            int slot = request.slot(i);
            int left = slots.remaining(slot) + request.yielding().places(request.keys()[i], table);
            left = Math.max(0, left);
            if (slots.places(slot, request.party()) > left) return FULL[i][left];
        }
        return null;
    }
}
