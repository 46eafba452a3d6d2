package io.yizhan.core;

import java.util.Arrays;

/**
 * How people take part in what takes place in a slot, where that is not as in any other slot. Immutable: nobody changes the array.
 *
 * @param partyMin a party, which is a pair or a team then, has so many people at least; 1 or above
 * @param partyMax and at most; {@link Command#PARTY_MAX} where that is all the same
 * @param placesMin where fewer places are taken when it is decided, it is called off; 0 where it takes place in any case
 * @param decidesMin when that is decided, in minutes since 1970 UTC; 0 where nothing is to be decided, or it was
 * @param course the keys of all dates of the course that this slot is one of, in order of time: whoever enters takes all of them; none where it
 *     stands by itself
 */
public record ActivityTerms(int partyMin, int partyMax, int placesMin, int decidesMin, long[] course) {
    private static final long[] ALONE = {};

    /** Of something that stands by itself. */
    public ActivityTerms(int partyMin, int partyMax, int placesMin, int decidesMin) {
        this(partyMin, partyMax, placesMin, decidesMin, ALONE);
    }

    /** It was decided. */
    public ActivityTerms decided() {
        return new ActivityTerms(partyMin, partyMax, placesMin, 0, course);
    }

    /** Whether a party of this size may enter. */
    public boolean fits(int party) {
        return partyMin <= party && party <= partyMax;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivityTerms it
                && partyMin == it.partyMin
                && partyMax == it.partyMax
                && placesMin == it.placesMin
                && decidesMin == it.decidesMin
                && Arrays.equals(course, it.course);
    }

    @Override
    public int hashCode() {
        int hash = 31 * partyMin + partyMax;
        hash = 31 * hash + placesMin;
        hash = 31 * hash + decidesMin;
        return 31 * hash + Arrays.hashCode(course);
    }

    @Override
    public String toString() {
        return "ActivityTerms[partyMin=" + partyMin + ", partyMax=" + partyMax + ", placesMin=" + placesMin
                + ", decidesMin=" + decidesMin + ", course=" + Arrays.toString(course) + "]";
    }
}
