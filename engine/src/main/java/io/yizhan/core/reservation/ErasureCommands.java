package io.yizhan.core.reservation;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.companion.Party;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Members who want to be forgotten (api.md, {@code DELETE /v1/me}). They lose what they have, whatever its cutoff: a place that nobody may
 * be asked about any more is better given to somebody else. Whoever has come and leaves so has been there: that counts as a visit. Where they were to
 * come along, they don't.
 */
public final class ErasureCommands {
    /** Others' reservations to which one does not come along any more, of one command; the rest of 256 events is for one's own. */
    private static final int LEFT_MAX = 50;

    private final ReservationTable table;
    private final MemberTable members;
    private final Companions companions;
    private final ReservationViews views;
    private final Strikes strikes;

    public ErasureCommands(
            ReservationTable table,
            MemberTable members,
            Companions companions,
            ReservationViews views,
            Strikes strikes) {
        this.companions = companions;
        this.table = table;
        this.members = members;
        this.views = views;
        this.strikes = strikes;
    }

    public Outcome carryOut(Command.EraseMember command, long nowMs, Consumer<Event> events) {
        int member = members.find(command.member());
        List<Reservation> ended = new ArrayList<>();
        boolean more = false;
        for (int cell = newest(member); cell >= 0 && !more; cell = table.older(cell)) {
            if (table.state(cell).ended()) continue;
            if (ended.size() < Outcome.Erased.ENDED_MAX) ended.add(views.of(cell, nowMs));
            else more = true;
        }
        int remembered = member < 0 ? 0 : members.remembered(member);
        int[] along = companions.cellsOf(command.member());
        more |= along.length > LEFT_MAX;
        if (!command.preview()) {
            for (Reservation it : ended) events.accept(end(it, nowMs));
            for (int i = 0; i < along.length && i < LEFT_MAX; i++)
                events.accept(left(along[i], command.member(), nowMs));
            if (!more) events.accept(new Event.MemberErased(nowMs, command.member(), ids(member, remembered)));
        }
        return new Outcome.Erased(ended, more, remembered, strikes.suspendedUntilMs(command.member(), nowMs));
    }

    private Event left(int cell, String member, long nowMs) {
        Party party = Objects.requireNonNull(companions.of(table.id(cell)));
        int number = Objects.requireNonNull(party.of(member)).number();
        return new Event.InvitationWithdrawn(nowMs, table.id(cell), number, true);
    }

    private int newest(int member) {
        return member < 0 ? ReservationTable.NONE : members.newest(member);
    }

    private long[] ids(int member, int remembered) {
        long[] ids = new long[remembered];
        int cell = newest(member);
        for (int i = 0; i < remembered; i++, cell = table.older(cell)) ids[i] = table.id(cell);
        return ids;
    }

    private static Event end(Reservation it, long nowMs) {
        return switch (it.state()) {
            case CHECKED_IN -> new Event.ReservationCompleted(nowMs, it.id());
            case HELD, WAITLISTED, OFFERED, ENTERED, CONFIRMED -> new Event.ReservationCancelled(nowMs, it.id());
            case COMPLETED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN ->
                throw new IllegalStateException("reservation " + it.id() + " is over: " + it.state());
        };
    }
}
