package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.CapacityPreviewed;
import io.yizhan.core.Outcome.CapacityStands;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator gives a slot more places, or fewer. */
class CapacityTest {
    private static final int COURT = 1;
    private static final int GYM = 2;
    private static final int MANY = 3;
    private static final int CROWD = 4;
    private static final String REASON = "two machines are broken";

    private final Booking booking = new Booking();

    @BeforeEach
    void aCourtAndAGym() {
        booking.court(COURT, 18);
        VenueTerms gym = new VenueTerms(1, false, 300_000, 0).with(Term.WAITLIST_MAX, 5);
        booking.venue(GYM, gym, 6, 17, 18, 19);
        booking.venue(MANY, gym, 1_000, 18);
    }

    private Outcome change(long slot, int capacity) {
        return booking.carryOut(new Command.ChangeCapacity(slot, capacity, REASON));
    }

    private CapacityStands preview(long slot, int capacity) {
        CapacityPreviewed whole = part(ask(slot, capacity));
        assertThat(whole.next()).isZero();
        return whole.stands();
    }

    private static Command.PreviewCapacity ask(long slot, int capacity) {
        return new Command.PreviewCapacity(new Command.ChangeCapacity(slot, capacity, REASON));
    }

    private CapacityPreviewed part(Command.PreviewCapacity query) {
        return (CapacityPreviewed) booking.carryOut(query);
    }

    private static List<Long> affected(Outcome stands) {
        return ((CapacityStands) stands)
                .affected().stream().map(Reservation::id).toList();
    }

    private long id(Outcome placed) {
        return booking.reservation(placed).id();
    }

    private Reservation found(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(new Command.FindReservation(member, id(placed))));
    }

    private Outcome await(String member, long slot, int party) {
        return booking.carryOut(new Command.PlaceReservation(
                member, Claims.NONE, 7, member.hashCode(), new long[] {slot}, party, false, true));
    }

    private int capacity(long slot) {
        int[] capacity = {0};
        booking.region.readSlot(slot, it -> capacity[0] = it.capacity());
        return capacity[0];
    }

    @Test
    void fewerPlacesThatAreFreeTakeNobodysAway() {
        Outcome placed = booking.book("a", 3, slot(GYM, 18));

        assertThat(affected(change(slot(GYM, 18), 3))).isEmpty();
        assertThat(booking.journal.getLast()).isEqualTo(new Event.SlotCapacityChanged(0, slot(GYM, 18), 3, REASON));
        assertThat(capacity(slot(GYM, 18))).isEqualTo(3);
        assertThat(booking.remaining(slot(GYM, 18))).isZero();
        assertThat(found("a", placed).state()).isEqualTo(ReservationState.CONFIRMED);
        assertThat(booking.book("b", 1, slot(GYM, 18))).isEqualTo(new Refusal.SlotFull(0, 0, 0));
    }

    @Test
    void whoeverCameLastLosesTheirPlaceFirstAndHearsWhy() {
        Outcome first = booking.book("a", 2, slot(GYM, 18));
        Outcome second = booking.book("b", 3, slot(GYM, 18));
        Outcome elsewhere = booking.book("c", 1, slot(GYM, 19));
        Outcome third = booking.hold("d", slot(GYM, 18));

        assertThat(affected(change(slot(GYM, 18), 4))).containsExactly(id(third), id(second));
        assertThat(found("a", first).state()).isEqualTo(ReservationState.CONFIRMED);
        assertThat(found("c", elsewhere).state()).isEqualTo(ReservationState.CONFIRMED);
        assertThat(found("b", second).state()).isEqualTo(ReservationState.CANCELLED);
        assertThat(found("b", second).takenFor()).isEqualTo(REASON);
        assertThat(found("d", third).takenFor()).isEqualTo(REASON);
        assertThat(booking.remaining(slot(GYM, 18))).isEqualTo(2);
        assertThat(booking.journal.subList(booking.journal.size() - 3, booking.journal.size()))
                .containsExactly(
                        new Event.ReservationCancelled(0, id(third), 0, REASON),
                        new Event.ReservationCancelled(0, id(second), 0, REASON),
                        new Event.SlotCapacityChanged(0, slot(GYM, 18), 4, REASON));
    }

    @Test
    void aReservationOfSeveralSlotsLosesAll() {
        Outcome both = booking.book("a", 6, slot(GYM, 17), slot(GYM, 18));
        change(slot(GYM, 18), 5);

        assertThat(found("a", both).takenFor()).isEqualTo(REASON);
        assertThat(booking.remaining(slot(GYM, 17))).isEqualTo(6);
        assertThat(booking.remaining(slot(GYM, 18))).isEqualTo(5);
    }

    @Test
    void morePlacesGoToThoseWhoWaitFirst() {
        booking.book("a", 6, slot(GYM, 18));
        Outcome waits = await("b", slot(GYM, 18), 2);
        Outcome too = await("c", slot(GYM, 18), 1);
        change(slot(GYM, 18), 8);

        assertThat(booking.book("d", 1, slot(GYM, 18))).isEqualTo(new Refusal.SlotFull(0, 0, 1));
        assertThat(found("b", waits).state()).isEqualTo(ReservationState.OFFERED);
        assertThat(found("c", too).state()).isEqualTo(ReservationState.WAITLISTED);
        change(slot(GYM, 18), 9);
        assertThat(found("c", too).state()).isEqualTo(ReservationState.OFFERED);
    }

    @Test
    void whoeverWaitsKeepsTheirTurn() {
        booking.book("a", 4, slot(GYM, 18));
        booking.book("b", 2, slot(GYM, 18));
        Outcome two = await("c", slot(GYM, 18), 2);
        Outcome one = await("d", slot(GYM, 18), 1);
        change(slot(GYM, 18), 4);
        Outcome last = await("e", slot(GYM, 18), 1);
        assertThat(found("c", two).position()).isEqualTo(1);
        assertThat(found("d", one).position()).isEqualTo(2);
        assertThat(found("e", last).position()).isEqualTo(3);

        change(slot(GYM, 18), 6);
        assertThat(found("c", two).state()).isEqualTo(ReservationState.OFFERED);
        assertThat(found("d", one).position()).isEqualTo(1);
        assertThat(found("e", last).position()).isEqualTo(2);
        change(slot(GYM, 18), 7);
        assertThat(found("d", one).state()).isEqualTo(ReservationState.OFFERED);
        assertThat(found("e", last).position()).isEqualTo(1);
        assertThat(affected(change(slot(GYM, 18), 6))).containsExactly(id(one));
        assertThat(found("e", last).position()).isEqualTo(1);
    }

    @Test
    void whoeverWouldWaitInVainIsToldSoAndIsInNobodysWay() {
        Outcome first = booking.book("a", 3, slot(GYM, 18));
        booking.book("b", 3, slot(GYM, 18));
        Outcome five = await("c", slot(GYM, 18), 5);
        Outcome two = await("d", slot(GYM, 18), 2);
        Outcome six = await("e", slot(GYM, 18), 6);

        assertThat(affected(preview(slot(GYM, 18), 4))).containsSubsequence(id(six), id(five));
        change(slot(GYM, 18), 4);
        assertThat(found("c", five).takenFor()).isEqualTo(REASON);
        assertThat(found("e", six).state()).isEqualTo(ReservationState.CANCELLED);
        assertThat(found("d", two).state()).isEqualTo(ReservationState.WAITLISTED);
        booking.cancel("d", two);
        assertThat(booking.remaining(slot(GYM, 18))).isEqualTo(1);
        booking.cancel("a", first);
        assertThat(booking.book("f", 4, slot(GYM, 18))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void thePreviewNamesTheSameAndChangesNothing() {
        booking.book("a", 4, slot(GYM, 18));
        Outcome last = booking.book("b", 2, slot(GYM, 18));
        long hash = booking.region.stateHash();
        int events = booking.journal.size();

        assertThat(affected(preview(slot(GYM, 18), 5))).containsExactly(id(last));
        assertThat(booking.region.stateHash()).isEqualTo(hash);
        assertThat(booking.journal).hasSize(events);
        assertThat(affected(change(slot(GYM, 18), 5))).containsExactly(id(last));
    }

    @Test
    void thePreviewGoesThroughLargeBooksInParts() {
        Outcome first = booking.book("a", 3, slot(GYM, 18));
        Outcome gone = booking.book("b", 1, slot(GYM, 18));
        fill(2 * PartsOfBooks.CELLS_A_PART);
        Outcome last = booking.book("c", 2, slot(GYM, 18));
        Command.PreviewCapacity query = ask(slot(GYM, 18), 2);

        CapacityPreviewed part = part(query);
        assertThat(part.next()).isEqualTo(PartsOfBooks.CELLS_A_PART);
        assertThat(part.having()).containsExactly(id(first), id(gone));
        assertThat(affected(part.stands())).isEmpty();
        booking.cancel("b", gone);
        part = part(query.after(part));
        assertThat(part.next()).isEqualTo(2 * PartsOfBooks.CELLS_A_PART);
        part = part(query.after(part));
        assertThat(part.next()).isZero();
        assertThat(affected(part.stands()))
                .as("the same as of the change")
                .isEqualTo(affected(change(slot(GYM, 18), 2)))
                .containsExactly(id(last), id(first));
    }

    @Test
    void thePreviewCountsWhoeverGetsAPlaceBehindItAsTheLatest() {
        Outcome first = booking.book("a", 3, slot(GYM, 18));
        Outcome second = booking.book("b", 3, slot(GYM, 18));
        await("c", slot(GYM, 18), 3);
        fill(PartsOfBooks.CELLS_A_PART);
        Command.PreviewCapacity query = ask(slot(GYM, 18), 3);
        CapacityPreviewed part = part(query);
        booking.cancel("a", first);

        assertThat(affected(part(query.after(part)).stands())).isEmpty();
        assertThat(found("b", second).state()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void thePreviewLooksAtNobodyWhereNobodyLosesAPlace() {
        fill(PartsOfBooks.CELLS_A_PART + 1);

        assertThat(affected(preview(slot(GYM, 18), 5))).isEmpty();
    }

    private void fill(int reservations) {
        booking.venue(CROWD, new VenueTerms(1, false, 300_000, 0), 1_000_000, 18);
        for (int i = 0; i < reservations; i++) booking.book("m" + i, 1, slot(CROWD, 18));
    }

    @Test
    void theSameAgainIsNothingNew() {
        change(slot(GYM, 18), 5);
        int events = booking.journal.size();

        assertThat(((CapacityStands) change(slot(GYM, 18), 5)).capacity()).isEqualTo(5);
        assertThat(booking.journal).hasSize(events);
    }

    @Test
    void refusesWhatHasOnePlaceHasBegunOrIsNotThere() {
        assertThat(change(slot(COURT, 18), 2)).isEqualTo(new Refusal.SlotExclusive(0));
        assertThat(change(slot(GYM, 20), 2)).isEqualTo(new Refusal.SlotUnknown(0));
        booking.nowMs = 18 * HOUR_MS;
        assertThat(change(slot(GYM, 18), 2)).isEqualTo(new Refusal.SlotPast(0));
        assertThat(booking.carryOut(
                        new Command.PreviewCapacity(new Command.ChangeCapacity(slot(COURT, 18), 2, REASON))))
                .isEqualTo(new Refusal.SlotPast(0));
    }

    @Test
    void twoHundredAtOnceLoseTheirPlaceAndNotOneMore() {
        for (int i = 0; i < 202; i++) booking.book("m" + i, 1, slot(MANY, 18));
        int events = booking.journal.size();

        assertThat(change(slot(MANY, 18), 1)).isEqualTo(new Refusal.TooManyAffected(0, 201, 200));
        assertThat(booking.journal).hasSize(events);
        assertThat(affected(change(slot(MANY, 18), 2))).hasSize(200);
        assertThat(booking.journal).hasSize(events + 201);
        assertThat(booking.remaining(slot(MANY, 18))).isZero();
        booking.region.checkInvariants();
    }

    @Test
    void whoeverTakesTheBooksOverKnowsWhyForAsLongAsTheReservation() {
        Outcome placed = booking.book("a", 6, slot(GYM, 18));
        change(slot(GYM, 18), 5);
        Region next = new Region(Rules.DEFAULT);
        booking.journal.forEach(next::apply);

        assertThat(next.stateHash()).isEqualTo(booking.region.stateHash());
        assertThat(((Outcome.Stands) next.carryOut(new Command.FindReservation("a", id(placed)), 0, event -> {}))
                        .reservation()
                        .takenFor())
                .isEqualTo(REASON);
        assertThat(withoutReasons().stateHash()).isNotEqualTo(next.stateHash());
        booking.nowMs = Rules.DEFAULT.retentionMs() + 24 * HOUR_MS;
        booking.carryOut(new VenueCommand.RetireSlots(24 * HOUR_MIN));
        assertThat(booking.region.reservationCount()).isZero();
        assertThat(withoutReasons().stateHash()).isEqualTo(booking.region.stateHash());
    }

    /** The same books, in which nobody ever had a reason. */
    private Region withoutReasons() {
        Region without = new Region(Rules.DEFAULT);
        for (Event event : booking.journal)
            without.apply(
                    event instanceof Event.ReservationCancelled it
                            ? new Event.ReservationCancelled(it.atMs(), it.reservationId())
                            : event);
        return without;
    }
}
