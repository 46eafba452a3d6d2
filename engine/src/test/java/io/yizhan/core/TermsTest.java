package io.yizhan.core;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reservation carries the terms under which it was made, and a slot how it is shared: a later catalogue decides about later ones only. */
class TermsTest {
    private final Booking booking = new Booking();

    @AfterEach
    void replaysToTheSameBooks() {
        booking.region.checkInvariants();
        Region replayed = new Region(Rules.DEFAULT);
        booking.journal.forEach(replayed::apply);
        assertThat(replayed.stateHash()).isEqualTo(booking.region.stateHash());
    }

    @Test
    void givesBackTheOnePlaceOfACourtThatBecamePooled() {
        booking.court(1, 18);
        Outcome placed = booking.book("m", 2, slot(1, 18));
        booking.venue(1, new VenueTerms(1, false, 300_000, 0), 20, 19);
        assertThat(booking.cancel("m", placed)).isInstanceOf(Outcome.Stands.class);
        assertThat(booking.remaining(slot(1, 18))).isEqualTo(1);
        assertThat(booking.book("m", 5, slot(1, 18)))
                .as("the open slot is still for one party")
                .isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("m", 5, slot(1, 19))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.remaining(slot(1, 19))).isEqualTo(15);
    }

    @Test
    void goesOnCountingPlacesInASlotOfAHallThatBecameExclusive() {
        booking.venue(1, new VenueTerms(1, false, 300_000, 0), 20, 18);
        Outcome placed = booking.book("m", 12, slot(1, 18));
        booking.court(1, 19);
        assertThat(booking.book("n", 9, slot(1, 18))).isEqualTo(new Refusal.SlotFull(0, 8));
        assertThat(booking.book("n", 8, slot(1, 18))).isInstanceOf(Outcome.Placed.class);
        booking.cancel("m", placed);
        assertThat(booking.remaining(slot(1, 18))).isEqualTo(12);
        booking.book("a", 9, slot(1, 19));
        assertThat(booking.book("b", 1, slot(1, 19))).isEqualTo(new Refusal.SlotFull(0, 0));
    }

    @Test
    void keepsTheCutoffUnderWhichItWasMade() {
        booking.venue(1, new VenueTerms(1, true, 300_000, 60_000), 1, 18, 20);
        Outcome early = booking.book("m", 1, slot(1, 18));
        booking.carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(1, true, 300_000, (int) (2 * HOUR_MS))));
        Outcome late = booking.book("m", 1, slot(1, 20));
        booking.nowMs = 18 * HOUR_MS - 61_000;
        assertThat(booking.cancel("m", early)).isInstanceOf(Outcome.Stands.class);
        booking.nowMs = 18 * HOUR_MS;
        assertThat(booking.cancel("m", late)).isEqualTo(new Refusal.CancellationClosed(18 * HOUR_MS));
    }

    @Test
    void keepsItsStationWhereItsVenueIsMoved() {
        booking.court(1, 18, 19);
        booking.court(2, 18);
        Outcome placed = booking.book("m", 1, slot(1, 18));
        booking.carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(7, true, 300_000, 0)));
        assertThat(booking.reservation(booking.confirm("m", placed)).stationNo())
                .isEqualTo(1);
        assertThat(booking.region.stationNoOfVenue(1)).isEqualTo(7);
        assertThat(booking.book("n", 1, slot(1, 19), slot(2, 18))).isInstanceOf(Refusal.SeveralStations.class);
    }

    @Test
    void takesNobodyElseWhereTheVenueIsGoneAndLeavesWhatIsBooked() {
        booking.court(1, 18, 19);
        Outcome placed = booking.book("m", 1, slot(1, 18));
        booking.carryOut(new VenueCommand.WithdrawVenue(1));
        assertThat(booking.book("n", 1, slot(1, 19))).isEqualTo(new Refusal.SlotClosed(0, ""));
        assertThat(booking.confirm("m", placed)).isInstanceOf(Outcome.Stands.class);
        assertThat(booking.cancel("m", placed)).isInstanceOf(Outcome.Stands.class);
        booking.court(1, 20);
        assertThat(booking.book("n", 1, slot(1, 19))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void opensNoSlotThatSharesTimeWithOneThatIsOpen() {
        booking.court(1, 18, 19);
        booking.book("m", 1, slot(1, 18));
        booking.open(1, 1, 18 * 60 + 30, 19 * 60 + 30);
        booking.open(1, 1, 17 * 60 + 30, 18 * 60 + 1);
        booking.open(1, 1, 20 * 60, 21 * 60);
        assertThat(booking.region.slotCount()).isEqualTo(3);
        assertThat(booking.book("n", 1, SlotKey.of(1, 18 * 60 + 30))).isEqualTo(new Refusal.SlotUnknown(0));
        assertThat(booking.book("n", 1, slot(1, 20))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void endsAHoldAtTheLatestWhenItsSlotStarts() {
        booking.venue(1, new VenueTerms(1, true, (int) HOUR_MS, 0), 1, 18);
        booking.nowMs = 18 * HOUR_MS - 60_000;
        Outcome held = booking.hold("m", slot(1, 18));
        assertThat(booking.reservation(held).holdExpiresAtMs()).isEqualTo(18 * HOUR_MS);
        booking.nowMs = 18 * HOUR_MS - 1;
        assertThat(booking.confirm("m", held)).isInstanceOf(Outcome.Stands.class);
        booking.cancel("m", held);
    }

    @Test
    void confirmsNoHoldWhoseSlotHasStarted() {
        booking.venue(1, new VenueTerms(1, true, (int) HOUR_MS, 0), 1, 18, 19);
        booking.nowMs = 18 * HOUR_MS - 60_000;
        Outcome held = booking.hold("m", slot(1, 19), slot(1, 18));
        booking.nowMs = 18 * HOUR_MS;
        assertThat(booking.confirm("m", held)).isEqualTo(new Refusal.HoldLapsed(18 * HOUR_MS));
        assertThat(booking.remaining(slot(1, 19))).isEqualTo(1);
    }
}
