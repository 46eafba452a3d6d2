package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import org.jspecify.annotations.Nullable;

/**
 * In how many places a member may be at one time: as many as the strictest of their venues' terms says, which mostly is one. Slots asked for
 * count as those that the member has, so one request may not have what two would not get. To come along to somebody else's reservation counts, too.
 * Holds that give way are not counted. Several items of an order in one slot are one place here: the others are for people who come along.
 */
final class AtOnce implements BookingRule {
    private final VenueTable venues;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final Companions companions;
    /** Cells of others' reservations to which the member of the present request comes along. */
    private int[] along = {};
    /** Whether all that is asked for at one time is one place: that of somebody who comes along. */
    private boolean asOne;

    AtOnce(VenueTable venues, SlotTable slots, ReservationTable table, MemberTable members, Companions companions) {
        this.companions = companions;
        this.venues = venues;
        this.slots = slots;
        this.table = table;
        this.members = members;
    }

    /** One of the very same slots is told before one at the same time. */
    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        long[] wanted = request.keys();
        int firstOwn = firstOwn(request);
        along = companions.cellsOf(request.subject());
        if (firstOwn < 0 && wanted.length == 1 && along.length == 0) return null;
        Refusal refusal = theSame(firstOwn, request);
        // Most places at a time are taken when one of the slots begins: so it is enough to look at those moments.
        for (int i = 0; refusal == null && i < wanted.length; i++)
            refusal = at(SlotKey.startMin(wanted[i]), firstOwn, request);
        for (int own = firstOwn; refusal == null && own >= 0; own = nextOwn(own, request))
            for (int o = 0; refusal == null && o < table.slotCount(own); o++)
                refusal = at(SlotKey.startMin(table.slot(own, o)), firstOwn, request);
        for (int i = 0; refusal == null && i < along.length; i++)
            for (int o = 0; refusal == null && o < table.slotCount(along[i]); o++)
                refusal = at(SlotKey.startMin(table.slot(along[i], o)), firstOwn, request);
        return refusal;
    }

    /** The same for somebody who comes along to what another has: however many places that is at one time, they are in one. */
    @Nullable
    Refusal refusalToComeAlong(BookingRequest request) {
        asOne = true;
        Refusal refusal = refusal(request);
        asOne = false;
        return refusal;
    }

    /** Whether the request would be refused for a moment that this hold of its member takes part in. */
    boolean isInTheWay(int hold, BookingRequest request) {
        if (!sharesTime(hold, request)) return false;
        int firstOwn = firstOwn(request);
        along = companions.cellsOf(request.subject());
        for (long key : request.keys()) if (isRefusedAt(SlotKey.startMin(key), hold, firstOwn, request)) return true;
        for (int own = firstOwn; own >= 0; own = nextOwn(own, request))
            for (int o = 0; o < table.slotCount(own); o++)
                if (isRefusedAt(SlotKey.startMin(table.slot(own, o)), hold, firstOwn, request)) return true;
        for (int other : along)
            for (int o = 0; o < table.slotCount(other); o++)
                if (isRefusedAt(SlotKey.startMin(table.slot(other, o)), hold, firstOwn, request)) return true;
        return false;
    }

    private boolean sharesTime(int hold, BookingRequest request) {
        for (int o = 0; o < table.slotCount(hold); o++)
            for (int i = 0; i < request.slotCount(); i++)
                if (SlotKey.startMin(table.slot(hold, o)) < slots.endMin(request.slot(i))
                        && SlotKey.startMin(request.keys()[i]) < table.slotEndMin(hold, o)) return true;
        return false;
    }

    private boolean isRefusedAt(int minute, int hold, int firstOwn, BookingRequest request) {
        for (int o = 0; o < table.slotCount(hold); o++)
            if (owns(hold, o, minute)) return at(minute, firstOwn, request) != null;
        return false;
    }

    private int firstOwn(BookingRequest request) {
        if (request.member() < 0) return MemberTable.NONE;
        int first = members.firstActive(request.member());
        return first < 0 || !request.yielding().has(first) ? first : nextOwn(first, request);
    }

    private int nextOwn(int own, BookingRequest request) {
        int next = table.nextActive(own);
        while (next >= 0 && request.yielding().has(next)) next = table.nextActive(next);
        return next;
    }

    private @Nullable Refusal theSame(int firstOwn, BookingRequest request) {
        long[] wanted = request.keys();
        for (int own = firstOwn; own >= 0; own = nextOwn(own, request))
            for (int o = 0; o < table.slotCount(own); o++)
                for (int i = 0; i < wanted.length; i++)
                    if (wanted[i] == table.slot(own, o)) return new Refusal.AlreadyReserved(i, table.id(own));
        for (int other : along)
            for (int o = 0; o < table.slotCount(other); o++)
                for (int i = 0; i < wanted.length; i++)
                    if (wanted[i] == table.slot(other, o)) return new Refusal.AlreadyReserved(i, table.id(other));
        return null;
    }

    /** Whether in this minute there would be too many, one that is asked for among them. */
    private @Nullable Refusal at(int minute, int firstOwn, BookingRequest request) {
        int asked = 0;
        int first = -1;
        int last = -1;
        int max = Integer.MAX_VALUE;
        for (int i = 0; i < request.slotCount(); i++) {
            if (!asks(request, i, minute) || request.asked(i) > 1) continue;
            if (asked++ == 0) first = i;
            last = i;
            max = Math.min(max, request.venue(i).get(Term.AT_ONCE_MAX));
        }
        if (asked == 0) return null;
        if (asOne) asked = 1;
        int had = 0;
        int other = -1;
        for (int own = firstOwn; own >= 0; own = nextOwn(own, request)) {
            for (int o = 0; o < table.slotCount(own); o++) {
                if (!owns(own, o, minute)) continue;
                if (had++ == 0) other = own;
                max = Math.min(max, venues.termsOf(table.slot(own, o)).get(Term.AT_ONCE_MAX));
            }
        }
        for (int cell : along) {
            for (int o = 0; o < table.slotCount(cell); o++) {
                if (!owns(cell, o, minute)) continue;
                if (had++ == 0) other = cell;
                max = Math.min(max, venues.termsOf(table.slot(cell, o)).get(Term.AT_ONCE_MAX));
            }
        }
        if (asked + had <= max || asked + had - repeated(minute, firstOwn, request) <= max) return null;
        return had > 0
                ? new Refusal.OverlapsOwnReservation(first, table.id(other))
                : new Refusal.SlotsOverlap(first, last);
    }

    /** How many of one's own are further items of an order in the same slot: places for others, beside whom one is. Looked for only where it matters. */
    private int repeated(int minute, int firstOwn, BookingRequest request) {
        int repeated = 0;
        for (int own = firstOwn; own >= 0; own = nextOwn(own, request)) {
            if (table.slotCount(own) != 1 || !owns(own, 0, minute)) continue;
            boolean known = false;
            for (int other = firstOwn; other != own && !known; other = nextOwn(other, request))
                known = table.slotCount(other) == 1 && table.slot(other, 0) == table.slot(own, 0);
            if (known) repeated++;
        }
        return repeated;
    }

    private boolean asks(BookingRequest request, int i, int minute) {
        return SlotKey.startMin(request.keys()[i]) <= minute && minute < slots.endMin(request.slot(i));
    }

    private boolean owns(int own, int o, int minute) {
        return SlotKey.startMin(table.slot(own, o)) <= minute && minute < table.slotEndMin(own, o);
    }
}
