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
}
