package io.yizhan.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A place on earth, WGS-84. */
public record GeoPoint(double lonDeg, double latDeg) {
    public SpherePoint onSphere() {
        return SpherePoint.of(lonDeg, latDeg);
    }

    /** Along the surface of a sphere. */
    double kmTo(GeoPoint other) {
        return onSphere().metresTo(other.onSphere()) / 1_000;
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
