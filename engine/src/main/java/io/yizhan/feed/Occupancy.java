package io.yizhan.feed;

import io.yizhan.core.Headcount;
import java.util.List;

/**
 * People inside a station, as the gates counted and people corrected.
 *
 * @param venues those of its venues that have gates of their own, by number
 * @param version the event number of the last change
 */
public record Occupancy(Headcount headcount, List<OfVenue> venues, long version) {
    public static final Occupancy UNKNOWN = new Occupancy(Headcount.UNKNOWN, List.of(), 0);

    /** People in one venue. */
    public record OfVenue(int venueNo, Headcount headcount) {}

    /** Never below zero. */
    public int inside() {
        return headcount.inside();
    }

    /** When the last was heard of it, by a gate or of somebody who counted; 0 for never. */
    public long asOfMs() {
        return headcount.asOfMs();
    }
}
