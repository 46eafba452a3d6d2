package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.waitlist.Waitlists;
import org.jspecify.annotations.Nullable;

/**
 * Who can wait for a slot that has no place for them, and has nothing else against them: once, while its waitlist is open and not too long,
 * and if the slot is large enough at all.
 */
final class JoiningWaitlist {
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final Waitlists waitlists;

    JoiningWaitlist(SlotTable slots, ReservationTable table, MemberTable members, Waitlists waitlists) {
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.waitlists = waitlists;
    }

    /** @param full why it can't be had now */
    @Nullable
    Refusal refusal(BookingRequest request, Refusal full) {
        if (request.slotCount() > 1) return Refusal.WaitlistOfSeveral.WAITLIST_OF_SEVERAL;
        VenueTerms venue = request.venue(0);
        int max = venue.get(Term.WAITLIST_MAX);
        if (max == 0) return new Refusal.WaitlistNotOffered(0);
        int slot = request.slot(0);
        if (slots.places(slot, request.party()) > slots.capacity(slot)) return full;
        long key = request.keys()[0];
        long waitsAs = waitsAs(request.member(), key);
        if (waitsAs != 0) return new Refusal.AlreadyReserved(0, waitsAs);
        long closesAtMs = closesAtMs(venue, key);
        if (request.nowMs() >= closesAtMs) return new Refusal.WaitlistClosed(0, closesAtMs);
        return waitlists.waiting(key) < max ? null : new Refusal.WaitlistFull(0, max);
    }

    /** From when no place is offered any more: nobody is told of one so late that they could not come. */
    static long closesAtMs(VenueTerms venue, long slotKey) {
        int cutoffMs = Math.max(venue.get(Term.WAITLIST_CUTOFF_MS), venue.get(Term.BOOKING_CUTOFF_MS));
        return SlotKey.startMs(slotKey) - cutoffMs;
    }

    /** The reservation by which a member waits for a slot; 0 for none. */
    private long waitsAs(int member, long key) {
        if (waitlists.waiting(key) == 0) return 0;
        for (int own = member < 0 ? MemberTable.NONE : members.newest(member); own >= 0; own = table.older(own))
            if (table.state(own) == ReservationState.WAITLISTED && table.slot(own, 0) == key) return table.id(own);
        return 0;
    }
}
