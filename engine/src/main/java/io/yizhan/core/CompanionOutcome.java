package io.yizhan.core;

import java.util.List;

/** What is answered about companions; see {@link Outcome}. */
public sealed interface CompanionOutcome extends Outcome {
    /**
     * All invitations of a reservation.
     *
     * @param had whether the place is had, so that somebody can come along
     * @param limit how many of its party may be companions
     * @param invitations by number; none where nobody was ever invited
     * @param terms as they stand, or would
     */
    record InvitationsFound(
            long reservationId, boolean had, int limit, CompanionTerms terms, List<Invitation> invitations)
            implements CompanionOutcome {}

    /** To what somebody is invited, or comes along. */
    record CompanionshipStands(Companionship companionship) implements CompanionOutcome {}

    /** @param companionships the newest acceptance first, at most {@value #LISTED_MAX} */
    record CompanionshipsFound(List<Companionship> companionships) implements CompanionOutcome {
        /** As many as somebody looks through. */
        public static final int LISTED_MAX = 100;
    }
}
