package io.yizhan.core;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Books are loaded as they are stored: whoever was told "yes" comes, even if somebody has changed the rows by hand. */
class LoadedBooksTest {
    private final Booking booking = new Booking();

    private void load(long id, String member, int party, long slot, long holdExpiresAtMs) {
        booking.region.reservation(new StoredReservation(
                id,
                member,
                id,
                id,
                holdExpiresAtMs == 0 ? ReservationState.CONFIRMED : ReservationState.HELD,
                new long[] {slot},
                party,
                holdExpiresAtMs,
                0,
                1,
                SlotKey.startMin(slot),
                false,
                new int[1],
                17 * HOUR_MS,
                new int[] {SlotKey.startMin(slot) + 60},
                0,
                0,
                0,
                "",
                0,
                0,
                false,
                false,
                StoredReservation.Entry.NONE,
                false));
    }

    @Test
    void endsAHoldThatWasStoredWithALaterEndWhenItsSlotStarts() {
        booking.court(1, 18);
        load(9, "m", 1, slot(1, 18), 23 * HOUR_MS);
        assertThat(booking.remaining(slot(1, 18))).isZero();
        booking.nowMs = 18 * HOUR_MS;
        assertThat(booking.carryOut(new Command.ConfirmReservation("m", 9)))
                .isEqualTo(new Refusal.HoldLapsed(18 * HOUR_MS));
    }

    @Test
    void keepsAllReservationsOfASlotThatHasFewerPlacesAndLetsNobodyElseIn() {
        booking.court(1, 18);
        load(1, "a", 2, slot(1, 18), 0);
        load(2, "b", 1, slot(1, 18), 0);
        assertThat(booking.region.overbooked()).containsExactly(new Overbooked(slot(1, 18), 1, 3));
        assertThat(booking.remaining(slot(1, 18))).isZero();
        assertThat(booking.book("c", 1, slot(1, 18))).isEqualTo(new Refusal.SlotFull(0, 0));
        booking.carryOut(new Command.CancelReservation("a", 1));
        assertThat(booking.region.overbooked()).isEmpty();
        assertThat(booking.book("c", 1, slot(1, 18))).isEqualTo(new Refusal.SlotFull(0, 0));
        booking.carryOut(new Command.CancelReservation("b", 2));
        assertThat(booking.book("c", 1, slot(1, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void keepsAReservationWhoseSlotIsMissing() {
        booking.court(1, 18);
        load(1, "a", 1, slot(1, 23), 0);
        assertThat(booking.region.overbooked()).containsExactly(new Overbooked(slot(1, 23), 0, 1));
        assertThat(booking.book("a", 1, slot(1, 18))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.carryOut(new Command.CancelReservation("a", 1))).isInstanceOf(Outcome.Stands.class);
        assertThat(booking.region.overbooked()).isEmpty();
    }
}
