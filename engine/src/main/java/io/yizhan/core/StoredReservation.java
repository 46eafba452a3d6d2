package io.yizhan.core;

/**
 * A reservation as it is kept and loaded again: see {@link Event.ReservationPlaced}.
 *
 * @param slots {@linkplain SlotKey slot keys}
 * @param holdExpiresAtMs 0 unless it was placed as a hold
 * @param byHost see {@link Event.ReservationPlaced}
 * @param localDays on which each of the slots starts, as the region's clock has it; since 1970-01-01
 * @param slotEndsMin when each of the slots ends
 * @param endedAtMs 0 while it is active
 * @param waitEndsAtMs of one that waits, or is offered a place: when that ends; not 0 for all that have waited
 * @param closureNo of the closure that has cancelled it; 0 for none
 * @param takenFor the reason of the operator who has cancelled it; "" for none
 */
public record StoredReservation(
        long id,
        String member,
        long keyHi,
        long keyLo,
        ReservationState state,
        long[] slots,
        int party,
        long holdExpiresAtMs,
        int exclusiveSlots,
        int stationNo,
        int cancelClosesMin,
        boolean byHost,
        int[] localDays,
        long createdAtMs,
        int[] slotEndsMin,
        long endedAtMs,
        long waitEndsAtMs,
        int closureNo,
        String takenFor) {}
