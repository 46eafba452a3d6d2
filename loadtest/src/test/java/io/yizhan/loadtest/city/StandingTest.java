package io.yizhan.loadtest.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StandingTest {
    private static Standing of(int told, int before, int engine) {
        Station station = new Station("s", Station.Kind.SIMPLE, 40, List.of("s-g1"), Station.daily(0, 24 * 60));
        return new Standing(station, 5, told, before, engine, 0, 0, 0);
    }

    @Test
    void isExactWhereTheEngineSaysWhatGatesHaveTold() {
        assertThat(of(7, 0, 7).exact()).isTrue();
        assertThat(of(7, 0, 8).exact()).isFalse();
        assertThat(of(7, 0, 8).difference())
                .isEqualTo("Station s: by what its gates tell 7 are inside, the engine says 8.");
    }

    @Test
    void goesByWhoWasInsideBefore() {
        assertThat(of(7, 3, 10).exact()).isTrue();
        assertThat(of(7, 3, 10).error()).isEqualTo(2);
    }

    @Test
    void neverWantsFewerThanNone() {
        assertThat(of(-1, 0, 0).exact()).isTrue();
    }
}
