package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpherePointTest {
    private static final double RADIUS_M = 6_371_008.8;
    private static final double DEGREE_M = RADIUS_M * Math.PI / 180;

    private static double metres(double lonDeg, double latDeg, double otherLonDeg, double otherLatDeg) {
        return SpherePoint.of(lonDeg, latDeg).metresTo(SpherePoint.of(otherLonDeg, otherLatDeg));
    }

    @Test
    void measuresAsThePublishedExampleSays() {
        // Rosetta Code, "Haversine formula", Nashville to Los Angeles, there with a radius of 6372.8 km.
        assertThat(metres(-86.67, 36.12, -118.40, 33.94)).isCloseTo(2_887_259.95 * RADIUS_M / 6_372_800, within(0.01));
    }

    @Test
    void measuresAlongTheEquatorAndAMeridian() {
        assertThat(metres(10, 0, 11, 0)).isCloseTo(DEGREE_M, within(1e-3));
        assertThat(metres(10, 60, 10, 61)).isCloseTo(DEGREE_M, within(1e-3));
        assertThat(metres(10, 60, 11, 60)).isCloseTo(0.5 * DEGREE_M, within(10.0));
        assertThat(metres(77, 0, 5, 90)).isCloseTo(90 * DEGREE_M, within(1e-3));
    }

    @Test
    void takesTheShortWayAcrossTheDateLine() {
        assertThat(metres(179.999, 0, -179.999, 0)).isCloseTo(0.002 * DEGREE_M, within(1e-3));
        assertThat(metres(180, -17, -180, -17)).isCloseTo(0, within(1e-3));
        assertThat(metres(179, 89.999, -1, 89.999)).as("over the pole").isCloseTo(0.002 * DEGREE_M, within(1e-3));
    }

    /** By the haversine alone, what is a metre from the antipode is some decimetres off. */
    @Test
    void measuresToAMillimetreNextDoorAndAtTheAntipodes() {
        assertThat(metres(121.47, 31.23, 121.47, 31.23)).isZero();
        assertThat(metres(0, 10, 0, 10 + 1 / DEGREE_M)).isCloseTo(1, within(1e-3));
        for (double latDeg : new double[] {0, 31.23, -89, 90})
            for (double offM : new double[] {0, 0.3, 1, 12})
                assertThat(metres(121.47, latDeg, 121.47 - 180, -latDeg + offM / DEGREE_M))
                        .as(latDeg + ", " + offM + " m off")
                        .isCloseTo(180 * DEGREE_M - offM, within(1e-3));
    }
}
