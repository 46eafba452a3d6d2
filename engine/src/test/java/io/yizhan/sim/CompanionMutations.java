package io.yizhan.sim;

import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Invitation;
import org.jspecify.annotations.Nullable;

/** Bugs of companions by which some entries of the books are loaded otherwise than they were stored. */
final class CompanionMutations {
    private CompanionMutations() {}

    /** Nobody was ever invited, after each start: so numbers begin anew. */
    static final class ForgetCompanions extends LoadMutation {
        @Override
        @Nullable
        Invitation loaded(long reservationId, Invitation it) {
            return null;
        }
    }

    /** Whoever was taken back, or has left, comes along again after each start. */
    static final class LetTheWithdrawnIn extends LoadMutation {
        @Override
        Invitation loaded(long reservationId, Invitation it) {
            return it.acceptedAtMs() == 0 || it.counts()
                    ? it
                    : new Invitation(
                            it.number(),
                            Invitation.State.ACCEPTED,
                            it.member(),
                            it.invitedAtMs(),
                            it.acceptedAtMs(),
                            0);
        }
    }

    /** What somebody has accepted is open to the next one after each start. */
    static final class AcceptTwice extends LoadMutation {
        @Override
        Invitation loaded(long reservationId, Invitation it) {
            return it.state() == Invitation.State.ACCEPTED ? Invitation.open(it.number(), it.invitedAtMs()) : it;
        }
    }

    /** Those who are invited or come along count no more after each start: so more are invited than the party has places. */
    static final class InviteTooMany extends LoadMutation {
        @Override
        Invitation loaded(long reservationId, Invitation it) {
            return it.counts() ? it.ended(false, it.invitedAtMs()) : it;
        }
    }

    /** Invitations are open after the start, from the engine's next one on. */
    static final class OpenAfterTheStart extends LoadMutation {
        @Override
        CompanionTerms loaded(CompanionTerms it) {
            return new CompanionTerms(it.closesMin() + 60, it.changesMax(), it.holderPresent());
        }
    }

    /** The holder replaces as many as they like after each start. */
    static final class ReplaceTooMany extends LoadMutation {
        @Override
        CompanionTerms loaded(CompanionTerms it) {
            return new CompanionTerms(it.closesMin(), Integer.MAX_VALUE, it.holderPresent());
        }
    }
}
