package io.yizhan.core.reservation;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.ClosurePreviewed;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator asks what a closure would do. */
class ClosurePreviewTest {
    private static final int COURT = 1;
    private static final int HALL = 2;

    private final Booking booking = new Booking();

    @BeforeEach
    void twoVenues() {
        booking.court(COURT, 17, 18, 19);
        booking.venue(HALL, new VenueTerms(1, false, 300_000, 0), 1_000_000, 17, 18, 19);
    }

    private static ClosureCommand.CloseVenues closing(int fromHour, int toHour, boolean cancels, int... venues) {
        return new ClosureCommand.CloseVenues(
                venues, fromHour * HOUR_MIN, toHour * HOUR_MIN, cancels, "the roof leaks");
    }

    private ClosurePreviewed preview(ClosureCommand.CloseVenues closing) {
        return (ClosurePreviewed) booking.carryOut(new ClosureCommand.PreviewClosure(closing, 0));
    }

    private static List<Long> ids(ClosurePreviewed preview) {
        return preview.oldest().stream().map(Reservation::id).toList();
    }

    private long id(Outcome placed) {
        return booking.reservation(placed).id();
    }

    @Test
    void namesExactlyThoseWhomTheClosureThenCancels() {
        booking.book("a", 1, slot(COURT, 17));
        Outcome both = booking.book("b", 2, slot(HALL, 17), slot(HALL, 18));
        Outcome held = booking.hold("c", slot(HALL, 18));
        Outcome gone = booking.book("d", 1, slot(HALL, 18));
        booking.cancel("d", gone);
        booking.book("e", 1, slot(HALL, 19));
        ClosureCommand.CloseVenues closing = closing(18, 19, true, COURT, HALL);

        ClosurePreviewed preview = preview(closing);
        assertThat(ids(preview)).containsExactly(id(both), id(held));
        assertThat(preview.affected()).isEqualTo(2);
        booking.carryOut(closing);
        booking.carryOut(new ClosureCommand.ListClosures());
        List<Long> cancelled = booking.journal.stream()
                .filter(event -> event instanceof Event.ReservationCancelled it && it.closureNo() != 0)
                .map(event -> ((Event.ReservationCancelled) event).reservationId())
                .toList();
        assertThat(cancelled).isEqualTo(ids(preview));
    }

    @Test
    void changesNothing() {
        booking.book("a", 1, slot(COURT, 18));
        long hash = booking.region.stateHash();
        int events = booking.journal.size();
        preview(closing(17, 20, true, COURT));

        assertThat(booking.journal).hasSize(events);
        assertThat(booking.region.stateHash()).isEqualTo(hash);
        assertThat(booking.book("b", 1, slot(COURT, 19))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void leavesOutWhatIsOver() {
        booking.book("a", 1, slot(HALL, 17));
        Outcome running = booking.book("b", 1, slot(HALL, 18));
        booking.book("c", 1, slot(HALL, 17), slot(HALL, 19));
        booking.nowMs = 18 * HOUR_MS + 1;

        assertThat(ids(preview(closing(17, 19, true, HALL)))).containsExactly(id(running));
    }

    @Test
    void namesThoseWhoStandWhereTheyAreKept() {
        Outcome placed = booking.book("a", 1, slot(COURT, 18));

        assertThat(ids(preview(closing(18, 19, false, COURT)))).containsExactly(id(placed));
    }

    @Test
    void listsTheOldestWhateverPlaceInMemoryTheyHave() {
        booking.book("a", 1, slot(COURT, 17));
        booking.book("b", 1, slot(COURT, 18));
        int hour = (int) (Rules.DEFAULT.retentionMs() / HOUR_MS) + 40;
        booking.open(HALL, 1_000, hour * HOUR_MIN, (hour + 1) * HOUR_MIN);
        Outcome third = booking.book("c", 1, slot(HALL, hour));
        booking.nowMs = 20 * HOUR_MS;
        booking.carryOut(new ClosureCommand.ListClosures());
        booking.nowMs += Rules.DEFAULT.retentionMs() + HOUR_MS;
        // In cells that the first two have left, before that of the third.
        Outcome fourth = booking.book("d", 1, slot(HALL, hour));
        Outcome fifth = booking.book("e", 1, slot(HALL, hour));

        assertThat(ids(preview(closing(hour, hour + 1, true, HALL)))).containsExactly(id(third), id(fourth), id(fifth));
    }

    @Test
    void refusesWhatTheClosureWouldBeRefused() {
        assertThat(booking.carryOut(new ClosureCommand.PreviewClosure(closing(17, 18, true, COURT, 9), 0)))
                .isEqualTo(new Refusal.VenueUnknown(9));
        for (int i = 0; i < 1_000; i++)
            booking.carryOut(new ClosureCommand.CloseVenues(new int[] {COURT}, i, i + 1, false, ""));
        assertThat(booking.carryOut(new ClosureCommand.PreviewClosure(closing(17, 18, true, COURT), 0)))
                .isInstanceOf(Refusal.ClosuresExceeded.class);
        assertThat(preview(new ClosureCommand.CloseVenues(new int[] {COURT}, 7, 8, false, ""))
                        .affected())
                .isZero();
    }

    @Test
    void findsWhoeverHasAPlaceAtAVenueOrWaitsForOne() {
        Outcome court = booking.book("a", 1, slot(COURT, 17));
        Outcome both = booking.book("b", 2, slot(HALL, 17), slot(HALL, 18));
        Outcome held = booking.hold("c", slot(HALL, 18));
        booking.cancel("d", booking.book("d", 1, slot(HALL, 18)));
        assertThat(atVenues(HALL)).containsExactly(id(both), id(held));
        assertThat(atVenues(COURT, HALL)).containsExactly(id(court), id(both), id(held));
        assertThat(atVenues(9)).isEmpty();
        Outcome oneAfterTheOther = booking.book("e", 1, slot(COURT, 18), slot(HALL, 19));
        booking.nowMs = 18 * HOUR_MS;
        assertThat(atVenues(COURT, HALL)).containsExactly(id(both), id(oneAfterTheOther));
        booking.nowMs = 19 * HOUR_MS;
        assertThat(atVenues(COURT)).as("it goes on elsewhere").isEmpty();
        assertThat(atVenues(HALL)).containsExactly(id(oneAfterTheOther));
    }

    private List<Long> atVenues(int... venues) {
        Outcome.AtVenues found = (Outcome.AtVenues) booking.carryOut(new ClosureCommand.FindAtVenues(venues, 0));
        assertThat(found.count()).isEqualTo(found.oldest().size());
        assertThat(found.next()).isZero();
        return found.oldest().stream().map(Reservation::id).toList();
    }

    @Test
    void goesThroughLargeBooksInPartsAndListsTwoHundredOfEach() {
        int all = 2 * PartsOfBooks.CELLS_A_PART + 1;
        for (int i = 0; i < all; i++) booking.book("m" + i, 1, slot(HALL, 18));
        ClosureCommand.CloseVenues closing = closing(18, 19, true, HALL);
        List<Integer> affected = new ArrayList<>();
        List<Long> listed = new ArrayList<>();
        int from = 0;
        do {
            int before = from;
            ClosurePreviewed part =
                    (ClosurePreviewed) booking.carryOut(new ClosureCommand.PreviewClosure(closing, from));
            affected.add(part.affected());
            listed.addAll(ids(part));
            assertThat(part.next())
                    .as("goes on, or ends")
                    .satisfiesAnyOf(
                            next -> assertThat(next).isZero(),
                            next -> assertThat(next).isGreaterThan(before));
            from = part.next();
        } while (from != 0);

        assertThat(affected).containsExactly(PartsOfBooks.CELLS_A_PART, PartsOfBooks.CELLS_A_PART, 1);
        assertThat(listed)
                .hasSize(2 * ClosurePreviewed.LISTED_MAX + 1)
                .doesNotHaveDuplicates()
                .isSorted();
    }
}
