package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueTerms;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Orders of booking partners: several places at once, all or none. */
class OrdersTest extends PartnerTown {
    @Test
    void holdsEachItemForAsLongAsOneHoldLasts() {
        Outcome held = hold(KEY, "c", POOL_AT_8, POOL_AT_8);

        assertHeld(held, 2);
        assertThat(order(held).holdExpiresAtMs()).isEqualTo(booking.nowMs + TTL_MS);
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(1);
        pass(TTL_MS);
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(3);
        assertThat(find(KEY)).isInstanceOf(OrderOutcome.OrderUnknown.class);
    }

    @Test
    void holdsAllItemsUntilTheFirstOfThemWouldEnd() {
        booking.venue(6, new VenueTerms(1, false, 60_000, 0), 3, 23);

        OrderView held = order(hold(KEY, "c", POOL_AT_8, slot(6, 23)));

        assertThat(held.items())
                .allSatisfy(it -> assertThat(
                                Objects.requireNonNull(it.reservation()).holdExpiresAtMs())
                        .isEqualTo(booking.nowMs + 60_000));
    }

    @Test
    void keepsTheSameLeaseWhereTheSameIsAskedForAgain() {
        Outcome held = hold(KEY, "c", POOL_AT_8, POOL_AT_9);
        booking.nowMs += 60_000;

        Outcome again = nothingHappensBy(() -> hold(KEY, "c", POOL_AT_8, POOL_AT_9));

        assertSame(again, held);
    }

    @Test
    void givesAnAnonymousQuotesPlacesToTheCustomerAndNoMoreTime() {
        Outcome anonymous = hold(KEY, "anbook q-1", COURT_AT_8);
        booking.nowMs += 60_000;

        Outcome named = hold(KEY, "c", COURT_AT_8);

        assertHeld(named, 1);
        assertThat(order(named).member()).isEqualTo("c");
        assertThat(order(named).holdExpiresAtMs()).isEqualTo(order(anonymous).holdExpiresAtMs());
        assertThat(ids(named)).doesNotContainAnyElementsOf(ids(anonymous));
        assertThat(booking.remaining(COURT_AT_8)).isZero();
    }

    @Test
    void replacesAQuoteByAnotherOne() {
        hold(KEY, "c", POOL_AT_8, POOL_AT_8, POOL_AT_8);

        assertHeld(hold(KEY, "c", POOL_AT_9), 1);

        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(3);
        assertThat(booking.remaining(POOL_AT_9)).isEqualTo(2);
    }

    @Test
    void keepsTheFormerQuoteWhereAnotherOneIsRefused() {
        Outcome held = hold(KEY, "c", POOL_AT_8);

        refused(nothingHappensBy(() -> hold(KEY, "c", POOL_AT_9, slot(POOL, 5))));

        assertSame(find(KEY), held);
    }

    @Test
    void booksWithoutAQuote() {
        Outcome booked = book(KEY, "c", POOL_AT_8, ELSEWHERE_AT_9);

        assertBooked(booked, 2);
        assertThat(order(booked).details()).isEqualTo("{\"of\":1}");
        assertThat(order(booked).holdExpiresAtMs()).isZero();
        assertSame(find(KEY), booked);
    }

    @Test
    void confirmsInPlaceWhatWasQuotedToTheSameMember() {
        Outcome held = hold(KEY, "c", POOL_AT_8, POOL_AT_9);

        Outcome booked = book(KEY, "c", POOL_AT_9, POOL_AT_8);

        assertBooked(booked, 2);
        assertThat(ids(booked)).containsExactlyElementsOf(ids(held).reversed());
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(2);
    }

    @Test
    void confirmsWhatIsHeldAlthoughTheSlotWasClosedMeanwhile() {
        hold(KEY, "c", POOL_AT_8);
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {POOL}, 0, 30 * 60, false, "heat"));

        assertBooked(book(KEY, "c", POOL_AT_8), 1);
    }

    @Test
    void booksMoreThanWasQuotedOrLess() {
        Outcome held = hold(KEY, "c", POOL_AT_8, POOL_AT_9);

        Outcome booked = book(KEY, "c", POOL_AT_8, POOL_AT_8);

        assertBooked(booked, 2);
        assertThat(ids(booked)).startsWith(ids(held).get(0));
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(1);
        assertThat(booking.remaining(POOL_AT_9)).isEqualTo(3);
    }

    @Test
    void booksAllItemsOrNone() {
        book(other(2), "d", COURT_AT_8);

        List<ItemRefusal> refused = refused(nothingHappensBy(() -> book(KEY, "c", POOL_AT_9, COURT_AT_8)));

        assertThat(refused).containsExactly(new ItemRefusal(2, new Refusal.SlotFull(1, 0), 0, 0));
        assertThat(booking.remaining(POOL_AT_9)).isEqualTo(3);
        assertThat(find(KEY)).isInstanceOf(OrderOutcome.OrderUnknown.class);
    }

    @Test
    void answersTheSameOrderAsItStandsAndRefusesAnother() {
        Outcome booked = book(KEY, "c", POOL_AT_8, POOL_AT_9);
        assertSame(nothingHappensBy(() -> book(KEY, "c", POOL_AT_8, POOL_AT_9)), booked);
        cancel(KEY, 2);

        assertThat(states(nothingHappensBy(() -> book(KEY, "c", POOL_AT_8, POOL_AT_9))))
                .containsExactly(ReservationState.CONFIRMED, ReservationState.CANCELLED);
        assertThat(nothingHappensBy(() -> book(KEY, "c", POOL_AT_8))).isInstanceOf(OrderOutcome.OrderBooked.class);
        assertThat(nothingHappensBy(() -> hold(KEY, "c", POOL_AT_8))).isInstanceOf(OrderOutcome.OrderBooked.class);
    }

    @Test
    void letsOnlyOneOfAThousandHaveTheLastPlace() {
        int won = 0;
        for (int i = 0; i < 1_000; i++)
            if (hold(other(100 + i), "c" + i, COURT_AT_8) instanceof OrderOutcome.OrderStands) won++;
        assertThat(won).isEqualTo(1);
        won = 0;
        for (int i = 999; i >= 0; i--)
            if (book(other(100 + i), "c" + i, COURT_AT_8) instanceof OrderOutcome.OrderStands) won++;

        assertThat(won).isEqualTo(1);
        assertBooked(find(other(100)), 1);
    }

    @Test
    void releasesAQuoteAndNothingElse() {
        hold(KEY, "c", POOL_AT_8, POOL_AT_9);
        release(KEY);
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(3);
        assertThat(find(KEY)).isInstanceOf(OrderOutcome.OrderUnknown.class);

        release(other(5));
        book(KEY, "c", POOL_AT_8);
        nothingHappensBy(() -> {
            release(KEY);
            return Outcome.Done.DONE;
        });
        assertBooked(find(KEY), 1);
    }

    @Test
    void cancelsItemsTogetherOrNoneOfThem() {
        book(KEY, "c", POOL_AT_8, POOL_AT_9, POOL_AT_9);
        assertThat(nothingHappensBy(() -> cancel(KEY, 1, 4))).isEqualTo(new OrderOutcome.ItemUnknown(4));

        assertThat(states(cancel(KEY, 1, 3)))
                .containsExactly(ReservationState.CANCELLED, ReservationState.CONFIRMED, ReservationState.CANCELLED);
        assertThat(states(nothingHappensBy(() -> cancel(KEY, 3)))).contains(ReservationState.CONFIRMED);
        booking.nowMs = 18 * HOUR_MS + HOUR_MS / 2;
        assertThat(states(cancel(KEY, 2))).containsOnly(ReservationState.CANCELLED);
    }

    @Test
    void cancelsNothingWhereItIsTooLateForOneItem() {
        book(KEY, "c", POOL_AT_8, POOL_AT_9);
        booking.nowMs = 18 * HOUR_MS + HOUR_MS / 2;

        assertThat(refused(nothingHappensBy(() -> cancel(KEY, 2, 1))))
                .containsExactly(new ItemRefusal(1, new Refusal.CancellationClosed(18 * HOUR_MS), 0, 0));
        assertThat(cancel(other(9), 1)).isInstanceOf(OrderOutcome.OrderUnknown.class);
    }

    @Test
    void tellsWhoHasTakenAnItemAway() {
        long id = ids(book(KEY, "c", POOL_AT_8, POOL_AT_9)).get(0);
        booking.carryOut(new Command.CancelAtDesk(id, null, "water", false));
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {POOL}, 21 * 60, 22 * 60, true, "heat"));

        List<Reservation> items = order(find(KEY)).items().stream()
                .map(OrderView.Item::reservation)
                .toList();

        assertThat(items.get(0).takenFor()).isEqualTo("water");
        assertThat(items.get(1).closedFor()).isEqualTo("heat");
    }

    @Test
    void givesAnOrderUpWhateverItsCutoffAndForgetsWhatWasSaidOfIt() {
        book(KEY, "c", POOL_AT_8, POOL_AT_9);
        booking.nowMs = 18 * HOUR_MS + HOUR_MS / 2;

        Outcome erased = erase(KEY);

        assertThat(order(erased).state()).isEqualTo(OrderState.ERASED);
        assertThat(order(erased).details()).isEmpty();
        assertThat(states(erased)).containsOnly(ReservationState.CANCELLED);
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(3);
        assertSame(nothingHappensBy(() -> erase(KEY)), erased);
        assertThat(book(KEY, "c", POOL_AT_8, POOL_AT_9)).isInstanceOf(OrderOutcome.OrderErased.class);
        assertThat(hold(KEY, "c", POOL_AT_8)).isInstanceOf(OrderOutcome.OrderErased.class);
        assertThat(cancel(KEY, 1)).isInstanceOf(OrderOutcome.OrderErased.class);
    }

    @Test
    void givesNothingUpThatWasNotBooked() {
        hold(KEY, "c", POOL_AT_8);

        assertThat(erase(KEY)).isInstanceOf(OrderOutcome.OrderUnknown.class);
        assertThat(erase(other(9))).isInstanceOf(OrderOutcome.OrderUnknown.class);
        assertHeld(find(KEY), 1);
    }

    @Test
    void knowsKeysOfOnePartnerFromThoseOfAnother() {
        book(KEY, "c", POOL_AT_8);

        assertThat(find(new OrderKey("other", KEY.hi(), KEY.lo()))).isInstanceOf(OrderOutcome.OrderUnknown.class);
    }

    @Test
    void forgetsAnOrderWithTheLastOfItsReservations() {
        book(KEY, "c", POOL_AT_8, POOL_AT_9);
        cancel(KEY, 1);
        pass(Rules.DEFAULT.retentionMs());
        OrderView left = order(find(KEY));
        assertThat(left.items().get(0).reservation()).isNull();
        assertThat(left.items().get(1).reservation()).isNotNull();

        pass(2 * Rules.DEFAULT.retentionMs());
        assertThat(find(KEY)).isInstanceOf(OrderOutcome.OrderUnknown.class);
    }

    @Test
    void forgetsAnOrderWithItsMember() {
        book(KEY, "c", POOL_AT_8);

        booking.carryOut(new Command.EraseMember("c", false));

        assertThat(find(KEY)).isInstanceOf(OrderOutcome.OrderUnknown.class);
        assertThat(booking.remaining(POOL_AT_8)).isEqualTo(3);
    }

    @Test
    void comesToTheSameBooksByItsEvents() {
        hold(KEY, "x", POOL_AT_8, POOL_AT_9);
        book(KEY, "c", POOL_AT_8, POOL_AT_9);
        hold(other(2), "d", POOL_AT_8);
        book(other(3), "e", ELSEWHERE_AT_9);
        erase(other(3));

        Region replayed = new Region(Rules.DEFAULT);
        booking.journal.forEach(replayed::apply);

        assertThat(replayed.stateHash()).isEqualTo(booking.region.stateHash());
        booking.region.checkInvariants();
    }
}
