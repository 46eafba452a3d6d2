package io.yizhan.http.station;

import io.yizhan.core.Rules;
import io.yizhan.feed.Feed;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.json.JsonOut;

/** How full a station is, in the forms that it is told in. */
public final class OccupancyJson {
    private static final Occupancy UNKNOWN = new Occupancy(0, 0, 0);

    private OccupancyJson() {}

    static Occupancy of(Feed feed, int stationNo) {
        StationFeed station = feed.station(stationNo);
        return station == null ? UNKNOWN : station.occupancy();
    }

    /** The fields of {@code Occupancy}, into an object that is open. */
    public static JsonOut fields(JsonOut json, Occupancy occupancy, int limit, long nowMs) {
        json.field("inside", occupancy.inside())
                .field("limit", limit)
                .field("walkIn", Math.max(0, limit - occupancy.inside()));
        if (occupancy.asOfMs() == 0) {
            json.fieldNull("asOf");
        } else {
            json.time("asOf", occupancy.asOfMs());
        }
        return json.field("confidence", confidence(occupancy, nowMs));
    }

    static void crowding(JsonOut json, Occupancy occupancy, int limit, long nowMs) {
        json.object("crowding")
                .field("inside", occupancy.inside())
                .field("limit", limit)
                .field("level", level(occupancy, limit))
                .field("confidence", confidence(occupancy, nowMs))
                .end();
    }

    private static String confidence(Occupancy occupancy, long nowMs) {
        if (occupancy.asOfMs() == 0) return "unknown";
        return nowMs >= staleAtMs(occupancy) ? "stale" : "live";
    }

    /** From when on what the gates said is stale, by the passing of time alone; {@link Long#MAX_VALUE} where they have said nothing. */
    public static long staleAtMs(Occupancy occupancy) {
        return occupancy.asOfMs() == 0 ? Long.MAX_VALUE : occupancy.asOfMs() + Rules.GATES_SILENT_AFTER_MS + 1;
    }

    private static String level(Occupancy occupancy, int limit) {
        if (occupancy.asOfMs() == 0) return "UNKNOWN";
        if (occupancy.inside() * 2 < limit) return "LOW";
        return occupancy.inside() * 10L < limit * 8L ? "MEDIUM" : "HIGH";
    }
}
