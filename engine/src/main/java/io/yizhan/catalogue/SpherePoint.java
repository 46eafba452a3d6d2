package io.yizhan.catalogue;

/**
 * A place on earth as a point of a sphere of radius 1, so that a distance costs one arc tangent. What rounding takes is less than a millimetre
 * wherever the two are: next to each other, on both sides of the date line, at opposite ends of the earth. Immutable; any thread.
 */
public record SpherePoint(double x, double y, double z) {
    /** The mean radius of the ellipsoid of WGS-84 (IUGG, R1): a way around the sphere is right to half a per cent. */
    private static final double EARTH_RADIUS_M = 6_371_008.8;

    /** @param lonDeg WGS-84, as {@code latDeg} */
    public static SpherePoint of(double lonDeg, double latDeg) {
        double lon = Math.toRadians(lonDeg);
        double lat = Math.toRadians(latDeg);
        double fromAxis = Math.cos(lat);
        return new SpherePoint(fromAxis * Math.cos(lon), fromAxis * Math.sin(lon), Math.sin(lat));
    }

    /**
     * Along a great circle. The angle is taken from both the difference and the sum of the two directions (W. Kahan, "How futile are mindless
     * assessments of roundoff", 2006, section 12): by the haversine alone it is wrong by decimetres near the antipodes.
     */
    public double metresTo(SpherePoint other) {
        double apart = length(x - other.x, y - other.y, z - other.z);
        double together = length(x + other.x, y + other.y, z + other.z);
        return 2 * EARTH_RADIUS_M * Math.atan2(apart, together);
    }

    private static double length(double x, double y, double z) {
        return Math.sqrt(x * x + y * y + z * z);
    }
}
