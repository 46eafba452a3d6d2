package io.yizhan.core.visit;

import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Invitation;
import io.yizhan.core.Outcome;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Visit;
import io.yizhan.core.Visit.Oddity;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.gate.GateClocks;
import io.yizhan.core.gate.Gates;
import io.yizhan.core.rule.AwaitedDate;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.ReservationTable;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What follows from gate events for those whose pass a gate has read: they are checked in, if they came in time, and their visit begins or
 * ends. A late report mends history: whoever was missed although they came in time gets no strike for it. It never takes anything from
 * anybody, and what doesn't fit the books is noted with the visit and refuses nothing: a gate reports what has happened. A clock of
 * which is known that it is ahead is put right.
 */
public final class GateReports {
    /** Said of a strike that is forgiven by itself. */
    static final String CAME_IN_TIME = "came in time, as a gate has reported later";

    private final long ageMaxMs;
    private final Gates gates;
    private final GateClocks clocks;
    private final ReservationTable table;
    private final Companions companions;
    private final CheckInWindow window;
    private final Strikes strikes;
    private final Visits visits;
    /** What does not fit the books, of the present command. */
    private int odd;

    public GateReports(
            Rules rules,
            Gates gates,
            GateClocks clocks,
            ReservationTable table,
            Companions companions,
            AwaitedDate awaited,
            CheckInBy checkInBy,
            Strikes strikes,
            Visits visits) {
        ageMaxMs = rules.gateEventAgeMaxMs();
        this.gates = gates;
        this.clocks = clocks;
        this.table = table;
        this.companions = companions;
        window = new CheckInWindow(table, awaited, checkInBy);
        this.strikes = strikes;
        this.visits = visits;
    }

    public Outcome carryOut(GateCommand.RecordGateEvents command, long nowMs, Consumer<Event> events) {
        odd = 0;
        long aheadMs = clocks.aheadMs(command.gate());
        Outcome outcome = gates.carryOut(command, nowMs, event -> {
            events.accept(event);
            if (event instanceof Event.GateEventsRecorded recorded) follow(command, recorded, aheadMs, nowMs, events);
        });
        return odd > 0 && outcome instanceof Outcome.GateReceipt receipt ? receipt.withOdd(odd) : outcome;
    }

    /** Of those that are new, which are in the order of the command. */
    private void follow(
            GateCommand.RecordGateEvents command,
            Event.GateEventsRecorded recorded,
            long aheadMs,
            long nowMs,
            Consumer<Event> events) {
        long[] passes = command.reservations();
        for (int i = 0, at = 0; passes.length > 0 && i < recorded.seqs().length; i++, at++) {
            while (command.seqs()[at] != recorded.seqs()[i]) at++;
            long happenedAtMs = recorded.happenedAtMs()[i] + aheadMs;
            if (passes[at] == 0 || nowMs - happenedAtMs > ageMaxMs) continue;
            // A clock that is ahead makes nobody come tomorrow.
            report(command, at, recorded.in()[i], Math.min(happenedAtMs, nowMs), nowMs, events);
        }
    }

    private void report(
            GateCommand.RecordGateEvents command, int at, boolean in, long atMs, long nowMs, Consumer<Event> events) {
        long id = command.reservations()[at];
        int companion = command.companion(at);
        int cell = table.find(id);
        if (cell < 0) return;
        boolean here = table.stationNo(cell) == command.stationNo();
        if (!here && !in) return;
        Oddity oddity = !in ? Oddity.NONE : here ? oddity(cell, companion, atMs) : Oddity.OTHER_STATION;
        boolean asHolder = companion == 0 || !companions.awaitHolder(id);
        if (in && oddity == Oddity.NONE && asHolder) came(cell, nowMs, events);
        Visit[] then = visits.with(cell, new Passage(atMs, in, companion, command.gate(), true, oddity), nowMs);
        if (Arrays.equals(then, visits.of(id))) return;
        if (odd(then) > odd(visits.of(id))) odd++;
        events.accept(new Event.VisitsRecorded(nowMs, id, then));
    }

    private static int odd(Visit[] visits) {
        int odd = 0;
        for (Visit it : visits) if (it.oddity() != Oddity.NONE) odd++;
        return odd;
    }

    private Oddity oddity(int cell, int companion, long atMs) {
        Invitation invitation = companions.find(table.id(cell), companion);
        if (companion != 0 && (invitation == null || (invitation.endedAtMs() != 0 && invitation.endedAtMs() <= atMs)))
            return Oddity.CANCELLED;
        return switch (table.state(cell)) {
            case CANCELLED -> Oddity.CANCELLED;
            case HELD, WAITLISTED, OFFERED, EXPIRED, ENTERED, NOT_DRAWN -> Oddity.NOT_CONFIRMED;
            case CONFIRMED, CHECKED_IN, COMPLETED, NO_SHOW ->
                atMs < window.opensAtMs(cell, atMs) || window.isOver(cell, atMs) ? Oddity.OUT_OF_TIME : Oddity.NONE;
        };
    }

    /** In time. */
    private void came(int cell, long nowMs, Consumer<Event> events) {
        long id = table.id(cell);
        if (table.state(cell) == ReservationState.CONFIRMED) events.accept(new Event.CheckedIn(nowMs, id));
        else if (table.strike(cell))
            events.accept(new Event.StrikeForgiven(nowMs, id, strikes.withoutStrikeMs(cell, nowMs), CAME_IN_TIME));
    }
}
