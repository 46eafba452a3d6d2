package io.yizhan.core.reservation;

import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.rule.HostShare;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.function.Consumer;

/**
 * What a place that was set free owes to those who wait: it is kept for the first whom it suffices and whom no rule refuses it. The others are
 * passed over and keep their turn. Time carries it out, in slices. Until it is done nobody overtakes, for a slot that is waited for has no
 * places for anybody else.
 */
public final class OwedOffers {
    /** How many are asked after in one slice: thousands may wait whom a rule keeps out for now. */
    private static final int ASKED_A_SLICE = 256;

    private final Waitlists waitlists;
    private final BookingRules rules;
    private final CheckInBy checkInBy;
    private final VenueTable venues;
    private final SlotTable slots;
    private final ReservationTable table;

    public OwedOffers(
            Waitlists waitlists,
            BookingRules rules,
            CheckInBy checkInBy,
            VenueTable venues,
            SlotTable slots,
            ReservationTable table) {
        this.checkInBy = checkInBy;
        this.waitlists = waitlists;
        this.rules = rules;
        this.venues = venues;
        this.slots = slots;
        this.table = table;
    }

    /**
     * Makes offers.
     *
     * @param limit at most so many
     * @return whether there is more to look at
     */
    public boolean carryOut(long nowMs, int limit, Consumer<Event> each) {
        waitlists.passTime(nowMs);
        int offered = 0;
        int asked = 0;
        while (waitlists.hasToLook()) {
            int slot = slots.find(waitlists.slotToLookAt());
            int left = slot < 0 ? 0 : slots.remaining(slot);
            int cell = left <= 0 ? ReservationTable.NONE : waitlists.next(left);
            if (cell < 0) {
                if (left > 0) lookAgainAfterTheShare(slot, nowMs);
                waitlists.looked();
                continue;
            }
            if (offered == limit || asked++ == ASKED_A_SLICE) return true;
            waitlists.passOver(cell);
            Refusal no = rules.refusalToTake(cell, nowMs);
            if (no instanceof Refusal.MemberSuspended it) waitlists.lookAgain(slots.key(slot), it.untilMs());
            if (no != null) continue;
            long expiresAtMs = offerExpiresAtMs(cell, nowMs);
            long byMs = expiresAtMs == 0 ? checkInBy.ofMs(table.slots(cell), nowMs) : 0;
            each.accept(new Event.PlaceOffered(nowMs, table.id(cell), expiresAtMs, byMs));
            offered++;
        }
        return false;
    }

    private long offerExpiresAtMs(int cell, long nowMs) {
        int ttlMs = venues.termsOf(table.slot(cell, 0)).get(Term.OFFER_TTL_MS);
        return ttlMs == 0 ? 0 : Math.min(nowMs + ttlMs, SlotKey.startMs(table.slot(cell, 0)));
    }

    /** What is left of the host's share is everybody's some time before the start, by time alone. */
    private void lookAgainAfterTheShare(int slot, long nowMs) {
        VenueTerms venue = venues.termsOf(slots.key(slot));
        long endsAtMs = HostShare.endsAtMs(venue, slots.startMs(slot));
        if (HostShare.kept(venue, slots, slot) > 0 && endsAtMs > nowMs) waitlists.lookAgain(slots.key(slot), endsAtMs);
    }
}
