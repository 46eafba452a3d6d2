package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.draw.DrawnTown;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an entry in a draw weighs: one, and one more for each loss since. */
class EnteredDrawsTest {
    private static final int COURT = 1;
    /** Where entries weigh at most two. */
    private static final int OTHER_COURT = 2;

    private final Booking booking = new Booking(Rules.DEFAULT.withActiveReservationsMax(40));
    private long keys;

    @BeforeEach
    void openSlots() {
        for (int venueNo : new int[] {COURT, OTHER_COURT}) {
            booking.carryOut(DrawnTown.venue(venueNo, new VenueTerms(1, true, 300_000, 0).with(Term.WAITLIST_MAX, 3)));
            for (int hour = 4; hour <= 24; hour += 2)
                booking.carryOut(DrawnTown.slot(venueNo, 1, hour, venueNo == COURT ? 4 : 2));
        }
    }

    private Reservation enter(String member, int venueNo, int hour, boolean waits) {
        Outcome outcome = booking.carryOut(DrawnTown.entry(member, ++keys, slot(venueNo, hour), waits));
        assertThat(booking.reservation(outcome).state()).isEqualTo(ReservationState.ENTERED);
        return booking.reservation(outcome);
    }

    private int weight(Reservation entry) {
        return booking.journal.stream()
                .filter(it -> it instanceof Event.DrawEntered entered && entered.reservationId() == entry.id())
                .mapToInt(it -> ((Event.DrawEntered) it).weight())
                .findFirst()
                .orElseThrow();
    }

    private int weightAt(String member, int venueNo, int hour) {
        return weight(enter(member, venueNo, hour, false));
    }

    /** All who have entered are decided about. */
    private void draw(int venueNo, int hour) {
        booking.nowMs = (hour - 1) * HOUR_MS;
        booking.carryOut(DrawnTown.reveal(slot(venueNo, hour)));
        booking.carryOut(DrawnTown.reveal(slot(venueNo, hour)));
    }

    private Reservation now(Reservation it) {
        return booking.reservation(booking.carryOut(new Command.FindReservation(it.member(), it.id())));
    }

    /** Of two who enter one draw, the one that loses; whether it waits is the same for both. */
    private Reservation loser(int hour, boolean waits) {
        Reservation a = enter("a", COURT, hour, waits);
        Reservation b = enter("b", COURT, hour, waits);
        draw(COURT, hour);
        return now(a).state() == ReservationState.CONFIRMED ? now(b) : now(a);
    }

    @Test
    void whoeverEntersForTheFirstTimeWeighsOne() {
        assertThat(weightAt("a", COURT, 4)).isEqualTo(1);
    }

    @Test
    void whoeverHasLostWeighsOneMore() {
        String member = loser(4, false).member();
        assertThat(weightAt(member, COURT, 8)).isEqualTo(2);
    }

    @Test
    void whoeverHasWonWeighsOne() {
        String loser = loser(4, false).member();
        assertThat(weightAt(loser.equals("a") ? "b" : "a", COURT, 8)).isEqualTo(1);
    }

    @Test
    void nobodyWeighsMoreThanADrawAllows() {
        Map<String, Integer> losses = new HashMap<>();
        for (int hour = 4; hour <= 16; hour += 2)
            losses.merge(loser(hour, false).member(), 1, Integer::sum);
        String member = losses.get("a") == null || losses.getOrDefault("b", 0) > losses.get("a") ? "b" : "a";
        assertThat(losses.get(member)).isGreaterThanOrEqualTo(4);
        assertThat(weightAt(member, COURT, 20)).isEqualTo(4);
        assertThat(weightAt(member, OTHER_COURT, 20)).isEqualTo(2);
    }

    @Test
    void whoeverWaitsAfterADrawHasLostUntilAPlaceIsTheirs() {
        Reservation loser = loser(4, true);
        assertThat(loser.state()).isEqualTo(ReservationState.WAITLISTED);
        assertThat(weightAt(loser.member(), COURT, 8)).isEqualTo(2);
        String winner = loser.member().equals("a") ? "b" : "a";
        long won = booking.journal.stream()
                .filter(it -> it instanceof Event.ReservationPlaced placed
                        && placed.member().equals(winner))
                .mapToLong(it -> ((Event.ReservationPlaced) it).reservationId())
                .findFirst()
                .orElseThrow();
        booking.carryOut(new Command.CancelReservation(winner, won));
        assertThat(now(loser).state().active()).isTrue();
        assertThat(weightAt(loser.member(), COURT, 10)).isEqualTo(1);
    }

    @Test
    void whoeverTakesAnEntryBackHasNotLost() {
        Reservation entry = enter("a", COURT, 4, false);
        booking.carryOut(new Command.CancelReservation("a", entry.id()));
        enter("b", COURT, 4, false);
        draw(COURT, 4);
        assertThat(weightAt("a", COURT, 8)).isEqualTo(1);
    }

    @Test
    void aLossIsForgottenWithItsReservation() {
        String member = loser(4, false).member();
        booking.nowMs += Rules.DEFAULT.retentionMs() + HOUR_MS;
        int hour = (int) (booking.nowMs / HOUR_MS) + 4;
        booking.carryOut(DrawnTown.slot(COURT, 1, hour, 4));
        assertThat(weightAt(member, COURT, hour)).isEqualTo(1);
    }
}
