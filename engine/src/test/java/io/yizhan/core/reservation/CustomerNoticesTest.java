package io.yizhan.core.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Event;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator has a booking partner tell its customer. */
class CustomerNoticesTest extends PartnerTown {
    private Outcome notice(long reservation, String text) {
        return notice(reservation, null, text, false);
    }

    private Outcome notice(long reservation, @Nullable Set<Integer> stations, String text, boolean preview) {
        return booking.carryOut(new OrderCommand.GiveNotice(reservation, stations, text, preview));
    }

    private String noticed() {
        return order(find(KEY)).notice();
    }

    @Test
    void standsWithTheWholeOrderByWhicheverItemItIsGiven() {
        Outcome booked = book(KEY, "c", POOL_AT_8, ELSEWHERE_AT_9);

        Outcome told = notice(ids(booked).getLast(), "side door");

        assertThat(order(told).notice()).isEqualTo("side door");
        assertSame(find(KEY), told);
        assertThat(booking.journal.getLast()).isEqualTo(new Event.OrderNoticed(booking.nowMs, KEY, "side door"));
    }

    @Test
    void isReplacedByAnotherAndTakenBackByNothing() {
        long id = ids(book(KEY, "c", POOL_AT_8)).getFirst();
        notice(id, "side door");
        notice(id, "front door");
        assertThat(noticed()).isEqualTo("front door");

        notice(id, "");

        assertThat(noticed()).isEmpty();
    }

    @Test
    void isGivenOnce() {
        long id = ids(book(KEY, "c", POOL_AT_8)).getFirst();
        Outcome told = notice(id, "side door");

        assertSame(nothingHappensBy(() -> notice(id, "side door")), told);
        assertThat(order(nothingHappensBy(() -> notice(id, null, "front door", true)))
                        .notice())
                .as("a look beforehand")
                .isEqualTo("side door");
    }

    @Test
    void isForOrdersThatAreBookedAlone() {
        long anybodys = booking.reservation(booking.book("anna", 1, POOL_AT_8)).id();
        long quoted = ids(hold(KEY, "c", POOL_AT_8)).getFirst();
        for (long id : new long[] {anybodys, quoted})
            assertThat(nothingHappensBy(() -> notice(id, "side door"))).isInstanceOf(Refusal.NoOrder.class);

        long booked = ids(book(KEY, "c", POOL_AT_8)).getFirst();
        notice(booked, "side door");
        erase(KEY);

        assertThat(nothingHappensBy(() -> notice(booked, ""))).isInstanceOf(Refusal.NoOrder.class);
        assertThat(noticed()).as("given up").isEmpty();
    }

    @Test
    void isGivenAtTheStationOfTheReservation() {
        Outcome booked = book(KEY, "c", POOL_AT_8, ELSEWHERE_AT_9);
        int here = itemStation(booked, 0);
        int there = itemStation(booked, 1);
        assertThat(here).isNotEqualTo(there);

        assertThat(nothingHappensBy(() -> notice(ids(booked).getFirst(), Set.of(there), "side door", false)))
                .isInstanceOf(Refusal.ReservationUnknown.class);
        assertThat(nothingHappensBy(() -> notice(99, "side door"))).isInstanceOf(Refusal.ReservationUnknown.class);
        notice(ids(booked).getFirst(), Set.of(here), "side door", false);

        assertThat(noticed()).isEqualTo("side door");
    }

    private static int itemStation(Outcome booked, int item) {
        return Objects.requireNonNull(order(booked).items().get(item).reservation())
                .stationNo();
    }

    @Test
    void hasSoManyCharacters() {
        notice(1, "\uD83C\uDFF8".repeat(OrderCommand.NOTICE_MAX));
        assertThatThrownBy(() -> notice(1, "x".repeat(OrderCommand.NOTICE_MAX + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void comesToTheSameBooksByItsEvents() {
        long id = ids(book(KEY, "c", POOL_AT_8, POOL_AT_9)).getFirst();
        long before = booking.region.stateHash();
        notice(id, "side door");
        assertThat(booking.region.stateHash()).isNotEqualTo(before);

        Region replayed = new Region(Rules.DEFAULT);
        booking.journal.forEach(replayed::apply);

        assertThat(replayed.stateHash()).isEqualTo(booking.region.stateHash());
    }
}
