package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Changes;
import io.yizhan.core.Claims;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a reservation is said to whoever publishes it, with whose it is. */
class ChangedReservationsTest {
    private static final int COURT = 2;
    private static final long EIGHT = slot(COURT, 20);

    private final Booking booking = new Booking();

    private record Changed(long id, int member) {}

    @BeforeEach
    void openACourt() {
        booking.venue(
                COURT,
                new VenueTerms(1, true, 300_000, 0)
                        .with(Term.OFFER_TTL_MS, 900_000)
                        .with(Term.WAITLIST_MAX, 3)
                        .with(Term.WAITLIST_CUTOFF_MS, (int) HOUR_MS),
                1,
                20);
        booking.nowMs = 10 * HOUR_MS;
        booking.region.changes().clear();
    }

    private long id(Outcome placed) {
        return booking.reservation(placed).id();
    }

    private List<Changed> changed() {
        Changes changes = booking.region.changes();
        List<Changed> all = IntStream.range(0, changes.reservations().size())
                .mapToObj(i -> new Changed(
                        changes.reservations().getLong(i), changes.members().getInt(i)))
                .toList();
        changes.clear();
        return all;
    }

    private void assertChanged(Outcome placed, String member) {
        assertThat(changed()).containsExactly(new Changed(id(placed), member.hashCode()));
    }

    private Outcome waits(String member) {
        return booking.carryOut(new Command.PlaceReservation(
                member, Claims.NONE, 1, member.hashCode(), new long[] {EIGHT}, 1, false, true));
    }

    private void pass(long ms) {
        booking.nowMs += ms;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    @Test
    void byItsMember() {
        Outcome held = booking.hold("anna", EIGHT);
        assertChanged(held, "anna");
        booking.confirm("anna", held);
        assertChanged(held, "anna");
        booking.confirm("anna", held);
        assertThat(changed()).isEmpty();
        booking.cancel("anna", held);
        assertChanged(held, "anna");
    }

    @Test
    void byTime() {
        Outcome held = booking.hold("anna", EIGHT);
        changed();
        pass(300_000);
        assertChanged(held, "anna");
        Outcome booked = booking.book("bert", 1, EIGHT);
        changed();
        pass(12 * HOUR_MS);
        assertChanged(booked, "bert");
        // Once it has ended, that it leaves the books is no change.
        pass(Rules.DEFAULT.retentionMs());
        assertThat(booking.region.reservationCount()).isZero();
        assertThat(changed()).isEmpty();
    }

    @Test
    void byAnOfferAndItsEnd() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert");
        changed();
        booking.cancel("anna", anna);
        assertChanged(anna, "anna");
        pass(0);
        assertChanged(bert, "bert");
        pass(900_000);
        assertChanged(bert, "bert");
    }

    @Test
    void byComingAndByNotComing() {
        VenueTerms awaited = new VenueTerms(1, true, 300_000, 0).with(Term.CHECK_IN_BY_MS, 0);
        booking.carryOut(new VenueCommand.DefineVenue(COURT, awaited));
        Outcome anna = booking.book("anna", 1, EIGHT);
        booking.nowMs = 20 * HOUR_MS - 1;
        changed();
        booking.carryOut(new Command.CheckIn(id(anna), null, false));
        assertChanged(anna, "anna");
        booking.venue(COURT + 1, awaited, 1, 30);
        Outcome bert = booking.book("bert", 1, slot(COURT + 1, 30));
        booking.nowMs = 30 * HOUR_MS - 1;
        pass(0);
        changed();
        pass(1);
        assertChanged(bert, "bert");
        booking.carryOut(new Command.ForgiveStrike("bert", id(bert), null, "was there", false));
        assertChanged(bert, "bert");
    }

    @Test
    void byAClosure() {
        Outcome booked = booking.book("anna", 1, EIGHT);
        changed();
        booking.carryOut(new ClosureCommand.CloseVenues(
                new int[] {COURT}, 20 * Booking.HOUR_MIN, 21 * Booking.HOUR_MIN, true, "roof"));
        pass(0);
        assertChanged(booked, "anna");
    }

    @Test
    void aReservationThatOnlyStandsInTheBooksHasNotChanged() {
        booking.book("anna", 1, EIGHT);
        changed();
        pass(60_000);
        assertThat(changed()).isEmpty();
    }

    /**
     * Who adds one decides whether its member is told, and says so here. Visits change nothing that a reservation shows: a
     * check-in is told by itself, and so is the placement of one that enters a draw.
     */
    @Test
    void theseEventsAreAboutAReservation() {
        Set<String> kinds = Arrays.stream(Event.class.getPermittedSubclasses())
                .filter(kind -> Arrays.stream(kind.getRecordComponents())
                        .anyMatch(it -> it.getName().equals("reservationId")))
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "ReservationPlaced",
                        "PlaceOffered",
                        "ReservationConfirmed",
                        "ReservationCancelled",
                        "HoldExpired",
                        "ReservationCompleted",
                        "ReservationArchived",
                        "CheckedIn",
                        "NoShow",
                        "StrikeForgiven",
                        "VisitsRecorded",
                        "DrawEntered",
                        "DrawDecided",
                        "CompanionsInvited",
                        "InvitationAccepted",
                        "InvitationWithdrawn");
    }
}
