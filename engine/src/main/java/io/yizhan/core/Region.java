package io.yizhan.core;

import io.yizhan.core.activity.Activities;
import io.yizhan.core.audit.OperatorActs;
import io.yizhan.core.closure.ClosureCommands;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.closure.CourseDates;
import io.yizhan.core.closure.LiftPreview;
import io.yizhan.core.closure.MachineClosures;
import io.yizhan.core.closure.OwedCancellations;
import io.yizhan.core.draw.DrawCommands;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.equipment.MarkedEquipment;
import io.yizhan.core.fitness.Fitness;
import io.yizhan.core.gate.Crowds;
import io.yizhan.core.gate.DuePeople;
import io.yizhan.core.gate.GateClocks;
import io.yizhan.core.gate.Gates;
import io.yizhan.core.reservation.CapacityCommands;
import io.yizhan.core.reservation.ClosurePreview;
import io.yizhan.core.reservation.DeskCommands;
import io.yizhan.core.reservation.EnteredDraws;
import io.yizhan.core.reservation.ErasureCommands;
import io.yizhan.core.reservation.OwedDraws;
import io.yizhan.core.reservation.OwedOffers;
import io.yizhan.core.reservation.ReservationCommands;
import io.yizhan.core.reservation.ReservationViews;
import io.yizhan.core.reservation.Reservations;
import io.yizhan.core.reservation.StationDays;
import io.yizhan.core.reservation.TakenPlaces;
import io.yizhan.core.rule.AwaitedDate;
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.rule.PassingTime;
import io.yizhan.core.strike.MissedArrivals;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.Invariants;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.StateHash;
import io.yizhan.core.table.StationShares;
import io.yizhan.core.table.TimerWheel;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.visit.Admissions;
import io.yizhan.core.visit.GateReports;
import io.yizhan.core.visit.Visits;
import io.yizhan.core.waitlist.Waitlists;
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

    private final VenueTable venues = new VenueTable();
    private final SlotTable slots = new SlotTable();
    private final ReservationTable table = new ReservationTable();
    private final MemberTable members = new MemberTable();
    private final StationShares shares = new StationShares();
    private final Changes changes = new Changes();
    private final Closures closures;
    private final Activities activities;
    private final ClosureCommands closing;
    private final ClosurePreview closingPreview;
    private final LiftPreview liftPreview;
    private final CapacityCommands capacities;
    private final TakenPlaces takenPlaces = new TakenPlaces();
    private final PassingTime time;
    private final Reservations reservations;
    private final ReservationCommands booking;
    private final StationDays stationDays;
    private final DeskCommands desk;
    private final ErasureCommands erasures;
    private final OperatorActs operatorActs;
    private final Strikes strikes;
    private final OwedCancellations owed;
    private final Draws draws;
    private final DrawCommands drawing;
    private final OwedDraws owedDraws;
    private final Waitlists waitlists;
    private final OwedOffers offers;
    private final Gates gates;
    private final Visits visits;
    private final GateReports gateReports;
    private final Admissions admissions;
    private final Crowds crowds = new Crowds(changes);
    private final GateClocks gateClocks = new GateClocks(changes);
    private final MachineClosures machineClosures;
    private final MarkedEquipment equipment;
    private final Fitness fitness;
    private final SlotCursor cursor;
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
        closures = new Closures(slots, changes);
        activities = new Activities(slots, closures);
        closing = new ClosureCommands(venues, closures);
        machineClosures = new MachineClosures(venues, slots, closures);
        equipment = new MarkedEquipment(changes, machineClosures);
        liftPreview = new LiftPreview(venues, slots, closures);
        CourseDates courses = new CourseDates(table, slots, closures);
        owed = new OwedCancellations(closures, slots, table, members, courses, changes);
        gates = new Gates(rules, crowds, gateClocks);
        strikes = new Strikes(rules, table, members);
        CheckInBy checkInBy = new CheckInBy(venues, slots);
        AwaitedDate awaited = new AwaitedDate(checkInBy, courses, table);
        MissedArrivals missed = new MissedArrivals(rules, table, slots, closures, courses, crowds, strikes);
        time = new PassingTime(rules, table, awaited, missed);
        draws = new Draws(slots, table, changes);
        drawing = new DrawCommands(draws, venues, slots);
        waitlists = new Waitlists(slots, table, members, draws, changes);
        reservations = new Reservations(
                table, members, venues, slots, closures, waitlists, takenPlaces, strikes, shares, time, changes);
        ReservationViews views = new ReservationViews(
                table, slots, members, closures, waitlists, takenPlaces, checkInBy, awaited, drawing);
        BookingRules bookingRules = new BookingRules(
                rules, venues, slots, activities, closures, table, members, waitlists, strikes, draws, time);
        offers = new OwedOffers(waitlists, bookingRules, checkInBy, venues, slots, table);
        owedDraws = new OwedDraws(draws, waitlists, bookingRules, checkInBy, venues, slots, table);
        closingPreview = new ClosurePreview(closing, slots, table, closures, courses, views);
        capacities = new CapacityCommands(slots, table, views, waitlists, changes);
        booking = new ReservationCommands(
                rules,
                bookingRules,
                checkInBy,
                strikes,
                slots,
                table,
                members,
                reservations,
                new EnteredDraws(draws, table, members),
                views);
        desk = new DeskCommands(awaited, table, members, views, strikes);
        erasures = new ErasureCommands(table, members, views, strikes);
        operatorActs = new OperatorActs(venues, slots, table, members, closures, crowds, equipment, draws);
        visits = new Visits(rules, table);
        stationDays = new StationDays(table, reservations, views, visits::of);
        fitness = new Fitness(table, members, visits);
        gateReports = new GateReports(rules, gates, gateClocks, table, awaited, checkInBy, strikes, visits);
        admissions = new Admissions(table, awaited, checkInBy, visits, crowds, new DuePeople(venues, slots));
        cursor = new SlotCursor(venues, slots, activities, closures, waitlists, drawing);
    }

    /**
     * Reads what {@link #carryOut} will read for this command, and changes nothing. The books are larger than the processor's caches and
     * members and keys come in no order, so a decision waits for memory several times; called for a whole batch before its first command
     * is decided, those waits overlap instead of adding up (bench/results/core.md has the difference).
     */
    public void anticipate(Command command) {
        if (command instanceof Command.PlaceReservation place) touched ^= booking.touch(place);
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
        String before = operatorActs.stands(by.change());
        Outcome outcome = carryOut(by.change(), nowMs);
        if (said > 0 || operatorActs.lacks(by.change())) events.accept(operatorActs.of(by, before, outcome, nowMs));
        return outcome;
    }

    private Outcome carryOut(Command command, long nowMs) {
        return switch (command) {
            case Command.PlaceReservation place -> booking.carryOut(place, nowMs, events);
            case Command.EnterDraw enter -> booking.carryOut(enter, nowMs, events);
            case Command.OfDraws<?> it -> drawing.carryOut(it, nowMs, events);
            case Command.DrawChange<?> it -> drawing.carryOut(it, nowMs, events);
            case Command.CancelReservation cancel -> booking.carryOut(cancel, nowMs, events);
            case Command.ConfirmReservation confirm -> booking.carryOut(confirm, nowMs, events);
            case Command.PreviewReservation preview -> booking.answer(preview, nowMs);
            case Command.FindStanding find -> booking.answer(find, nowMs);
            case Command.FindReservation find -> booking.answer(find, nowMs);
            case Command.ListReservations list -> booking.answer(list, nowMs);
            case Command.ListStationDay list -> stationDays.answer(list, nowMs);
            case GateCommand.RecordGateEvents record -> gateReports.carryOut(record, nowMs, events);
            case GateCommand.Admit admit -> admissions.carryOut(admit, nowMs, events);
            case GateCommand.AdmitWalkIn walkIn -> admissions.answer(walkIn, nowMs);
            case Command.DefineVenue define -> define(define.venueNo(), define.terms(), nowMs);
            case Command.WithdrawVenue withdraw -> withdraw(withdraw.venueNo(), nowMs);
            case Command.OpenSlots open -> SlotOpening.carryOut(open, venues, slots, nowMs, events);
            case ClosureCommand.CloseVenues close -> closing.carryOut(close, nowMs, events);
            case ClosureCommand.LiftClosure lift -> closing.carryOut(lift, nowMs, events);
            case ClosureCommand.PreviewLift preview -> liftPreview.answer(preview, nowMs);
            case ClosureCommand.ListClosures list -> closing.answer(list);
            case ClosureCommand.PreviewClosure preview -> closingPreview.answer(preview, nowMs);
            case ClosureCommand.FindAtVenues find -> closingPreview.answer(find, nowMs);
            case Command.ChangeCapacity change -> capacities.carryOut(change, nowMs, events);
            case Command.PreviewCapacity preview -> capacities.answer(preview, nowMs);
            case SettleMachineVenues settle -> machineClosures.carryOut(settle, nowMs, events);
            case Command.MarkEquipment mark -> equipment.carryOut(mark, nowMs, events);
            case Command.CheckIn checkIn -> desk.carryOut(checkIn, nowMs, events);
            case Command.CancelAtDesk cancel -> desk.carryOut(cancel, nowMs, events);
            case GateCommand.CountByEye count -> crowds.carryOut(count, nowMs, events);
            case GateCommand.ResetOccupancy reset -> crowds.carryOut(reset, nowMs, events);
            case Command.ForgiveStrike forgive -> desk.carryOut(forgive, nowMs, events);
            case Command.EraseMember erase -> erasures.carryOut(erase, nowMs, events);
            case Command.ByOperator<?> by -> carryOut(by, nowMs);
            case Command.OfFitness<?> it -> fitness.carryOut(it, nowMs, events);
            case Command.FitnessChange<?> it -> fitness.carryOut(it, nowMs, events);
            case Command.NoteCatalogue note -> Outcome.Done.DONE;
            case Command.EndSessions end -> Outcome.Done.DONE;
            case Command.NoteWebhook note -> Outcome.Done.DONE;
            case Command.RetireSlots retire -> {
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

    private Outcome withdraw(int venueNo, long nowMs) {
        VenueTerms terms = venues.find(venueNo);
        return terms == null ? Outcome.Done.DONE : define(venueNo, terms.withdraw(), nowMs);
    }

    private Outcome define(int venueNo, VenueTerms terms, long nowMs) {
        if (!terms.equals(venues.find(venueNo))) events.accept(new Event.VenueDefined(nowMs, venueNo, terms));
        return Outcome.Done.DONE;
    }

    /** Changes the books by what has happened. */
    public void apply(Event event) {
        lastMs = Math.max(lastMs, event.atMs());
        switch (event) {
            case Event.ReservationPlaced placed -> reservations.apply(placed);
            case Event.PlaceOffered offered -> reservations.apply(offered);
            case Event.ReservationConfirmed confirmed -> reservations.apply(confirmed);
            case Event.ReservationCancelled cancelled -> reservations.apply(cancelled);
            case Event.CheckedIn arrived -> reservations.apply(arrived);
            case Event.NoShow missed -> reservations.apply(missed);
            case Event.StrikeForgiven forgiven -> reservations.apply(forgiven);
            case Event.HoldExpired it -> reservations.end(it.reservationId(), ReservationState.EXPIRED, it.atMs());
            case Event.ReservationCompleted it ->
                reservations.end(it.reservationId(), ReservationState.COMPLETED, it.atMs());
            case Event.ReservationArchived archived -> {
                visits.forget(archived.reservationId());
                reservations.apply(archived);
            }
            case Event.MemberErased erased -> {
                for (long id : erased.reservations()) visits.forget(id);
                fitness.forget(erased.member());
                reservations.apply(erased);
            }
            case Event.VisitsRecorded recorded -> visits.apply(recorded);
            case Event.GateEventsRecorded recorded -> {
                gates.apply(recorded);
                gateClocks.apply(recorded);
                crowds.apply(recorded);
            }
            case Event.OccupancyCorrected corrected -> crowds.apply(corrected);
            case Event.GateBootForgotten forgotten -> gates.apply(forgotten);
            case Event.VenueDefined it -> venue(it.venueNo(), it.terms());
            case Event.SlotsOpened opened -> SlotOpening.apply(opened, venues, this);
            case Event.ActivityPlanned planned -> activities.apply(planned);
            case Event.ActivityDecided decided -> activities.apply(decided);
            case Event.SlotCapacityChanged changed -> capacities.apply(changed);
            case Event.SlotsRetired retired -> {
                SlotOpening.apply(retired, slots, changes);
                closures.retire(retired.endedBeforeMin());
                activities.retire();
                draws.retire();
            }
            case Event.ClosureBegan began -> closures.apply(began);
            case Event.VenueClosed closed -> closures.apply(closed);
            case Event.ClosureCarriedOut done -> closures.apply(done);
            case Event.ClosureLifted lifted -> {
                closures.apply(lifted);
                waitlists.lookEverywhere();
            }
            case Event.EquipmentMarked marked -> equipment.apply(marked);
            case Event.WorkoutRecorded recorded -> fitness.apply(recorded);
            case Event.BodyChecked checked -> fitness.apply(checked);
            case Event.OperatorActed acted -> operatorActs.apply(acted);
            case Event.DrawAnnounced announced -> draws.apply(announced);
            case Event.DrawEntered entered -> {
                draws.apply(entered);
                reservations.apply(entered);
            }
            case Event.DrawClosed closed -> draws.apply(closed);
            case Event.DrawPartGiven given -> draws.apply(given);
            case Event.DrawDecided decided -> {
                draws.apply(decided);
                reservations.apply(decided);
            }
            case Event.DrawCarriedOut done -> draws.apply(done);
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
            List<Event> silent = gates.silent(nowMs, limit);
            for (Event it : silent) {
                begin(to);
                events.accept(it);
            }
            if (silent.size() == limit) return true;
            gatesCheckedAtMs = nowMs;
        }
        boolean more = table.timers().poll(nowMs, left(limit, thingsBefore), new TimerWheel.Due() {
            @Override
            public long dueMs(int cell) {
                return time.dueMs(cell);
            }

            @Override
            public void due(int cell) {
                begin(to);
                events.accept(time.overdue(cell, nowMs));
            }
        });
        while (!more && visits.dueMs() <= nowMs) {
            if (left(limit, thingsBefore) <= 0) return true;
            aThing(visits.overdue(nowMs), to);
        }
        // What is over is over: a closure takes away only what is still to come.
        if (more) return true;
        while (activities.isDue(nowMs)) {
            if (left(limit, thingsBefore) <= 0) return true;
            begin(to);
            activities.decide(nowMs, events);
        }
        while (draws.isDue(nowMs)) {
            if (left(limit, thingsBefore) <= 0) return true;
            aThing(draws.close(nowMs), to);
        }
        if (owed.owes()) owed.carryOut(nowMs, left(limit, thingsBefore), event -> aThing(event, to));
        // What a closure sets free is nobody's.
        if (owed.owes()) return true;
        // Nor is it offered to anybody before all who were drawn had their turn.
        if (owedDraws.owes()) owedDraws.carryOut(nowMs, left(limit, thingsBefore), event -> aThing(event, to));
        if (owedDraws.owes()) return true;
        return offers.carryOut(nowMs, left(limit, thingsBefore), event -> aThing(event, to));
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
        return changes;
    }

    public int slotCount() {
        return slots.size();
    }

    public int reservationCount() {
        return table.size();
    }

    public int memberCount() {
        return members.size();
    }

    /** Of the places that are taken, whose they are. */
    public StationShares shares() {
        return shares;
    }

    /** How many people are inside a station. */
    public Headcount headcount(int stationNo) {
        return crowds.headcount(stationNo);
    }

    /** The same of its venues with gates of their own, by number, as far as anything is known of them. */
    public void readHeadcounts(int stationNo, Headcount.Reader reader) {
        crowds.readVenues(stationNo, reader);
    }

    /** By how much a gate's clock is behind, as its reports tell; below zero where it is ahead. */
    public long gateSkewMs(String gate) {
        return gateClocks.skewMs(gate);
    }

    /** By a reservation in the books; not to be changed. */
    public Visit[] visits(long reservationId) {
        return visits.of(reservationId);
    }

    /** The machines of a station that operators have put out of order, by id. */
    public Map<String, EquipmentMark> outOfOrder(int stationNo) {
        return equipment.at(stationNo);
    }

    /** 0 where the venue was never defined. */
    public int stationNoOfVenue(int venueNo) {
        VenueTerms terms = venues.find(venueNo);
        return terms == null ? 0 : terms.stationNo();
    }

    /** The latest version of the catalogue that an operator's act tells of; 0 for none. */
    public long catalogueSaid() {
        return operatorActs.catalogueSaid();
    }

    /** Hands over one slot; whether the books have it. */
    public boolean readSlot(long key, SlotView.Reader reader) {
        int cell = slots.find(key);
        if (cell >= 0) reader.slot(cursor.at(cell));
        return cell >= 0;
    }

    /** Hands over every slot, in no order. */
    public void readSlots(SlotView.Reader reader) {
        for (int cell = 0; cell < slots.cellEnd(); cell++) if (slots.used(cell)) reader.slot(cursor.at(cell));
    }

    /** A number that is the same for the same books, whatever the order in which they came about. */
    public long stateHash() {
        return StateHash.of(slots)
                + StateHash.of(table, members)
                + closures.stateHash()
                + takenPlaces.stateHash()
                + strikes.stateHash(lastMs)
                + activities.stateHash()
                + gates.stateHash()
                + visits.stateHash()
                + crowds.stateHash()
                + gateClocks.stateHash()
                + equipment.stateHash()
                + fitness.stateHash(lastMs)
                + draws.stateHash()
                + operatorActs.stateHash();
    }

    /** The sum over all reservations and slots agrees with every slot's places left; throws where not. For tests and drills: slow. */
    public void checkInvariants() {
        Invariants.check(slots, table);
    }

    /** What the books were loaded with that no engine writes. Slow where there is such a thing. */
    public List<Overbooked> overbooked() {
        if (!reservations.overbooked()) return List.of();
        return Invariants.overbooked(slots, table);
    }

    @Override
    public void venue(int venueNo, VenueTerms terms) {
        VenueTerms former = venues.find(venueNo);
        venues.define(venueNo, terms);
        if (former == null || former.equals(terms)) return;
        waitlists.lookEverywhere();
        if (former.stationNo() != terms.stationNo()) changes.left(former.stationNo());
        if (SlotCursor.showsTheSame(former, terms)) return;
        for (int cell = slots.newestOfVenue(venueNo); cell >= 0; cell = slots.nextOfVenue(cell))
            changes.opened(slots.key(cell));
    }

    @Override
    public void slot(StoredSlot slot) {
        if (!venues.has(SlotKey.venueNo(slot.key())))
            throw new IllegalStateException("slot of an unknown venue: " + slot.key());
        slots.add(slot);
        changes.opened(slot.key());
    }

    @Override
    public void activity(long slotKey, ActivityTerms terms) {
        activities.restore(slotKey, terms);
    }

    @Override
    public void closure(Closure closure) {
        closures.restore(closure);
    }

    @Override
    public void closureNumbersFrom(int next) {
        closures.numbersFrom(next);
    }

    @Override
    public void reservation(StoredReservation reservation) {
        reservations.restore(reservation);
    }

    @Override
    public void visits(long reservationId, Visit[] known) {
        visits.restore(reservationId, known);
    }

    @Override
    public void suspended(String member, long untilMs) {
        strikes.suspend(member, untilMs, lastMs);
    }

    @Override
    public void gateBoot(String gate, String boot, long[] known, long lastHeardMs) {
        gates.restore(gate, boot, known, lastHeardMs);
    }

    @Override
    public void gateClock(StoredGateClock clock) {
        gateClocks.restore(clock);
    }

    @Override
    public void crowd(StoredCrowd crowd) {
        crowds.restore(crowd);
    }

    @Override
    public void equipmentMarked(String machine, EquipmentMark mark) {
        equipment.mark(machine, mark);
    }

    @Override
    public FitnessBooks fitness() {
        return fitness;
    }

    @Override
    public DrawBooks draws() {
        return drawing;
    }

    @Override
    public void catalogueSaid(long version) {
        operatorActs.catalogueSaid(version);
    }

    @Override
    public void end(long nextReservationId, long atMs) {
        reservations.idsFrom(nextReservationId);
        lastMs = Math.max(lastMs, atMs);
    }
}
