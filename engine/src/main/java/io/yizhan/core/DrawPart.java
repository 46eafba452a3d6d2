package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** What is said of a draw after it was announced. The codes are journaled: they never change their meaning. */
public enum DrawPart {
    /** SHA-256 of the second keeper's secret; before anybody enters. */
    SECOND_COMMITMENT(1),
    /** The operator's secret; once the entries are fixed. */
    FIRST_SECRET(2),
    /** The second keeper's; likewise. */
    SECOND_SECRET(3),
    /** What the outside source has said; after both. */
    EXTERNAL(4);

    private final int code;

    DrawPart(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Null where nothing has this code. */
    public static @Nullable DrawPart of(int code) {
        for (DrawPart one : values()) if (one.code == code) return one;
        return null;
    }
}
