package io.yizhan.sim;

import io.yizhan.core.DrawResult;
import io.yizhan.core.Event;
import io.yizhan.core.Invitation;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.ReservationState;
import io.yizhan.rows.MemoryNotices.Told;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What members are to be told, for {@link NaiveBooks}: judged by how each reservation stood before the event, once for each event. */
final class NaiveNotices {
    private final NaiveBooks books;
    /** By the number of their event. */
    final Map<Long, Told> told = new TreeMap<>();

    /** To those who come along, by the number of their event. */
    final Map<Long, Set<Told>> along = new TreeMap<>();

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
            case Event.ReservationCancelled it -> {
                cancelled(it);
                NaiveClosures.One closure = it.closureNo() == 0 ? null : books.closures.ever.get(it.closureNo());
                tellAll(it.reservationId(), it, closure == null ? it.reason() : closure.began.reason());
            }
            case Event.InvitationAccepted it -> tell(NoticeKind.COMPANION_ACCEPTED, it.reservationId(), it, 0, "");
            case Event.InvitationWithdrawn it -> {
                Invitation invitation = books.companions.find(it.reservationId(), it.number());
                if (it.left()) tell(NoticeKind.COMPANION_LEFT, it.reservationId(), it, 0, "");
                else if (invitation != null && !invitation.member().isEmpty())
                    tellAlong(invitation, NoticeKind.COMPANION_WITHDRAWN, it.reservationId(), it, "");
            }
            case Event.DrawDecided it -> {
                if (it.result() == DrawResult.WON) tell(NoticeKind.CONFIRMED, it.reservationId(), it, 0, "");
                else if (it.result() == DrawResult.WAITS)
                    tell(NoticeKind.DRAWN_TO_WAIT, it.reservationId(), it, it.untilMs(), "");
                else tell(NoticeKind.NOT_DRAWN, it.reservationId(), it, 0, "");
            }
            case Event.NoShow it -> {
                if (it.strike()) tell(NoticeKind.STRIKE, it.reservationId(), it, it.suspendedUntilMs(), "");
                tellAll(it.reservationId(), it, "");
            }
            case Event.StrikeForgiven it -> tell(NoticeKind.STRIKE_FORGIVEN, it.reservationId(), it, 0, it.reason());
            case Event.MemberErased it -> {
                told.values().removeIf(one -> one.member().equals(it.member()));
                for (Set<Told> all : along.values())
                    all.removeIf(one -> one.member().equals(it.member()));
                along.values().removeIf(Set::isEmpty);
            }
            default -> {}
        }
    }

    /** All who come along: it has lost its place. */
    private void tellAll(long id, Event by, String reason) {
        for (Invitation it : books.companions.invitations.getOrDefault(id, List.of()))
            if (it.state() == Invitation.State.ACCEPTED) tellAlong(it, NoticeKind.COMPANION_CANCELLED, id, by, reason);
    }

    private void tellAlong(Invitation it, NoticeKind kind, long id, Event by, String reason) {
        along.computeIfAbsent(seq, any -> new HashSet<>()).add(new Told(it.member(), kind, id, by.atMs(), 0, reason));
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
        // Whom a broker books for is told by the broker.
        if (of.member().contains(" ")) return;
        told.put(seq, new Told(of.member(), kind, of.reservationId(), by.atMs(), untilMs, reason));
    }
}
