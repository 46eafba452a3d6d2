package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class Gcj02Test {
    @Test
    void shiftsAsThePublishedExamplesSay() {
        // From the readme of the coordtransform library.
        Gcj02 beijing = Gcj02.fromWgs84(116.404, 39.915);
        assertThat(beijing.lonDeg()).isCloseTo(116.41024449916938, within(1e-9));
        assertThat(beijing.latDeg()).isCloseTo(39.91640428150164, within(1e-9));
        // From the tests of the eviltransform library, which takes another axis: equal to a metre.
        Gcj02 shanghai = Gcj02.fromWgs84(121.5272106, 31.1774276);
        assertThat(shanghai.lonDeg()).isCloseTo(121.531541859215, within(1e-5));
        assertThat(shanghai.latDeg()).isCloseTo(31.17530398364597, within(1e-5));
    }

    @Test
    void leavesPlacesOutsideChinaAlone() {
        assertThat(Gcj02.fromWgs84(13.4, 52.5)).isEqualTo(new Gcj02(13.4, 52.5));
        assertThat(Gcj02.fromWgs84(-74.0, 40.7)).isEqualTo(new Gcj02(-74.0, 40.7));
    }

    @Test
    void findsBackWhatWasShifted() {
        for (double lonDeg = 73; lonDeg < 137; lonDeg += 0.37)
            for (double latDeg = 1; latDeg < 55; latDeg += 0.41) {
                GeoPoint back = Gcj02.fromWgs84(lonDeg, latDeg).toWgs84();
                assertThat(back.kmTo(new GeoPoint(lonDeg, latDeg))).isLessThan(1e-6);
            }
        assertThat(new Gcj02(-74.0, 40.7).toWgs84()).isEqualTo(new GeoPoint(-74.0, 40.7));
    }

    /** Nothing there is shifted to the places within the first hundred metres. */
    @Test
    void comesNearAtTheEdgeOfWhatIsShifted() {
        for (double lonDeg : new double[] {72.004, 72.0041, 72.01, 137.8347, 137.83})
            for (double latDeg : new double[] {0.8293, 0.83, 20, 55.8271, 55.82}) {
                GeoPoint back = new Gcj02(lonDeg, latDeg).toWgs84();
                assertThat(back.kmTo(new GeoPoint(lonDeg, latDeg)))
                        .as(lonDeg + "," + latDeg)
                        .isLessThan(3);
            }
    }
}
