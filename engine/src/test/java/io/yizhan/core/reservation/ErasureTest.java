package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static io.yizhan.core.Refusal.ReservationUnknown.RESERVATION_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.Erased;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members who want to be forgotten. */
class ErasureTest {
    private static final int COURT = 1;
    private static final int GYM = 2;
    private static final int MINUTE_MS = 60_000;
    private static final Rules RULES = Rules.DEFAULT
            .withStrikes(new StrikeRules(1, 24 * HOUR_MS, 48 * HOUR_MS))
            .withActiveReservationsMax(10);

    private final Booking booking = new Booking(RULES);

    @BeforeEach
    void openVenues() {
        booking.court(COURT, 10, 11, 12);
        VenueTerms gym = new VenueTerms(1, false, 300_000, 600 * MINUTE_MS)
                .with(Term.CHECK_IN_FROM_MS, 30 * MINUTE_MS)
                .with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS)
                .with(Term.WAITLIST_MAX, 300)
                .with(Term.OFFER_TTL_MS, 0);
        booking.venue(GYM, gym, 2, 10, 11, 12);
    }

    @AfterEach
    void replaysToTheSameBooks() {
        booking.region.checkInvariants();
        Region replayed = new Region(RULES);
        booking.journal.forEach(replayed::apply);
        assertThat(replayed.stateHash()).isEqualTo(booking.region.stateHash());
    }

    private Erased erase(String member) {
        return (Erased) booking.carryOut(new Command.EraseMember(member, false));
    }

    private Outcome.Page list(String member) {
        return (Outcome.Page) booking.carryOut(new Command.ListReservations(member, 0, 0, 0, 100));
    }

    private List<Event> eventsOf(Runnable what) {
        int before = booking.journal.size();
        what.run();
        return List.copyOf(booking.journal.subList(before, booking.journal.size()));
    }

    /** Whatever the state, and although the gym's cutoff of ten hours is over. */
    @Test
    void whoeverIsForgottenLosesWhatTheyHaveAndTheRestLeavesTheBooks() {
        booking.cancel("m", booking.book("m", 1, slot(COURT, 10)));
        booking.nowMs = 9 * HOUR_MS + 40 * MINUTE_MS;
        Reservation cameAlready = booking.reservation(booking.book("m", 1, slot(GYM, 10)));
        booking.carryOut(new Command.CheckIn(cameAlready.id(), null, false));
        booking.hold("m", slot(COURT, 11));
        booking.book("m", 2, slot(GYM, 12));
        booking.book("other", 1, slot(COURT, 12));
        assertThat(eventsOf(() -> {
                    Erased erased = erase("m");
                    assertThat(erased.ended())
                            .extracting(Reservation::state)
                            .containsExactly(
                                    ReservationState.CONFIRMED, ReservationState.HELD, ReservationState.CHECKED_IN);
                    assertThat(erased)
                            .extracting(Erased::remembered, Erased::more)
                            .containsExactly(4, false);
                }))
                .extracting(Object::getClass)
                .containsExactly(
                        Event.ReservationCancelled.class,
                        Event.ReservationCancelled.class,
                        Event.ReservationCompleted.class,
                        Event.MemberErased.class);
        assertThat(list("m").reservations()).isEmpty();
        assertThat(booking.region.reservationCount()).isOne();
        assertThat(booking.region.memberCount()).isOne();
        assertThat(booking.remaining(slot(GYM, 12))).isEqualTo(2);
        assertThat(booking.remaining(slot(COURT, 11))).isOne();
        assertThat(list("other").reservations()).hasSize(1);
        assertThat(booking.carryOut(new Command.FindReservation("m", cameAlready.id())))
                .isEqualTo(RESERVATION_UNKNOWN);
    }

    @Test
    void aPreviewChangesNothing() {
        booking.book("m", 1, slot(GYM, 12));
        assertThat(eventsOf(() -> {
                    Erased would = (Erased) booking.carryOut(new Command.EraseMember("m", true));
                    assertThat(would.ended()).hasSize(1);
                    assertThat(would.remembered()).isOne();
                }))
                .isEmpty();
        assertThat(list("m").reservations()).hasSize(1);
    }

    /** Although the books know nothing of them: history may. */
    @Test
    void whoeverHasNothingIsForgotten() {
        assertThat(eventsOf(() -> assertThat(erase("m").ended()).isEmpty()))
                .singleElement()
                .isInstanceOf(Event.MemberErased.class);
    }

    @Test
    void whoeverWaitedMakesRoomAndWhoeverStillWaitsGetsThePlace() {
        booking.book("m", 2, slot(GYM, 12));
        Outcome waits = booking.carryOut(
                new Command.PlaceReservation("other", Claims.NONE, 0, 100, new long[] {slot(GYM, 12)}, 2, false, true));
        erase("m");
        Outcome found = booking.carryOut(
                new Command.FindReservation("other", booking.reservation(waits).id()));
        assertThat(booking.reservation(found).state()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void whoeverComesBackIsSomebodyNew() {
        Command.PlaceReservation place = new Command.PlaceReservation("m", 0, 7, new long[] {slot(GYM, 12)}, 1, false);
        Reservation former = booking.reservation(booking.carryOut(place));
        erase("m");
        Outcome.Placed again = (Outcome.Placed) booking.carryOut(place);
        assertThat(again.replayed()).isFalse();
        assertThat(again.reservation().id()).isGreaterThan(former.id());
    }

    /** Else whoever is suspended would ask to be forgotten, and book again. */
    @Test
    void aSuspensionStaysUntilItsEnd() {
        booking.book("m", 1, slot(GYM, 10));
        booking.nowMs = 10 * HOUR_MS + 15 * MINUTE_MS + 1_000;
        Erased erased = erase("m");
        assertThat(erased.suspendedUntilMs()).isEqualTo(booking.nowMs + 48 * HOUR_MS);
        assertThat(booking.book("m", 1, slot(GYM, 12)))
                .isEqualTo(new Refusal.MemberSuspended(erased.suspendedUntilMs()));
        Outcome.Standing standing = (Outcome.Standing) booking.carryOut(new Command.FindStanding("m", 0));
        assertThat(standing.strikes()).isEmpty();
    }

    /** One command's events are few. */
    @Test
    void whoeverWaitsForVeryManySlotsIsForgottenInSteps() {
        int slots = 450;
        booking.region.carryOut(new VenueCommand.DefineVenue(3, waited()), 0, booking.journal::add);
        for (int i = 0; i < slots; i++) {
            booking.open(3, 1, 6_000 + 10 * i, 6_010 + 10 * i);
            long key = SlotKey.of(3, 6_000 + 10 * i);
            booking.book("first" + i, 1, key);
            booking.carryOut(
                    new Command.PlaceReservation("m", Claims.NONE, 0, 9_000 + i, new long[] {key}, 1, false, true));
        }
        assertThat(list("m").reservations()).hasSize(100);
        assertThat(erase("m")).extracting(Erased::more, it -> it.ended().size()).containsExactly(true, 200);
        assertThat(erase("m")).extracting(Erased::more, it -> it.ended().size()).containsExactly(true, 200);
        assertThat(list("m").reservations()).isNotEmpty();
        assertThat(erase("m")).extracting(Erased::more, it -> it.ended().size()).containsExactly(false, 50);
        assertThat(list("m").reservations()).isEmpty();
    }

    private static VenueTerms waited() {
        return new VenueTerms(1, true, 300_000, 0).with(Term.WAITLIST_MAX, 300).with(Term.OFFER_TTL_MS, 0);
    }
}
