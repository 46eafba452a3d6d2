package io.yizhan.core.rule;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.Test;

/** {@link ActiveReservations}, {@link HoldsAtOnce} and {@link RememberedReservations}. */
class MemberLimitsTest {
    private static final int HALL = 1;
    private static final int ACTIVE_MAX = Rules.DEFAULT.activeReservationsMax();
    private static final long HOLD_MS = 300_000;
    private static final int REMEMBERED_MAX = Rules.DEFAULT.rememberedReservationsMax();

    private Booking booking = new Booking();

    private void openHours(int count) {
        int[] hours = new int[count];
        for (int i = 0; i < count; i++) hours[i] = 1 + i;
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0), 50, hours);
    }

    @Test
    void refusesOneReservationMoreThanAMemberMayHaveAndSaysWhenOneEnds() {
        openHours(ACTIVE_MAX + 1);
        for (int hour = ACTIVE_MAX; hour >= 1; hour--) booking.book("anna", 1, slot(HALL, hour));
        assertThat(booking.book("anna", 1, slot(HALL, ACTIVE_MAX + 1)))
                .isEqualTo(new Refusal.QuotaExceeded(
                        Refusal.Quota.ACTIVE_RESERVATIONS, ACTIVE_MAX, ACTIVE_MAX, 2 * HOUR_MS));
        assertThat(booking.book("bert", 1, slot(HALL, ACTIVE_MAX + 1))).isInstanceOf(Outcome.Placed.class);

        booking.nowMs = 2 * HOUR_MS;
        assertThat(booking.book("anna", 1, slot(HALL, ACTIVE_MAX + 1)))
                .as("the first one has ended")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void countsAHoldAsAReservation() {
        openHours(ACTIVE_MAX + 1);
        for (int hour = 1; hour <= ACTIVE_MAX; hour++) booking.hold("anna", slot(HALL, hour));
        assertThat(booking.book("anna", 1, slot(HALL, ACTIVE_MAX + 1))).isInstanceOf(Refusal.QuotaExceeded.class);
    }

    @Test
    void refusesOneHoldMoreThanAMemberMayHaveAndSaysWhenOneExpires() {
        booking = new Booking(Rules.DEFAULT.withHoldsMax(2));
        openHours(4);
        Outcome first = booking.hold("anna", slot(HALL, 1));
        booking.nowMs = 1_000;
        booking.hold("anna", slot(HALL, 2));
        assertThat(booking.hold("anna", slot(HALL, 3)))
                .isEqualTo(new Refusal.QuotaExceeded(Refusal.Quota.HOLDS, 2, 2, HOLD_MS));
        assertThat(booking.hold("bert", slot(HALL, 3))).isInstanceOf(Outcome.Placed.class);

        booking.confirm("anna", first);
        assertThat(booking.hold("anna", slot(HALL, 3)))
                .as("what is confirmed is no hold")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void letsAMemberWhoHasAllTheirHoldsBookOutright() {
        booking = new Booking(Rules.DEFAULT.withHoldsMax(1));
        openHours(3);
        Outcome held = booking.hold("anna", slot(HALL, 1));
        assertThat(booking.book("anna", 1, slot(HALL, 2))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.confirm("anna", held)).isInstanceOf(Outcome.Stands.class);
    }

    @Test
    void freesAHoldsPlaceOnceItHasExpired() {
        booking = new Booking(Rules.DEFAULT.withHoldsMax(1));
        openHours(2);
        booking.hold("anna", slot(HALL, 1));
        booking.nowMs = HOLD_MS;
        assertThat(booking.hold("anna", slot(HALL, 2))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void limitsHoldsOnlyWhereTheCitySaysSo() {
        openHours(ACTIVE_MAX);
        for (int hour = 1; hour <= ACTIVE_MAX; hour++)
            assertThat(booking.hold("anna", slot(HALL, hour))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void keepsNobodyFromBookingAgainAfterACancellationUntilTheBooksAreFullOfThem() {
        openHours(1);
        for (int i = 0; i < REMEMBERED_MAX; i++) {
            booking.nowMs = 1_000L + i;
            booking.cancel("anna", booking.book("anna", 1, slot(HALL, 1)));
        }
        assertThat(booking.book("anna", 1, slot(HALL, 1)))
                .isEqualTo(new Refusal.QuotaExceeded(
                        Refusal.Quota.REMEMBERED_RESERVATIONS,
                        REMEMBERED_MAX,
                        REMEMBERED_MAX,
                        1_000 + Rules.DEFAULT.retentionMs()));
    }
}
