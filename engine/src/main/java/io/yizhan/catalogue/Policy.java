package io.yizhan.catalogue;

import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import java.time.LocalTime;

/**
 * The terms under which a venue's slots are booked.
 *
 * @param terms its numbers, see {@link PolicyNumber}
 * @param releaseDaysAhead a day's slots can be booked from so many days before it
 * @param releaseAt the local time at which that day's slots are released
 */
public record Policy(String id, Terms terms, int releaseDaysAhead, LocalTime releaseAt) {
    private static final int MINUTE_MS = 60_000;

    /** A reservation can be cancelled until so long before its first slot. */
    public int cancelCutoffMin() {
        return terms.get(Term.CANCEL_CUTOFF_MS) / MINUTE_MS;
    }

    /** Whether a slot that starts at this minute of its day can ever be booked: it is released before it starts. */
    public boolean everBookable(int startMinOfDay) {
        return releaseDaysAhead > 0 || startMinOfDay >= releaseAt.toSecondOfDay() / 60;
    }
}
