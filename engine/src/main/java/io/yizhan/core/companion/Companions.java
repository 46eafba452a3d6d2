package io.yizhan.core.companion;

import io.yizhan.core.CompanionBooks;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Event.CompanionsInvited;
import io.yizhan.core.Event.InvitationAccepted;
import io.yizhan.core.Event.InvitationWithdrawn;
import io.yizhan.core.Invitation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Who was invited to the reservations in the books, and who comes along. Of a reservation without companions nothing is kept, and nothing is looked
 * up for it: most have none.
 */
public final class Companions implements CompanionBooks {
    private static final int[] NOWHERE = {};

    private final ReservationTable table;
    private final MemberTable members;
    private final Waitlists waitlists;
    private final Long2ObjectHashMap<Party> byReservation = new Long2ObjectHashMap<>();
    /** Ids of reservations of which somebody has, or had, accepted an invitation: each once, the latest acceptance last. */
    private final Map<String, LongArrayList> byMember = new HashMap<>();

    public Companions(ReservationTable table, MemberTable members, Waitlists waitlists) {
        this.table = table;
        this.members = members;
        this.waitlists = waitlists;
    }

    /** Null where nobody was ever invited to it. */
    public @Nullable Party of(long reservationId) {
        return byReservation.get(reservationId);
    }

    /** Null where there never was one of that number. */
    public @Nullable Invitation find(long reservationId, int number) {
        Party party = of(reservationId);
        return party == null ? null : party.find(number);
    }

    /** How many come along to it. */
    public int accepted(long reservationId) {
        Party party = of(reservationId);
        return party == null ? 0 : party.accepted();
    }

    /** Whether the pass of this companion is good. */
    public boolean comesAlong(long reservationId, int number) {
        Invitation invitation = find(reservationId, number);
        return invitation != null && invitation.state() == Invitation.State.ACCEPTED;
    }

    /** Whether companions come in only once the holder has checked in. */
    public boolean awaitHolder(long reservationId) {
        Party party = of(reservationId);
        return party != null && party.terms().holderPresent();
    }

    /** The cells of reservations that are had, and to which this member comes along; the latest acceptance last. Not to be changed. */
    public int[] cellsOf(String member) {
        LongArrayList ids = byMember.isEmpty() ? null : byMember.get(member);
        if (ids == null) return NOWHERE;
        IntArrayList cells = new IntArrayList();
        for (int i = 0; i < ids.size(); i++) {
            int cell = table.find(ids.getLong(i));
            if (isHad(cell) && comes(ids.getLong(i), member)) cells.addInt(cell);
        }
        return cells.toIntArray();
    }

    private boolean comes(long reservationId, String member) {
        Party party = of(reservationId);
        Invitation last = party == null ? null : party.of(member);
        return last != null && last.state() == Invitation.State.ACCEPTED;
    }

    /** Whether the place is had, so that somebody can come along. */
    public boolean isHad(int cell) {
        if (cell < 0) return false;
        ReservationState state = table.state(cell);
        return state == ReservationState.CONFIRMED || state == ReservationState.CHECKED_IN;
    }

    public void apply(CompanionsInvited event) {
        Party party = byReservation.get(event.reservationId());
        if (party == null) {
            party = new Party(event.terms());
            byReservation.put(event.reservationId(), party);
        }
        for (int i = 0; i < event.count(); i++) party.add(Invitation.open(event.first() + i, event.atMs()));
    }

    public void apply(InvitationAccepted event) {
        Party party = required(event.reservationId());
        party.replace(required(party, event.number()).accepted(event.member(), event.atMs()));
        remember(event.member(), event.reservationId());
    }

    public void apply(InvitationWithdrawn event) {
        Party party = required(event.reservationId());
        Invitation invitation = required(party, event.number());
        party.replace(invitation.ended(event.left(), event.atMs()));
        hasLess(invitation);
    }

    private void remember(String member, long reservationId) {
        LongArrayList ids = byMember.computeIfAbsent(member, it -> new LongArrayList());
        ids.removeLong(reservationId);
        ids.addLong(reservationId);
    }

    /** What was in the way of something that its companion waits for is not any more. */
    private void hasLess(Invitation invitation) {
        int member = invitation.state() == Invitation.State.ACCEPTED ? members.find(invitation.member()) : -1;
        if (member >= 0) waitlists.hasLess(member);
    }

    /** The reservation has lost its place before its time: those who were to come along are free. */
    public void freed(long reservationId) {
        if (byReservation.isEmpty()) return;
        Party party = of(reservationId);
        if (party != null) for (Invitation it : party.invitations()) hasLess(it);
    }

    /** The reservation is about to leave the books. */
    public void forget(long reservationId) {
        Party party = byReservation.isEmpty() ? null : byReservation.remove(reservationId);
        if (party == null) return;
        for (Invitation it : party.invitations()) {
            LongArrayList ids = it.member().isEmpty() ? null : byMember.get(it.member());
            if (ids == null) continue;
            ids.removeLong(reservationId);
            if (ids.isEmpty()) byMember.remove(it.member());
        }
    }

    /** A member is forgotten, and comes along to nothing any more. */
    public void forget(String member) {
        LongArrayList ids = byMember.remove(member);
        for (int i = 0; ids != null && i < ids.size(); i++)
            required(ids.getLong(i)).forget(member);
    }

    @Override
    public void invitation(long reservationId, CompanionTerms terms, Invitation invitation) {
        if (table.find(reservationId) < 0)
            throw new IllegalStateException("an invitation to the unknown reservation " + reservationId);
        byReservation.computeIfAbsent(reservationId, id -> new Party(terms)).add(invitation);
        if (!invitation.member().isEmpty()) remember(invitation.member(), reservationId);
    }

    private Party required(long reservationId) {
        Party party = of(reservationId);
        if (party == null) throw new IllegalStateException("nobody was invited to reservation " + reservationId);
        return party;
    }

    private static Invitation required(Party party, int number) {
        Invitation invitation = party.find(number);
        if (invitation == null) throw new IllegalStateException("event about the unknown invitation " + number);
        return invitation;
    }

    /** The order does not matter. */
    public long stateHash() {
        long hash = 0;
        var each = byReservation.entrySet().iterator();
        while (each.hasNext()) {
            each.next();
            hash += Hash.of(each.getLongKey() ^ Hash.of(each.getValue().stateHash()));
        }
        return hash;
    }
}
