package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.draw.Draw;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * Nobody books a slot whose places are drawn for: until its window closes one enters for it, by itself, once, and with no more people than the slot has
 * places. From then on until all is drawn nobody comes to it. An entry takes no place, so no limit counts it but that of what is in the books;
 * what limits bookings holds when one enters and again when one wins.
 */
final class EnteringDraw implements BookingRule {
    /** As many as can enter one draw: a bound for memory, far above what any slot has seen. */
    static final int ENTRIES_MAX = 20_000;

    private final Draws draws;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;

    EnteringDraw(Draws draws, SlotTable slots, ReservationTable table, MemberTable members) {
        this.draws = draws;
        this.slots = slots;
        this.table = table;
        this.members = members;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            Draw draw = draws.undecided(request.slot(i));
            if (draw == null) continue;
            if (request.slotCount() > 1 || !request.mayEnter()) return new Refusal.DrawAlone(i);
            return refusal(request, draw);
        }
        return null;
    }

    private @Nullable Refusal refusal(BookingRequest request, Draw draw) {
        if (request.nowMs() >= draw.closesAtMs()) return new Refusal.DrawClosed(0, draw.closesAtMs());
        int slot = request.slot(0);
        if (slots.places(slot, request.party()) > slots.capacity(slot))
            return new Refusal.SlotFull(0, slots.capacity(slot));
        long entered = enteredAs(request.member(), draw.slotKey());
        if (entered != 0) return new Refusal.AlreadyReserved(0, entered);
        if (Draws.entered(draw) == ENTRIES_MAX) return new Refusal.DrawFull(0, ENTRIES_MAX);
        request.letEnter();
        return null;
    }

    /** The reservation by which a member is in the draw for a slot; 0 for none. */
    private long enteredAs(int member, long key) {
        for (int own = member < 0 ? MemberTable.NONE : members.newest(member); own >= 0; own = table.older(own))
            if (table.state(own) == ReservationState.ENTERED && table.slot(own, 0) == key) return table.id(own);
        return 0;
    }
}
