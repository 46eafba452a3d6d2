package io.yizhan.sim;

import io.yizhan.core.DrawResult;
import io.yizhan.core.Event;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.ReservationState;
import io.yizhan.rows.MemoryNotices.Told;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What members are to be told, for {@link NaiveBooks}: judged by how each reservation stood before the event, once for each event. */
final class NaiveNotices {
    private final NaiveBooks books;
    /** By the number of their event. */
    final Map<Long, Told> told = new TreeMap<>();

    private long seq;

    NaiveNotices(NaiveBooks books) {
        this.books = books;
    }

    /** Before the books have it. */
    void happens(Event event) {
        seq++;
        switch (event) {
            case Event.ReservationPlaced it -> {
                if (it.state() == ReservationState.CONFIRMED) tell(NoticeKind.CONFIRMED, it, it, 0, "");
            }
            case Event.PlaceOffered it -> {
                boolean theirs = it.offerExpiresAtMs() == 0;
                tell(
                        theirs ? NoticeKind.CONFIRMED : NoticeKind.OFFERED,
                        it.reservationId(),
                        it,
                        it.offerExpiresAtMs(),
                        "");
            }
            case Event.ReservationConfirmed it -> {
                if (state(it.reservationId()) != ReservationState.CONFIRMED)
                    tell(NoticeKind.CONFIRMED, it.reservationId(), it, 0, "");
            }
            case Event.HoldExpired it -> {
                if (state(it.reservationId()) == ReservationState.OFFERED)
                    tell(NoticeKind.OFFER_ENDED, it.reservationId(), it, 0, "");
                if (state(it.reservationId()) == ReservationState.ENTERED)
                    tell(NoticeKind.NOT_DRAWN, it.reservationId(), it, 0, "");
                if (state(it.reservationId()) == ReservationState.WAITLISTED)
                    tell(NoticeKind.WAITLIST_ENDED, it.reservationId(), it, 0, "");
            }
            case Event.ReservationCancelled it -> cancelled(it);
            case Event.DrawDecided it -> {
                if (it.result() == DrawResult.WON) tell(NoticeKind.CONFIRMED, it.reservationId(), it, 0, "");
                else if (it.result() == DrawResult.WAITS)
                    tell(NoticeKind.DRAWN_TO_WAIT, it.reservationId(), it, it.untilMs(), "");
                else tell(NoticeKind.NOT_DRAWN, it.reservationId(), it, 0, "");
            }
            case Event.NoShow it -> {
                if (it.strike()) tell(NoticeKind.STRIKE, it.reservationId(), it, it.suspendedUntilMs(), "");
            }
            case Event.StrikeForgiven it -> tell(NoticeKind.STRIKE_FORGIVEN, it.reservationId(), it, 0, it.reason());
            case Event.MemberErased it ->
                told.values().removeIf(one -> one.member().equals(it.member()));
            default -> {}
        }
    }

    private void cancelled(Event.ReservationCancelled it) {
        if (it.closureNo() == 0 && it.reason().isEmpty()) return;
        NaiveClosures.One closure = it.closureNo() == 0 ? null : books.closures.ever.get(it.closureNo());
        if (closure == null) {
            tell(NoticeKind.CANCELLED, it.reservationId(), it, 0, it.reason());
        } else {
            // The only closures that nobody has asked for, and no machine.
            boolean calledOff = closure.began.reason().startsWith("报名人数不足");
            tell(
                    calledOff ? NoticeKind.CALLED_OFF : NoticeKind.CLOSED,
                    it.reservationId(),
                    it,
                    0,
                    closure.began.reason());
        }
    }

    private @Nullable ReservationState state(long id) {
        NaiveBooks.Booking booking = books.bookings.get(id);
        return booking == null ? null : booking.state;
    }

    private void tell(NoticeKind kind, long id, Event by, long untilMs, String reason) {
        NaiveBooks.Booking booking = books.bookings.get(id);
        if (booking != null) tell(kind, booking.placed, by, untilMs, reason);
    }

    private void tell(NoticeKind kind, Event.ReservationPlaced of, Event by, long untilMs, String reason) {
        told.put(seq, new Told(of.member(), kind, of.reservationId(), by.atMs(), untilMs, reason));
    }
}
