package io.yizhan.core;

/**
 * What the books know of a gate's clock, as it is stored.
 *
 * @param hour of its last report; hours since 1970 UTC
 * @param leastMs the least time that lay between what happened, by the gate's clock, and a report of that hour
 * @param formerMs the same of the hour before in which the gate was heard; {@link #NONE} where there was none
 */
public record StoredGateClock(String gate, int hour, long leastMs, long formerMs) {
    public static final long NONE = Long.MAX_VALUE;
}
