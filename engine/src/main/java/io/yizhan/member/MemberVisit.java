package io.yizhan.member;

import io.yizhan.core.Visit;

/**
 * That a member was inside, or is.
 *
 * @param reservationId by which
 * @param stationNo where
 * @param leftAtMs 0 where they are inside
 */
public record MemberVisit(long reservationId, int stationNo, long enteredAtMs, long leftAtMs, Visit.Ending ending) {}
