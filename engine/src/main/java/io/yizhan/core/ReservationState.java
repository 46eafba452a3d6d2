package io.yizhan.core;

/** Where a reservation is in its life. Ordinals are journaled and stored: append only. */
public enum ReservationState {
    HELD,
    CONFIRMED,
    CHECKED_IN,
    COMPLETED,
    CANCELLED,
    EXPIRED,
    NO_SHOW;

    private static final ReservationState[] ALL = values();

    public static ReservationState of(int ordinal) {
        return ALL[ordinal];
    }

    /** Whether it still takes places and counts against the member's limit. */
    public boolean active() {
        return ordinal() <= CHECKED_IN.ordinal();
    }

    public int bit() {
        return 1 << ordinal();
    }
}
