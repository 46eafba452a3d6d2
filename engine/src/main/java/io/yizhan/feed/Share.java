package io.yizhan.feed;

/**
 * Whose the places are that are taken at a station, in bookings that are still to come or under way.
 *
 * @param taken by anybody
 * @param recurring of these, in bookings of a series
 * @param byHost of these, by the staff of the station's host
 */
public record Share(int taken, int recurring, int byHost) {
    public static final Share NONE = new Share(0, 0, 0);
}
