package io.yizhan.core;

/**
 * Whether somebody comes to what they have booked.
 *
 * @param opensAtMs from when they can check in; 0 where nobody looks, or it is too late
 * @param byMs by when they must have; 0 likewise
 * @param cameAtMs when they did; 0 while they have not, and once it is over
 * @param strike that they did not, and that it counts against them
 */
public record Arrival(long opensAtMs, long byMs, long cameAtMs, boolean strike) {
    /** Nobody looks. */
    public static final Arrival NONE = new Arrival(0, 0, 0, false);
}
