package io.yizhan.core.reservation;

import static io.yizhan.core.Refusal.HolderFirst.HOLDER_FIRST;
import static io.yizhan.core.Refusal.InvitationWithdrawn.INVITATION_WITHDRAWN;
import static io.yizhan.core.Refusal.ReservationUnknown.RESERVATION_UNKNOWN;
import static io.yizhan.core.Refusal.StrikeUnknown.STRIKE_UNKNOWN;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.Stands;
import io.yizhan.core.Refusal;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.rule.AwaitedDate;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done for a member at the desk of a station: they are checked in, their reservation is cancelled, their strike is forgiven. */
public final class DeskCommands {
    private final AwaitedDate awaited;
    private final ReservationTable table;
    private final MemberTable members;
    private final Companions companions;
    private final ReservationViews views;
    private final Strikes strikes;

    public DeskCommands(
            AwaitedDate awaited,
            ReservationTable table,
            MemberTable members,
            Companions companions,
            ReservationViews views,
            Strikes strikes) {
        this.companions = companions;
        this.awaited = awaited;
        this.table = table;
        this.members = members;
        this.views = views;
        this.strikes = strikes;
    }

    public Outcome carryOut(Command.CheckIn command, long nowMs, Consumer<Event> events) {
        int cell = at(command.stations(), command.reservationId());
        if (cell < 0) return RESERVATION_UNKNOWN;
        if (command.companion() != 0 && !companions.comesAlong(command.reservationId(), command.companion()))
            return INVITATION_WITHDRAWN;
        return switch (table.state(cell)) {
            case CONFIRMED -> {
                if (command.companion() != 0 && companions.awaitHolder(command.reservationId())) yield HOLDER_FIRST;
                long opensAtMs = awaited.opensAtMs(cell);
                if (nowMs < opensAtMs) yield new Refusal.CheckInNotOpen(opensAtMs);
                long byMs = awaited.byMs(cell);
                if (byMs != 0 && nowMs >= byMs) yield new Refusal.CheckInClosed(byMs);
                if (!command.preview()) events.accept(new Event.CheckedIn(nowMs, command.reservationId()));
                yield new Stands(views.of(cell, nowMs));
            }
            case CHECKED_IN -> new Stands(views.of(cell, nowMs));
            case NO_SHOW -> new Refusal.CheckInClosed(table.endedAtMs(cell));
            case HELD, WAITLISTED, OFFERED, ENTERED, COMPLETED, CANCELLED, EXPIRED, NOT_DRAWN ->
                new Refusal.WrongState(table.state(cell));
        };
    }

    public Outcome carryOut(Command.CancelAtDesk command, long nowMs, Consumer<Event> events) {
        int cell = at(command.stations(), command.reservationId());
        if (cell < 0) return RESERVATION_UNKNOWN;
        return switch (table.state(cell)) {
            case HELD, WAITLISTED, OFFERED, ENTERED, CONFIRMED -> {
                if (!command.preview())
                    events.accept(new Event.ReservationCancelled(nowMs, command.reservationId(), 0, command.reason()));
                yield new Stands(views.of(cell, nowMs));
            }
            case CANCELLED -> new Stands(views.of(cell, nowMs));
            case CHECKED_IN, COMPLETED, EXPIRED, NO_SHOW, NOT_DRAWN -> new Refusal.WrongState(table.state(cell));
        };
    }

    public Outcome carryOut(Command.ForgiveStrike command, long nowMs, Consumer<Event> events) {
        int cell = at(command.stations(), command.reservationId());
        if (cell < 0 || !table.strike(cell) || !isOf(cell, command.member())) return STRIKE_UNKNOWN;
        if (!command.preview())
            events.accept(new Event.StrikeForgiven(
                    nowMs, command.reservationId(), strikes.withoutStrikeMs(cell, nowMs), command.reason()));
        return new Stands(views.of(cell, nowMs));
    }

    private boolean isOf(int cell, String member) {
        return members.subjectOf(table.member(cell)).equals(member);
    }

    private int at(@Nullable Set<Integer> stations, long reservationId) {
        int cell = table.find(reservationId);
        boolean theirs = cell >= 0 && (stations == null || stations.contains(table.stationNo(cell)));
        return theirs ? cell : ReservationTable.NONE;
    }
}
