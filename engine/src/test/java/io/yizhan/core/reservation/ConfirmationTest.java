package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Until when a hold can be confirmed: to the millisecond, whether or not its expiry has been carried out by then. */
class ConfirmationTest {
    private static final int COURT = 1;
    private static final long HOLD_MS = 300_000;
    private static final long START_MS = 18 * HOUR_MS;

    private final Booking booking = new Booking();

    @BeforeEach
    void openCourt() {
        booking.court(COURT, 18);
    }

    private Outcome heldAt(long nowMs) {
        booking.nowMs = nowMs;
        return booking.hold("anna", slot(COURT, 18));
    }

    /** Without time passing first: what expires is met within a tick, and the confirmation may come before that. */
    private Outcome confirmedAt(long nowMs, Outcome held) {
        long id = booking.reservation(held).id();
        return booking.region.carryOut(new Command.ConfirmReservation("anna", id), nowMs, booking.journal::add);
    }

    @Test
    void confirmsUntilTheLastMillisecond() {
        Outcome held = heldAt(1_000);
        Outcome confirmed = confirmedAt(1_000 + HOLD_MS - 1, held);
        assertThat(booking.reservation(confirmed).state()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void refusesFromTheMomentOfTheExpiryOn() {
        Outcome held = heldAt(1_000);
        long expiresAtMs = 1_000 + HOLD_MS;
        assertThat(confirmedAt(expiresAtMs, held)).isEqualTo(new Refusal.HoldLapsed(expiresAtMs));
        booking.nowMs = expiresAtMs + 1_000;
        assertThat(booking.confirm("anna", held))
                .as("once it has expired")
                .isEqualTo(new Refusal.HoldLapsed(expiresAtMs));
    }

    @Test
    void confirmsAHoldUntilBookingCloses() {
        booking.venue(2, new VenueTerms(1, true, (int) HOLD_MS, 0).with(Term.BOOKING_CUTOFF_MS, 60_000), 1, 18);
        booking.nowMs = START_MS - 62_000;
        Outcome held = booking.hold("anna", slot(2, 18));
        assertThat(booking.reservation(held).holdExpiresAtMs()).isEqualTo(START_MS - 60_000);
        assertThat(confirmedAt(START_MS - 60_000, held)).isEqualTo(new Refusal.HoldLapsed(START_MS - 60_000));
        assertThat(confirmedAt(START_MS - 60_001, held)).isInstanceOf(Outcome.Stands.class);
    }

    @Test
    void confirmsAHoldShortBeforeItsSlotUntilThatStarts() {
        Outcome held = heldAt(START_MS - 2_000);
        assertThat(confirmedAt(START_MS - 1, held)).isInstanceOf(Outcome.Stands.class);
    }

    @Test
    void neverConfirmsOnceTheSlotHasStarted() {
        Outcome held = heldAt(START_MS - 2_000);
        assertThat(confirmedAt(START_MS, held)).isEqualTo(new Refusal.HoldLapsed(START_MS));
    }
}
