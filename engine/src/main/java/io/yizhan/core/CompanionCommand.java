package io.yizhan.core;

/**
 * What is asked of a region about companions; see {@link Command}. Whoever has a reservation invites, who accepts does so as themselves. Whether an
 * invitation's number was told to whoever says it, the edge has found out.
 */
public final class CompanionCommand {
    private CompanionCommand() {}

    /** Invitations of one reservation, ever: keeps a holder from filling the books with such that are taken back. */
    public static final int INVITATIONS_MAX = 100;

    /**
     * A holder invites.
     *
     * @param count 1 or above
     */
    public record Invite(String member, long reservationId, int count)
            implements Command.OfCompanions<CompanionOutcome.InvitationsFound> {
        @Override
        public Class<CompanionOutcome.InvitationsFound> answer() {
            return CompanionOutcome.InvitationsFound.class;
        }
    }

    /** A holder looks at all invitations to a reservation. Changes nothing. */
    public record ListInvitations(String member, long reservationId)
            implements Command.OfCompanions<CompanionOutcome.InvitationsFound> {
        @Override
        public Class<CompanionOutcome.InvitationsFound> answer() {
            return CompanionOutcome.InvitationsFound.class;
        }
    }

    /** A holder takes an invitation back, accepted or not. Again: the same. */
    public record Withdraw(String member, long reservationId, int number)
            implements Command.OfCompanions<CompanionOutcome.InvitationsFound> {
        @Override
        public Class<CompanionOutcome.InvitationsFound> answer() {
            return CompanionOutcome.InvitationsFound.class;
        }
    }

    /** Somebody who was told of an invitation looks at it. Changes nothing. */
    public record FindInvitation(String member, long reservationId, int number)
            implements Command.OfCompanions<CompanionOutcome.CompanionshipStands> {
        @Override
        public Class<CompanionOutcome.CompanionshipStands> answer() {
            return CompanionOutcome.CompanionshipStands.class;
        }
    }

    /** Somebody who was told of an invitation accepts it. Again: the same. */
    public record Accept(String member, long reservationId, int number)
            implements Command.OfCompanions<CompanionOutcome.CompanionshipStands> {
        @Override
        public Class<CompanionOutcome.CompanionshipStands> answer() {
            return CompanionOutcome.CompanionshipStands.class;
        }
    }

    /** Where this member comes along, of what is to come or under way. Changes nothing. */
    public record ListCompanionships(String member)
            implements Command.OfCompanions<CompanionOutcome.CompanionshipsFound> {
        @Override
        public Class<CompanionOutcome.CompanionshipsFound> answer() {
            return CompanionOutcome.CompanionshipsFound.class;
        }
    }

    /** One of these. Changes nothing. */
    public record FindCompanionship(String member, long reservationId)
            implements Command.OfCompanions<CompanionOutcome.CompanionshipStands> {
        @Override
        public Class<CompanionOutcome.CompanionshipStands> answer() {
            return CompanionOutcome.CompanionshipStands.class;
        }
    }

    /** A companion does not come along. Again: the same. */
    public record Leave(String member, long reservationId)
            implements Command.OfCompanions<CompanionOutcome.CompanionshipStands> {
        @Override
        public Class<CompanionOutcome.CompanionshipStands> answer() {
            return CompanionOutcome.CompanionshipStands.class;
        }
    }
}
