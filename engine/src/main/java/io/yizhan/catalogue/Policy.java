package io.yizhan.catalogue;

import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import org.jspecify.annotations.Nullable;

/**
 * The terms under which a venue's slots are booked.
 *
 * @param terms its numbers, see {@link PolicyNumber}
 * @param release from when a day's slots can be booked; where the station has a host: by its staff
 * @param neighbours from when everybody can book them; not before {@code release}, and mostly the same
 * @param draw how their places are drawn for; null where who comes first has them
 */
public record Policy(
        String id,
        Terms terms,
        Release release,
        Release neighbours,
        @Nullable DrawPolicy draw) {
    private static final int MINUTE_MS = 60_000;

    /** Where nobody comes first. */
    public Policy(String id, Terms terms, Release release) {
        this(id, terms, release, release, null);
    }

    /** A reservation can be cancelled until so long before its first slot. */
    public int cancelCutoffMin() {
        return terms.get(Term.CANCEL_CUTOFF_MS) / MINUTE_MS;
    }

    /** Whether the staff of a station's host have anything that others don't. */
    public boolean putsHostFirst() {
        return !neighbours.equals(release) || terms.get(Term.HOST_SHARE_PERCENT) != 0;
    }

    /** Whether everybody can book a slot that starts at this minute of its day, at some time: it is released before its booking closes. */
    public boolean everBookable(int startMinOfDay) {
        return neighbours.minOfDay() < closesMinOfDay(startMinOfDay);
    }

    /**
     * Whether a slot that starts at this minute of its day is released only after its booking has closed. One that is released in that very
     * minute is no less lost, but catalogues that are stored already may have it.
     */
    boolean releasesTooLate(int startMinOfDay) {
        return neighbours.minOfDay() > closesMinOfDay(startMinOfDay);
    }

    private int closesMinOfDay(int startMinOfDay) {
        return startMinOfDay - terms.get(Term.BOOKING_CUTOFF_MS) / MINUTE_MS;
    }
}
