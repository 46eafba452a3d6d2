package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.Usage;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import org.jspecify.annotations.Nullable;

/** A member has so many reservations at once: held, offered, confirmed or checked in. The city's catalogue says how many. */
final class ActiveReservations implements BookingRule {
    private final int max;
    private final ReservationTable table;
    private final MemberTable members;
    private final PassingTime time;

    ActiveReservations(Rules limits, ReservationTable table, MemberTable members, PassingTime time) {
        max = limits.activeReservationsMax();
        this.table = table;
        this.members = members;
        this.time = time;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        int member = request.member();
        return active(member, request.yielding()) + request.reservations() <= max
                ? null
                : usage(member, request.yielding()).refusal();
    }

    /** @param member the cell; negative for somebody who has nothing */
    Usage usage(int member, YieldingHolds yielding) {
        return new Usage(Refusal.Quota.ACTIVE_RESERVATIONS, max, active(member, yielding), freesAtMs(member, yielding));
    }

    private int active(int member, YieldingHolds yielding) {
        return member < 0 ? 0 : members.active(member) - yielding.countOf(member, table);
    }

    /** When the first of them ends by itself. */
    private long freesAtMs(int member, YieldingHolds yielding) {
        long freesAtMs = Refusal.NEVER;
        for (int own = member < 0 ? MemberTable.NONE : members.firstActive(member);
                own >= 0;
                own = table.nextActive(own))
            if (!yielding.has(own)) freesAtMs = Math.min(freesAtMs, time.freesAtMs(own));
        return freesAtMs;
    }
}
