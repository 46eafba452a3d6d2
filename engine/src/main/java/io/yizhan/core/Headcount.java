package io.yizhan.core;

/**
 * How many people are inside a station or a venue, and how good that number is.
 *
 * @param inside never below zero
 * @param asOfMs when the last was heard of it: by a gate, or of somebody who counted; 0 for never
 * @param gatesHeardAtMs when one of its own gates was heard last; 0 for never
 * @param drift by how many the gates are known to miscount, above zero where they count too many: what is below zero now, else what the last
 *     correction found; 0 where nothing is known
 * @param margin places that are kept back for it
 */
public record Headcount(int inside, long asOfMs, long gatesHeardAtMs, int drift, int margin) {
    public static final Headcount UNKNOWN = new Headcount(0, 0, 0, 0, 0);

    /** Takes one after the other. */
    public interface Reader {
        /** @param venueNo 0 for the station itself */
        void headcount(int venueNo, Headcount headcount);
    }
}
