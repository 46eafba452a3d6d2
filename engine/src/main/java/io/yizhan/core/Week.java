package io.yizhan.core;

/**
 * Weeks of local days, Monday to Sunday (ISO 8601). The core knows no time zone: a slot says on which local day it starts, and days are
 * counted from 1970-01-01, a Thursday.
 */
final class Week {
    private static final int DAYS = 7;
    private static final int THURSDAY = 3;

    private Week() {}

    /** The number of the week in which a day lies; ascends by one from week to week. */
    static int of(int localDay) {
        return Math.floorDiv(localDay + THURSDAY, DAYS);
    }
}
