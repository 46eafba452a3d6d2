package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** What members are told of beside the answers to what they ask. Names are those of the API. */
public enum NoticeKind {
    /** The place is theirs. */
    CONFIRMED(1),
    /** A place is kept for whoever has waited, until they take it or it is the next one's turn. */
    OFFERED(2),
    /** They did not take it in time. */
    OFFER_ENDED(3),
    /** They have waited in vain. */
    WAITLIST_ENDED(4),
    /** A closure has taken the place away. */
    CLOSED(5),
    /** An operator has. */
    CANCELLED(6),
    /** What was to take place there does not: too few have entered. */
    CALLED_OFF(7),
    /** They did not come, and it counts; and until when they book nothing, where that follows. */
    STRIKE(8),
    /** It begins soon. */
    REMINDER(9),
    /** A strike does not count any more. */
    STRIKE_FORGIVEN(10),
    /** They have entered a draw, and the place is not theirs: none was left, or a rule kept them from it. */
    NOT_DRAWN(11),
    /** None was left, and they wait now, in the drawn order. */
    DRAWN_TO_WAIT(12),
    /** Somebody has accepted an invitation to their reservation. */
    COMPANION_ACCEPTED(13),
    /** Somebody who had accepted one does not come along. */
    COMPANION_LEFT(14),
    /** Whoever invited them has taken that back. */
    COMPANION_WITHDRAWN(15),
    /** The reservation to which they were to come along has lost its place. */
    COMPANION_CANCELLED(16);

    private final int code;

    NoticeKind(int code) {
        this.code = code;
    }

    /** What stands for it where it is stored; never changes, nor is used again. */
    public int code() {
        return code;
    }

    /** Null where nothing has this code. */
    public static @Nullable NoticeKind of(int code) {
        for (NoticeKind one : values()) if (one.code == code) return one;
        return null;
    }
}
