package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * A number of a policy that a rule goes by. Adding one here is enough for it to travel: through the journal by its code, through the rows
 * and the audit trail by its name. Neither ever changes, nor is used again.
 */
public enum Term {
    /** How long a hold lasts, in milliseconds. */
    HOLD_TTL_MS(1, "holdTtlMs", 600_000),
    /** A confirmed reservation can be cancelled until so many milliseconds before its first slot starts. */
    CANCEL_CUTOFF_MS(2, "cancelCutoffMs", 0),
    /** In how many places a member may be at one time where a venue of this policy is among them; 1 or above. */
    AT_ONCE_MAX(3, "atOnceMax", 1),
    /** How often a member books venues of one kind in a week; 1 or above, unset for no limit. */
    WEEKLY_MAX(4, "weeklyMax", Integer.MAX_VALUE),
    /** A slot can be booked until so many milliseconds before it starts. */
    BOOKING_CUTOFF_MS(5, "bookingCutoffMs", 0),
    /** Verified people can book so many milliseconds before others. */
    VERIFIED_EARLIER_MS(6, "verifiedEarlierMs", 0),
    /** Of the places, how many percent are kept for the staff of the station's host. */
    HOST_SHARE_PERCENT(7, "hostSharePercent", 0),
    /** What the host's staff has not taken of its share is everybody's from so many milliseconds before the start. */
    HOST_SHARE_UNTIL_MS(8, "hostShareUntilMs", 0),
    /** How many reservations of one kind of venue a member has at once; 1 or above, unset for no limit, as with those below. */
    ACTIVE_OF_KIND_MAX(9, "activeOfKindMax", Integer.MAX_VALUE),
    /** How often a member books venues of one kind for one day. */
    DAILY_MAX(10, "dailyMax", Integer.MAX_VALUE),
    /** For how many minutes a member books venues of one kind in a week. */
    WEEKLY_MINUTES_MAX(11, "weeklyMinutesMax", Integer.MAX_VALUE),
    /** How many reservations a member has at once in a group of stations. */
    GROUP_ACTIVE_MAX(12, "groupActiveMax", Integer.MAX_VALUE),
    /** How often a member books in a group of stations for one day. */
    GROUP_DAILY_MAX(13, "groupDailyMax", Integer.MAX_VALUE),
    /** How often a member books in a group of stations in a week. */
    GROUP_WEEKLY_MAX(14, "groupWeeklyMax", Integer.MAX_VALUE),
    /** How many may wait for one slot; 0 for no waitlist. */
    WAITLIST_MAX(15, "waitlistMax", 50),
    /** How long a place that was set free is offered to whoever waits, in milliseconds; 0 where it is theirs at once. */
    OFFER_TTL_MS(16, "offerTtlMs", 900_000),
    /** Places are offered until so many milliseconds before the slot starts. */
    WAITLIST_CUTOFF_MS(17, "waitlistCutoffMs", 1_800_000),
    /** Whoever has a place can check in from so many milliseconds before the slot starts. */
    CHECK_IN_FROM_MS(18, "checkInFromMs", 1_800_000),
    /**
     * By when they must have come, in milliseconds after the slot's start; before it where this is negative. Then their places are free again.
     * Unset where nobody looks.
     */
    CHECK_IN_BY_MS(19, "checkInByMs", Integer.MAX_VALUE),
    /** Invitations can be accepted, and companions replaced, until so many milliseconds before the first slot starts. */
    COMPANIONS_UNTIL_MS(20, "companionsUntilMs", 0),
    /** How many companions who have accepted the holder of one reservation may replace; 0 for none. */
    COMPANION_CHANGES_MAX(21, "companionChangesMax", 1),
    /** 1 where a companion's pass opens a gate only once the holder has checked in. */
    HOLDER_PRESENT(22, "holderPresent", 0);

    private final int code;
    private final String text;
    private final int unset;

    Term(int code, String text, int unset) {
        this.code = code;
        this.text = text;
        this.unset = unset;
    }

    /** As the journal calls it. */
    public int code() {
        return code;
    }

    /** As rows and the audit trail call it. */
    public String text() {
        return text;
    }

    /** What holds where a policy says nothing, for instance in records of before there was this term. */
    public int unset() {
        return unset;
    }

    /** Null where this program knows no such term. */
    public static @Nullable Term ofCode(int code) {
        for (Term term : values()) if (term.code == code) return term;
        return null;
    }
}
