package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** What a booking partner's key stands for. The codes are stored: they never change their meaning. */
public enum OrderState {
    /** A quote, whose items are held. */
    QUOTED(0),
    /** An order, however its items stand. */
    BOOKED(1),
    /** An order that was given up for good. */
    ERASED(2);

    private final int code;

    OrderState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Null where nothing has this code. */
    public static @Nullable OrderState of(int code) {
        for (OrderState one : values()) if (one.code == code) return one;
        return null;
    }
}
