package io.yizhan.http.station;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.Rules;
import io.yizhan.core.gate.WalkIn;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.occupancy.UsualNow;
import org.jspecify.annotations.Nullable;

/** How full a station is, in the forms that it is told in. */
public final class OccupancyJson {
    private OccupancyJson() {}

    static Occupancy of(Feed feed, int stationNo) {
        StationFeed station = feed.station(stationNo);
        return station == null ? Occupancy.UNKNOWN : station.occupancy();
    }

    /**
     * The fields of {@code Occupancy}, into an object that is open.
     *
     * @param station null where nothing was published of it
     * @param limit people who may be inside at once
     * @param usual people who usually are at this time; {@link UsualNow#UNKNOWN} where nobody knows
     */
    public static JsonOut fields(
            JsonOut json, @Nullable StationFeed station, int limit, int usual, Directory directory, long nowMs) {
        Occupancy occupancy = station == null ? Occupancy.UNKNOWN : station.occupancy();
        int due = station == null
                ? 0
                : station.due(nowMs, directory.city().occupancy().walkInAheadMin());
        json.field("inside", occupancy.inside())
                .field("limit", limit)
                .field("walkIn", WalkIn.places(limit, occupancy.headcount(), due))
                .field("due", due)
                .field("drift", occupancy.headcount().drift());
        if (occupancy.asOfMs() == 0) {
            json.fieldNull("asOf");
        } else {
            json.time("asOf", occupancy.asOfMs());
        }
        json.field("confidence", confidence(occupancy, nowMs));
        if (usual != UsualNow.UNKNOWN) json.field("usual", usual);
        venues(json, occupancy, directory);
        return json;
    }

    private static void venues(JsonOut json, Occupancy occupancy, Directory directory) {
        if (occupancy.venues().isEmpty()) return;
        json.array("venues");
        for (Occupancy.OfVenue venue : occupancy.venues()) {
            String id = directory.venueId(venue.venueNo());
            if (id == null) continue;
            json.object()
                    .field("id", id)
                    .field("inside", venue.headcount().inside())
                    .end();
        }
        json.endArray();
    }

    static void crowding(JsonOut json, Occupancy occupancy, int limit, long nowMs) {
        String confidence = confidence(occupancy, nowMs);
        json.object("crowding")
                .field("inside", occupancy.inside())
                .field("limit", limit)
                .field("level", level(occupancy, limit, confidence))
                .field("confidence", confidence)
                .end();
    }

    private static String confidence(Occupancy occupancy, long nowMs) {
        if (occupancy.asOfMs() == 0 || nowMs >= unknownAtMs(occupancy)) return "unknown";
        return nowMs >= staleAtMs(occupancy) ? "stale" : "live";
    }

    /** From when on what was heard is stale, by the passing of time alone; {@link Long#MAX_VALUE} where nothing was. */
    public static long staleAtMs(Occupancy occupancy) {
        return after(occupancy, Rules.GATES_SILENT_AFTER_MS);
    }

    /** From when on nobody knows any more; {@link Long#MAX_VALUE} where nobody ever did. */
    public static long unknownAtMs(Occupancy occupancy) {
        return after(occupancy, Rules.GATES_UNKNOWN_AFTER_MS);
    }

    private static long after(Occupancy occupancy, long ms) {
        return occupancy.asOfMs() == 0 ? Long.MAX_VALUE : occupancy.asOfMs() + ms + 1;
    }

    private static String level(Occupancy occupancy, int limit, String confidence) {
        if (confidence.equals("unknown")) return "UNKNOWN";
        if (occupancy.inside() * 2 < limit) return "LOW";
        return occupancy.inside() * 10L < limit * 8L ? "MEDIUM" : "HIGH";
    }
}
