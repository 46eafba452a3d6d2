package io.yizhan.core.reservation;

import io.yizhan.core.Arrival;
import io.yizhan.core.Closure;
import io.yizhan.core.Reservation;
import io.yizhan.core.Reservation.ClosedSlot;
import io.yizhan.core.Reservation.Loss;
import io.yizhan.core.Reservation.OfPlace;
import io.yizhan.core.Reservation.OfSlots;
import io.yizhan.core.ReservationState;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.draw.DrawCommands;
import io.yizhan.core.rule.AwaitedDate;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reservations as their members see them: copies of what lies in cells. */
public final class ReservationViews {
    private final ReservationTable table;
    private final SlotTable slots;
    private final MemberTable members;
    private final Closures closures;
    private final Waitlists waitlists;
    private final TakenPlaces takenPlaces;
    private final CheckInBy checkInBy;
    private final AwaitedDate awaited;
    private final DrawCommands draws;

    public ReservationViews(
            ReservationTable table,
            SlotTable slots,
            MemberTable members,
            Closures closures,
            Waitlists waitlists,
            TakenPlaces takenPlaces,
            CheckInBy checkInBy,
            AwaitedDate awaited,
            DrawCommands draws) {
        this.draws = draws;
        this.table = table;
        this.slots = slots;
        this.members = members;
        this.closures = closures;
        this.waitlists = waitlists;
        this.takenPlaces = takenPlaces;
        this.checkInBy = checkInBy;
        this.awaited = awaited;
    }

    /** @param slots as they were asked for; nobody changes them, so they need no copy */
    Reservation justPlaced(int cell, long[] slots) {
        ReservationState state = table.state(cell);
        return view(cell, state, slots, placed(cell, state, slots), null);
    }

    Reservation of(int cell, long nowMs) {
        ReservationState state = table.state(cell);
        return view(cell, state, table.slots(cell), arrival(cell, state), loss(cell, state, nowMs));
    }

    /** As its member first heard of it. */
    Reservation asPlaced(int cell) {
        ReservationState state = table.holdMs(cell) == 0 ? ReservationState.CONFIRMED : ReservationState.HELD;
        if (table.waited(cell)) state = ReservationState.WAITLISTED;
        if (table.entered(cell)) state = ReservationState.ENTERED;
        long[] slots = table.slots(cell);
        return view(cell, state, slots, placed(cell, state, slots), null);
    }

    private Reservation view(int cell, ReservationState state, long[] slots, Arrival arrival, @Nullable Loss loss) {
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
                arrival,
                loss,
                table.entered(cell) ? draws.receipt(table.id(cell), table.slot(cell, 0)) : null);
    }

    private @Nullable Loss loss(int cell, ReservationState state, long nowMs) {
        if (state == ReservationState.CANCELLED) return ofPlace(table.id(cell));
        return closures.none() || state.ended() ? null : ofSlots(cell, nowMs);
    }

    private @Nullable Loss ofPlace(long id) {
        Closure closure = closures.whichCancelled(id);
        if (closure != null) return new OfPlace(true, closure.reason());
        String reason = takenPlaces.whyTaken(id);
        return reason == null ? null : new OfPlace(false, reason);
    }

    private @Nullable Loss ofSlots(int cell, long nowMs) {
        List<ClosedSlot> closed = new ArrayList<>();
        for (int i = 0; i < table.slotCount(cell); i++) {
            long key = table.slot(cell, i);
            int slot = slots.find(key);
            Closure closure = slot < 0 || slots.endMs(slot) <= nowMs ? null : closures.closing(slot);
            if (closure != null) closed.add(new ClosedSlot(key, closure.reason()));
        }
        return closed.isEmpty() ? null : new OfSlots(closed);
    }

    private Arrival arrival(int cell, ReservationState state) {
        return switch (state) {
            case CONFIRMED -> {
                long byMs = awaited.byMs(cell);
                yield byMs == 0 ? Arrival.NONE : new Arrival(awaited.opensAtMs(cell), byMs, 0, false);
            }
            case CHECKED_IN -> new Arrival(0, 0, table.checkedInAtMs(cell), false);
            case NO_SHOW -> new Arrival(0, 0, 0, table.strike(cell));
            case HELD, WAITLISTED, OFFERED, ENTERED, COMPLETED, CANCELLED, EXPIRED, NOT_DRAWN -> Arrival.NONE;
        };
    }

    /**
     * As it was when it was placed. Of its moments it keeps only that of its present state, so for what is in another one by now this one is
     * found anew: by the venues' terms of today, which are those of then but on the day of a change of the policy.
     *
     * @param state in which it was placed
     */
    private Arrival placed(int cell, ReservationState state, long[] slots) {
        if (state != ReservationState.CONFIRMED) return Arrival.NONE;
        long byMs = table.state(cell) == state
                ? table.checkInByMs(cell)
                : checkInBy.ofMs(slots, table.createdAtMs(cell), table.endsAtMs(cell));
        return byMs == 0 ? Arrival.NONE : new Arrival(checkInBy.opensAtMs(slots), byMs, 0, false);
    }
}
