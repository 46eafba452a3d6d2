package io.yizhan.core.rule;

import io.yizhan.core.ReservationState;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;

/**
 * One's own hold is never in one's own way. A hold that has a slot in common with the request gives way. So does one at the same time, the
 * oldest first, for as long as {@link AtOnce} would refuse the request. What is confirmed never gives way.
 *
 * <p>This decides which holds that are. They end only if no rule refuses the request.
 */
final class OwnHolds {
    private final AtOnce atOnce;
    private final ReservationTable table;
    private final MemberTable members;

    OwnHolds(AtOnce atOnce, ReservationTable table, MemberTable members) {
        this.atOnce = atOnce;
        this.table = table;
        this.members = members;
    }

    /** The request's slots are in the books. */
    void giveWayTo(BookingRequest request) {
        int first = request.member() < 0 ? MemberTable.NONE : members.firstActive(request.member());
        for (int own = first; own >= 0; own = table.nextActive(own))
            if (isHold(own) && !request.yielding().has(own) && YieldingHolds.sharesASlot(own, request.keys(), table))
                request.yielding().add(own);
        // Whoever has given way takes no time any more: so one walk, from the oldest to the newest, is enough.
        for (int own = oldest(first, 0); own >= 0; own = oldest(first, table.id(own)))
            if (!request.yielding().has(own) && atOnce.isInTheWay(own, request))
                request.yielding().add(own);
    }

    /** Of the holds that are younger than this id. The list of the active ones is in no order, since a start may have brought them back. */
    private int oldest(int first, long youngerThan) {
        int oldest = MemberTable.NONE;
        for (int own = first; own >= 0; own = table.nextActive(own)) {
            if (!isHold(own) || table.id(own) <= youngerThan) continue;
            if (oldest < 0 || table.id(own) < table.id(oldest)) oldest = own;
        }
        return oldest;
    }

    private boolean isHold(int own) {
        return table.state(own) == ReservationState.HELD;
    }
}
