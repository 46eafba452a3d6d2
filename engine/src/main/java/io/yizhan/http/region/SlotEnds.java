package io.yizhan.http.region;

import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.StationFeed;

/** When each slot of a reservation ends: which the reservation keeps of the last one, and what is published knows of the others. */
public final class SlotEnds {
    private SlotEnds() {}

    /** A slot that is not published any more ends where the next of the reservation begins, or with the reservation. */
    public static long endMs(Reservation reservation, long slot, DirectoryIndex index, Feed feed) {
        if (reservation.slots().length == 1) return reservation.endsAtMs();
        StationFeed station = feed.station(index.directory.stationNoOfVenue(SlotKey.venueNo(slot)));
        DayView day = station == null ? null : station.dayOf(slot);
        // A venue that was moved, or is gone, leaves its slots to other days or to none.
        int at = day == null ? -1 : day.indexOf(slot);
        if (day != null && at >= 0) return day.endMs(at);
        long endMs = reservation.endsAtMs();
        for (long other : reservation.slots()) {
            long startMs = SlotKey.startMs(other);
            if (startMs > SlotKey.startMs(slot)) endMs = Math.min(endMs, startMs);
        }
        return endMs;
    }
}
