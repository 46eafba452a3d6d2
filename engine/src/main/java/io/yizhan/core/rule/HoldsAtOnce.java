package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Usage;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import org.jspecify.annotations.Nullable;

/**
 * A member has so many holds at once, where the city's catalogue says how many. Only who asks for another hold is refused: a reservation
 * without a hold, and the confirmation of one, are always welcome.
 */
final class HoldsAtOnce implements BookingRule {
    private final int max;
    private final ReservationTable table;
    private final MemberTable members;

    HoldsAtOnce(Rules limits, ReservationTable table, MemberTable members) {
        max = limits.holdsMax();
        this.table = table;
        this.members = members;
    }

    boolean isLimited() {
        return max != Rules.NO_LIMIT;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        if (!request.hold() || !isLimited()) return null;
        int member = request.member();
        return held(member, request.yielding()) + request.reservations() <= max
                ? null
                : usage(member, request.yielding()).refusal();
    }

    /** @param member the cell; negative for somebody who has nothing */
    Usage usage(int member, YieldingHolds yielding) {
        return new Usage(Refusal.Quota.HOLDS, max, held(member, yielding), freesAtMs(member, yielding));
    }

    private int held(int member, YieldingHolds yielding) {
        int held = 0;
        for (int own = first(member); own >= 0; own = table.nextActive(own)) if (counts(own, yielding)) held++;
        return held;
    }

    /** When the first of them expires. */
    private long freesAtMs(int member, YieldingHolds yielding) {
        long freesAtMs = Refusal.NEVER;
        for (int own = first(member); own >= 0; own = table.nextActive(own))
            if (counts(own, yielding)) freesAtMs = Math.min(freesAtMs, table.holdExpiresAtMs(own));
        return freesAtMs;
    }

    private int first(int member) {
        return member < 0 ? MemberTable.NONE : members.firstActive(member);
    }

    private boolean counts(int own, YieldingHolds yielding) {
        return table.state(own) == ReservationState.HELD && !yielding.has(own);
    }
}
