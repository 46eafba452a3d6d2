package io.yizhan.core.rule;

import io.yizhan.core.Command;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.waitlist.Waitlists;
import org.jspecify.annotations.Nullable;

/**
 * No place is given away twice: a slot must have as many places left as the party takes of it. Those of a hold that gives way count as left. Where
 * somebody waits, nothing else does: a place that was set free is theirs, and nobody overtakes. What is kept for the staff of the station's
 * host is not set free for neighbours who wait, so the staff can have it, unless one of them waits, too.
 */
final class PlacesLeft implements BookingRule {
    private static final Refusal[][] FULL = new Refusal[BookingRequest.SLOTS_MAX][];

    static {
        for (int i = 0; i < FULL.length; i++) {
            FULL[i] = new Refusal[Command.PARTY_MAX];
            for (int left = 0; left < FULL[i].length; left++) FULL[i][left] = new Refusal.SlotFull(i, left);
        }
    }

    private final SlotTable slots;
    private final ReservationTable table;
    private final Waitlists waitlists;

    PlacesLeft(SlotTable slots, ReservationTable table, Waitlists waitlists) {
        this.waitlists = waitlists;
        this.slots = slots;
        this.table = table;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            int slot = request.slot(i);
            int own = request.yielding().places(request.keys()[i], table);
            int needed = request.asked(i) * slots.places(slot, request.party());
            if (slots.waitedFor(slot)) {
                int theirs = own + keptForThem(request, i);
                if (needed > theirs) return new Refusal.SlotFull(i, theirs - own, waitlists.waiting(request.keys()[i]));
                continue;
            }
            int left = Math.max(0, slots.remaining(slot) + own);
            if (needed > left) return FULL[i][left];
        }
        return null;
    }

    /** Although somebody waits. */
    private int keptForThem(BookingRequest request, int i) {
        long key = request.keys()[i];
        if (!request.byHost(i) || request.nowMs() >= HostShare.endsAtMs(request.venue(i), SlotKey.startMs(key)))
            return 0;
        return waitlists.staffWaits(key) ? 0 : HostShare.kept(request.venue(i), slots, request.slot(i));
    }
}
