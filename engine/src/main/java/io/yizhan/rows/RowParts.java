package io.yizhan.rows;

import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.ActivityDecided;
import io.yizhan.core.Event.ActivityPlanned;
import io.yizhan.core.Event.BodyChecked;
import io.yizhan.core.Event.CheckedIn;
import io.yizhan.core.Event.ClosureBegan;
import io.yizhan.core.Event.ClosureCarriedOut;
import io.yizhan.core.Event.ClosureLifted;
import io.yizhan.core.Event.CompanionsInvited;
import io.yizhan.core.Event.DrawAnnounced;
import io.yizhan.core.Event.DrawCarriedOut;
import io.yizhan.core.Event.DrawClosed;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.DrawEntered;
import io.yizhan.core.Event.DrawPartGiven;
import io.yizhan.core.Event.EquipmentMarked;
import io.yizhan.core.Event.GateBootForgotten;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.InvitationAccepted;
import io.yizhan.core.Event.InvitationWithdrawn;
import io.yizhan.core.Event.MemberErased;
import io.yizhan.core.Event.NoShow;
import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.Event.OrderBooked;
import io.yizhan.core.Event.OrderErased;
import io.yizhan.core.Event.OrderNoticed;
import io.yizhan.core.Event.OrderQuoted;
import io.yizhan.core.Event.PlaceOffered;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.SlotCapacityChanged;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.Event.StrikeForgiven;
import io.yizhan.core.Event.VenueClosed;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.Event.VisitsRecorded;
import io.yizhan.core.Event.WorkoutRecorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A region's rows by aggregate, and which of them an event goes to. One thread.
 *
 * <p>A sink writes in a fixed order: part by part, then what is last. Where that would differ from the order of the events, a part is
 * {@linkplain RowPart#closedTo closed to} the next event, and another batch begins.
 */
public final class RowParts {
    final VenueRows venues = new VenueRows();
    final SlotRows slots = new SlotRows();
    final SlotChangeRows slotChanges = new SlotChangeRows();
    final ActivityRows activities = new ActivityRows();
    final DrawRows draws = new DrawRows();
    final ClosureRows closures = new ClosureRows();
    final ReservationRows reservations = new ReservationRows();
    final CompanionRows companions = new CompanionRows();
    final OrderRows orders = new OrderRows();
    final StrikeRows strikes = new StrikeRows();
    final GateRows gates = new GateRows();
    final VisitRows visits = new VisitRows();
    final GateClockRows gateClocks = new GateClockRows();
    final OccupancyRows occupancies = new OccupancyRows();
    final EquipmentRows equipment = new EquipmentRows();
    final WorkoutRows workouts = new WorkoutRows();
    final BodyCheckRows bodyChecks = new BodyCheckRows();
    final OperatorActRows operatorActs = new OperatorActRows();
    final ErasureRows erasures = new ErasureRows();
    final NoticeRows notices = new NoticeRows();

    /** In the order in which they are written and loaded. */
    private final List<RowPart> all = List.of(
            venues,
            slotChanges,
            slots,
            activities,
            draws,
            closures,
            reservations,
            companions,
            orders,
            strikes,
            gates,
            gateClocks,
            occupancies,
            visits,
            equipment,
            workouts,
            bodyChecks,
            operatorActs,
            erasures,
            notices);

    /** The number of the event that was taken last. */
    private long seq;

    /** @param formerSeq the number of the event before the first */
    public RowParts(long formerSeq) {
        seq = formerSeq;
    }

    /** Hands a region over to the books as its rows have it, but for where it stands. In one transaction, which sees one snapshot. */
    public static void load(Connection connection, String region, ZoneId zone, Books books) throws SQLException {
        RowReader rows = new RowReader(connection, region);
        LocalDays days = new LocalDays(zone);
        for (RowPart part : new RowParts(0).all) part.load(rows, days, books);
    }

    /** What must hold for any region's rows beyond the constraints of the tables, in the order in which it is told. */
    public static List<RowInvariant> invariants() {
        List<RowInvariant> invariants = new ArrayList<>();
        for (RowPart part : new RowParts(0).all) invariants.addAll(part.invariants());
        return invariants;
    }

    /** Whether the fixed order is the order of the events, with this one behind them. */
    public boolean openTo(Event event) {
        for (RowPart part : all) if (part.closedTo(event)) return false;
        return true;
    }

    /**
     * Adds what has happened.
     *
     * @return how many rows more will be added or changed, about
     * @throws IllegalStateException it contradicts what happened before
     */
    public int take(Event event) {
        seq++;
        reservations.at(seq);
        return notices.take(event, seq) + slotChanges.take(event, seq) + rows(event);
    }

    private int rows(Event event) {
        return switch (event) {
            case VenueDefined defined -> venues.take(defined);
            case SlotsOpened opened -> slots.take(opened, seq) + draws.take(opened);
            case ActivityPlanned planned -> activities.take(planned);
            case ActivityDecided decided -> activities.take(decided);
            case SlotCapacityChanged changed -> slots.take(changed);
            case SlotsRetired retired -> slots.take(retired, seq) + closures.take(retired);
            case ClosureBegan began -> closures.take(began);
            case VenueClosed closed -> closures.take(closed);
            case ClosureCarriedOut done -> closures.take(done);
            case ClosureLifted lifted -> closures.take(lifted);
            case ReservationPlaced placed -> reservations.take(placed);
            case PlaceOffered offered -> reservations.take(offered);
            case ReservationConfirmed it -> reservations.take(it) + orders.changes(it.reservationId(), seq);
            case CheckedIn it -> reservations.take(it) + orders.changes(it.reservationId(), seq);
            case NoShow it -> reservations.take(it) + strikes.take(it) + orders.changes(it.reservationId(), seq);
            case StrikeForgiven forgiven -> strikes.take(forgiven);
            case ReservationCancelled it -> reservations.take(it) + orders.changes(it.reservationId(), seq);
            case HoldExpired it -> reservations.take(it) + orders.changes(it.reservationId(), seq);
            case ReservationCompleted it -> reservations.take(it);
            case ReservationArchived archived -> reservations.take(archived);
            case MemberErased erased -> erasures.take(erased, seq);
            case GateEventsRecorded heard -> gates.take(heard) + gateClocks.take(heard) + occupancies.take(heard);
            case OccupancyCorrected corrected -> occupancies.take(corrected, seq);
            case GateBootForgotten forgotten -> gates.take(forgotten);
            case VisitsRecorded recorded -> visits.take(recorded);
            case EquipmentMarked marked -> equipment.take(marked);
            case WorkoutRecorded recorded -> workouts.take(recorded);
            case BodyChecked checked -> bodyChecks.take(checked);
            case OperatorActed acted -> operatorActs.take(acted, seq);
            case DrawAnnounced announced -> draws.take(announced);
            case DrawEntered entered -> draws.take(entered) + reservations.take(entered);
            case DrawClosed closed -> draws.take(closed);
            case DrawPartGiven given -> draws.take(given);
            case DrawDecided decided -> draws.take(decided) + reservations.take(decided);
            case DrawCarriedOut done -> draws.take(done);
            case CompanionsInvited invited -> companions.take(invited);
            case InvitationAccepted accepted -> companions.take(accepted);
            case InvitationWithdrawn withdrawn -> companions.take(withdrawn);
            case OrderQuoted quoted -> orders.take(quoted);
            case OrderBooked booked -> orders.take(booked, seq);
            case OrderNoticed noticed -> orders.take(noticed, seq);
            case OrderErased given -> orders.take(given, seq);
        };
    }

    /** Reservations that were placed, ended ones included. */
    public int placed() {
        return reservations.placed();
    }

    /** Above the ids of those; 0 where there are none. */
    public long reservationIdEnd() {
        return reservations.idEnd();
    }

    /** Slots that ended before this minute are retired; 0 where none are. */
    public int retiredBeforeMin() {
        return slots.retiredBeforeMin();
    }

    /** What writes them, in this order; the same list for every batch. */
    public List<RowStatement> statements() {
        var statements = new ArrayList<RowStatement>();
        for (RowPart part : all) statements.addAll(part.statements());
        for (RowPart part : all) statements.addAll(part.lastStatements());
        return statements;
    }
}
