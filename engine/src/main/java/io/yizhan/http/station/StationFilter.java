package io.yizhan.http.station;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Gcj02;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.http.exchange.Query;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which stations somebody asks for, and in which datum.
 *
 * @param bbox west, south, east, north, in the datum asked for
 * @param district the district's code
 * @param activity an activity's kind, or a part of its name
 * @param q a part of the station's name, address or host
 */
record StationFilter(
        double @Nullable [] bbox,
        Station.@Nullable Kind kind,
        @Nullable String district,
        @Nullable String activity,
        @Nullable String q,
        boolean gcj02) {
    private static final int TEXT_LENGTH_MAX = 100;

    /** Null where the query makes no sense and was answered so. */
    static @Nullable StationFilter of(Query query) {
        StationFilter filter = new StationFilter(
                bbox(query),
                query.word("kind", Station.Kind.class),
                query.text("district", TEXT_LENGTH_MAX),
                lower(query.text("activity", TEXT_LENGTH_MAX)),
                lower(query.text("q", TEXT_LENGTH_MAX)),
                query.isGcj02());
        return query.answered() ? null : filter;
    }

    private static double @Nullable [] bbox(Query query) {
        double[] bbox = query.numbers("bbox", 4, "W,S,E,N");
        if (bbox == null) return null;
        boolean sound = bbox[0] >= -180 && bbox[2] <= 180 && bbox[1] >= -90 && bbox[3] <= 90;
        return sound && bbox[0] <= bbox[2] && bbox[1] <= bbox[3] ? bbox : query.wrong("bbox", "W ≤ E, S ≤ N");
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Longitude and latitude in the datum asked for. */
    double[] position(Station station) {
        if (!gcj02) return new double[] {station.lonDeg(), station.latDeg()};
        Gcj02 shifted = Gcj02.fromWgs84(station.lonDeg(), station.latDeg());
        return new double[] {shifted.lonDeg(), shifted.latDeg()};
    }

    boolean takes(Station station) {
        return (kind == null || station.kind() == kind)
                && (district == null || station.districtId().equals(district))
                && (bbox == null || inside(bbox, position(station)))
                && (activity == null || offers(station, activity))
                && (q == null
                        || contains(station.name(), q)
                        || contains(station.address(), q)
                        || contains(station.host(), q));
    }

    private static boolean inside(double[] bbox, double[] at) {
        return at[0] >= bbox[0] && at[0] <= bbox[2] && at[1] >= bbox[1] && at[1] <= bbox[3];
    }

    private static boolean offers(Station station, String wanted) {
        for (Activity activity : station.activities()) {
            if (activity.kind().name().equalsIgnoreCase(wanted) || contains(activity.name(), wanted)) return true;
        }
        return false;
    }

    private static boolean contains(Text text, String part) {
        return text.zh().toLowerCase(Locale.ROOT).contains(part)
                || text.en().toLowerCase(Locale.ROOT).contains(part);
    }
}
