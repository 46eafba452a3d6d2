package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** What a draw came to for one entry. The codes are journaled and stored: they never change their meaning. */
public enum DrawResult {
    WON(1, ReservationState.CONFIRMED),
    /** No place was left, and it is on the waitlist, in the drawn order. */
    WAITS(2, ReservationState.WAITLISTED),
    /** No place was left, and it does not wait. */
    NO_PLACE(3, ReservationState.NOT_DRAWN),
    /** It was its turn, but it was too late to book. */
    TOO_LATE(4, ReservationState.NOT_DRAWN),
    /** It was its turn, but the slot is closed. */
    SLOT_CLOSED(5, ReservationState.NOT_DRAWN),
    /** It was its turn, but its member is suspended. */
    SUSPENDED(6, ReservationState.NOT_DRAWN),
    /** It was its turn, but its member has something else at that time by now. */
    OVERLAPS(7, ReservationState.NOT_DRAWN),
    /** It was its turn, but its member has as much as the rules allow by now. */
    QUOTA(8, ReservationState.NOT_DRAWN);

    private final int code;
    private final ReservationState state;

    DrawResult(int code, ReservationState state) {
        this.code = code;
        this.state = state;
    }

    public int code() {
        return code;
    }

    /** What its reservation is then. */
    public ReservationState state() {
        return state;
    }

    /** Whether its member went away for lack of places alone: such losses weigh in the draws that follow. */
    public boolean lost() {
        return this == WAITS || this == NO_PLACE;
    }

    /** Whether it was its turn, but a rule kept it from the place. */
    public boolean passedOver() {
        return code >= TOO_LATE.code;
    }

    /** Null where nothing has this code. */
    public static @Nullable DrawResult of(int code) {
        for (DrawResult one : values()) if (one.code == code) return one;
        return null;
    }
}
