package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Companionship;
import io.yizhan.core.Event;
import io.yizhan.core.Invitation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who was invited, and who comes along, for {@link NaiveBooks}: every invitation there ever was, and each event judged by all of them. */
final class NaiveCompanions {
    private final NaiveBooks books;
    /** Of archived reservations as well. */
    final Map<Long, List<Invitation>> invitations = new TreeMap<>();

    final Map<Long, CompanionTerms> terms = new TreeMap<>();

    NaiveCompanions(NaiveBooks books) {
        this.books = books;
    }

    private static boolean isHad(NaiveBooks.Booking booking) {
        return booking.state == ReservationState.CONFIRMED || booking.state == ReservationState.CHECKED_IN;
    }

    void apply(NaiveBooks.Booking booking, Event.CompanionsInvited it) {
        List<Invitation> all = invitations.computeIfAbsent(it.reservationId(), id -> new ArrayList<>());
        unless(isHad(booking), "only whoever has a place invites", it);
        unless(it.first() == all.size() + 1 && it.count() > 0, "no number of an invitation is used twice", it);
        long counted = all.stream().filter(Invitation::counts).count();
        unless(
                counted + it.count() < booking.placed.party() && all.size() + it.count() <= 100,
                "no more come along than the party has places",
                it);
        CompanionTerms kept = terms.putIfAbsent(it.reservationId(), it.terms());
        unless(
                it.terms().equals(kept == null ? asToday(booking, it) : kept),
                "companions keep the terms of the first invitation",
                it);
        unless(it.atMs() < it.terms().closesAtMs(), "nobody is invited too late", it);
        for (int i = 0; i < it.count(); i++) all.add(Invitation.open(it.first() + i, it.atMs()));
    }

    /** The strictest of the venues'. */
    private CompanionTerms asToday(NaiveBooks.Booking booking, Event cause) {
        long closesMin = Integer.MAX_VALUE;
        int changesMax = Integer.MAX_VALUE;
        boolean holderPresent = false;
        for (long key : booking.placed.slots()) {
            VenueTerms venue = books.venue(key, cause);
            closesMin = Math.min(
                    closesMin, Math.floorDiv(SlotKey.startMs(key) - venue.get(Term.COMPANIONS_UNTIL_MS), 60_000L));
            changesMax = Math.min(changesMax, venue.get(Term.COMPANION_CHANGES_MAX));
            holderPresent |= venue.get(Term.HOLDER_PRESENT) == 1;
        }
        return new CompanionTerms((int) closesMin, changesMax, holderPresent);
    }

    void apply(NaiveBooks.Booking booking, Event.InvitationAccepted it) {
        Invitation invitation = find(it.reservationId(), it.number());
        unless(
                invitation != null && invitation.state() == Invitation.State.OPEN && isHad(booking),
                "an invitation that is open is accepted, and once",
                it);
        unless(
                it.atMs()
                        < Objects.requireNonNull(terms.get(it.reservationId())).closesAtMs(),
                "nobody comes along too late",
                it);
        unless(!it.member().equals(booking.placed.member()), "nobody comes along to their own", it);
        unless(
                Objects.requireNonNull(invitations.get(it.reservationId())).stream()
                        .noneMatch(other -> other.state() == Invitation.State.ACCEPTED
                                && other.member().equals(it.member())),
                "nobody comes along twice",
                it);
        books.arrivals.requireNotSuspended(it.member(), it);
        books.atOnce.judgeAlong(it.member(), booking, it);
        if (invitation != null) put(it.reservationId(), invitation.accepted(it.member(), it.atMs()));
    }

    void apply(NaiveBooks.Booking booking, Event.InvitationWithdrawn it) {
        Invitation invitation = find(it.reservationId(), it.number());
        unless(invitation != null && invitation.counts() && isHad(booking), "an invitation ends once", it);
        if (invitation == null) return;
        boolean accepted = invitation.state() == Invitation.State.ACCEPTED;
        if (it.left()) {
            unless(accepted, "whoever leaves has come along", it);
        } else if (accepted) {
            CompanionTerms kept = Objects.requireNonNull(terms.get(it.reservationId()));
            long changes = Objects.requireNonNull(invitations.get(it.reservationId())).stream()
                    .filter(Invitation::isChange)
                    .count();
            unless(
                    it.atMs() < kept.closesAtMs() && changes < kept.changesMax(),
                    "whoever comes along is replaced as the terms say",
                    it);
        }
        put(it.reservationId(), invitation.ended(it.left(), it.atMs()));
    }

    void apply(Event.MemberErased it) {
        unless(along(it.member()).isEmpty(), "whoever is forgotten comes along to nothing any more", it);
        for (List<Invitation> all : invitations.values())
            all.replaceAll(one -> one.member().equals(it.member()) ? one.forgotten() : one);
    }

    @Nullable
    Invitation find(long reservationId, int number) {
        List<Invitation> all = invitations.getOrDefault(reservationId, List.of());
        return number < 1 || number > all.size() ? null : all.get(number - 1);
    }

    /** What was answered is in the journal, whatever has become of it since. */
    void agree(Companionship answered) {
        Invitation said = answered.invitation();
        Invitation found = find(answered.reservation().id(), said.number());
        unless(
                found != null
                        && found.invitedAtMs() == said.invitedAtMs()
                        && (said.acceptedAtMs() == 0 || found.acceptedAtMs() == said.acceptedAtMs())
                        && (found.member().isEmpty()
                                || said.member().isEmpty()
                                || found.member().equals(said.member())),
                "an answered invitation is in the journal, as answered",
                answered);
    }

    private void put(long reservationId, Invitation invitation) {
        Objects.requireNonNull(invitations.get(reservationId)).set(invitation.number() - 1, invitation);
    }

    /** Reservations that are had, and to which somebody comes along. */
    List<NaiveBooks.Booking> along(String member) {
        List<NaiveBooks.Booking> along = new ArrayList<>();
        invitations.forEach((id, all) -> {
            NaiveBooks.Booking booking = books.bookings.get(id);
            boolean comes = all.stream()
                    .anyMatch(it -> it.state() == Invitation.State.ACCEPTED
                            && it.member().equals(member));
            if (booking != null && isHad(booking) && comes) along.add(booking);
        });
        return along;
    }

    /** How many come along. */
    long accepted(long reservationId) {
        return invitations.getOrDefault(reservationId, List.of()).stream()
                .filter(it -> it.state() == Invitation.State.ACCEPTED)
                .count();
    }
}
