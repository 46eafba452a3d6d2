package io.yizhan.core.reservation;

import io.yizhan.core.Arrival;
import io.yizhan.core.Closure;
import io.yizhan.core.Reservation;
import io.yizhan.core.Reservation.Loss;
import io.yizhan.core.ReservationState;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.waitlist.Waitlists;
import org.jspecify.annotations.Nullable;

/** Reservations as their members see them: copies of what lies in cells. */
public final class ReservationViews {
    private final ReservationTable table;
    private final MemberTable members;
    private final Closures closures;
    private final Waitlists waitlists;
    private final TakenPlaces takenPlaces;
    private final CheckInBy checkInBy;

    public ReservationViews(
            ReservationTable table,
            MemberTable members,
            Closures closures,
            Waitlists waitlists,
            TakenPlaces takenPlaces,
            CheckInBy checkInBy) {
        this.table = table;
        this.members = members;
        this.closures = closures;
        this.waitlists = waitlists;
        this.takenPlaces = takenPlaces;
        this.checkInBy = checkInBy;
    }

    /** @param slots as they were asked for; nobody changes them, so they need no copy */
    Reservation justPlaced(int cell, long[] slots) {
        return view(cell, table.state(cell), slots);
    }

    Reservation of(int cell) {
        return view(cell, table.state(cell));
    }

    /** As its member first heard of it. */
    Reservation asPlaced(int cell) {
        if (table.waited(cell)) return view(cell, ReservationState.WAITLISTED);
        return view(cell, table.holdMs(cell) == 0 ? ReservationState.CONFIRMED : ReservationState.HELD);
    }

    private Reservation view(int cell, ReservationState state) {
        return view(cell, state, table.slots(cell));
    }

    private Reservation view(int cell, ReservationState state, long[] slots) {
        return new Reservation(
                table.id(cell),
                members.subjectOf(table.member(cell)),
                state,
                slots,
                table.party(cell),
                state == ReservationState.OFFERED ? table.waitEndsAtMs(cell) : table.holdExpiresAtMs(cell),
                state == ReservationState.WAITLISTED ? waitlists.position(cell) : 0,
                table.createdAtMs(cell),
                table.endsAtMs(cell),
                table.stationNo(cell),
                table.cancelClosesMin(cell),
                arrival(cell, state, slots),
                state == ReservationState.CANCELLED ? loss(table.id(cell)) : null);
    }

    private @Nullable Loss loss(long id) {
        Closure closure = closures.whichCancelled(id);
        if (closure != null) return new Loss(true, closure.reason());
        String reason = takenPlaces.whyTaken(id);
        return reason == null ? null : new Loss(false, reason);
    }

    /** @param state as it is told, which may be a former one */
    private Arrival arrival(int cell, ReservationState state, long[] slots) {
        if (state != table.state(cell))
            return state == ReservationState.CONFIRMED ? awaited(cell, slots) : Arrival.NONE;
        return switch (state) {
            case CONFIRMED ->
                table.checkInByMs(cell) == 0
                        ? Arrival.NONE
                        : new Arrival(checkInBy.opensAtMs(slots), table.checkInByMs(cell), 0, false);
            case CHECKED_IN -> new Arrival(0, 0, table.checkedInAtMs(cell), false);
            case NO_SHOW -> new Arrival(0, 0, 0, table.strike(cell));
            case HELD, WAITLISTED, OFFERED, COMPLETED, CANCELLED, EXPIRED -> Arrival.NONE;
        };
    }

    /**
     * As it was when it was placed, and confirmed at once. Of its moments it keeps only that of its present state, so this one is found anew: by
     * the venues' terms of today, which are those of then but on the day of a change of the policy.
     */
    private Arrival awaited(int cell, long[] slots) {
        long byMs = checkInBy.ofMs(slots, table.createdAtMs(cell), table.endsAtMs(cell));
        return byMs == 0 ? Arrival.NONE : new Arrival(checkInBy.opensAtMs(slots), byMs, 0, false);
    }
}
