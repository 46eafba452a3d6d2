package io.yizhan.core.reservation;

import static io.yizhan.core.Refusal.ReservationUnknown.RESERVATION_UNKNOWN;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.Placed;
import io.yizhan.core.Outcome.Stands;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Strike;
import io.yizhan.core.Term;
import io.yizhan.core.rule.BookingCutoff;
import io.yizhan.core.rule.BookingRequest;
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.rule.YieldingHolds;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What members ask: to take places, to confirm a hold, to cancel, to see what they have. Who may take places, {@link BookingRules} say;
 * what happens then to the books, {@link Reservations} does.
 */
public final class ReservationCommands {
    private static final long MINUTE_MS = 60_000;

    private final Rules limits;
    private final BookingRules rules;
    private final SlotTable slots;
    private final CheckInBy checkInBy;
    private final Strikes strikes;
    private final Reservations reservations;
    private final EnteredDraws entering;
    private final ReservationViews views;
    private final ReservationTable table;
    private final MemberTable members;

    public ReservationCommands(
            Rules limits,
            BookingRules rules,
            CheckInBy checkInBy,
            Strikes strikes,
            SlotTable slots,
            ReservationTable table,
            MemberTable members,
            Reservations reservations,
            EnteredDraws entering,
            ReservationViews views) {
        this.views = views;
        this.entering = entering;
        this.limits = limits;
        this.rules = rules;
        this.checkInBy = checkInBy;
        this.strikes = strikes;
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.reservations = reservations;
    }

    /** Reads what the decision will, but waits for none of it. */
    public int touch(Command.PlaceReservation command) {
        int touched = table.touchKey(command.keyLo()) ^ members.touch(command.member());
        for (long slot : command.slots()) touched ^= slots.touch(slot);
        return touched;
    }

    public Outcome carryOut(Command.PlaceReservation command, long nowMs, Consumer<Event> events) {
        return carryOut(command, null, nowMs, events);
    }

    public Outcome carryOut(Command.EnterDraw command, long nowMs, Consumer<Event> events) {
        return carryOut(command.booking(), command.pseudonym(), nowMs, events);
    }

    private Outcome carryOut(
            Command.PlaceReservation command, @Nullable Pseudonym pseudonym, long nowMs, Consumer<Event> events) {
        int known = table.findByKey(command.keyHi(), command.keyLo());
        if (known >= 0 && nowMs - table.createdAtMs(known) < limits.keyWindowMs()) return repeated(known, command);
        Refusal refusal = rules.refusal(
                command.member(),
                command.claims(),
                command.slots(),
                command.party(),
                command.hold(),
                command.waitlist(),
                pseudonym != null,
                nowMs);
        if (refusal != null) return refusal;
        BookingRequest request = rules.request();
        ReservationState state = state(request, command.hold());
        if (state.active()) end(request.yielding(), nowMs, events);
        long id = reservations.nextId();
        events.accept(new Event.ReservationPlaced(
                nowMs,
                id,
                command.member(),
                command.keyHi(),
                command.keyLo(),
                command.slots(),
                command.party(),
                state,
                untilMs(request, state),
                (short) exclusiveSlots(request),
                request.venue(0).stationNo(),
                cancelClosesMin(request),
                byHost(request),
                command.recurring()));
        if (pseudonym != null && request.enters())
            events.accept(entering.event(reservations.newest(), command.waitlist(), pseudonym, nowMs));
        return new Placed(views.justPlaced(reservations.newest(), command.slots()), false);
    }

    private static ReservationState state(BookingRequest request, boolean hold) {
        if (request.enters()) return ReservationState.ENTERED;
        if (request.waits()) return ReservationState.WAITLISTED;
        return hold ? ReservationState.HELD : ReservationState.CONFIRMED;
    }

    private long untilMs(BookingRequest request, ReservationState state) {
        return switch (state) {
            case ENTERED -> SlotKey.startMs(request.keys()[0]);
            case HELD -> holdExpiresAtMs(request, table);
            case WAITLISTED -> rules.waitlistClosesAtMs();
            case CONFIRMED -> checkInBy.ofMs(request.keys(), request.nowMs());
            case OFFERED, CHECKED_IN, COMPLETED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN ->
                throw new IllegalStateException("nothing is placed as " + state);
        };
    }

    /** The places that they had are free when the request takes its own, and a crash leaves both or neither. */
    private void end(YieldingHolds holds, long nowMs, Consumer<Event> events) {
        for (int i = 0; i < holds.count(); i++)
            events.accept(new Event.ReservationCancelled(nowMs, table.id(holds.cell(i))));
    }

    /** The first answer again, if it was the same request. */
    private Outcome repeated(int cell, Command.PlaceReservation command) {
        boolean same = command.party() == table.party(cell)
                && asBefore(cell, command)
                && command.slots().length == table.slotCount(cell);
        for (int i = 0; same && i < command.slots().length; i++) same = command.slots()[i] == table.slot(cell, i);
        if (!same) return new Refusal.IdempotencyKeyReused(table.id(cell));
        return new Placed(views.asPlaced(cell), true);
    }

    private boolean asBefore(int cell, Command.PlaceReservation command) {
        if (table.entered(cell)) return command.waitlist() == table.waited(cell);
        return table.waited(cell) ? command.waitlist() : command.hold() == (table.holdMs(cell) != 0);
    }

    public Outcome answer(Command.PreviewReservation query, long nowMs) {
        Refusal refusal = rules.refusal(
                query.member(), query.claims(), query.slots(), query.party(), false, query.waitlist(), true, nowMs);
        if (refusal != null) return refusal;
        return new Outcome.Previewed(
                state(rules.request(), false), rules.usages(), cancelClosesMin(rules.request()) * MINUTE_MS);
    }

    public Outcome answer(Command.FindStanding query, long nowMs) {
        List<Strike> counted = new ArrayList<>();
        strikes.eachStrike(
                query.member(),
                nowMs,
                cell -> counted.add(
                        new Strike(views.of(cell, nowMs), table.endedAtMs(cell), strikes.lapsesAtMs(cell))));
        return new Outcome.Standing(
                rules.usages(members.find(query.member()), query.localDay()),
                counted,
                limits.strikes().max(),
                strikes.suspendedUntilMs(query.member(), nowMs));
    }

    /**
     * By the shortest of the venues' terms, and at the latest when booking closes: from then on it can't be booked, so not be confirmed. No later
     * than a hold of the same slot that gives way to it: nobody holds a place for ever by holding it again.
     */
    static long holdExpiresAtMs(BookingRequest request, ReservationTable table) {
        long expiresAtMs = request.yielding().firstEndMs(request.keys(), table, request.nowMs());
        for (int i = 0; i < request.slotCount(); i++) {
            expiresAtMs =
                    Math.min(expiresAtMs, request.nowMs() + request.venue(i).get(Term.HOLD_TTL_MS));
            expiresAtMs = Math.min(expiresAtMs, BookingCutoff.closesAtMs(request.venue(i), request.keys()[i]));
        }
        return expiresAtMs;
    }

    private int exclusiveSlots(BookingRequest request) {
        int exclusive = 0;
        for (int i = 0; i < request.slotCount(); i++) if (slots.exclusive(request.slot(i))) exclusive |= 1 << i;
        return exclusive;
    }

    /** All slots are of one station, so of one host; but a venue that is about to be withdrawn may not know it yet. */
    private static boolean byHost(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) if (request.byHost(i)) return true;
        return false;
    }

    private static int cancelClosesMin(BookingRequest request) {
        int closesMin = Integer.MAX_VALUE;
        for (int i = 0; i < request.slotCount(); i++)
            closesMin = Math.min(closesMin, Reservations.cancelClosesMin(request.keys()[i], request.venue(i)));
        return closesMin;
    }

    public Outcome carryOut(Command.ConfirmReservation command, long nowMs, Consumer<Event> events) {
        int cell = own(command.member(), command.reservationId());
        if (cell < 0) return RESERVATION_UNKNOWN;
        return switch (table.state(cell)) {
            case HELD -> {
                if (nowMs >= table.holdExpiresAtMs(cell)) yield new Refusal.HoldLapsed(table.holdExpiresAtMs(cell));
                events.accept(confirmed(cell, nowMs));
                yield new Stands(views.of(cell, nowMs));
            }
            case OFFERED -> {
                if (nowMs >= table.waitEndsAtMs(cell)) yield new Refusal.OfferLapsed(table.waitEndsAtMs(cell));
                events.accept(confirmed(cell, nowMs));
                yield new Stands(views.of(cell, nowMs));
            }
            case CONFIRMED, CHECKED_IN -> new Stands(views.of(cell, nowMs));
            case EXPIRED ->
                table.waited(cell)
                        ? new Refusal.OfferLapsed(table.endedAtMs(cell))
                        : new Refusal.HoldLapsed(table.holdExpiresAtMs(cell));
            case WAITLISTED, ENTERED, COMPLETED, CANCELLED, NO_SHOW, NOT_DRAWN ->
                new Refusal.WrongState(table.state(cell));
        };
    }

    private Event confirmed(int cell, long nowMs) {
        return new Event.ReservationConfirmed(nowMs, table.id(cell), checkInBy.ofMs(table.slots(cell), nowMs));
    }

    public Outcome carryOut(Command.CancelReservation command, long nowMs, Consumer<Event> events) {
        int cell = own(command.member(), command.reservationId());
        if (cell < 0) return RESERVATION_UNKNOWN;
        return switch (table.state(cell)) {
            case HELD, WAITLISTED, OFFERED, ENTERED -> cancelled(cell, nowMs, events);
            case CONFIRMED -> {
                long closesAtMs = table.cancelClosesMin(cell) * 60_000L;
                yield nowMs < closesAtMs ? cancelled(cell, nowMs, events) : new Refusal.CancellationClosed(closesAtMs);
            }
            case CANCELLED -> new Stands(views.of(cell, nowMs));
            case CHECKED_IN, COMPLETED, EXPIRED, NO_SHOW, NOT_DRAWN -> new Refusal.WrongState(table.state(cell));
        };
    }

    private Outcome cancelled(int cell, long nowMs, Consumer<Event> events) {
        events.accept(new Event.ReservationCancelled(nowMs, table.id(cell)));
        return new Stands(views.of(cell, nowMs));
    }

    public Outcome answer(Command.FindReservation query, long nowMs) {
        int cell = own(query.member(), query.reservationId());
        return cell < 0 ? RESERVATION_UNKNOWN : new Stands(views.of(cell, nowMs));
    }

    public Outcome answer(Command.ListReservations query, long nowMs) {
        List<Reservation> page = new ArrayList<>();
        int member = members.find(query.member());
        if (member < 0) return new Outcome.Page(page, false);
        for (int cell = members.newest(member); cell >= 0; cell = table.older(cell)) {
            if (query.afterId() != 0 && table.id(cell) >= query.afterId()) continue;
            if (query.states() != 0 && (query.states() & table.state(cell).bit()) == 0) continue;
            if (table.endsAtMs(cell) <= query.fromMs()) continue;
            if (query.stations() != null && !query.stations().contains(table.stationNo(cell))) continue;
            if (page.size() == query.limit()) return new Outcome.Page(page, true);
            page.add(views.of(cell, nowMs));
        }
        return new Outcome.Page(page, false);
    }

    private int own(String member, long reservationId) {
        int cell = table.find(reservationId);
        return cell >= 0 && members.subjectOf(table.member(cell)).equals(member) ? cell : -1;
    }
}
