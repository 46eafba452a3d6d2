package io.yizhan.core;

import io.yizhan.core.table.Invariants;
import io.yizhan.core.table.StationShares;
import io.yizhan.core.table.TimerWheel;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The books of one region and the rules that change them: the way into the core.
 *
 * <p>{@link #carryOut} refuses a command, or says what happens because of it, event by event; {@link #apply} changes the books by an event
 * and judges nothing, so that a replay of the events rebuilds the same books under any later rules. What {@code carryOut} and {@link #elapse}
 * say is applied as it is said. All methods belong to one thread, the writer; time comes with each call and never goes back. An
 * {@link IllegalStateException} means a broken invariant: the region must stop.
 */
public final class Region implements Books {
    /** Events that one command, or one thing that was due, may yield. What is larger is carried out in slices. */
    public static final int EVENTS_MAX = 256;

    private static final long HOUR_MS = 3_600_000;

    private final Parts parts;
    /** What a rule says, happens. */
    private final Consumer<Event> events = this::happen;

    private EventSink sink = event -> {};
    /** Events since the sink was told that they begin. */
    private int said;
    /** How often it was told so. */
    private int things;

    private long lastMs;
    private long gatesCheckedAtMs;
    /** Kept, so that the compiler can't find {@link #anticipate} to be without effect. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    public Region(Rules rules) {
        parts = new Parts(rules);
    }

    /**
     * Reads what {@link #carryOut} will read for this command, and changes nothing. The books are larger than the processor's caches and
     * members and keys come in no order, so a decision waits for memory several times; called for a whole batch before its first command
     * is decided, those waits overlap instead of adding up (bench/results/core.md has the difference).
     */
    public void anticipate(Command command) {
        if (command instanceof Command.PlaceReservation place) touched ^= parts.booking.touch(place);
    }

    /**
     * Carries out a command at this time. Every refusal comes before the first event.
     *
     * @param to gets what happens, event by event; each has changed the books before the next is decided
     * @return what the caller is to hear once the events are durable
     */
    public Outcome carryOut(Command command, long nowMs, EventSink to) {
        begin(to);
        return carryOut(command, nowMs);
    }

    /** Where nothing has changed, nobody has done anything. */
    private Outcome carryOut(Command.ByOperator<?> by, long nowMs) {
        String before = parts.operatorActs.stands(by.change());
        Outcome outcome = carryOut(by.change(), nowMs);
        if (said > 0 || parts.operatorActs.lacks(by.change()))
            events.accept(parts.operatorActs.of(by, before, outcome, nowMs));
        return outcome;
    }

    private Outcome carryOut(Command command, long nowMs) {
        return switch (command) {
            case Command.PlaceReservation place -> parts.booking.carryOut(place, nowMs, events);
            case Command.EnterDraw enter -> parts.booking.carryOut(enter, nowMs, events);
            case Command.OfDraws<?> it -> parts.drawing.carryOut(it, nowMs, events);
            case Command.DrawChange<?> it -> parts.drawing.carryOut(it, nowMs, events);
            case Command.OfCompanions<?> it -> parts.accompanying.carryOut(it, nowMs, events);
            case Command.OfOrders<?> it -> parts.ordering.carryOut(it, nowMs, events);
            case Command.OrderChange<?> it -> parts.ordering.carryOut(it, nowMs, events);
            case Command.CancelReservation cancel -> parts.booking.carryOut(cancel, nowMs, events);
            case Command.ConfirmReservation confirm -> parts.booking.carryOut(confirm, nowMs, events);
            case Command.PreviewReservation preview -> parts.booking.answer(preview, nowMs);
            case Command.FindStanding find -> parts.booking.answer(find, nowMs);
            case Command.FindReservation find -> parts.booking.answer(find, nowMs);
            case Command.ListReservations list -> parts.booking.answer(list, nowMs);
            case Command.ListStationDay list -> parts.stationDays.answer(list, nowMs);
            case GateCommand.RecordGateEvents record -> parts.gateReports.carryOut(record, nowMs, events);
            case GateCommand.Admit admit -> parts.admissions.carryOut(admit, nowMs, events);
            case GateCommand.AdmitWalkIn walkIn -> parts.admissions.answer(walkIn, nowMs);
            case VenueCommand.DefineVenue define -> parts.definitions.carryOut(define, nowMs, events);
            case VenueCommand.WithdrawVenue withdraw -> parts.definitions.carryOut(withdraw, nowMs, events);
            case VenueCommand.TellSlotsAgain again -> parts.definitions.carryOut(again, nowMs, events);
            case VenueCommand.OpenSlots open -> SlotOpening.carryOut(open, parts.venues, parts.slots, nowMs, events);
            case ClosureCommand.CloseVenues close -> parts.closing.carryOut(close, nowMs, events);
            case ClosureCommand.LiftClosure lift -> parts.closing.carryOut(lift, nowMs, events);
            case ClosureCommand.PreviewLift preview -> parts.liftPreview.answer(preview, nowMs);
            case ClosureCommand.ListClosures list -> parts.closing.answer(list);
            case ClosureCommand.PreviewClosure preview -> parts.closingPreview.answer(preview, nowMs);
            case ClosureCommand.FindAtVenues find -> parts.closingPreview.answer(find, nowMs);
            case Command.ChangeCapacity change -> parts.capacities.carryOut(change, nowMs, events);
            case Command.PreviewCapacity preview -> parts.capacities.answer(preview, nowMs);
            case SettleMachineVenues settle -> parts.machineClosures.carryOut(settle, nowMs, events);
            case Command.MarkEquipment mark -> parts.equipment.carryOut(mark, nowMs, events);
            case Command.CheckIn checkIn -> parts.desk.carryOut(checkIn, nowMs, events);
            case Command.CancelAtDesk cancel -> parts.desk.carryOut(cancel, nowMs, events);
            case GateCommand.CountByEye count -> parts.crowds.carryOut(count, nowMs, events);
            case GateCommand.ResetOccupancy reset -> parts.crowds.carryOut(reset, nowMs, events);
            case Command.ForgiveStrike forgive -> parts.desk.carryOut(forgive, nowMs, events);
            case Command.EraseMember erase -> parts.erasures.carryOut(erase, nowMs, events);
            case Command.ByOperator<?> by -> carryOut(by, nowMs);
            case Command.OfFitness<?> it -> parts.fitness.carryOut(it, nowMs, events);
            case Command.FitnessChange<?> it -> parts.fitness.carryOut(it, nowMs, events);
            case Command.NoteCatalogue note -> Outcome.Done.DONE;
            case Command.EndSessions end -> Outcome.Done.DONE;
            case Command.NoteWebhook note -> Outcome.Done.DONE;
            case VenueCommand.RetireSlots retire -> {
                events.accept(new Event.SlotsRetired(nowMs, retire.endedBeforeMin()));
                yield Outcome.Done.DONE;
            }
        };
    }

    private void begin(EventSink to) {
        sink = to;
        said = 0;
        things++;
        to.begin();
    }

    private void happen(Event event) {
        if (++said > EVENTS_MAX)
            throw new IllegalStateException("more than " + EVENTS_MAX + " events at once: " + event);
        apply(event);
        sink.take(event);
    }

    /** Changes the books by what has happened. */
    public void apply(Event event) {
        parts.changes.event();
        lastMs = Math.max(lastMs, event.atMs());
        switch (event) {
            case Event.ReservationPlaced placed -> parts.reservations.apply(placed);
            case Event.PlaceOffered offered -> parts.reservations.apply(offered);
            case Event.ReservationConfirmed confirmed -> {
                parts.reservations.apply(confirmed);
                parts.orders.holdEnded(confirmed.reservationId());
            }
            case Event.ReservationCancelled cancelled -> {
                parts.reservations.apply(cancelled);
                parts.companions.freed(cancelled.reservationId());
                parts.orders.holdEnded(cancelled.reservationId());
            }
            case Event.CheckedIn arrived -> parts.reservations.apply(arrived);
            case Event.NoShow missed -> {
                parts.reservations.apply(missed);
                parts.companions.freed(missed.reservationId());
            }
            case Event.StrikeForgiven forgiven -> parts.reservations.apply(forgiven);
            case Event.HoldExpired it -> {
                parts.reservations.end(it.reservationId(), ReservationState.EXPIRED, it.atMs());
                parts.orders.holdEnded(it.reservationId());
            }
            case Event.ReservationCompleted it ->
                parts.reservations.end(it.reservationId(), ReservationState.COMPLETED, it.atMs());
            case Event.ReservationArchived archived -> {
                parts.forget(archived.reservationId());
                parts.reservations.apply(archived);
            }
            case Event.MemberErased erased -> {
                for (long id : erased.reservations()) parts.forget(id);
                parts.companions.forget(erased.member());
                parts.fitness.forget(erased.member());
                parts.reservations.apply(erased);
            }
            case Event.VisitsRecorded recorded -> parts.visits.apply(recorded);
            case Event.GateEventsRecorded recorded -> {
                parts.gates.apply(recorded);
                parts.gateClocks.apply(recorded);
                parts.crowds.apply(recorded);
            }
            case Event.OccupancyCorrected corrected -> parts.crowds.apply(corrected);
            case Event.GateBootForgotten forgotten -> parts.gates.apply(forgotten);
            case Event.VenueDefined it -> venue(it.venueNo(), it.terms());
            case Event.SlotsOpened opened -> SlotOpening.apply(opened, parts.venues, this);
            case Event.ActivityPlanned planned -> parts.activities.apply(planned);
            case Event.ActivityDecided decided -> parts.activities.apply(decided);
            case Event.SlotCapacityChanged changed -> parts.capacities.apply(changed);
            case Event.SlotsRetired retired -> parts.retire(retired);
            case Event.ClosureBegan began -> parts.closures.apply(began);
            case Event.VenueClosed closed -> parts.closures.apply(closed);
            case Event.ClosureCarriedOut done -> parts.closures.apply(done);
            case Event.ClosureLifted lifted -> {
                parts.closures.apply(lifted);
                parts.waitlists.lookEverywhere();
            }
            case Event.EquipmentMarked marked -> parts.equipment.apply(marked);
            case Event.WorkoutRecorded recorded -> parts.fitness.apply(recorded);
            case Event.BodyChecked checked -> parts.fitness.apply(checked);
            case Event.OperatorActed acted -> parts.operatorActs.apply(acted);
            case Event.DrawAnnounced announced -> parts.draws.apply(announced);
            case Event.DrawEntered entered -> {
                parts.draws.apply(entered);
                parts.reservations.apply(entered);
            }
            case Event.DrawClosed closed -> parts.draws.apply(closed);
            case Event.DrawPartGiven given -> parts.draws.apply(given);
            case Event.DrawDecided decided -> {
                parts.draws.apply(decided);
                parts.reservations.apply(decided);
            }
            case Event.DrawCarriedOut done -> parts.draws.apply(done);
            case Event.CompanionsInvited invited -> parts.companions.apply(invited);
            case Event.InvitationAccepted accepted -> parts.companions.apply(accepted);
            case Event.InvitationWithdrawn withdrawn -> parts.companions.apply(withdrawn);
            case Event.OrderQuoted quoted -> parts.orders.apply(quoted);
            case Event.OrderBooked booked -> parts.orders.apply(booked);
            case Event.OrderNoticed noticed -> parts.orders.apply(noticed);
            case Event.OrderErased erased -> parts.orders.apply(erased);
        }
    }

    /**
     * Lets time pass: what has become due happens, one thing after the other.
     *
     * @param limit at most so many things
     * @param to gets what happens, as with {@link #carryOut}
     * @return whether there is more
     */
    public boolean elapse(long nowMs, int limit, EventSink to) {
        int thingsBefore = things;
        if (nowMs - gatesCheckedAtMs >= HOUR_MS) {
            List<Event> silent = parts.gates.silent(nowMs, limit);
            for (Event it : silent) {
                begin(to);
                events.accept(it);
            }
            if (silent.size() == limit) return true;
            gatesCheckedAtMs = nowMs;
        }
        boolean more = parts.table.timers().poll(nowMs, left(limit, thingsBefore), new TimerWheel.Due() {
            @Override
            public long dueMs(int cell) {
                return parts.time.dueMs(cell);
            }

            @Override
            public void due(int cell) {
                begin(to);
                events.accept(parts.time.overdue(cell, nowMs));
            }
        });
        while (!more && parts.visits.dueMs() <= nowMs) {
            if (left(limit, thingsBefore) <= 0) return true;
            aThing(parts.visits.overdue(nowMs), to);
        }
        // What is over is over: a closure takes away only what is still to come.
        if (more) return true;
        while (parts.activities.isDue(nowMs)) {
            if (left(limit, thingsBefore) <= 0) return true;
            begin(to);
            parts.activities.decide(nowMs, events);
        }
        while (parts.draws.isDue(nowMs)) {
            if (left(limit, thingsBefore) <= 0) return true;
            aThing(parts.draws.close(nowMs), to);
        }
        if (parts.owed.owes()) parts.owed.carryOut(nowMs, left(limit, thingsBefore), event -> aThing(event, to));
        // What a closure sets free is nobody's.
        if (parts.owed.owes()) return true;
        // Nor is it offered to anybody before all who were drawn had their turn.
        if (parts.owedDraws.owes())
            parts.owedDraws.carryOut(nowMs, left(limit, thingsBefore), event -> aThing(event, to));
        if (parts.owedDraws.owes()) return true;
        return parts.offers.carryOut(nowMs, left(limit, thingsBefore), event -> aThing(event, to));
    }

    private void aThing(Event event, EventSink to) {
        begin(to);
        events.accept(event);
    }

    private int left(int limit, int thingsBefore) {
        return limit - (things - thingsBefore);
    }

    /** The time of the last event; time must not go back behind it. */
    public long lastMs() {
        return lastMs;
    }

    /** What changed since its last {@code clear}. */
    public Changes changes() {
        return parts.changes;
    }

    public int slotCount() {
        return parts.slots.size();
    }

    public int reservationCount() {
        return parts.table.size();
    }

    public int memberCount() {
        return parts.members.size();
    }

    /** Of the places that are taken, whose they are. */
    public StationShares shares() {
        return parts.shares;
    }

    public DrawFigures drawFigures() {
        return parts.draws.figures();
    }

    /** How many people are inside a station. */
    public Headcount headcount(int stationNo) {
        return parts.crowds.headcount(stationNo);
    }

    /** The same of its venues with gates of their own, by number, as far as anything is known of them. */
    public void readHeadcounts(int stationNo, Headcount.Reader reader) {
        parts.crowds.readVenues(stationNo, reader);
    }

    /** By how much a gate's clock is behind, as its reports tell; below zero where it is ahead. */
    public long gateSkewMs(String gate) {
        return parts.gateClocks.skewMs(gate);
    }

    /** By a reservation in the books; not to be changed. */
    public Visit[] visits(long reservationId) {
        return parts.visits.of(reservationId);
    }

    /** The machines of a station that operators have put out of order, by id. */
    public Map<String, EquipmentMark> outOfOrder(int stationNo) {
        return parts.equipment.at(stationNo);
    }

    /** 0 where the venue was never defined. */
    public int stationNoOfVenue(int venueNo) {
        VenueTerms terms = parts.venues.find(venueNo);
        return terms == null ? 0 : terms.stationNo();
    }

    /** The latest version of the catalogue that an operator's act tells of; 0 for none. */
    public long catalogueSaid() {
        return parts.operatorActs.catalogueSaid();
    }

    /** Hands over one slot; whether the books have it. */
    public boolean readSlot(long key, SlotView.Reader reader) {
        int cell = parts.slots.find(key);
        if (cell >= 0) reader.slot(parts.cursor.at(cell));
        return cell >= 0;
    }

    /** Hands over every slot, in no order. */
    public void readSlots(SlotView.Reader reader) {
        for (int cell = 0; cell < parts.slots.cellEnd(); cell++)
            if (parts.slots.used(cell)) reader.slot(parts.cursor.at(cell));
    }

    /** A number that is the same for the same books, whatever the order in which they came about. */
    public long stateHash() {
        return parts.stateHash(lastMs);
    }

    /** The sum over all reservations and slots agrees with every slot's places left; throws where not. For tests and drills: slow. */
    public void checkInvariants() {
        Invariants.check(parts.slots, parts.table);
    }

    /** What the books were loaded with that no engine writes. Slow where there is such a thing. */
    public List<Overbooked> overbooked() {
        if (!parts.reservations.overbooked()) return List.of();
        return Invariants.overbooked(parts.slots, parts.table);
    }

    @Override
    public void venue(int venueNo, VenueTerms terms) {
        parts.definitions.apply(venueNo, terms);
    }

    @Override
    public void slot(StoredSlot slot) {
        if (!parts.venues.has(SlotKey.venueNo(slot.key())))
            throw new IllegalStateException("slot of an unknown venue: " + slot.key());
        parts.slots.add(slot);
        parts.changes.opened(slot.key());
    }

    @Override
    public void slotChanged(long slotKey, long seq) {
        parts.changes.stored(slotKey, seq);
    }

    @Override
    public void slotRetired(long slotKey, long seq) {
        parts.changes.storedRetired(slotKey, seq);
    }

    @Override
    public void activity(long slotKey, ActivityTerms terms) {
        parts.activities.restore(slotKey, terms);
    }

    @Override
    public void closure(Closure closure) {
        parts.closures.restore(closure);
    }

    @Override
    public void closureNumbersFrom(int next) {
        parts.closures.numbersFrom(next);
    }

    @Override
    public void reservation(StoredReservation reservation) {
        parts.reservations.restore(reservation);
    }

    @Override
    public void visits(long reservationId, Visit[] known) {
        parts.visits.restore(reservationId, known);
    }

    @Override
    public void suspended(String member, long untilMs) {
        parts.strikes.suspend(member, untilMs, lastMs);
    }

    @Override
    public void gateBoot(String gate, String boot, long[] known, long lastHeardMs) {
        parts.gates.restore(gate, boot, known, lastHeardMs);
    }

    @Override
    public void gateClock(StoredGateClock clock) {
        parts.gateClocks.restore(clock);
    }

    @Override
    public void crowd(StoredCrowd crowd) {
        parts.crowds.restore(crowd);
    }

    @Override
    public void equipmentMarked(String machine, EquipmentMark mark) {
        parts.equipment.mark(machine, mark);
    }

    @Override
    public FitnessBooks fitness() {
        return parts.fitness;
    }

    @Override
    public DrawBooks draws() {
        return parts.drawing;
    }

    @Override
    public CompanionBooks companions() {
        return parts.companions;
    }

    @Override
    public OrderBooks orders() {
        return parts.orders;
    }

    @Override
    public void catalogueSaid(long version) {
        parts.operatorActs.catalogueSaid(version);
    }

    @Override
    public void end(long nextReservationId, long atMs) {
        parts.reservations.idsFrom(nextReservationId);
        lastMs = Math.max(lastMs, atMs);
    }
}
