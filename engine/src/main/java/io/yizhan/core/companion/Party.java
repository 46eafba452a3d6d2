package io.yizhan.core.companion;

import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Invitation;
import io.yizhan.core.table.Hash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The invitations to one reservation, by number, and the terms that hold for them. Writer thread only. */
public final class Party {
    private final CompanionTerms terms;
    private final List<Invitation> invitations = new ArrayList<>(4);

    Party(CompanionTerms terms) {
        this.terms = terms;
    }

    public CompanionTerms terms() {
        return terms;
    }

    /** By number; not to be kept. */
    public List<Invitation> invitations() {
        return Collections.unmodifiableList(invitations);
    }

    /** Null where there never was one of that number. */
    public @Nullable Invitation find(int number) {
        return number >= 1 && number <= invitations.size() ? invitations.get(number - 1) : null;
    }

    /** The last one that this member has accepted; null for none. */
    public @Nullable Invitation of(String member) {
        for (Invitation it : invitations.reversed()) if (it.member().equals(member)) return it;
        return null;
    }

    /** How many there ever were. */
    public int ever() {
        return invitations.size();
    }

    /** For how many a place is kept: those invited, and those who come along. */
    public int current() {
        int current = 0;
        for (Invitation it : invitations) if (it.counts()) current++;
        return current;
    }

    /** How many come along. */
    public int accepted() {
        int accepted = 0;
        for (Invitation it : invitations) if (it.state() == Invitation.State.ACCEPTED) accepted++;
        return accepted;
    }

    /** How many of those who had accepted the holder has replaced. */
    public int changes() {
        int changes = 0;
        for (Invitation it : invitations) if (it.isChange()) changes++;
        return changes;
    }

    void add(Invitation invitation) {
        if (invitation.number() != invitations.size() + 1)
            throw new IllegalStateException("invitation " + invitation.number() + " behind " + invitations.size());
        invitations.add(invitation);
    }

    void replace(Invitation by) {
        invitations.set(by.number() - 1, by);
    }

    /** Without who that was. */
    void forget(String member) {
        invitations.replaceAll(it -> it.member().equals(member) ? it.forgotten() : it);
    }

    /** Of texts and numbers alone, so that it is the same in every process. */
    long stateHash() {
        long hash = terms.closesMin() * 31L + terms.changesMax() * 2L + (terms.holderPresent() ? 1 : 0);
        for (Invitation it : invitations) {
            hash = Hash.of(hash) + it.state().code();
            hash = hash * 31 + it.member().hashCode();
            hash = hash * 31 + it.invitedAtMs();
            hash = hash * 31 + it.acceptedAtMs();
            hash = hash * 31 + it.endedAtMs();
        }
        return hash;
    }
}
