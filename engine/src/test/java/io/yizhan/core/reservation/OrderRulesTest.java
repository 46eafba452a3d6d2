package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.OrderView;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.Quota;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What holds for everybody holds for orders: item by item, and for all of them together. */
class OrderRulesTest extends PartnerTown {
    @Test
    void tellsOfEachItemWhatSpeaksAgainstIt() {
        List<ItemRefusal> refused = refused(hold(KEY, "c", POOL_AT_8, slot(POOL, 3), POOL_AT_9, slot(COURT, 21)));

        assertThat(refused).extracting(ItemRefusal::number).containsExactly(2, 4);
        assertThat(refused).extracting(ItemRefusal::why).hasAtLeastOneElementOfType(Refusal.SlotUnknown.class);
        assertThat(refused.get(1).why()).isInstanceOf(Refusal.SlotsOverlap.class);
    }

    @Test
    void tellsWhatIsFreeFromWhatOthersHaveLeased() {
        book(other(2), "d", POOL_AT_8);
        hold(other(3), "e", POOL_AT_8);

        List<ItemRefusal> refused = refused(hold(KEY, "c", POOL_AT_8, POOL_AT_8, POOL_AT_8));

        assertThat(refused).extracting(ItemRefusal::number).containsExactly(2, 3);
        assertThat(refused).allSatisfy(it -> {
            assertThat(it.free()).isEqualTo(1);
            assertThat(it.leased()).isEqualTo(1);
        });
    }

    @Test
    void countsOnesOwnLeaseAsFree() {
        hold(KEY, "c", POOL_AT_8, POOL_AT_8);
        hold(other(3), "e", POOL_AT_8);

        assertThat(refused(hold(KEY, "c", POOL_AT_8, POOL_AT_8, POOL_AT_8)))
                .containsExactly(new ItemRefusal(3, new Refusal.SlotFull(2, 2), 2, 1));
        release(other(3));
        assertHeld(hold(KEY, "c", POOL_AT_8, POOL_AT_8, POOL_AT_8), 3);
    }

    @Test
    void countsEachItemForTheLimitsOfItsMember() {
        Booking few = new Booking(Rules.DEFAULT.withActiveReservationsMax(2), booking);

        Outcome outcome = few.carryOut(
                new OrderCommand.HoldOrder(KEY, "c", Claims.NONE, new long[] {POOL_AT_8, POOL_AT_9, POOL_AT_9}));

        assertThat(refused(outcome))
                .containsExactly(new ItemRefusal(
                        3, new Refusal.QuotaExceeded(Quota.ACTIVE_RESERVATIONS, 2, 0, Refusal.NEVER), 0, 0));
    }

    @Test
    void countsEachItemOfAWeek() {
        booking.venue(7, new VenueTerms(1, false, (int) TTL_MS, 0).with(Term.WEEKLY_MAX, 2), 9, 40, 42);

        List<ItemRefusal> refused = refused(book(KEY, "c", slot(7, 40), slot(7, 42), slot(7, 40), slot(7, 42)));

        assertThat(refused).extracting(ItemRefusal::number).containsExactly(3, 4);
        assertBooked(book(KEY, "c", slot(7, 40), slot(7, 42)), 2);
        assertThat(refused(book(other(2), "c", slot(7, 42)))).hasSize(1);
    }

    @Test
    void holdsNoMoreAtOnceThanTheRulesSay() {
        Booking few = new Booking(Rules.DEFAULT.withHoldsMax(1), booking);

        Outcome outcome =
                few.carryOut(new OrderCommand.HoldOrder(KEY, "c", Claims.NONE, new long[] {POOL_AT_8, POOL_AT_8}));

        assertThat(refused(outcome)).extracting(ItemRefusal::number).containsExactly(2);
    }

    @Test
    void takesTwoOrdersOfOneCustomerForOnePersonWhoIsInOnePlace() {
        book(KEY, "c", POOL_AT_8, POOL_AT_8);

        assertThat(refused(book(other(2), "c", COURT_AT_8)).get(0).why())
                .isInstanceOf(Refusal.OverlapsOwnReservation.class);
        assertThat(refused(book(other(2), "c", POOL_AT_8)).get(0).why()).isInstanceOf(Refusal.AlreadyReserved.class);
        assertBooked(book(other(2), "d", POOL_AT_8), 1);
    }

    @Test
    void takesSeveralPlacesOfOneSlotForOneWhereMoreAtOnceIsAllowed() {
        VenueTerms two = new VenueTerms(1, false, (int) TTL_MS, 0).with(Term.AT_ONCE_MAX, 2);
        booking.venue(7, two, 5, 20);
        booking.venue(8, two, 5, 20);
        assertBooked(book(KEY, "c", slot(7, 20), slot(7, 20)), 2);

        assertBooked(book(other(2), "c", slot(8, 20)), 1);
    }

    @Test
    void letsFourComeToACourtAndOneToAPlace() {
        OrderView order = order(book(KEY, "c", COURT_AT_8, POOL_AT_9));

        assertThat(order.items())
                .extracting(it -> Objects.requireNonNull(it.reservation()).party())
                .containsExactly(OrderCommand.COURT_PARTY, 1);
    }

    @Test
    void letsNoMoreComeToACourtThanItsTournamentHasInATeam() {
        booking.carryOut(new VenueCommand.DefineVenue(9, new VenueTerms(1, true, 300_000, 0)));
        booking.carryOut(new VenueCommand.OpenSlots(
                9,
                new int[] {20 * 60, 21 * 60},
                new int[] {21 * 60, 22 * 60},
                new int[] {1, 1},
                new int[2],
                new int[2],
                new boolean[2],
                new int[2],
                new ActivityTerms[] {new ActivityTerms(2, 2, 0, 0), new ActivityTerms(5, 6, 0, 0)}));

        OrderView order = order(book(KEY, "c", slot(9, 20)));
        assertThat(Objects.requireNonNull(order.items().get(0).reservation()).party())
                .isEqualTo(2);
        assertThat(refused(book(other(2), "c", slot(9, 21))).get(0).why()).isInstanceOf(Refusal.PartyUnfit.class);
    }

    @Test
    void takesNoCourseAsItems() {
        long[] course = {slot(10, 40), slot(10, 64)};
        booking.carryOut(new VenueCommand.DefineVenue(10, new VenueTerms(1, false, 300_000, 0)));
        ActivityTerms date = new ActivityTerms(1, Command.PARTY_MAX, 0, 0, course);
        booking.carryOut(new VenueCommand.OpenSlots(
                10,
                new int[] {40 * 60, 64 * 60},
                new int[] {41 * 60, 65 * 60},
                new int[] {9, 9},
                new int[2],
                new int[2],
                new boolean[2],
                new int[2],
                new ActivityTerms[] {date, date}));

        assertThat(refused(book(KEY, "c", course)))
                .extracting(ItemRefusal::why)
                .hasSize(2)
                .hasOnlyElementsOfType(Refusal.CourseWhole.class);
    }

    @Test
    void refusesMoreItemsThanAnOrderHas() {
        long[] many = new long[OrderCommand.ITEMS_MAX + 1];
        Arrays.fill(many, POOL_AT_8);

        assertThat(book(KEY, "c", many)).isEqualTo(new OrderOutcome.TooManyItems(20));
    }

    @Test
    void booksAsManyItemsAsAnOrderHasInOneCommand() {
        Booking large = new Booking(Rules.DEFAULT.withActiveReservationsMax(100), booking);
        large.venue(12, new VenueTerms(1, false, 300_000, 0), 20, 30);
        long[] many = new long[OrderCommand.ITEMS_MAX];
        Arrays.fill(many, slot(12, 30));
        large.carryOut(new OrderCommand.HoldOrder(KEY, "somebody", Claims.NONE, many));

        Outcome booked = large.carryOut(new OrderCommand.BookOrder(KEY, "c", Claims.NONE, many, 1, 2, ""));

        assertBooked(booked, 20);
        assertThat(large.remaining(slot(12, 30))).isZero();
    }

    @Test
    void givesItsItemsKeysThatNobodyElseHas() {
        book(KEY, "c", POOL_AT_8, POOL_AT_8, POOL_AT_9);
        release(KEY);
        hold(other(2), "d", POOL_AT_9);

        assertThat(booking.journal.stream()
                        .filter(Event.ReservationPlaced.class::isInstance)
                        .map(it ->
                                ((Event.ReservationPlaced) it).keyHi() + "/" + ((Event.ReservationPlaced) it).keyLo()))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }
}
