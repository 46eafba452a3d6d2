package io.yizhan.catalogue;

/**
 * A position in GCJ-02, the shifted datum that maps of mainland China are drawn in. The formula is the one that is publicly known
 * (for instance from the eviltransform project); it agrees with the maps to about a metre. Stateless; any thread.
 *
 * @param lonDeg degrees east
 * @param latDeg degrees north
 */
public record Gcj02(double lonDeg, double latDeg) {
    /** The Krasovsky 1940 ellipsoid: half its longer axis, and the square of its eccentricity. */
    private static final double AXIS_M = 6_378_245.0;

    private static final double ECCENTRICITY_SQUARED = 0.006693421622965943;

    /** The shift changes by less than a hundredth of a way: each step leaves less than a hundredth of what was wrong. */
    private static final int INVERSE_STEPS = 6;

    /** The shifted position; unchanged outside of the rectangle around China that the formula is for. */
    public static Gcj02 fromWgs84(double lonDeg, double latDeg) {
        if (!(lonDeg >= 72.004 && lonDeg <= 137.8347 && latDeg >= 0.8293 && latDeg <= 55.8271)) {
            return new Gcj02(lonDeg, latDeg);
        }
        double x = lonDeg - 105;
        double y = latDeg - 35;
        double lat = Math.toRadians(latDeg);
        double magic = 1 - ECCENTRICITY_SQUARED * Math.sin(lat) * Math.sin(lat);
        double metersPerRadLat = AXIS_M * (1 - ECCENTRICITY_SQUARED) / (magic * Math.sqrt(magic));
        double metersPerRadLon = AXIS_M / Math.sqrt(magic) * Math.cos(lat);
        return new Gcj02(
                lonDeg + Math.toDegrees(eastM(x, y) / metersPerRadLon),
                latDeg + Math.toDegrees(northM(x, y) / metersPerRadLat));
    }

    /**
     * The position that is shifted to this one, to less than a millimetre. At the edge of the rectangle, where the shift begins all at once, it is
     * some hundred metres off.
     */
    public GeoPoint toWgs84() {
        double lon = lonDeg;
        double lat = latDeg;
        for (int i = 0; i < INVERSE_STEPS; i++) {
            Gcj02 shifted = fromWgs84(lon, lat);
            lon += lonDeg - shifted.lonDeg;
            lat += latDeg - shifted.latDeg;
        }
        return new GeoPoint(lon, lat);
    }

    private static double northM(double x, double y) {
        double m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
        m += (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
        m += (20 * Math.sin(y * Math.PI) + 40 * Math.sin(y / 3 * Math.PI)) * 2 / 3;
        return m + (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y * Math.PI / 30)) * 2 / 3;
    }

    private static double eastM(double x, double y) {
        double m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
        m += (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2 / 3;
        m += (20 * Math.sin(x * Math.PI) + 40 * Math.sin(x / 3 * Math.PI)) * 2 / 3;
        return m + (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI)) * 2 / 3;
    }
}
