package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * A reservation as its member sees it: a copy, safe on any thread.
 *
 * @param slots {@linkplain SlotKey slot keys} in the order asked for
 * @param holdExpiresAtMs 0 unless it was placed as a hold
 * @param position in the queue while it waits, 1 for the next; 0 for all others
 * @param offerExpiresAtMs until when a place is kept for it, while it is offered; 0 for all others
 * @param endsAtMs when its last slot ends
 * @param stationNo where its slots were when it was made
 * @param cancelClosesAtMs once confirmed it can be cancelled before this
 * @param closedFor the reason of the closure that has cancelled it; null where none has
 * @param takenFor the reason of the operator who has cancelled it; null where none has
 */
public record Reservation(
        long id,
        String member,
        ReservationState state,
        long[] slots,
        int party,
        long holdExpiresAtMs,
        int position,
        long offerExpiresAtMs,
        long createdAtMs,
        long endsAtMs,
        int stationNo,
        long cancelClosesAtMs,
        @Nullable String closedFor,
        @Nullable String takenFor) {
    /** Whether it was cancelled, and not by its member. */
    public boolean lostItsPlace() {
        return closedFor != null || takenFor != null;
    }
}
