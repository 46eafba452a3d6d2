package io.yizhan.core.rule;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hours count from Thursday, 1970-01-01; so the second week begins with hour 96. */
class ReservationsAWeekTest {
    private static final int COURT = 1;
    private static final int OTHER_COURT = 2;
    private static final int TABLE = 3;
    private static final int MONDAY = 96;
    private static final int SUNDAY = MONDAY + 6 * 24;

    private final Booking booking = new Booking();

    @BeforeEach
    void openVenues() {
        VenueTerms court = of("BADMINTON").with(Term.WEEKLY_MAX, 2);
        int[] hours = {MONDAY - 1, MONDAY, MONDAY + 1, MONDAY + 2, SUNDAY + 23, SUNDAY + 24};
        booking.venue(COURT, court, 1, hours);
        booking.venue(OTHER_COURT, court, 1, hours);
        booking.venue(TABLE, of("TABLE_TENNIS"), 1, hours);
    }

    private static VenueTerms of(String kind) {
        return new VenueTerms(1, kind, true, Terms.UNSET);
    }

    private Outcome exceeded(long freesAtMs) {
        return new Refusal.QuotaExceeded(Refusal.Quota.RESERVATIONS_A_WEEK, 2, 2, freesAtMs);
    }

    @Test
    void refusesTheThirdOfAKindInAWeekWhicheverTheVenueIs() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(OTHER_COURT, SUNDAY + 23));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 1))).isEqualTo(exceeded(Refusal.NEVER));
        assertThat(booking.book("bert", 1, slot(COURT, MONDAY + 1))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void beginsAnewOnMonday() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY - 1))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 24))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void leavesOtherKindsAlone() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(TABLE, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void countsWhatWasUsedAndNotWhatWasCancelledOrExpired() {
        booking.nowMs = (MONDAY - 2) * HOUR_MS;
        booking.cancel("anna", booking.book("anna", 1, slot(COURT, MONDAY + 2)));
        booking.hold("anna", slot(COURT, MONDAY + 2));
        booking.nowMs += Term.HOLD_TTL_MS.unset();
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(COURT, MONDAY + 1));
        booking.nowMs = (MONDAY + 1) * HOUR_MS + 1;
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2)))
                .as("the first was used")
                .isEqualTo(exceeded(Refusal.NEVER));
    }

    @Test
    void saysWhenAHoldOfThatWeekExpires() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.hold("anna", slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2)))
                .isEqualTo(exceeded(booking.nowMs + Term.HOLD_TTL_MS.unset()));
    }

    /** What is Sunday night in Shanghai is still Sunday afternoon by UTC; what counts is the clock on the court's wall. */
    @Test
    void goesByTheRegionsDayAndNotByUtc() {
        int[] start = {(SUNDAY + 20) * 60};
        int[] end = {(SUNDAY + 21) * 60};
        booking.carryOut(new Command.OpenSlots(
                COURT, start, end, new int[] {1}, new int[1], new boolean[1], new int[] {MONDAY / 24 + 7}));
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 20)))
                .as("of next Monday there")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void touchesNoReservationThatWasMadeBefore() {
        booking.book("anna", 1, slot(TABLE, MONDAY));
        booking.book("anna", 1, slot(TABLE, MONDAY + 1));
        booking.carryOut(new Command.DefineVenue(TABLE, of("TABLE_TENNIS").with(Term.WEEKLY_MAX, 1)));
        assertThat(booking.book("anna", 1, slot(TABLE, MONDAY + 2)))
                .isEqualTo(new Refusal.QuotaExceeded(Refusal.Quota.RESERVATIONS_A_WEEK, 1, 2, Refusal.NEVER));
        assertThat(booking.remaining(slot(TABLE, MONDAY))).isZero();
    }
}
