package io.yizhan.core;

import io.yizhan.core.activity.Activities;
import io.yizhan.core.audit.OperatorActs;
import io.yizhan.core.closure.ClosureCommands;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.closure.CourseDates;
import io.yizhan.core.closure.LiftPreview;
import io.yizhan.core.closure.MachineClosures;
import io.yizhan.core.closure.OwedCancellations;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.draw.DrawCommands;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.equipment.MarkedEquipment;
import io.yizhan.core.fitness.Fitness;
import io.yizhan.core.gate.Crowds;
import io.yizhan.core.gate.DuePeople;
import io.yizhan.core.gate.GateClocks;
import io.yizhan.core.gate.Gates;
import io.yizhan.core.order.Orders;
import io.yizhan.core.reservation.CapacityCommands;
import io.yizhan.core.reservation.ClosurePreview;
import io.yizhan.core.reservation.CompanionCommands;
import io.yizhan.core.reservation.DeskCommands;
import io.yizhan.core.reservation.EnteredDraws;
import io.yizhan.core.reservation.ErasureCommands;
import io.yizhan.core.reservation.OrderCommands;
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
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.StateHash;
import io.yizhan.core.table.StationShares;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.visit.Admissions;
import io.yizhan.core.visit.GateReports;
import io.yizhan.core.visit.Visits;
import io.yizhan.core.waitlist.Waitlists;

/** What a region's books are made of, and which part knows which. {@link Region} is the only way to them. */
final class Parts {
    final VenueTable venues = new VenueTable();
    final SlotTable slots = new SlotTable();
    final ReservationTable table = new ReservationTable();
    final MemberTable members = new MemberTable();
    final StationShares shares = new StationShares();
    final Changes changes = new Changes();
    final Closures closures;
    final Activities activities;
    final ClosureCommands closing;
    final ClosurePreview closingPreview;
    final LiftPreview liftPreview;
    final CapacityCommands capacities;
    final TakenPlaces takenPlaces = new TakenPlaces();
    final PassingTime time;
    final Reservations reservations;
    final ReservationCommands booking;
    final StationDays stationDays;
    final DeskCommands desk;
    final ErasureCommands erasures;
    final OperatorActs operatorActs;
    final Strikes strikes;
    final OwedCancellations owed;
    final Draws draws;
    final DrawCommands drawing;
    final OwedDraws owedDraws;
    final Waitlists waitlists;
    final Companions companions;
    final CompanionCommands accompanying;
    final Orders orders = new Orders(table);
    final OrderCommands ordering;
    final OwedOffers offers;
    final Gates gates;
    final Visits visits;
    final GateReports gateReports;
    final Admissions admissions;
    final Crowds crowds = new Crowds(changes);
    final GateClocks gateClocks = new GateClocks(changes);
    final MachineClosures machineClosures;
    final MarkedEquipment equipment;
    final Fitness fitness;
    final SlotCursor cursor;
    final VenueDefinitions definitions;

    Parts(Rules rules) {
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
        companions = new Companions(table, members, waitlists);
        reservations = new Reservations(
                table, members, venues, slots, closures, waitlists, takenPlaces, strikes, shares, time, changes);
        ReservationViews views = new ReservationViews(
                table, slots, members, closures, waitlists, takenPlaces, checkInBy, awaited, drawing);
        BookingRules bookingRules = new BookingRules(
                rules,
                venues,
                slots,
                activities,
                closures,
                table,
                members,
                waitlists,
                strikes,
                draws,
                companions,
                time);
        accompanying = new CompanionCommands(table, members, venues, companions, bookingRules, views);
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
        ordering = new OrderCommands(orders, bookingRules, checkInBy, slots, table, members, reservations, views);
        desk = new DeskCommands(awaited, table, members, companions, views, strikes);
        erasures = new ErasureCommands(table, members, companions, views, strikes);
        operatorActs = new OperatorActs(venues, slots, table, members, closures, crowds, equipment, draws, orders);
        visits = new Visits(rules, table);
        stationDays = new StationDays(table, reservations, views, visits::of, accompanying::invited);
        fitness = new Fitness(table, members, companions, visits);
        gateReports = new GateReports(rules, gates, gateClocks, table, companions, awaited, checkInBy, strikes, visits);
        admissions =
                new Admissions(table, companions, awaited, checkInBy, visits, crowds, new DuePeople(venues, slots));
        definitions = new VenueDefinitions(venues, slots, waitlists, changes);
        cursor = new SlotCursor(venues, slots, activities, closures, waitlists, drawing);
    }

    /** A reservation is about to leave the books. */
    void forget(long reservationId) {
        visits.forget(reservationId);
        companions.forget(reservationId);
        orders.forget(reservationId);
    }

    void retire(Event.SlotsRetired event) {
        SlotOpening.apply(event, slots, changes);
        closures.retire(event.endedBeforeMin());
        activities.retire();
        draws.retire();
    }

    /** Of all that the books consist of, whatever the order in which it came about. */
    long stateHash(long lastMs) {
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
                + companions.stateHash()
                + orders.stateHash()
                + operatorActs.stateHash();
    }
}
