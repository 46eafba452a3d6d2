package io.yizhan.http.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A slot of one place that everybody can book now, for examples that work when they are tried. From any thread.
 *
 * @param key of the slot
 */
public record FreeSlot(String station, String venue, LocalDate date, long key) {
    /** The last that is open, so that it stays good for long; null where none is. */
    public static @Nullable FreeSlot in(Directory directory, Feed feed, long nowMs) {
        for (Station station : directory.stations()) {
            StationFeed published = feed.station(directory.stationNo(station.id()));
            if (published == null) continue;
            DayView[] days = published.days();
            for (int i = days.length - 1; i >= 0; i--) {
                FreeSlot free = in(directory, station, days[i], nowMs);
                if (free != null) return free;
            }
        }
        return null;
    }

    private static @Nullable FreeSlot in(Directory directory, Station station, DayView day, long nowMs) {
        for (int i = day.size() - 1; i >= 0; i--) {
            if (day.state(i, nowMs) != SlotState.OPEN || day.capacity(i) != 1) continue;
            if (!day.fits(i, 1) || day.forAll(i, nowMs, day.remaining(i, nowMs)) == 0) continue;
            Venue venue = directory.venue(day.venueNo(i));
            if (venue != null) return new FreeSlot(station.id(), venue.id(), day.date(), day.key(i));
        }
        return null;
    }
}
