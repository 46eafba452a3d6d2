package io.yizhan.core.waitlist;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits gets what is set free, in order. Many of these are named after what went wrong in other booking systems. */
class OffersTest {
    private static final int HALL = 1;
    private static final int COURT = 2;
    private static final int OTHER_COURT = 3;
    private static final int TTL_MS = 900_000;
    private static final long EIGHT = slot(COURT, 20);

    private static final Claims STAFF = new Claims("erjian", 0);

    private final Booking booking = new Booking();
    private long keys;

    @BeforeEach
    void openVenues() {
        booking.venue(HALL, terms(false), 5, 20, 21);
        booking.venue(COURT, terms(true), 1, 20);
        booking.venue(OTHER_COURT, terms(true), 1, 20);
        booking.nowMs = 10 * HOUR_MS;
    }

    private static VenueTerms terms(boolean exclusive) {
        return new VenueTerms(1, exclusive, 300_000, 0)
                .with(Term.OFFER_TTL_MS, TTL_MS)
                .with(Term.WAITLIST_MAX, 3)
                .with(Term.WAITLIST_CUTOFF_MS, (int) HOUR_MS);
    }

    private Outcome waits(String member, int party, long slot) {
        return waits(member, Claims.NONE, party, slot);
    }

    private Outcome waits(String member, Claims claims, int party, long... slots) {
        return booking.carryOut(new Command.PlaceReservation(member, claims, 1, ++keys, slots, party, false, true));
    }

    private Reservation of(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(
                new Command.FindReservation(member, booking.reservation(placed).id())));
    }

    private ReservationState state(String member, Outcome placed) {
        return of(member, placed).state();
    }

    /** Lets what is owed be done. */
    private void pass(long ms) {
        booking.nowMs += ms;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    @Test
    void confirmsAtOnceWhereThereIsAPlaceAndNobodyWaits() {
        assertThat(booking.reservation(waits("anna", 1, EIGHT)).state()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void tellsWhoeverWaitsHowManyAreBefore() {
        booking.book("anna", 1, EIGHT);
        assertThat(booking.reservation(waits("bert", 1, EIGHT)).position()).isEqualTo(1);
        Outcome carl = waits("carl", 1, EIGHT);
        assertThat(booking.reservation(carl).position()).isEqualTo(2);
        assertThat(booking.reservation(carl).state()).isEqualTo(ReservationState.WAITLISTED);
    }

    @Test
    void offersAFreedPlaceToTheNextForAWhile() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        Outcome carl = waits("carl", 1, EIGHT);
        booking.cancel("anna", anna);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.OFFERED);
        assertThat(of("bert", bert).offerExpiresAtMs()).isEqualTo(booking.nowMs + TTL_MS);
        assertThat(of("carl", carl).position()).isEqualTo(1);
        booking.confirm("bert", bert);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.CONFIRMED);
        pass(2 * TTL_MS);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(state("carl", carl)).isEqualTo(ReservationState.WAITLISTED);
    }

    @Test
    void confirmsAtOnceWhereThePolicySaysSo() {
        booking.venue(4, terms(true).with(Term.OFFER_TTL_MS, 0), 1, 20);
        Outcome anna = booking.book("anna", 1, slot(4, 20));
        Outcome bert = waits("bert", 1, slot(4, 20));
        booking.cancel("anna", anna);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(of("bert", bert).offerExpiresAtMs()).isZero();
    }

    /** Declined or lapsed, it goes on; and a late yes does not count. */
    @Test
    void givesWhatIsDeclinedOrLapsedToTheNext() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        Outcome carl = waits("carl", 1, EIGHT);
        Outcome dora = waits("dora", 1, EIGHT);
        booking.cancel("anna", anna);
        booking.cancel("bert", bert);
        assertThat(state("carl", carl)).isEqualTo(ReservationState.OFFERED);
        booking.nowMs += TTL_MS;
        assertThat(booking.confirm("carl", carl)).isInstanceOf(Refusal.OfferLapsed.class);
        assertThat(state("carl", carl)).isEqualTo(ReservationState.EXPIRED);
        assertThat(state("dora", dora)).isEqualTo(ReservationState.OFFERED);
    }

    /** What lapses is met within a tick, and the yes may come before that. */
    @Test
    void takesAYesUntilTheLastMillisecondAndNoneAfterItThoughTheLapseIsNotCarriedOutYet() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        booking.cancel("anna", anna);
        long endsAtMs = of("bert", bert).offerExpiresAtMs();
        assertThat(endsAtMs).isEqualTo(booking.nowMs + TTL_MS);
        var yes =
                new Command.ConfirmReservation("bert", booking.reservation(bert).id());
        assertThat(booking.region.carryOut(yes, endsAtMs, booking.journal::add))
                .isEqualTo(new Refusal.OfferLapsed(endsAtMs));
        assertThat(booking.region.carryOut(yes, endsAtMs - 1, booking.journal::add))
                .isInstanceOf(Outcome.Stands.class);
    }

    /** Elsewhere: one's own cancellation re-armed one's own offer. */
    @Test
    void doesNotOfferAPlaceAgainToWhoeverGaveItUp() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        booking.cancel("anna", anna);
        booking.cancel("bert", bert);
        pass(0);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.CANCELLED);
        assertThat(booking.remaining(EIGHT)).isEqualTo(1);
    }

    /** Elsewhere: a promotion before the release of the place raised the capacity. */
    @Test
    void neverGivesMorePlacesThanThereAre() {
        Outcome anna = booking.book("anna", 3, slot(HALL, 20));
        booking.book("emil", 2, slot(HALL, 20));
        waits("bert", 2, slot(HALL, 20));
        waits("carl", 2, slot(HALL, 20));
        booking.cancel("anna", anna);
        pass(0);
        booking.region.checkInvariants();
        assertThat(booking.journal.stream().filter(Event.PlaceOffered.class::isInstance))
                .hasSize(1);
    }

    /** Elsewhere: two offers for one place. */
    @Test
    void offersAPlaceToOneAtATime() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        waits("bert", 1, EIGHT);
        waits("carl", 1, EIGHT);
        booking.cancel("anna", anna);
        for (int i = 0; i < 5; i++) pass(1);
        assertThat(booking.journal.stream().filter(Event.PlaceOffered.class::isInstance))
                .hasSize(1);
    }

    /** Elsewhere: the quantity was lost on promotion. */
    @Test
    void offersAsManyPlacesAsWereAskedFor() {
        Outcome anna = booking.book("anna", 5, slot(HALL, 20));
        Outcome bert = waits("bert", 3, slot(HALL, 20));
        booking.cancel("anna", anna);
        booking.confirm("bert", bert);
        assertThat(of("bert", bert).party()).isEqualTo(3);
        assertThat(booking.remaining(slot(HALL, 20))).isEqualTo(2);
    }

    /** Elsewhere: a promotion after the start. */
    @Test
    void offersNothingAfterTheCutoffAndLetsThoseGoWhoHaveWaited() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        booking.nowMs = 19 * HOUR_MS - 1;
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
        booking.nowMs = 19 * HOUR_MS;
        assertThat(waits("carl", 1, EIGHT)).isEqualTo(new Refusal.WaitlistClosed(0, 19 * HOUR_MS));
        assertThat(state("bert", bert)).isEqualTo(ReservationState.EXPIRED);
        booking.cancel("anna", anna);
        pass(0);
        assertThat(booking.remaining(EIGHT)).isEqualTo(1);
        assertThat(booking.book("carl", 1, EIGHT)).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void anOfferEndsWithTheStartAtTheLatest() {
        booking.venue(4, terms(true).with(Term.WAITLIST_CUTOFF_MS, 0), 1, 20);
        Outcome anna = booking.book("anna", 1, slot(4, 20));
        Outcome bert = waits("bert", 1, slot(4, 20));
        booking.nowMs = 20 * HOUR_MS - 1_000;
        booking.cancel("anna", anna);
        assertThat(of("bert", bert).offerExpiresAtMs()).isEqualTo(20 * HOUR_MS);
        booking.nowMs = 20 * HOUR_MS;
        assertThat(booking.confirm("bert", bert)).isInstanceOf(Refusal.OfferLapsed.class);
    }

    @Test
    void passesOverAPartyThatDoesNotFitAndKeepsItsTurn() {
        Outcome anna = booking.book("anna", 2, slot(HALL, 20));
        Outcome emil = booking.book("emil", 3, slot(HALL, 20));
        Outcome bert = waits("bert", 4, slot(HALL, 20));
        Outcome carl = waits("carl", 2, slot(HALL, 20));
        booking.cancel("anna", anna);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
        assertThat(of("bert", bert).position()).isEqualTo(1);
        assertThat(state("carl", carl)).isEqualTo(ReservationState.OFFERED);
        booking.cancel("carl", carl);
        booking.cancel("emil", emil);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.OFFERED);
    }

    @Test
    void letsNobodyOvertakeNotEvenWhileAPlaceIsFree() {
        Outcome anna = booking.book("anna", 2, slot(HALL, 20));
        booking.book("emil", 3, slot(HALL, 20));
        waits("bert", 4, slot(HALL, 20));
        booking.cancel("anna", anna);
        assertThat(booking.book("carl", 1, slot(HALL, 20))).isEqualTo(new Refusal.SlotFull(0, 0, 1));
        assertThat(booking.remaining(slot(HALL, 20))).isZero();
        Outcome carl = waits("carl", 1, slot(HALL, 20));
        assertThat(state("carl", carl)).isEqualTo(ReservationState.OFFERED);
    }

    /** In the very moment of the cancellation, before anything was offered. */
    @Test
    void aFreedPlaceIsNeverAPassersBy() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        waits("bert", 1, EIGHT);
        var cancel =
                new Command.CancelReservation("anna", booking.reservation(anna).id());
        booking.region.carryOut(cancel, booking.nowMs, booking.journal::add);
        var book = new Command.PlaceReservation("carl", 9, 9, new long[] {EIGHT}, 1, false);
        assertThat(booking.region.carryOut(book, booking.nowMs, booking.journal::add))
                .isEqualTo(new Refusal.SlotFull(0, 0, 1));
    }

    /** Elsewhere: an offer to somebody who meanwhile has another slot at that time. */
    @Test
    void passesOverWhoeverHasSomethingElseAtThatTimeUntilTheyHaveNot() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        Outcome carl = waits("carl", 1, EIGHT);
        Outcome elsewhere = booking.book("bert", 1, slot(OTHER_COURT, 20));
        booking.cancel("anna", anna);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
        assertThat(state("carl", carl)).isEqualTo(ReservationState.OFFERED);
        booking.cancel("carl", carl);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
        booking.cancel("bert", elsewhere);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.OFFERED);
    }

    /** Elsewhere: an offer to somebody who has no quota left. */
    @Test
    void passesOverWhoeverHasNoQuotaLeft() {
        booking.venue(4, terms(true).with(Term.WEEKLY_MAX, 1), 1, 20);
        booking.venue(5, terms(true).with(Term.WEEKLY_MAX, 1), 1, 8);
        booking.nowMs = HOUR_MS;
        Outcome anna = booking.book("anna", 1, slot(4, 20));
        Outcome bert = waits("bert", 1, slot(4, 20));
        booking.book("bert", 1, slot(5, 8));
        booking.cancel("anna", anna);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
    }

    @Test
    void offersNothingThatIsClosedUntilItIsOpenAgain() {
        Outcome anna = booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, 1_200, 1_260, false, "wet"));
        booking.cancel("anna", anna);
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
        booking.carryOut(new ClosureCommand.LiftClosure(1));
        assertThat(state("bert", bert)).isEqualTo(ReservationState.OFFERED);
    }

    @Test
    void aClosureThatCancelsLetsThoseGoWhoWait() {
        booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, 1_200, 1_260, true, "wet"));
        assertThat(of("bert", bert).closedFor()).isEqualTo("wet");
    }

    /** Two of five places are the staff's alone until three hours before; a neighbour has the others, and another one waits. */
    private Outcome bertWaitsBesideTheHostsShare() {
        booking.venue(
                4,
                terms(false)
                        .hostedBy("erjian")
                        .with(Term.HOST_SHARE_PERCENT, 40)
                        .with(Term.HOST_SHARE_UNTIL_MS, (int) (3 * HOUR_MS)),
                5,
                20);
        booking.book("anna", 3, slot(4, 20));
        Outcome bert = waits("bert", 2, slot(4, 20));
        assertThat(state("bert", bert)).isEqualTo(ReservationState.WAITLISTED);
        return bert;
    }

    @Test
    void theHostsStaffHaveTheirShareAlthoughNeighboursWait() {
        bertWaitsBesideTheHostsShare();
        assertThat(booking.remaining(slot(4, 20))).as("shown").isEqualTo(2);
        assertThat(booking.book("dora", 1, slot(4, 20))).isEqualTo(new Refusal.SlotFull(0, 0, 1));
        Outcome staff = waits("carl", STAFF, 1, slot(4, 20));
        assertThat(state("carl", staff)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(booking.carryOut(new Command.PlaceReservation(
                        "emil", STAFF, 1, ++keys, new long[] {slot(4, 20)}, 2, false, false)))
                .as("no more than is kept")
                .isEqualTo(new Refusal.SlotFull(0, 1, 1));
    }

    @Test
    void nobodyOfTheStaffOvertakesAnotherOneWhoWaits() {
        bertWaitsBesideTheHostsShare();
        booking.carryOut(
                new Command.PlaceReservation("carl", STAFF, 1, ++keys, new long[] {slot(4, 20)}, 1, false, false));
        Outcome dora = waits("dora", STAFF, 2, slot(4, 20));
        assertThat(state("dora", dora)).isEqualTo(ReservationState.WAITLISTED);
        assertThat(booking.remaining(slot(4, 20))).isZero();
        Outcome emil = waits("emil", STAFF, 1, slot(4, 20));
        assertThat(booking.reservation(emil).state()).isEqualTo(ReservationState.WAITLISTED);
        assertThat(state("emil", emil))
                .as("passed over whom it does not suffice")
                .isEqualTo(ReservationState.OFFERED);
    }

    @Test
    void theStaffsShareIsTheirsWhoWaitOnceItHasEnded() {
        bertWaitsBesideTheHostsShare();
        booking.nowMs = 17 * HOUR_MS;
        // Before what is owed is carried out.
        assertThat(booking.region.carryOut(
                        new Command.PlaceReservation(
                                "carl", STAFF, 1, ++keys, new long[] {slot(4, 20)}, 1, false, false),
                        booking.nowMs,
                        booking.journal::add))
                .isEqualTo(new Refusal.SlotFull(0, 0, 1));
    }

    @Test
    void offersWhatIsLeftOfTheHostsShareOnceItIsEverybodys() {
        Outcome bert = bertWaitsBesideTheHostsShare();
        booking.nowMs = 17 * HOUR_MS;
        assertThat(state("bert", bert)).isEqualTo(ReservationState.OFFERED);
    }

    @Test
    void refusesToLetSomebodyWaitTwiceOrInVain() {
        booking.book("anna", 1, EIGHT);
        Outcome bert = waits("bert", 1, EIGHT);
        assertThat(waits("bert", 1, EIGHT))
                .isEqualTo(
                        new Refusal.AlreadyReserved(0, booking.reservation(bert).id()));
        booking.book("emil", 5, slot(HALL, 20));
        assertThat(waits("dora", 6, slot(HALL, 20))).isEqualTo(new Refusal.SlotFull(0, 0));
        assertThat(waits("dora", Claims.NONE, 1, slot(HALL, 20), slot(HALL, 21)))
                .isEqualTo(Refusal.WaitlistOfSeveral.WAITLIST_OF_SEVERAL);
    }

    @Test
    void letsAsManyWaitAsThePolicySays() {
        booking.book("anna", 1, EIGHT);
        for (String member : new String[] {"bert", "carl", "dora"}) waits(member, 1, EIGHT);
        assertThat(waits("emil", 1, EIGHT)).isEqualTo(new Refusal.WaitlistFull(0, 3));
        booking.venue(4, terms(true).with(Term.WAITLIST_MAX, 0), 1, 20);
        booking.book("fritz", 1, slot(4, 20));
        assertThat(waits("gerd", 1, slot(4, 20))).isEqualTo(new Refusal.WaitlistNotOffered(0));
    }

    @Test
    void givesTheFirstAnswerAgainForTheSameKey() {
        booking.book("anna", 1, EIGHT);
        var wait = new Command.PlaceReservation("bert", Claims.NONE, 1, 77, new long[] {EIGHT}, 1, false, true);
        long id = booking.reservation(booking.carryOut(wait)).id();
        var again = (Outcome.Placed) booking.carryOut(wait);
        assertThat(again.replayed()).isTrue();
        assertThat(again.reservation().id()).isEqualTo(id);
        assertThat(again.reservation().state()).isEqualTo(ReservationState.WAITLISTED);
        var otherwise = new Command.PlaceReservation("bert", 1, 77, new long[] {EIGHT}, 1, false);
        assertThat(booking.carryOut(otherwise)).isEqualTo(new Refusal.IdempotencyKeyReused(id));
    }

    /** One's own hold is one's own, even where others wait. */
    @Test
    void letsAMemberConfirmTheirOwnHoldAnewWhileOthersWait() {
        booking.hold("anna", EIGHT);
        waits("bert", 1, EIGHT);
        assertThat(booking.book("anna", 1, EIGHT)).isInstanceOf(Outcome.Placed.class);
    }

    /** What has left the books counts no more. */
    @Test
    void offersOnceWhatWasOneTooManyHasLeftTheBooks() {
        Rules rules = Rules.DEFAULT;
        Booking brief = new Booking(new Rules(
                rules.activeReservationsMax(),
                rules.holdsMax(),
                rules.rememberedReservationsMax(),
                HOUR_MS,
                HOUR_MS,
                rules.gateEventAgeMaxMs(),
                rules.strikes()));
        brief.venue(COURT, terms(true).with(Term.DAILY_MAX, 1), 1, 12, 20);
        Outcome anna = brief.book("anna", 1, EIGHT);
        Outcome bert = brief.carryOut(
                new Command.PlaceReservation("bert", Claims.NONE, 1, 1, new long[] {EIGHT}, 1, false, true));
        brief.book("bert", 1, slot(COURT, 12));
        brief.cancel("anna", anna);
        Command find =
                new Command.FindReservation("bert", brief.reservation(bert).id());
        brief.nowMs = 13 * HOUR_MS;
        assertThat(brief.reservation(brief.carryOut(find)).state()).isEqualTo(ReservationState.WAITLISTED);
        brief.nowMs = 14 * HOUR_MS + 10_000;
        assertThat(brief.reservation(brief.carryOut(find)).state()).isEqualTo(ReservationState.OFFERED);
    }
}
