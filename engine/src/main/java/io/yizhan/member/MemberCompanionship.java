package io.yizhan.member;

import io.yizhan.core.Invitation;

/**
 * That a member has accepted to come along to a reservation of somebody else's.
 *
 * @param number of the invitation, within the reservation
 * @param state what has become of it
 * @param stationNo where; 0 where that is not known any more
 * @param slots their keys; not to be changed
 * @param endedAtMs when it was taken back, or the member left; 0 where neither is so
 */
public record MemberCompanionship(
        long reservationId,
        int number,
        Invitation.State state,
        int stationNo,
        long[] slots,
        long acceptedAtMs,
        long endedAtMs) {}
