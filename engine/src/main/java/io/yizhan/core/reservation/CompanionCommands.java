package io.yizhan.core.reservation;

import static io.yizhan.core.Refusal.CompanionshipUnknown.COMPANIONSHIP_UNKNOWN;
import static io.yizhan.core.Refusal.InvitationOwn.INVITATION_OWN;
import static io.yizhan.core.Refusal.InvitationTaken.INVITATION_TAKEN;
import static io.yizhan.core.Refusal.InvitationUnknown.INVITATION_UNKNOWN;
import static io.yizhan.core.Refusal.InvitationWithdrawn.INVITATION_WITHDRAWN;
import static io.yizhan.core.Refusal.ReservationUnknown.RESERVATION_UNKNOWN;

import io.yizhan.core.Command;
import io.yizhan.core.CompanionCommand;
import io.yizhan.core.CompanionOutcome.CompanionshipStands;
import io.yizhan.core.CompanionOutcome.CompanionshipsFound;
import io.yizhan.core.CompanionOutcome.InvitationsFound;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Companionship;
import io.yizhan.core.Event;
import io.yizhan.core.Invitation;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.companion.Party;
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.VenueTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What holders and their companions ask. A reservation for p people has at most p − 1 companions, each of whom has accepted as themselves. To come
 * along uses none of a member's limits, but nobody is in two places at one time. Whoever may replace whom until when, {@link CompanionTerms} say.
 */
public final class CompanionCommands {
    private final ReservationTable table;
    private final MemberTable members;
    private final VenueTable venues;
    private final Companions companions;
    private final BookingRules rules;
    private final ReservationViews views;

    public CompanionCommands(
            ReservationTable table,
            MemberTable members,
            VenueTable venues,
            Companions companions,
            BookingRules rules,
            ReservationViews views) {
        this.table = table;
        this.members = members;
        this.venues = venues;
        this.companions = companions;
        this.rules = rules;
        this.views = views;
    }

    public Outcome carryOut(Command.OfCompanions<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case CompanionCommand.Invite it -> invite(it, nowMs, events);
            case CompanionCommand.ListInvitations it -> {
                int cell = own(it.member(), it.reservationId());
                yield cell < 0 ? RESERVATION_UNKNOWN : found(cell);
            }
            case CompanionCommand.Withdraw it -> withdraw(it, nowMs, events);
            case CompanionCommand.FindInvitation it -> find(it, nowMs);
            case CompanionCommand.Accept it -> accept(it, nowMs, events);
            case CompanionCommand.ListCompanionships it -> list(it.member(), nowMs);
            case CompanionCommand.FindCompanionship it -> {
                Invitation last = last(it.member(), it.reservationId());
                yield last == null ? COMPANIONSHIP_UNKNOWN : stands(it.reservationId(), last, nowMs);
            }
            case CompanionCommand.Leave it -> leave(it, nowMs, events);
        };
    }

    private Outcome invite(CompanionCommand.Invite command, long nowMs, Consumer<Event> events) {
        int cell = own(command.member(), command.reservationId());
        if (cell < 0) return RESERVATION_UNKNOWN;
        if (!companions.isHad(cell)) return new Refusal.WrongState(table.state(cell));
        CompanionTerms terms = terms(cell);
        if (nowMs >= terms.closesAtMs()) return new Refusal.InvitationClosed(terms.closesAtMs());
        Party party = companions.of(command.reservationId());
        int limit = table.party(cell) - 1;
        int current = party == null ? 0 : party.current();
        if (command.count() > limit - current) return new Refusal.InvitationsExhausted(limit, current);
        int ever = party == null ? 0 : party.ever();
        if (command.count() > CompanionCommand.INVITATIONS_MAX - ever)
            return new Refusal.InvitationsExhausted(CompanionCommand.INVITATIONS_MAX, ever);
        events.accept(new Event.CompanionsInvited(nowMs, command.reservationId(), ever + 1, command.count(), terms));
        return found(cell);
    }

    /** Those of the first invitation; where there is none yet, as the strictest of its venues says today. */
    private CompanionTerms terms(int cell) {
        Party party = companions.of(table.id(cell));
        if (party != null) return party.terms();
        long closesAtMs = Long.MAX_VALUE;
        int changesMax = Integer.MAX_VALUE;
        boolean holderPresent = false;
        for (int i = 0; i < table.slotCount(cell); i++) {
            long key = table.slot(cell, i);
            VenueTerms venue = venues.termsOf(key);
            closesAtMs = Math.min(closesAtMs, SlotKey.startMs(key) - venue.get(Term.COMPANIONS_UNTIL_MS));
            changesMax = Math.min(changesMax, venue.get(Term.COMPANION_CHANGES_MAX));
            holderPresent |= venue.get(Term.HOLDER_PRESENT) != 0;
        }
        return new CompanionTerms(Math.toIntExact(Math.floorDiv(closesAtMs, 60_000L)), changesMax, holderPresent);
    }

    private InvitationsFound found(int cell) {
        Party party = companions.of(table.id(cell));
        return new InvitationsFound(
                table.id(cell),
                companions.isHad(cell),
                table.party(cell) - 1,
                terms(cell),
                party == null ? List.of() : List.copyOf(party.invitations()));
    }

    /** The invitations to a reservation in the books; null where nobody was ever invited. */
    public @Nullable InvitationsFound invited(long reservationId) {
        return companions.of(reservationId) == null ? null : found(table.find(reservationId));
    }

    private Outcome withdraw(CompanionCommand.Withdraw command, long nowMs, Consumer<Event> events) {
        int cell = own(command.member(), command.reservationId());
        if (cell < 0) return RESERVATION_UNKNOWN;
        Party party = companions.of(command.reservationId());
        Invitation invitation = party == null ? null : party.find(command.number());
        if (party == null || invitation == null) return INVITATION_UNKNOWN;
        if (!invitation.counts()) return found(cell);
        if (!companions.isHad(cell)) return new Refusal.WrongState(table.state(cell));
        if (invitation.state() == Invitation.State.ACCEPTED) {
            CompanionTerms terms = party.terms();
            if (nowMs >= terms.closesAtMs()) return new Refusal.InvitationClosed(terms.closesAtMs());
            if (party.changes() >= terms.changesMax()) return new Refusal.CompanionChangesExhausted(terms.changesMax());
        }
        events.accept(new Event.InvitationWithdrawn(nowMs, command.reservationId(), command.number(), false));
        return found(cell);
    }

    private Outcome find(CompanionCommand.FindInvitation query, long nowMs) {
        Invitation invitation = companions.find(query.reservationId(), query.number());
        if (invitation == null) return INVITATION_UNKNOWN;
        if (!invitation.counts() || !companions.isHad(table.find(query.reservationId()))) return INVITATION_WITHDRAWN;
        if (isSomebodyElses(invitation, query.member())) return INVITATION_TAKEN;
        return stands(query.reservationId(), invitation, nowMs);
    }

    private static boolean isSomebodyElses(Invitation invitation, String member) {
        return invitation.state() == Invitation.State.ACCEPTED
                && !invitation.member().equals(member);
    }

    private Outcome accept(CompanionCommand.Accept command, long nowMs, Consumer<Event> events) {
        long id = command.reservationId();
        Party party = companions.of(id);
        Invitation invitation = party == null ? null : party.find(command.number());
        if (party == null || invitation == null) return INVITATION_UNKNOWN;
        int cell = table.find(id);
        if (isOf(cell, command.member())) return INVITATION_OWN;
        if (!invitation.counts() || !companions.isHad(cell)) return INVITATION_WITHDRAWN;
        if (isSomebodyElses(invitation, command.member())) return INVITATION_TAKEN;
        if (invitation.state() == Invitation.State.ACCEPTED) return stands(id, invitation, nowMs);
        if (nowMs >= party.terms().closesAtMs())
            return new Refusal.InvitationClosed(party.terms().closesAtMs());
        Invitation other = party.of(command.member());
        if (other != null && other.state() == Invitation.State.ACCEPTED)
            return new Refusal.CompanionBusy(table.slot(cell, 0), true, id);
        Refusal no = busy(cell, rules.refusalToComeAlong(command.member(), table.slots(cell), nowMs));
        if (no != null) return no;
        events.accept(new Event.InvitationAccepted(nowMs, id, command.number(), command.member()));
        return stands(id, party.find(command.number()), nowMs);
    }

    /** Rules count in the slots, of which whoever accepts has named none. */
    private @Nullable Refusal busy(int cell, @Nullable Refusal no) {
        if (no instanceof Refusal.AlreadyReserved it)
            return new Refusal.CompanionBusy(table.slot(cell, it.slotIndex()), true, it.reservationId());
        if (no instanceof Refusal.OverlapsOwnReservation it)
            return new Refusal.CompanionBusy(table.slot(cell, it.slotIndex()), false, it.reservationId());
        return no;
    }

    private Outcome list(String member, long nowMs) {
        List<Companionship> found = new ArrayList<>();
        int[] cells = companions.cellsOf(member);
        for (int i = cells.length - 1; i >= 0 && found.size() < CompanionshipsFound.LISTED_MAX; i--) {
            Invitation last = last(member, table.id(cells[i]));
            if (last != null && table.endsAtMs(cells[i]) > nowMs) found.add(companionship(cells[i], last, nowMs));
        }
        return new CompanionshipsFound(found);
    }

    private Outcome leave(CompanionCommand.Leave command, long nowMs, Consumer<Event> events) {
        long id = command.reservationId();
        Invitation last = last(command.member(), id);
        if (last == null) return COMPANIONSHIP_UNKNOWN;
        int cell = table.find(id);
        if (last.state() == Invitation.State.ACCEPTED) {
            if (!companions.isHad(cell)) return new Refusal.WrongState(table.state(cell));
            events.accept(new Event.InvitationWithdrawn(nowMs, id, last.number(), true));
        }
        return stands(id, companions.find(id, last.number()), nowMs);
    }

    /** The last one that the member has accepted; null for none. */
    private @Nullable Invitation last(String member, long reservationId) {
        Party party = companions.of(reservationId);
        return party == null ? null : party.of(member);
    }

    private Outcome stands(long reservationId, @Nullable Invitation invitation, long nowMs) {
        if (invitation == null) return INVITATION_UNKNOWN;
        return new CompanionshipStands(companionship(table.find(reservationId), invitation, nowMs));
    }

    private Companionship companionship(int cell, Invitation invitation, long nowMs) {
        return new Companionship(views.of(cell, nowMs), terms(cell), invitation);
    }

    private boolean isOf(int cell, String member) {
        return cell >= 0 && members.subjectOf(table.member(cell)).equals(member);
    }

    private int own(String member, long reservationId) {
        int cell = table.find(reservationId);
        return isOf(cell, member) ? cell : ReservationTable.NONE;
    }
}
