package io.yizhan.catalogue;

import java.time.LocalTime;

/**
 * The terms under which a venue's slots are booked.
 *
 * @param holdTtlS how long a hold lasts
 * @param cancelCutoffMin a reservation can be cancelled until so long before its first slot
 * @param atOnceMax in how many places a member may be at one time where a venue of this policy is among them
 * @param releaseDaysAhead a day's slots can be booked from so many days before it
 * @param releaseAt the local time at which that day's slots are released
 */
public record Policy(
        String id, int holdTtlS, int cancelCutoffMin, int atOnceMax, int releaseDaysAhead, LocalTime releaseAt) {

    /** Whether a slot that starts at this minute of its day can ever be booked: it is released before it starts. */
    public boolean everBookable(int startMinOfDay) {
        return releaseDaysAhead > 0 || startMinOfDay >= releaseAt.toSecondOfDay() / 60;
    }
}
