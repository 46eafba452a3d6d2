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
 * @param waitEndsAtMs of one that waits, is offered a place or is in a draw: when that ends; not 0 for all that were any of it
 * @param closureNo of the closure that has cancelled it; 0 for none
 * @param takenFor the reason of the operator who has cancelled it; "" for none
 * @param checkInByMs of a confirmed one: by when its member must have come; 0 where nobody looks
 * @param checkedInAtMs 0 for one whose member has not checked in
 * @param strike whether its member did not come, and that counts
 * @param recurring whether it is one of a series of weekly bookings
 * @param entry whether it was placed as an entry in a draw
 * @param lost whether the draw had no place for it, nor has it come to one since
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
        String takenFor,
        long checkInByMs,
        long checkedInAtMs,
        boolean strike,
        boolean recurring,
        Entry entry,
        boolean lost) {
    /** Whether a reservation was placed as an entry in a draw. The codes are stored: they never change their meaning. */
    public enum Entry {
        NONE(0),
        ENTERED(1),
        /** And would wait where it is not drawn. */
        WOULD_WAIT(2);

        private final int code;

        Entry(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public static Entry of(int code) {
            for (Entry one : values()) if (one.code == code) return one;
            throw new IllegalStateException("an entry in a draw is stored as " + code);
        }
    }

    /** Whether it was placed to wait, or to be drawn and else to wait. */
    public boolean waited() {
        return entry == Entry.NONE ? waitEndsAtMs != 0 : entry == Entry.WOULD_WAIT;
    }

    /** Of the moments above the one that goes with its state; 0 where none does. */
    public long momentMs() {
        return switch (state) {
            case HELD -> 0;
            case CONFIRMED -> checkInByMs;
            case CHECKED_IN -> checkedInAtMs;
            case WAITLISTED, OFFERED, ENTERED -> waitEndsAtMs;
            case COMPLETED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> endedAtMs;
        };
    }
}
