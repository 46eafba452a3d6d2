package io.yizhan.catalogue;

import io.yizhan.core.SlotKey;

/**
 * An activity as it takes place once.
 *
 * @param startMin minutes since 1970 UTC
 * @param endMin minutes since 1970 UTC
 */
public record Occurrence(Activity activity, int stationNo, int venueNo, int startMin, int endMin) {

    /** The slot in which its places are booked. */
    public long slotKey() {
        return SlotKey.of(venueNo, startMin);
    }
}
