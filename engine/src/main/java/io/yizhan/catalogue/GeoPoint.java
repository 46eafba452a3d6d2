package io.yizhan.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A place on earth, WGS-84. */
record GeoPoint(double lonDeg, double latDeg) {
    private static final double EARTH_RADIUS_KM = 6_371;

    /** Along the surface of a sphere. */
    double kmTo(GeoPoint other) {
        double lat = Math.toRadians(latDeg);
        double otherLat = Math.toRadians(other.latDeg);
        double halfLat = Math.sin((otherLat - lat) / 2);
        double halfLon = Math.sin(Math.toRadians(other.lonDeg - lonDeg) / 2);
        double h = halfLat * halfLat + Math.cos(lat) * Math.cos(otherLat) * halfLon * halfLon;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, h)));
    }

    /** Where it would be if longitude and latitude were swapped; null where no place has such a latitude. */
    @Nullable
    GeoPoint swapped() {
        return Math.abs(lonDeg) > 90 ? null : new GeoPoint(latDeg, lonDeg);
    }

    /** In the middle of most of them, wherever the others are. */
    static GeoPoint middle(List<GeoPoint> points) {
        return new GeoPoint(median(points, GeoPoint::lonDeg), median(points, GeoPoint::latDeg));
    }

    static double median(List<GeoPoint> points, ToDoubleFunction<GeoPoint> of) {
        double[] values = points.stream().mapToDouble(of).toArray();
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
