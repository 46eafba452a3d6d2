package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.Outcome;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/** A station, and another one, at which a booking partner orders by hand. */
class PartnerTown {
    static final int COURT = 2;
    static final int POOL = 3;
    static final int ELSEWHERE = 4;
    static final long COURT_AT_8 = slot(COURT, 20);
    static final long POOL_AT_8 = slot(POOL, 20);
    static final long POOL_AT_9 = slot(POOL, 21);
    static final long ELSEWHERE_AT_9 = slot(ELSEWHERE, 21);
    static final OrderKey KEY = new OrderKey("anbook", 7, 1);
    static final long TTL_MS = 300_000;

    final Booking booking = new Booking(Rules.DEFAULT.withActiveReservationsMax(10));

    @BeforeEach
    void openThePlaces() {
        VenueTerms court = new VenueTerms(1, true, (int) TTL_MS, 2 * (int) HOUR_MS);
        booking.venue(COURT, court, 1, 20, 21);
        booking.venue(POOL, new VenueTerms(1, false, (int) TTL_MS, 2 * (int) HOUR_MS), 3, 20, 21);
        booking.venue(ELSEWHERE, new VenueTerms(9, false, (int) TTL_MS, 0), 3, 20, 21);
        booking.nowMs = 10 * HOUR_MS;
    }

    static OrderKey other(long lo) {
        return new OrderKey("anbook", 7, lo);
    }

    Outcome hold(OrderKey key, String member, long... slots) {
        return booking.carryOut(new OrderCommand.HoldOrder(key, member, Claims.NONE, slots));
    }

    Outcome book(OrderKey key, String member, long... slots) {
        return booking.carryOut(new OrderCommand.BookOrder(
                key, member, Claims.NONE, slots, Arrays.hashCode(slots), member.hashCode(), "{\"of\":1}"));
    }

    Outcome find(OrderKey key) {
        return booking.carryOut(new OrderCommand.FindOrder(key));
    }

    Outcome cancel(OrderKey key, int... numbers) {
        return booking.carryOut(new OrderCommand.CancelOrderItems(key, numbers));
    }

    Outcome erase(OrderKey key) {
        return booking.carryOut(new OrderCommand.EraseOrder(key));
    }

    void release(OrderKey key) {
        assertThat(booking.carryOut(new OrderCommand.ReleaseOrder(key))).isEqualTo(Outcome.Done.DONE);
    }

    static OrderView order(Outcome outcome) {
        assertThat(outcome).isInstanceOf(OrderOutcome.OrderStands.class);
        return ((OrderOutcome.OrderStands) outcome).order();
    }

    static List<ReservationState> states(Outcome outcome) {
        return order(outcome).items().stream()
                .map(it -> Objects.requireNonNull(it.reservation()).state())
                .toList();
    }

    static List<Long> ids(Outcome outcome) {
        return order(outcome).items().stream()
                .map(OrderView.Item::reservationId)
                .toList();
    }

    static List<ItemRefusal> refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(OrderOutcome.OrderRefused.class);
        return ((OrderOutcome.OrderRefused) outcome).items();
    }

    static void assertHeld(Outcome outcome, int items) {
        assertThat(order(outcome).state()).isEqualTo(OrderState.QUOTED);
        assertThat(states(outcome)).hasSize(items).containsOnly(ReservationState.HELD);
    }

    static void assertBooked(Outcome outcome, int items) {
        assertThat(order(outcome).state()).isEqualTo(OrderState.BOOKED);
        assertThat(states(outcome)).hasSize(items).containsOnly(ReservationState.CONFIRMED);
    }

    Outcome nothingHappensBy(OutcomeOf asked) {
        int before = booking.journal.size();
        Outcome outcome = asked.get();
        assertThat(booking.journal).hasSize(before);
        return outcome;
    }

    interface OutcomeOf {
        Outcome get();
    }

    void pass(long ms) {
        booking.nowMs += ms;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    static void assertSame(Outcome outcome, Outcome expected) {
        assertThat(outcome).usingRecursiveComparison().isEqualTo(expected);
    }
}
