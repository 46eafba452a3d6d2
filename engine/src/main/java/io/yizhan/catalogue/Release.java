package io.yizhan.catalogue;

import java.time.LocalTime;

/**
 * From when a day's slots can be booked.
 *
 * @param daysAhead so many days before it
 * @param at the local time on that day
 */
public record Release(int daysAhead, LocalTime at) {
    /** In minutes from the beginning of the day whose slots are released; negative on the days before. */
    int minOfDay() {
        return at.toSecondOfDay() / 60 - daysAhead * Notation.DAY_MIN;
    }
}
