package io.yizhan.core;

/** Takes the companions of reservations as they stood at a checkpoint: behind the reservations. Writer thread, before any command. */
public interface CompanionBooks {
    /**
     * One invitation; of one reservation in the order of their numbers.
     *
     * @param terms those of the first one hold for all of the reservation
     */
    void invitation(long reservationId, CompanionTerms terms, Invitation invitation);
}
