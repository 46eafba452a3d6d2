package io.yizhan.core.rule;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a member hears of what stands in the way: whoever breaks several rules at once is told the first. */
class BookingRulesTest {
    private static final int COURT = 1;
    private static final int ELSEWHERE = 2;

    private final Booking booking = new Booking();

    @BeforeEach
    void openCourts() {
        booking.court(COURT, 1, 2, 3);
        booking.venue(ELSEWHERE, new VenueTerms(2, true, 300_000, 0), 1, 1, 2);
    }

    private Outcome asked(String member, long... slots) {
        return booking.book(member, 1, slots);
    }

    @Test
    void tellsThatASlotIsUnknownBeforeThatAnotherIsOfAnotherStation() {
        assertThat(asked("anna", slot(COURT, 1), slot(ELSEWHERE, 2), slot(COURT, 9)))
                .isEqualTo(new Refusal.SlotUnknown(2));
    }

    @Test
    void tellsThatStationsDifferBeforeThatASlotIsPast() {
        booking.nowMs = HOUR_MS;
        assertThat(asked("anna", slot(COURT, 1), slot(ELSEWHERE, 2))).isInstanceOf(Refusal.SeveralStations.class);
    }

    @Test
    void tellsThatASlotIsPastBeforeThatAnotherIsClosed() {
        booking.carryOut(new VenueCommand.OpenSlots(
                COURT, new int[] {5 * HOUR_MIN}, new int[] {6 * HOUR_MIN}, new int[] {1}, new int[1], new boolean[] {
                    true
                }));
        booking.nowMs = HOUR_MS;
        assertThat(asked("anna", slot(COURT, 5), slot(COURT, 1))).isEqualTo(new Refusal.SlotPast(1));
    }

    @Test
    void tellsThatASlotIsClosedBeforeThatItIsNotReleased() {
        booking.carryOut(new VenueCommand.OpenSlots(
                COURT,
                new int[] {5 * HOUR_MIN},
                new int[] {6 * HOUR_MIN},
                new int[] {1},
                new int[] {4 * HOUR_MIN},
                new boolean[] {true}));
        assertThat(asked("anna", slot(COURT, 5))).isEqualTo(new Refusal.SlotClosed(0, ""));
    }

    @Test
    void tellsOnesOwnReservationBeforeThatTheSlotIsFull() {
        long own = booking.reservation(asked("anna", slot(COURT, 1))).id();
        assertThat(asked("anna", slot(COURT, 1))).isEqualTo(new Refusal.AlreadyReserved(0, own));
        assertThat(asked("bert", slot(COURT, 1))).isEqualTo(new Refusal.SlotFull(0, 0));
    }

    @Test
    void tellsALimitBeforeThatTheSlotIsFull() {
        booking.court(3, 10, 11, 12, 13);
        for (int hour = 10; hour <= 13; hour++) asked("anna", slot(3, hour));
        asked("bert", slot(COURT, 1));
        assertThat(asked("anna", slot(COURT, 1)))
                .isInstanceOfSatisfying(
                        Refusal.QuotaExceeded.class,
                        it -> assertThat(it.rule()).isEqualTo(Refusal.Quota.ACTIVE_RESERVATIONS));
    }
}
