package io.yizhan.http.region;

import io.yizhan.catalogue.Venue;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody may want instead of a slot that is full, or closed: the same venue at the nearest times, then the same kind of venue in the station at
 * the same time, then in the nearest stations. One day's slots of a venue, the venues of at most nine stations: never more work.
 */
public final class Alternatives {
    static final int MAX = 3;

    /** What nobody shall be sent to, although it is open. */
    @FunctionalInterface
    public interface Unfit {
        boolean is(long slotKey, long endMs);
    }

    private static final Unfit NONE = (slotKey, endMs) -> false;

    private final DirectoryIndex index;
    private final Feed feed;
    private final Unfit unfit;
    private final long[] found = new long[MAX];
    private int count;

    private Alternatives(DirectoryIndex index, Feed feed, Unfit unfit) {
        this.index = index;
        this.feed = feed;
        this.unfit = unfit;
    }

    /**
     * Slot keys, best first; all were open a moment ago, with enough places that everybody can take: what is kept for the staff of a station's host
     * would be refused to most.
     */
    public static long[] to(long slotKey, int party, DirectoryIndex index, Feed feed, long nowMs) {
        return to(slotKey, party, index, feed, nowMs, NONE);
    }

    /** The same, without those that are about to be closed. */
    public static long[] to(long slotKey, int party, DirectoryIndex index, Feed feed, long nowMs, Unfit unfit) {
        Alternatives search = new Alternatives(index, feed, unfit);
        search.run(slotKey, party, nowMs);
        return java.util.Arrays.copyOf(search.found, search.count);
    }

    private void run(long slotKey, int party, long nowMs) {
        int venueNo = SlotKey.venueNo(slotKey);
        int stationNo = index.directory.stationNoOfVenue(venueNo);
        Venue venue = index.directory.venue(venueNo);
        StationFeed station = feed.station(stationNo);
        DayView day = station == null ? null : station.dayOf(slotKey);
        if (venue == null || day == null) return;
        sameVenue(day, slotKey, party, nowMs);
        sameTime(stationNo, slotKey, venue.kind(), party, nowMs);
        for (int near : index.nearStationNos(stationNo)) sameTime(near, slotKey, venue.kind(), party, nowMs);
    }

    /** Outwards from the slot, so the nearest in time come first. */
    private void sameVenue(DayView day, long slotKey, int party, long nowMs) {
        int at = day.indexOf(slotKey);
        int before = at - 1;
        int after = at + 1;
        while (count < MAX) {
            boolean hasBefore = before >= 0 && day.venueNo(before) == SlotKey.venueNo(slotKey);
            boolean hasAfter = after < day.size() && day.venueNo(after) == SlotKey.venueNo(slotKey);
            if (!hasBefore && !hasAfter) return;
            boolean takeAfter = hasAfter && (!hasBefore || distance(day, after, at) <= distance(day, before, at));
            consider(day, takeAfter ? after++ : before--, party, nowMs);
        }
    }

    private static long distance(DayView day, int i, int from) {
        return Math.abs(day.startMs(i) - day.startMs(from));
    }

    private void sameTime(int stationNo, long slotKey, String kind, int party, long nowMs) {
        StationFeed station = feed.station(stationNo);
        if (station == null) return;
        for (int venueNo : index.venueNos(stationNo)) {
            if (count == MAX) return;
            if (venueNo == SlotKey.venueNo(slotKey) || !index.isOfKind(venueNo, kind)) continue;
            long key = SlotKey.of(venueNo, SlotKey.startMin(slotKey));
            @Nullable DayView day = station.dayOf(key);
            if (day != null) consider(day, day.indexOf(key), party, nowMs);
        }
    }

    private void consider(DayView day, int i, int party, long nowMs) {
        if (day.state(i, nowMs) != SlotState.OPEN) return;
        // A venue that the catalogue has no longer takes nobody.
        if (index.directory.venue(day.venueNo(i)) == null) return;
        boolean enough = day.fits(i, party) && day.forAll(i, nowMs, day.remaining(i, nowMs)) >= day.places(i, party);
        if (!enough || unfit.is(day.key(i), day.endMs(i))) return;
        found[count++] = day.key(i);
    }
}
