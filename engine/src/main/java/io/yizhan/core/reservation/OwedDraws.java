package io.yizhan.core.reservation;

import io.yizhan.core.DrawResult;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Term;
import io.yizhan.core.draw.Draw;
import io.yizhan.core.draw.DrawnOrder;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to those who have entered a draw whose order is known: places for the first, and for the others an end to waiting. Time carries it
 * out, in slices, one draw after the other, so that who wins two at the same time has the one that closed first. The order follows from what is
 * in the books, and whoever was decided about is in another state: so a slice is never done twice, whoever goes on with it.
 */
public final class OwedDraws {
    /** Entries that are met in one slice, each an event at most. */
    private static final int MET_A_SLICE = 128;

    private static final int KEYS_A_SLICE = 1_024;

    private final Draws draws;
    private final Waitlists waitlists;
    private final BookingRules rules;
    private final CheckInBy checkInBy;
    private final VenueTable venues;
    private final SlotTable slots;
    private final ReservationTable table;
    /** Of the draw that is carried out now; null where none is. */
    private @Nullable DrawnOrder order;

    public OwedDraws(
            Draws draws,
            Waitlists waitlists,
            BookingRules rules,
            CheckInBy checkInBy,
            VenueTable venues,
            SlotTable slots,
            ReservationTable table) {
        this.draws = draws;
        this.waitlists = waitlists;
        this.rules = rules;
        this.checkInBy = checkInBy;
        this.venues = venues;
        this.slots = slots;
        this.table = table;
    }

    /** Whether anything is owed. */
    public boolean owes() {
        return draws.owed() != null;
    }

    /**
     * Goes on with the draw that closed first.
     *
     * @param limit at most so many entries
     */
    public void carryOut(long nowMs, int limit, Consumer<Event> each) {
        Draw draw = draws.owed();
        if (draw == null) return;
        if (order == null || order.draw() != draw) order = new DrawnOrder(draw);
        if (!order.known(KEYS_A_SLICE)) return;
        int metMax = Math.min(limit, MET_A_SLICE);
        for (int met = 0; met < metMax; met++) {
            int number = order.next();
            if (number == 0) {
                order = null;
                each.accept(new Event.DrawCarriedOut(nowMs, draw.slotKey()));
                return;
            }
            int cell = table.find(order.reservation());
            if (cell >= 0 && table.state(cell) == ReservationState.ENTERED)
                each.accept(decided(draw, number, order.rank(), cell, nowMs));
        }
    }

    private Event decided(Draw draw, int number, int rank, int cell, long nowMs) {
        DrawResult result = result(draw.slotKey(), cell, nowMs);
        long untilMs = switch (result) {
            case WON -> checkInBy.ofMs(table.slots(cell), nowMs);
            case WAITS -> rules.waitlistClosesAtMs(draw.slotKey());
            default -> 0;
        };
        return new Event.DrawDecided(nowMs, draw.slotKey(), number, table.id(cell), rank, result, untilMs);
    }

    private DrawResult result(long slotKey, int cell, long nowMs) {
        Refusal no = rules.refusalToTake(cell, nowMs);
        if (no != null && !(no instanceof Refusal.NotEligible)) return passedOver(no);
        if (no == null && fits(slotKey, cell)) return DrawResult.WON;
        return waits(slotKey, cell, nowMs) ? DrawResult.WAITS : DrawResult.NO_PLACE;
    }

    /** A place that somebody left behind whom was decided before is not for those behind them: whoever waits comes first. */
    private boolean fits(long slotKey, int cell) {
        int slot = slots.find(slotKey);
        int left = slot < 0 ? 0 : slots.remaining(slot);
        if (table.places(cell, 0) > left) return false;
        return !slots.waitedFor(slot) || !waitlists.suffices(slotKey, left);
    }

    private boolean waits(long slotKey, int cell, long nowMs) {
        int slot = slots.find(slotKey);
        boolean inVain = slot < 0 || table.places(cell, 0) > slots.capacity(slot);
        if (!table.waited(cell) || inVain || nowMs >= rules.waitlistClosesAtMs(slotKey)) return false;
        return waitlists.waiting(slotKey) < venues.termsOf(slotKey).get(Term.WAITLIST_MAX);
    }

    private static DrawResult passedOver(Refusal no) {
        return switch (no) {
            case Refusal.MemberSuspended it -> DrawResult.SUSPENDED;
            case Refusal.AlreadyReserved it -> DrawResult.OVERLAPS;
            case Refusal.OverlapsOwnReservation it -> DrawResult.OVERLAPS;
            case Refusal.QuotaExceeded it -> DrawResult.QUOTA;
            case Refusal.SlotPast it -> DrawResult.TOO_LATE;
            case Refusal.BookingClosed it -> DrawResult.TOO_LATE;
            case Refusal.SlotClosed it -> DrawResult.SLOT_CLOSED;
            default -> throw new IllegalStateException("no rule of the winners says " + no);
        };
    }
}
