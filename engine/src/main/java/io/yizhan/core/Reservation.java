package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * A reservation as its member sees it: a copy, safe on any thread.
 *
 * @param slots {@linkplain SlotKey slot keys} in the order asked for
 * @param holdExpiresAtMs 0 unless it was placed as a hold
 * @param endsAtMs when its last slot ends
 * @param stationNo where its slots were when it was made
 * @param cancelClosesAtMs once confirmed it can be cancelled before this
 * @param closedFor the reason of the closure that has cancelled it; null where none has
 */
public record Reservation(
        long id,
        String member,
        ReservationState state,
        long[] slots,
        int party,
        long holdExpiresAtMs,
        long createdAtMs,
        long endsAtMs,
        int stationNo,
        long cancelClosesAtMs,
        @Nullable String closedFor) {}
