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

/** {@link SlotsKnown}, {@link OneStation}, {@link SlotsAhead}, {@link SlotsNotClosed}, {@link SlotsReleased}, {@link PlacesLeft}. */
class SlotRulesTest {
    private static final int HALL = 1;
    private static final int COURT = 2;
    private static final int ELSEWHERE = 3;

    private final Booking booking = new Booking();

    @BeforeEach
    void openVenues() {
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0), 5, 1, 2);
        booking.court(COURT, 1, 2);
        booking.venue(ELSEWHERE, new VenueTerms(2, true, 300_000, 0), 1, 2);
    }

    @Test
    void refusesASlotThatIsNotInTheBooks() {
        assertThat(booking.book("anna", 1, slot(HALL, 7))).isEqualTo(new Refusal.SlotUnknown(0));
        assertThat(booking.book("anna", 1, slot(HALL, 1), slot(99, 1))).isEqualTo(new Refusal.SlotUnknown(1));
    }

    @Test
    void refusesSlotsOfSeveralStations() {
        assertThat(booking.book("anna", 1, slot(HALL, 1), slot(ELSEWHERE, 2)))
                .isEqualTo(Refusal.SeveralStations.SEVERAL_STATIONS);
    }

    @Test
    void takesABookingUntilTheSlotStarts() {
        booking.nowMs = HOUR_MS - 1;
        assertThat(booking.book("anna", 1, slot(HALL, 1))).isInstanceOf(Outcome.Placed.class);
        booking.nowMs = HOUR_MS;
        assertThat(booking.book("bert", 1, slot(HALL, 1))).isEqualTo(new Refusal.SlotPast(0));
    }

    @Test
    void refusesASlotThatIsClosed() {
        booking.carryOut(new VenueCommand.OpenSlots(
                HALL, new int[] {3 * HOUR_MIN}, new int[] {4 * HOUR_MIN}, new int[] {5}, new int[1], new boolean[] {true
                }));
        assertThat(booking.book("anna", 1, slot(HALL, 1), slot(HALL, 3))).isEqualTo(new Refusal.SlotClosed(1, ""));
    }

    @Test
    void refusesASlotOfAVenueThatTheCatalogueHasNoLonger() {
        booking.carryOut(new VenueCommand.WithdrawVenue(HALL));
        assertThat(booking.book("anna", 1, slot(HALL, 1))).isEqualTo(new Refusal.SlotClosed(0, ""));
    }

    @Test
    void takesABookingFromTheMomentOfTheRelease() {
        long releasesAtMs = 2 * HOUR_MS;
        booking.carryOut(new VenueCommand.OpenSlots(
                HALL,
                new int[] {3 * HOUR_MIN},
                new int[] {4 * HOUR_MIN},
                new int[] {5},
                new int[] {2 * HOUR_MIN},
                new boolean[1]));
        booking.nowMs = releasesAtMs - 1;
        assertThat(booking.book("anna", 1, slot(HALL, 3))).isEqualTo(new Refusal.SlotNotReleased(0, releasesAtMs));
        booking.nowMs = releasesAtMs;
        assertThat(booking.book("anna", 1, slot(HALL, 3))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void givesAwayAsManyPlacesAsThereAre() {
        assertThat(booking.book("anna", 3, slot(HALL, 1))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("bert", 3, slot(HALL, 1))).isEqualTo(new Refusal.SlotFull(0, 2));
        assertThat(booking.book("bert", 2, slot(HALL, 1))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void givesAnExclusiveSlotToOnePartyWhateverItsSize() {
        assertThat(booking.book("anna", 4, slot(COURT, 1))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("bert", 1, slot(COURT, 1))).isEqualTo(new Refusal.SlotFull(0, 0));
    }

    @Test
    void takesAllSlotsOrNone() {
        booking.book("anna", 5, slot(HALL, 2));
        assertThat(booking.book("bert", 1, slot(HALL, 1), slot(HALL, 2))).isEqualTo(new Refusal.SlotFull(1, 0));
        assertThat(booking.remaining(slot(HALL, 1))).isEqualTo(5);
    }
}
