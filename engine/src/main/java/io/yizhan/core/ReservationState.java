package io.yizhan.core;

/** Where a reservation is in its life. The codes are journaled and stored: they never change their meaning. */
public enum ReservationState {
    HELD(0),
    CONFIRMED(1),
    CHECKED_IN(2),
    COMPLETED(3),
    CANCELLED(4),
    EXPIRED(5),
    NO_SHOW(6),
    /** It waits for a place, and takes none. */
    WAITLISTED(7),
    /** A place that was set free is kept for it, for a while. */
    OFFERED(8),
    /** It is in the draw for a place, and takes none. */
    ENTERED(9),
    /** The draw gave it none, and it does not wait for one. */
    NOT_DRAWN(10);

    private static final ReservationState[] BY_CODE = values();
    private final int code;

    ReservationState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static ReservationState of(int code) {
        return BY_CODE[code];
    }

    /** Whether it still takes places and counts against the member's limit. */
    public boolean active() {
        return code <= CHECKED_IN.code || this == OFFERED;
    }

    /** Whether who has it has a place, and is still to come. */
    public boolean toCome() {
        return active() && this != CHECKED_IN;
    }

    /** Whether it is over, and only remembered. */
    public boolean ended() {
        return !active() && !pending();
    }

    /** Whether it takes no place, and may still come to one. */
    public boolean pending() {
        return this == WAITLISTED || this == ENTERED;
    }

    /** For sets of states in one {@code int}. */
    public int bit() {
        return 1 << code;
    }
}
