package io.yizhan.core.visit;

import io.yizhan.core.AdmissionCode;
import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.Admission;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Visit;
import io.yizhan.core.Visit.Oddity;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.gate.Crowds;
import io.yizhan.core.gate.DuePeople;
import io.yizhan.core.gate.WalkIn;
import io.yizhan.core.rule.AwaitedDate;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.table.ReservationTable;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Whether a gate may open (api.md, admissions). Of several reasons against it, the one that somebody hears first is that which they can do least
 * about: it is another station's pass, the place is not theirs, it is not the time, somebody is inside by it already. Whoever has a place gets
 * in, however full it is. Whoever wants out gets out.
 *
 * <p>A companion gets in by a pass of their own, and is one of the party; by the holder's pass come the others, as many as have accepted nothing.
 * Whoever comes first has the reservation checked in, unless its venue wants the holder to.
 *
 * <p>An admission is what a gate was told; who is inside is counted by what gates report.
 */
public final class Admissions {
    private final ReservationTable table;
    private final Companions companions;
    private final CheckInWindow window;
    private final Visits visits;
    private final Crowds crowds;
    private final DuePeople duePeople;

    public Admissions(
            ReservationTable table,
            Companions companions,
            AwaitedDate awaited,
            CheckInBy checkInBy,
            Visits visits,
            Crowds crowds,
            DuePeople duePeople) {
        this.table = table;
        this.companions = companions;
        window = new CheckInWindow(table, awaited, checkInBy);
        this.visits = visits;
        this.crowds = crowds;
        this.duePeople = duePeople;
    }

    public Outcome carryOut(GateCommand.Admit command, long nowMs, Consumer<Event> events) {
        int cell = table.find(command.reservationId());
        if (!command.in()) return leave(cell, command, nowMs, events);
        // A pass that was given out here, of a reservation that is not over: only whoever was forgotten has such a one.
        if (cell < 0) return Admission.of(AdmissionCode.CANCELLED);
        if (table.stationNo(cell) != command.stationNo()) return Admission.of(AdmissionCode.PASS_OF_OTHER_STATION);
        return switch (table.state(cell)) {
            case CANCELLED -> Admission.of(AdmissionCode.CANCELLED);
            case HELD, WAITLISTED, OFFERED, EXPIRED, ENTERED, NOT_DRAWN -> Admission.of(AdmissionCode.NOT_CONFIRMED);
            case NO_SHOW, COMPLETED -> Admission.of(AdmissionCode.TOO_LATE);
            case CONFIRMED, CHECKED_IN -> enter(cell, command, nowMs, events);
        };
    }

    private Outcome enter(int cell, GateCommand.Admit command, long nowMs, Consumer<Event> events) {
        long id = command.reservationId();
        int companion = command.companion();
        if (companion != 0 && !companions.comesAlong(id, companion)) return Admission.of(AdmissionCode.CANCELLED);
        if (window.isOver(cell, nowMs)) return Admission.of(AdmissionCode.TOO_LATE);
        long opensAtMs = window.opensAtMs(cell, nowMs);
        if (nowMs < opensAtMs) return Admission.opening(opensAtMs);
        boolean toCome = table.state(cell) == ReservationState.CONFIRMED;
        if (toCome && companion != 0 && companions.awaitHolder(id)) return Admission.of(AdmissionCode.HOLDER_FIRST);
        // The answer was lost, as by a take-over: whoever was let in by it still stands outside.
        if (command.retry() && visits.isAwaited(id, companion, command.gate(), nowMs))
            return inside(AdmissionCode.ADMITTED, command);
        boolean full = visits.inside(id, companion) >= admitted(cell, companion)
                || visits.insideByAll(id) >= table.party(cell);
        if (full) return inside(AdmissionCode.ALREADY_INSIDE, command);
        boolean again = visits.isUsed(id, companion);
        if (toCome) events.accept(new Event.CheckedIn(nowMs, id));
        pass(cell, command, nowMs, events);
        return inside(again ? AdmissionCode.ADMITTED_AGAIN : AdmissionCode.ADMITTED, command);
    }

    /** How many may be inside by one pass. */
    private int admitted(int cell, int companion) {
        return companion == 0 ? table.party(cell) - companions.accepted(table.id(cell)) : 1;
    }

    private Admission inside(AdmissionCode code, GateCommand.Admit command) {
        long id = command.reservationId();
        int companion = command.companion();
        return new Admission(code, 0, visits.insideSinceMs(id, companion), visits.inside(id, companion));
    }

    /** What was never seen to come in, a gate's own report will tell of. */
    private Outcome leave(int cell, GateCommand.Admit command, long nowMs, Consumer<Event> events) {
        boolean known = cell >= 0 && table.stationNo(cell) == command.stationNo();
        if (known && visits.inside(command.reservationId(), command.companion()) > 0)
            pass(cell, command, nowMs, events);
        return Admission.of(AdmissionCode.EXIT);
    }

    private void pass(int cell, GateCommand.Admit command, long nowMs, Consumer<Event> events) {
        Passage passage = new Passage(nowMs, command.in(), command.companion(), command.gate(), false, Oddity.NONE);
        Visit[] then = visits.with(cell, passage, nowMs);
        if (!Arrays.equals(then, visits.of(command.reservationId())))
            events.accept(new Event.VisitsRecorded(nowMs, command.reservationId(), then));
    }

    /** Nothing is changed by it: nobody knows who it is. */
    public Outcome answer(GateCommand.AdmitWalkIn command, long nowMs) {
        int due = duePeople.at(command.stationNo(), nowMs, command.aheadMin());
        boolean room = WalkIn.places(command.limit(), crowds.headcount(command.stationNo()), due) > 0;
        return Admission.of(room ? AdmissionCode.WALK_IN : AdmissionCode.FULL);
    }
}
