package io.yizhan.core.rule;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.Eligibility;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.Test;

/** {@link SlotsReleased} and {@link HostShare}: the host's staff and verified people come first. */
class WhoFirstTest {
    private static final int HALL = 1;
    private static final Claims STAFF = new Claims("erjian", 0);
    private static final Claims NEIGHBOUR = new Claims("metro", 0);
    private static final Claims VERIFIED = new Claims("", 2);

    private final Booking booking = new Booking();

    /** The slot at 20:00 of ten places is released to the host's staff at 10:00, and to everybody at 12:00. */
    private void open(VenueTerms terms) {
        booking.carryOut(new VenueCommand.DefineVenue(HALL, terms));
        booking.carryOut(new VenueCommand.OpenSlots(
                HALL,
                new int[] {20 * HOUR_MIN},
                new int[] {21 * HOUR_MIN},
                new int[] {10},
                new int[] {10 * HOUR_MIN},
                new int[] {12 * HOUR_MIN},
                new boolean[1],
                new int[1]));
    }

    private static VenueTerms hosted() {
        return new VenueTerms(1, false, 300_000, 0).hostedBy("erjian");
    }

    private Outcome asks(Claims claims, int party, long atMs) {
        booking.nowMs = atMs;
        return booking.carryOut(
                new Command.PreviewReservation("anna", claims, new long[] {slot(HALL, 20)}, party, false));
    }

    private void books(String member, Claims claims, int party) {
        assertThat(booking.carryOut(new Command.PlaceReservation(
                        member, claims, 0, member.hashCode(), new long[] {slot(HALL, 20)}, party, false, false)))
                .isInstanceOf(Outcome.Placed.class);
    }

    private static Refusal notEligible(Eligibility rule, long eligibleAtMs) {
        return new Refusal.NotEligible(0, rule, eligibleAtMs);
    }

    @Test
    void letsTheHostsStaffBookBeforeNeighbours() {
        open(hosted());
        assertThat(asks(STAFF, 1, 10 * HOUR_MS - 1)).isEqualTo(new Refusal.SlotNotReleased(0, 10 * HOUR_MS));
        assertThat(asks(STAFF, 1, 10 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        assertThat(asks(NEIGHBOUR, 1, 10 * HOUR_MS - 1)).isEqualTo(new Refusal.SlotNotReleased(0, 12 * HOUR_MS));
        assertThat(asks(NEIGHBOUR, 1, 10 * HOUR_MS)).isEqualTo(notEligible(Eligibility.HOST_FIRST, 12 * HOUR_MS));
        assertThat(asks(Claims.NONE, 1, 12 * HOUR_MS - 1)).isEqualTo(notEligible(Eligibility.HOST_FIRST, 12 * HOUR_MS));
        assertThat(asks(NEIGHBOUR, 1, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
    }

    @Test
    void letsEverybodyInWithTheReleaseWhereThereIsNoHost() {
        open(new VenueTerms(1, false, 300_000, 0));
        assertThat(asks(Claims.NONE, 1, 10 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
    }

    @Test
    void letsVerifiedPeopleBookSomeTimeBeforeThoseOfTheirKind() {
        open(hosted().with(Term.VERIFIED_EARLIER_MS, (int) HOUR_MS));
        assertThat(asks(VERIFIED, 1, 11 * HOUR_MS - 1)).isEqualTo(notEligible(Eligibility.HOST_FIRST, 11 * HOUR_MS));
        assertThat(asks(VERIFIED, 1, 11 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        assertThat(asks(new Claims("erjian", 2), 1, 9 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        assertThat(asks(STAFF, 1, 9 * HOUR_MS)).isEqualTo(notEligible(Eligibility.VERIFIED_FIRST, 10 * HOUR_MS));
        assertThat(asks(new Claims("", 1), 1, 11 * HOUR_MS))
                .isEqualTo(notEligible(Eligibility.HOST_FIRST, 12 * HOUR_MS));
    }

    @Test
    void keepsAShareOfThePlacesForTheHostsStaff() {
        open(hosted().with(Term.HOST_SHARE_PERCENT, 35));
        assertThat(asks(NEIGHBOUR, 8, 12 * HOUR_MS)).isEqualTo(notEligible(Eligibility.HOST_SHARE, Refusal.NEVER));
        assertThat(asks(NEIGHBOUR, 7, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        assertThat(asks(STAFF, 10, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        books("bert", NEIGHBOUR, 7);
        assertThat(asks(NEIGHBOUR, 1, 12 * HOUR_MS)).isEqualTo(notEligible(Eligibility.HOST_SHARE, Refusal.NEVER));
        assertThat(asks(NEIGHBOUR, 4, 12 * HOUR_MS)).isEqualTo(new Refusal.SlotFull(0, 3));
        assertThat(asks(STAFF, 3, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
    }

    @Test
    void countsWhatTheHostsStaffHasTakenForItsShareFirst() {
        open(hosted().with(Term.HOST_SHARE_PERCENT, 30));
        booking.nowMs = 12 * HOUR_MS;
        books("bert", STAFF, 2);
        assertThat(asks(NEIGHBOUR, 8, 12 * HOUR_MS)).isEqualTo(notEligible(Eligibility.HOST_SHARE, Refusal.NEVER));
        assertThat(asks(NEIGHBOUR, 7, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        books("carl", STAFF, 5);
        assertThat(asks(NEIGHBOUR, 3, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
    }

    @Test
    void keepsTheShareAgainOnceTheStaffHasCancelled() {
        open(hosted().with(Term.HOST_SHARE_PERCENT, 30));
        booking.nowMs = 12 * HOUR_MS;
        Outcome placed = booking.carryOut(
                new Command.PlaceReservation("bert", STAFF, 0, 7, new long[] {slot(HALL, 20)}, 3, false, false));
        assertThat(asks(NEIGHBOUR, 7, 12 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
        booking.cancel("bert", placed);
        assertThat(asks(NEIGHBOUR, 8, 12 * HOUR_MS)).isEqualTo(notEligible(Eligibility.HOST_SHARE, Refusal.NEVER));
    }

    @Test
    void givesWhatIsLeftOfTheShareToEverybodySomeTimeBeforeTheStart() {
        open(hosted().with(Term.HOST_SHARE_PERCENT, 100).with(Term.HOST_SHARE_UNTIL_MS, (int) (2 * HOUR_MS)));
        assertThat(asks(NEIGHBOUR, 1, 18 * HOUR_MS - 1)).isEqualTo(notEligible(Eligibility.HOST_SHARE, 18 * HOUR_MS));
        assertThat(asks(NEIGHBOUR, 10, 18 * HOUR_MS)).isInstanceOf(Outcome.Previewed.class);
    }

    @Test
    void takesABookingUntilItsCutoff() {
        open(hosted().with(Term.BOOKING_CUTOFF_MS, 900_000));
        long closesAtMs = 20 * HOUR_MS - 900_000;
        assertThat(asks(NEIGHBOUR, 1, closesAtMs - 1)).isInstanceOf(Outcome.Previewed.class);
        assertThat(asks(NEIGHBOUR, 1, closesAtMs)).isEqualTo(new Refusal.BookingClosed(0, closesAtMs));
        assertThat(asks(NEIGHBOUR, 1, 20 * HOUR_MS)).isEqualTo(new Refusal.SlotPast(0));
    }
}
