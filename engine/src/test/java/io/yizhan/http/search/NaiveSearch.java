package io.yizhan.http.search;

import io.yizhan.catalogue.GeoPoint;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same search by plain loops over all that is published, by {@code java.time}, another formula for distances, and sorting everything. */
final class NaiveSearch {
    /** A slot of the answer, and where it stands in the order. */
    record Row(long metres, long startMs, String id, int remaining, SlotState state) {
        static final Comparator<Row> ORDER = Comparator.comparingLong(Row::metres)
                .thenComparingLong(Row::startMs)
                .thenComparing(Row::id);
    }

    private NaiveSearch() {}

    static List<Row> all(SearchTown town, Asked asked) {
        List<Row> rows = new ArrayList<>();
        for (Station station : town.directory.stations()) {
            GeoPoint near = asked.near;
            long metres = near == null ? 0 : Math.round(metres(near, station));
            if (near != null && metres > asked.radiusM) continue;
            if (asked.districtId != null && !asked.districtId.equals(station.districtId())) continue;
            StationFeed published = town.feed.station(town.directory.stationNo(station.id()));
            if (published == null) continue;
            for (DayView day : published.days())
                for (int i = 0; i < day.size(); i++) {
                    Venue venue = town.directory.venue(day.venueNo(i));
                    if (venue == null || town.directory.stationNoOfVenue(day.venueNo(i)) != published.stationNo())
                        continue;
                    if (asked.kind != null && !asked.kind.equals(venue.kind())) continue;
                    Row row = row(town, asked, venue, day, i, metres);
                    if (row != null) rows.add(row);
                }
        }
        rows.sort(Row.ORDER);
        return rows;
    }

    private static @Nullable Row row(SearchTown town, Asked asked, Venue venue, DayView day, int i, long metres) {
        long startMs = SlotKey.startMs(day.key(i));
        ZonedDateTime start =
                Instant.ofEpochMilli(startMs).atZone(town.directory.city().zone());
        int ofDayMin = start.getHour() * 60 + start.getMinute();
        if (!start.toLocalDate().equals(asked.date)) return null;
        if (ofDayMin < asked.fromMin || ofDayMin >= asked.toMin) return null;
        if (startMs <= town.nowMs) return null;
        boolean exclusive = venue.allocation() == Venue.Allocation.EXCLUSIVE;
        int places = exclusive ? 1 : asked.party;
        if (places > day.capacity(i)) return null;
        SlotState state = day.state(i, town.nowMs);
        int kept = day.forHost(i, town.nowMs);
        if (asked.free && (state != SlotState.OPEN || day.remaining(i, town.nowMs) < places + kept)) return null;
        return new Row(metres, startMs, town.index.slotIds.format(day.key(i)), day.remaining(i, town.nowMs), state);
    }

    /** T. Vincenty's formula for a sphere. */
    private static double metres(GeoPoint from, Station to) {
        double lat = Math.toRadians(from.latDeg());
        double otherLat = Math.toRadians(to.latDeg());
        double lon = Math.toRadians(to.lonDeg() - from.lonDeg());
        double across = Math.cos(otherLat) * Math.sin(lon);
        double along = Math.cos(lat) * Math.sin(otherLat) - Math.sin(lat) * Math.cos(otherLat) * Math.cos(lon);
        double together = Math.sin(lat) * Math.sin(otherLat) + Math.cos(lat) * Math.cos(otherLat) * Math.cos(lon);
        return 6_371_008.8 * Math.atan2(Math.hypot(across, along), together);
    }

    static Row row(SearchTown town, Hit hit) {
        return new Row(hit.metres(), SlotKey.startMs(hit.slotKey()), town.id(hit), hit.remaining(), hit.state());
    }
}
