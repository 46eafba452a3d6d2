package io.yizhan.occupancy;

import io.yizhan.core.Rules;

/** How good a number of people inside is, by the age of the last word about it. */
public enum Confidence {
    LIVE(1),
    STALE(2),
    UNKNOWN(3);

    private final int code;

    Confidence(int code) {
        this.code = code;
    }

    /** What stands for it where it is stored; never changes. */
    int code() {
        return code;
    }

    static Confidence of(int code) {
        for (Confidence one : values()) if (one.code == code) return one;
        throw new IllegalArgumentException("no confidence has the code " + code);
    }

    /** @param asOfMs of the last word; 0 where there was none */
    public static Confidence at(long asOfMs, long nowMs) {
        if (asOfMs == 0 || nowMs > asOfMs + Rules.GATES_UNKNOWN_AFTER_MS) return UNKNOWN;
        return nowMs > asOfMs + Rules.GATES_SILENT_AFTER_MS ? STALE : LIVE;
    }
}
